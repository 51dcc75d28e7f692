import type { OpenOptions, Reader, Tracked } from '../db/database.ts';
import { ProcessQueue } from './process-queue.ts';

/** The function a module exports as `work`; runs in a child process with its own database. Task and result are plain data. */
export type Work<Task, Result> = (db: Reader, task: Task) => Promise<Result>;

/** What a child process of a `ModuleQueue` needs to start. */
export interface ModuleSetup {
  /** The URL of the module. */
  readonly module: string;
  readonly database: OpenOptions;
}

/** How many child processes run a module, and how long they may take. */
export interface ModuleQueueOptions extends ModuleSetup {
  readonly processes: number;
  readonly timeout_ms: number;
}

/** Results are short-lived, so a large young generation would only waste memory, up to 130 MB a process. */
const smallHeap = ['--max-semi-space-size=8'];

/** Runs the `work` of one module in child processes; the caller bounds how many jobs wait. */
export class ModuleQueue<Task, Result> {
  readonly #queue: ProcessQueue<{ task: Task }, Tracked<Result>>;

  constructor({ module, database, processes, timeout_ms }: ModuleQueueOptions) {
    const { databaseUrl, queryTimeoutMs, heavyProcesses, heavyQueue } = database;
    const options = { databaseUrl, queryTimeoutMs, heavyProcesses, heavyQueue, mustExist: true, inChild: true };
    this.#queue = new ProcessQueue({
      program: new URL('module-child.ts', import.meta.url),
      setup: { module, database: options } satisfies ModuleSetup,
      execArgv: smallHeap,
      processes,
      queue: Number.POSITIVE_INFINITY,
      timeout_ms,
    });
  }

  /** Runs one task, like `ProcessQueue.run`, and counts the statements it took. */
  run(task: Task, signal?: AbortSignal): Promise<Tracked<Result>> {
    return this.#queue.run({ task }, signal);
  }

  /** Starts a process that loads the module, so that the first task need not wait for it. */
  start(): void {
    this.#queue.start();
  }

  /** Ends every child process. */
  close(): Promise<void> {
    return this.#queue.close();
  }
}
