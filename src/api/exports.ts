import type { Session } from '../db/database.ts';
import { Problem } from '../errors.ts';
import type { StreamedFormat } from '../formats/formats.ts';
import type { ListQuery } from '../store/list.ts';
import type { Exported, ExportTask } from './export-work.ts';
import type { ListRequest } from './list-request.ts';
import type { Service } from './service.ts';

/** The module that writes pieces of lists, for a child process to load. */
export const exportWork = new URL('export-work.ts', import.meta.url).href;

/** Counts the exports of one process, which each hold a piece or two in memory. */
export class Exports {
  readonly #limit: number;
  #running = 0;

  constructor(limit: number) {
    this.#limit = limit;
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
}

/** The longest time a piece may gather rows where they come slowly, as a part of the deadline. */
const share = 1 / 4;

/** Asks for the pieces of one export, in order. */
class PieceReader {
  readonly #db: Session;
  readonly #notes: Uint8Array[] = [];
  #task: ExportTask;

  constructor(db: Session, task: ExportTask) {
    this.#db = db;
    this.#task = task;
  }

  /** The next piece; it may be waited for later than its failure comes. */
  next(): Promise<Exported> {
    const piece = this.#db.elsewhere<Exported>(exportWork, this.#task);
    piece.catch(() => {});
    return piece;
  }

  /** Notes what a piece was; true when another follows it. */
  passes({ bytes, note, rows, after, done }: Exported): boolean {
    if (note !== null) this.#notes.push(note);
    const { written, limit } = this.#task;
    const notes = done ? this.#notes : null;
    this.#task = { ...this.#task, written: written + bytes.length, limit: limit - rows, after, notes };
    return !done || note !== null;
  }
}

/**
 * A list in a streamed format, piece by piece, each made in a child process: the next while one is sent, no more.
 *
 * Nothing is held there between two pieces, so a client that reads slowly costs no more than a piece in memory.
 */
export async function* exported(
  { exports, config }: Service,
  db: Session,
  format: StreamedFormat,
  { fields, include, csv }: ListRequest,
  { collection, ...query }: ListQuery,
): AsyncGenerator<Uint8Array> {
  exports.begin();
  try {
    const shape = { path: collection.path, fields, include, csv, format: format.name };
    const budget_ms = Math.min(format.piece_ms, config.queryTimeoutMs * share);
    const reader = new PieceReader(db, { ...query, ...shape, written: 0, notes: null, budget_ms });
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
