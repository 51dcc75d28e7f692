import { Line } from './line.ts';
import type { LineName, Pool } from './pool.ts';

/** What a pool of this process's own is made of. */
export interface LocalPoolOptions {
  /** The program of a child process: it answers each message with a `Reply`. */
  readonly program: URL;
  readonly args: readonly string[];
  readonly queryProcesses: number;
  readonly pieceProcesses: number;
  /** Queries that may wait; pieces are bounded by whoever asks for them, one at a time each. */
  readonly queryQueue: number;
  readonly timeout_ms: number;
}

/** The child processes of this process: each line has its own, so that none starves the other. */
export class LocalPool implements Pool {
  readonly #modules = new Set<string>();
  readonly #lines: Readonly<Record<LineName, Line>>;

  constructor({ queryProcesses, pieceProcesses, queryQueue, ...rest }: LocalPoolOptions) {
    const common = { ...rest, modules: this.#modules };
    this.#lines = {
      query: new Line({ ...common, processes: queryProcesses, queue: queryQueue }),
      piece: new Line({ ...common, processes: pieceProcesses, queue: Number.POSITIVE_INFINITY }),
    };
  }

  run<Result>(line: LineName, message: unknown, signal?: AbortSignal): Promise<Result> {
    return this.#lines[line].run(message, signal) as Promise<Result>;
  }

  prepare(module: string): void {
    this.#modules.add(module);
    this.#lines.piece.start();
  }

  async close(): Promise<void> {
    await Promise.all(Object.values(this.#lines).map((line) => line.close()));
  }
}
