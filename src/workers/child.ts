import { setPriority } from 'node:os';
import process from 'node:process';

/** A child process's reply to a job. */
export type Reply = { readonly result: unknown } | { readonly failure: string };

/** What a child process receives: the setup first, then jobs, one at a time. */
type Message<Setup, Job> = { readonly setup: Setup } | { readonly job: Job };

/** The nice value of a child process, so that light requests come first on a busy machine. */
const niceness = 10;

async function runJob<Job>(work: (job: Job) => unknown, job: Job): Promise<Reply> {
  try {
    return { result: await work(job) };
  } catch (cause) {
    return { failure: String((cause as Error).message) };
  }
}

/**
 * Makes this process a child of a `ProcessQueue`, for as long as its parent lives.
 *
 * @param prepare turns the setup into the function that does a job; if it fails, this process ends
 */
export function answerJobs<Setup, Job>(
  prepare: (setup: Setup) => Promise<(job: Job) => unknown> | ((job: Job) => unknown),
): void {
  const ready = Promise.withResolvers<(job: Job) => unknown>();
  process.on('message', async (message: Message<Setup, Job>) => {
    if ('setup' in message) return ready.resolve(await prepare(message.setup));
    const work = await ready.promise;
    const reply = await runJob(work, message.job);
    // The parent may be gone by now; nobody needs the reply then, and this process ends by itself.
    process.send?.(reply, undefined, {}, () => {});
  });
  process.on('disconnect', () => process.exit(0));
  // Terminals and service managers signal the whole group; the parent decides when this process ends.
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => {});
  try {
    setPriority(niceness);
  } catch {
    // If lowering the priority is not allowed, the work goes on regardless.
  }
}
