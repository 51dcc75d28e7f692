import { setPriority } from 'node:os';
import process from 'node:process';

/** What a child process answers to a job. */
export type Reply = { readonly result: unknown } | { readonly failure: string };

/** What a child process is sent: the setup first, then jobs, one at a time. */
type Message<Setup, Job> = { readonly setup: Setup } | { readonly job: Job };

/** How much a child process yields on a busy machine, so that light requests come first. */
const niceness = 10;

async function outcomeOf<Job>(work: (job: Job) => unknown, job: Job): Promise<Reply> {
  try {
    return { result: await work(job) };
  } catch (cause) {
    return { failure: String((cause as Error).message) };
  }
}

/**
 * Makes this process a child of a `ProcessQueue`, for as long as its parent lives.
 *
 * @param prepare turns the setup into what does a job; when it fails, this process ends
 */
export function answerJobs<Setup, Job>(
  prepare: (setup: Setup) => Promise<(job: Job) => unknown> | ((job: Job) => unknown),
): void {
  const ready = Promise.withResolvers<(job: Job) => unknown>();
  process.on('message', async (message: Message<Setup, Job>) => {
    if ('setup' in message) return ready.resolve(await prepare(message.setup));
    const work = await ready.promise;
    const reply = await outcomeOf(work, message.job);
    // The parent may be gone by now; nobody misses the answer then, and this process ends by itself.
    process.send?.(reply, undefined, {}, () => {});
  });
  process.on('disconnect', () => process.exit(0));
  // A terminal and a service manager signal every process; the parent decides when this one ends.
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => {});
  try {
    setPriority(niceness);
  } catch {
    // Where a process may not lower its priority, it does its work all the same.
  }
}
