import { type ChildProcess, fork } from 'node:child_process';
import { Problem } from '../errors.ts';
import type { Reply } from './pool.ts';

interface Job {
  readonly message: unknown;
  readonly signal: AbortSignal | undefined;
  resolve(result: unknown): void;
  reject(reason: Error): void;
}

/** How many child processes a line has, and what bounds it. */
export interface LineOptions {
  readonly program: URL;
  readonly args: readonly string[];
  /** What Node itself is told. */
  readonly execArgv: readonly string[];
  /** What every child process loads when it starts. */
  readonly modules: ReadonlySet<string>;
  readonly processes: number;
  readonly queue: number;
  readonly timeout_ms: number;
}

/** How long what nobody wants any more may go on before its process is killed: a new one takes as long to start. */
const grace_ms = 200;

const abandoned = () => new Problem('busy', 'The client went away before its query was done.');

/**
 * Child processes that do one thing at a time each, started when first needed, and the line before them.
 *
 * Not everything they do can be stopped, so a process that passes the deadline is killed and replaced.
 */
export class Line {
  readonly #options: LineOptions;
  readonly #idle: ChildProcess[] = [];
  readonly #all = new Set<ChildProcess>();
  readonly #waiting: Job[] = [];
  #closed = false;

  constructor(options: LineOptions) {
    this.#options = options;
  }

  /** As `Pool.run`. */
  run(message: unknown, signal?: AbortSignal): Promise<unknown> {
    return new Promise((resolve, reject) => {
      if (signal?.aborted) return reject(abandoned());
      if (this.#closed) return reject(new Problem('shutting-down', 'The server is stopping.'));
      const child = this.#available();
      const job: Job = { message, signal, resolve, reject };
      if (child !== null) this.#give(child, job);
      else if (this.#waiting.length < this.#options.queue) this.#wait(job);
      else reject(new Problem('busy', 'Too many heavy queries are waiting; try again in a few seconds.'));
    });
  }

  /** Starts a process, unless there is one. */
  start(): void {
    if (this.#all.size === 0 && !this.#closed) this.#idle.push(this.#start());
  }

  /** Ends every child process; what waits is refused. */
  async close(): Promise<void> {
    this.#closed = true;
    for (const job of this.#waiting.splice(0)) job.reject(new Problem('shutting-down', 'The server is stopping.'));
    const ended = [...this.#all].map((child) => new Promise((resolve) => child.once('exit', resolve)));
    for (const child of this.#all) {
      child.ref();
      child.kill('SIGKILL');
    }
    await Promise.all(ended);
  }

  #wait(job: Job): void {
    this.#waiting.push(job);
    job.signal?.addEventListener('abort', () => {
      const at = this.#waiting.indexOf(job);
      if (at >= 0) this.#waiting.splice(at, 1)[0]?.reject(abandoned());
    });
  }

  #start(): ChildProcess {
    const { program, args, execArgv, modules } = this.#options;
    const child = fork(program, [...args, ...modules], {
      serialization: 'advanced',
      execArgv: [...execArgv],
      stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
    });
    child.unref();
    child.channel?.unref();
    child.on('exit', () => this.#forget(child));
    this.#all.add(child);
    return child;
  }

  #give(child: ChildProcess, job: Job): void {
    const { timeout_ms } = this.#options;
    let grace: NodeJS.Timeout | undefined;
    const settle = (then: () => void, alive = false) => {
      clearTimeout(deadline);
      clearTimeout(grace);
      job.signal?.removeEventListener('abort', left);
      child.off('exit', ended).off('error', failed).off('message', answered);
      child.channel?.unref();
      then();
      if (alive) this.#idle.push(child);
      else child.kill('SIGKILL');
      if (!alive) this.#forget(child);
      this.#next();
    };
    const ended = (code: number | null, signal: string | null) =>
      settle(() => job.reject(new Error(`A process for heavy queries ended (${code ?? signal}).`)));
    const failed = (cause: Error) => settle(() => job.reject(cause));
    const answered = (reply: Reply) =>
      settle(() => ('result' in reply ? job.resolve(reply.result) : job.reject(new Error(reply.failure))), true);
    const left = () => {
      job.reject(abandoned());
      grace = setTimeout(() => settle(() => {}), grace_ms);
    };
    const deadline = setTimeout(() => {
      const late = `The query took longer than ${timeout_ms} ms; narrow it by a filter or a shorter period.`;
      settle(() => job.reject(new Problem('query-timeout', late)));
    }, timeout_ms);
    child.channel?.ref();
    job.signal?.addEventListener('abort', left);
    child.once('message', answered).once('error', failed).once('exit', ended);
    child.send(job.message as object);
  }

  /** A process that died, whether it was working or idle, is not used again. */
  #forget(child: ChildProcess): void {
    this.#all.delete(child);
    const at = this.#idle.indexOf(child);
    if (at >= 0) this.#idle.splice(at, 1);
  }

  #next(): void {
    if (this.#closed || this.#waiting.length === 0) return;
    const child = this.#available();
    const job = child === null ? undefined : this.#waiting.shift();
    if (child !== null && job !== undefined) this.#give(child, job);
  }

  #available(): ChildProcess | null {
    return this.#idle.pop() ?? (this.#all.size < this.#options.processes ? this.#start() : null);
  }
}
