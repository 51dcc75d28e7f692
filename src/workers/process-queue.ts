import { type ChildProcess, fork } from 'node:child_process';
import { Problem } from '../errors.ts';
import type { Reply } from './child.ts';

interface Job {
  readonly message: unknown;
  readonly signal: AbortSignal | undefined;
  resolve(result: unknown): void;
  reject(reason: Error): void;
}

interface Queued {
  readonly job: Job;
  /** Removes the job from the queue if it is abandoned. */
  readonly leave: () => void;
}

/** The program a queue's child processes run, and their limits. */
export interface ProcessQueueOptions {
  /** The program of a child process, which calls `answerJobs`. */
  readonly program: URL;
  /** Sent to each child process before its first job; plain data. */
  readonly setup: unknown;
  /** Options for Node itself. */
  readonly execArgv?: readonly string[];
  readonly processes: number;
  /** Jobs that may wait; one more is refused. */
  readonly queue: number;
  /** How long one job may take once it has a process. */
  readonly timeout_ms: number;
}

/** Grace period for an abandoned job; killing sooner would not pay, since forking takes as long. */
const grace_ms = 200;

const abandoned = () => new Problem('busy', 'The client disconnected before its query was done.');
const stopping = () => new Problem('shutting-down', 'The server is stopping.');

/**
 * A queue of jobs for child processes, which are started on demand and run one job at a time each.
 *
 * Not every job can be interrupted, so a process that passes the deadline is killed and replaced. Jobs and results are
 * cloned, so they may be any plain data.
 */
export class ProcessQueue<Message extends object, Result> {
  readonly #options: ProcessQueueOptions;
  readonly #idle: ChildProcess[] = [];
  readonly #all = new Set<ChildProcess>();
  readonly #waiting: Queued[] = [];
  #closed = false;

  constructor(options: ProcessQueueOptions) {
    this.#options = options;
  }

  /**
   * Runs one job.
   *
   * @param signal abandons the job, queued or running
   * @throws Problem `busy` if the queue is full, `query-timeout` at the deadline, `shutting-down` once the queue is
   * closed; Error if the job fails or its process ends.
   */
  run(message: Message, signal?: AbortSignal): Promise<Result> {
    return new Promise<unknown>((resolve, reject) => {
      if (signal?.aborted) return reject(abandoned());
      if (this.#closed) return reject(stopping());
      const job: Job = { message, signal, resolve, reject };
      const child = this.#available();
      if (child !== null) this.#assign(child, job);
      else if (this.#waiting.length < this.#options.queue) this.#enqueue(job);
      else reject(new Problem('busy', 'Too many heavy queries are waiting; try again in a few seconds.'));
    }) as Promise<Result>;
  }

  /** Starts a process ahead of the first job, unless there is one. */
  start(): void {
    if (this.#all.size === 0 && !this.#closed) this.#idle.push(this.#fork());
  }

  /** Kills every child process and waits until they have ended; waiting jobs are refused. */
  async close(): Promise<void> {
    this.#closed = true;
    for (const { job } of this.#waiting.splice(0)) job.reject(stopping());
    const ended = [...this.#all].map((child) => new Promise((resolve) => child.once('exit', resolve)));
    for (const child of this.#all) {
      child.ref();
      child.kill('SIGKILL');
    }
    await Promise.all(ended);
  }

  /** Queues a job; it leaves the queue as soon as it is abandoned. */
  #enqueue(job: Job): void {
    const leave = () => {
      this.#waiting.splice(this.#waiting.indexOf(queued), 1);
      job.reject(abandoned());
    };
    const queued = { job, leave };
    this.#waiting.push(queued);
    job.signal?.addEventListener('abort', leave, { once: true });
  }

  /** Assigns the next job to a free process. */
  #dequeue(): void {
    if (this.#closed || this.#waiting.length === 0) return;
    const child = this.#available();
    if (child === null) return;
    const { job, leave } = this.#waiting.shift() as Queued;
    job.signal?.removeEventListener('abort', leave);
    this.#assign(child, job);
  }

  #available(): ChildProcess | null {
    return this.#idle.pop() ?? (this.#all.size < this.#options.processes ? this.#fork() : null);
  }

  #fork(): ChildProcess {
    const { program, setup, execArgv = [] } = this.#options;
    const child = fork(program, {
      serialization: 'advanced',
      execArgv: [...execArgv],
      stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
    });
    // An idle child must not keep this process alive.
    child.unref();
    child.channel?.unref();
    child.on('exit', () => this.#forget(child)).on('error', () => this.#forget(child));
    child.send({ setup });
    this.#all.add(child);
    return child;
  }

  #assign(child: ChildProcess, job: Job): void {
    const { timeout_ms } = this.#options;
    let grace: NodeJS.Timeout | undefined;
    const finish = (settle: () => void, reusable = false) => {
      clearTimeout(deadline);
      clearTimeout(grace);
      job.signal?.removeEventListener('abort', abandon);
      child.off('message', reply).off('error', fail).off('exit', end);
      child.channel?.unref();
      settle();
      this.#release(child, reusable);
    };
    const reply = (message: Reply) =>
      finish(() => ('result' in message ? job.resolve(message.result) : job.reject(new Error(message.failure))), true);
    const fail = (cause: Error) => finish(() => job.reject(cause));
    const end = (code: number | null, signal: string | null) =>
      fail(new Error(`A process for heavy queries ended (${code ?? signal}).`));
    const abandon = () => {
      job.reject(abandoned());
      grace = setTimeout(() => finish(() => {}), grace_ms);
    };
    const late = `The query took longer than ${timeout_ms} ms; narrow it with a filter or a shorter period.`;
    const deadline = setTimeout(() => fail(new Problem('query-timeout', late)), timeout_ms);
    child.channel?.ref();
    job.signal?.addEventListener('abort', abandon, { once: true });
    child.once('message', reply).once('error', fail).once('exit', end);
    child.send({ job: job.message });
  }

  /** Returns a process to the pool after its job, or kills it, and starts the next job. */
  #release(child: ChildProcess, reusable: boolean): void {
    if (reusable) this.#idle.push(child);
    else {
      child.kill('SIGKILL');
      this.#forget(child);
    }
    this.#dequeue();
  }

  /** Drops a process that has ended, working or idle. */
  #forget(child: ChildProcess): void {
    this.#all.delete(child);
    const at = this.#idle.indexOf(child);
    if (at >= 0) this.#idle.splice(at, 1);
  }
}
