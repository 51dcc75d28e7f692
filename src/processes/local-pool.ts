import { Line } from './line.ts';
import type { LineName, Pool } from './pool.ts';

/** What a pool of this process's own is made of. */
export interface LocalPoolOptions {
  /** The program of a child process: it answers each message with a `Reply`. */
  readonly program: URL;
  /** What it is told: these, the name of its line, and the modules it is to load. */
  readonly args: readonly string[];
  readonly queryProcesses: number;
  readonly pieceProcesses: number;
  /** Queries that may wait; pieces are bounded by whoever asks for them, one at a time each. */
  readonly queryQueue: number;
  readonly timeout_ms: number;
}

/** Pieces are made, handed on and thrown away: room for many of them only takes memory, up to 130 MB of it. */
const littleMemory = ['--max-semi-space-size=8'];

/** The child processes of this process: each line has its own, so that none starves the other. */
export class LocalPool implements Pool {
  readonly #modules = new Set<string>();
  readonly #lines: Readonly<Record<LineName, Line>>;

  constructor({ args, queryProcesses, pieceProcesses, queryQueue, ...rest }: LocalPoolOptions) {
    const common = { ...rest, modules: this.#modules };
    this.#lines = {
      query: new Line({
        ...common,
        args: [...args, 'query'],
        execArgv: [],
        processes: queryProcesses,
        queue: queryQueue,
      }),
      piece: new Line({
        ...common,
        args: [...args, 'piece'],
        execArgv: littleMemory,
        processes: pieceProcesses,
        queue: Number.POSITIVE_INFINITY,
      }),
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
