import { type ChildProcess, fork } from 'node:child_process';
import { Problem } from '../../errors.ts';

interface Job {
  readonly text: string;
  readonly params: readonly unknown[];
  readonly signal: AbortSignal | undefined;
  resolve(rows: unknown[]): void;
  reject(reason: Error): void;
}

interface PoolOptions {
  readonly path: string;
  readonly queryTimeoutMs: number;
  readonly heavyProcesses: number;
  readonly heavyQueue: number;
}

const abandoned = () => new Problem('busy', 'The client went away before its query was done.');

type Reply = { rows: unknown[] } | { failure: string };

/**
 * Child processes that run queries of unbounded cost, one at a time each, started when first needed.
 *
 * SQLite cannot stop a query, so a process that passes the deadline is killed and replaced.
 */
export class HeavyPool {
  readonly #options: PoolOptions;
  readonly #idle: ChildProcess[] = [];
  readonly #all = new Set<ChildProcess>();
  readonly #waiting: Job[] = [];
  #closed = false;

  constructor(options: PoolOptions) {
    this.#options = options;
  }

  /**
   * Runs one query.
   *
   * @throws Problem `busy` when the queue is full, `query-timeout` when the deadline passes.
   */
  run<Row>(text: string, params: readonly unknown[], signal?: AbortSignal): Promise<Row[]> {
    return new Promise<unknown[]>((resolve, reject) => {
      if (signal?.aborted) return reject(abandoned());
      const child = this.#available();
      const job: Job = { text, params, signal, resolve, reject };
      if (child !== null) this.#give(child, job);
      else if (this.#waiting.length < this.#options.heavyQueue) this.#wait(job);
      else reject(new Problem('busy', 'Too many heavy queries are waiting; try again in a few seconds.'));
    }) as Promise<Row[]>;
  }

  #wait(job: Job): void {
    this.#waiting.push(job);
    job.signal?.addEventListener('abort', () => {
      const at = this.#waiting.indexOf(job);
      if (at >= 0) this.#waiting.splice(at, 1)[0]?.reject(abandoned());
    });
  }

  /** Ends every child process; waiting queries are refused. */
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

  #start(): ChildProcess {
    const child = fork(new URL('heavy.ts', import.meta.url), [this.#options.path], {
      serialization: 'advanced',
      execArgv: [],
      stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
    });
    child.unref();
    child.channel?.unref();
    child.on('exit', () => this.#forget(child));
    this.#all.add(child);
    return child;
  }

  #give(child: ChildProcess, job: Job): void {
    const ended = (code: number | null) =>
      settle(() => job.reject(new Error(`A heavy query process ended (${code}).`)));
    const failed = (cause: Error) => settle(() => job.reject(cause));
    const answered = (reply: Reply) =>
      settle(() => ('rows' in reply ? job.resolve(reply.rows) : job.reject(new Error(reply.failure))), true);
    const left = () => settle(() => job.reject(abandoned()));
    const settle = (then: () => void, alive = false) => {
      clearTimeout(deadline);
      job.signal?.removeEventListener('abort', left);
      child.off('exit', ended).off('error', failed).off('message', answered);
      child.channel?.unref();
      then();
      if (alive) this.#idle.push(child);
      else child.kill('SIGKILL');
      if (!alive) this.#forget(child);
      this.#next();
    };
    const deadline = setTimeout(() => {
      const late = `The query took longer than ${this.#options.queryTimeoutMs} ms; narrow it by a filter or a shorter period.`;
      settle(() => job.reject(new Problem('query-timeout', late)));
    }, this.#options.queryTimeoutMs);
    child.channel?.ref();
    job.signal?.addEventListener('abort', left);
    child.once('message', answered).once('error', failed).once('exit', ended);
    child.send({ text: job.text, params: job.params });
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
    return this.#idle.pop() ?? (this.#all.size < this.#options.heavyProcesses ? this.#start() : null);
  }
}
