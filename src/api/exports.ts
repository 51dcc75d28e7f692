import type { Config } from '../config.ts';
import type { Session } from '../db/database.ts';
import { Problem } from '../errors.ts';
import type { StreamedFormat } from '../formats/formats.ts';
import type { ListQuery } from '../store/query/list.ts';
import { ModuleQueue } from '../workers/module-queue.ts';
import type { Exported, ExportTask } from './export-work.ts';
import type { ListRequest } from './list-request.ts';

/** The module that writes pieces of lists, for child processes to load. */
const exportWork = new URL('export-work.ts', import.meta.url).href;

/** The exports of one serving process, which each hold a piece or two in memory, and the child processes that make them. */
export class Exports {
  readonly #limit: number;
  readonly #queue: ModuleQueue<ExportTask, Exported>;
  #running = 0;

  constructor(config: Config) {
    this.#limit = config.exportLimit;
    this.#queue = new ModuleQueue({
      module: exportWork,
      database: config,
      processes: config.exportProcesses,
      timeout_ms: config.queryTimeoutMs,
    });
  }

  /** @throws Problem `busy` when there are as many as there may be. */
  begin(): void {
    if (this.#running >= this.#limit) {
      throw new Problem('busy', `${this.#limit} exports are running; try again in a few seconds.`);
    }
    this.#running += 1;
  }

  end(): void {
    this.#running -= 1;
  }

  /** Writes one piece, on behalf of a request. */
  write(db: Session, task: ExportTask): Promise<Exported> {
    return db.track((signal) => this.#queue.run(task, signal));
  }

  /** Starts a child process, so that the first export need not wait for that. */
  start(): void {
    this.#queue.start();
  }

  /** Ends the child processes. */
  close(): Promise<void> {
    return this.#queue.close();
  }
}

/** The longest time a piece may gather rows where they come slowly, as a part of the deadline. */
const share = 1 / 4;

/** Asks for the pieces of one export, in order. */
class PieceReader {
  readonly #exports: Exports;
  readonly #db: Session;
  readonly #notes: Uint8Array[] = [];
  #task: ExportTask;

  constructor(exports: Exports, db: Session, task: ExportTask) {
    this.#exports = exports;
    this.#db = db;
    this.#task = task;
  }

  /** The next piece; it may be waited for later than its failure comes. */
  next(): Promise<Exported> {
    const piece = this.#exports.write(this.#db, this.#task);
    piece.catch(() => {});
    return piece;
  }

  /** Notes what a piece was; true when another follows it. */
  passes({ bytes, note, rows, after, next }: Exported): boolean {
    if (note !== null) this.#notes.push(note);
    const { written, limit } = this.#task;
    const notes = next === 'end' ? this.#notes : null;
    this.#task = { ...this.#task, written: written + bytes.length, limit: limit - rows, after, notes };
    return next !== null;
  }
}

/**
 * A list in a streamed format, piece by piece, each made in a child process: the next while one is sent, no more.
 *
 * Nothing is held there between two pieces, so a client that reads slowly costs no more than a piece in memory.
 */
export async function* exported(
  { exports, config }: { readonly exports: Exports; readonly config: Config },
  db: Session,
  format: StreamedFormat,
  { fields, include, csv }: ListRequest,
  { collection, ...query }: ListQuery,
): AsyncGenerator<Uint8Array> {
  exports.begin();
  try {
    const shape = { path: collection.path, fields, include, csv, format: format.name };
    const budget_ms = Math.min(format.piece_ms, config.queryTimeoutMs * share);
    const reader = new PieceReader(exports, db, { ...query, ...shape, written: 0, notes: null, budget_ms });
    let piece = await reader.next();
    while (reader.passes(piece)) {
      const next = reader.next();
      yield piece.bytes;
      piece = await next;
    }
    yield piece.bytes;
  } finally {
    exports.end();
  }
}
