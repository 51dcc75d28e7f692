import type { Config } from '../config.ts';
import type { Session } from '../db/database.ts';
import { Problem } from '../errors.ts';
import type { StreamedFormat } from '../formats/formats.ts';
import type { ListQuery } from '../store/query/list.ts';
import { ModuleQueue } from '../workers/module-queue.ts';
import type { Exported, ExportTask } from './export-work.ts';
import type { ListRequest } from './list-request.ts';

/** The module that writes chunks of lists, for child processes to load. */
const exportWork = new URL('export-work.ts', import.meta.url).href;

/** The running exports of one serving process and the child processes that write them. */
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

  /** @throws Problem `busy` when the limit is reached. */
  begin(): void {
    if (this.#running >= this.#limit) {
      throw new Problem('busy', `${this.#limit} exports are running; try again in a few seconds.`);
    }
    this.#running += 1;
  }

  end(): void {
    this.#running -= 1;
  }

  /** Writes one chunk, on behalf of a request. */
  write(db: Session, task: ExportTask): Promise<Exported> {
    return db.track((signal) => this.#queue.run(task, signal));
  }

  /** Starts a child process in advance, so that the first export need not wait for it. */
  start(): void {
    this.#queue.start();
  }

  /** Stops the child processes. */
  close(): Promise<void> {
    return this.#queue.close();
  }
}

/** The longest time a chunk may collect slow rows, as a share of the query timeout. */
const timeout_share = 1 / 4;

/** Requests the chunks of one export in order. */
class ChunkReader {
  readonly #exports: Exports;
  readonly #db: Session;
  readonly #notes: Uint8Array[] = [];
  #task: ExportTask;

  constructor(exports: Exports, db: Session, task: ExportTask) {
    this.#exports = exports;
    this.#db = db;
    this.#task = task;
  }

  /** Requests the next chunk; it may fail before it is awaited. */
  next(): Promise<Exported> {
    const chunk = this.#exports.write(this.#db, this.#task);
    chunk.catch(() => {});
    return chunk;
  }

  /** Records a chunk; returns true when another follows. */
  advance({ bytes, note, rows, after, next }: Exported): boolean {
    if (note !== null) this.#notes.push(note);
    const { written, limit } = this.#task;
    const notes = next === 'end' ? this.#notes : null;
    this.#task = { ...this.#task, written: written + bytes.length, limit: limit - rows, after, notes };
    return next !== null;
  }
}

/**
 * Yields a list in a streamed format as chunks from a child process, preparing one chunk while another is sent.
 *
 * The child keeps nothing between chunks, so a slow client costs no more than a chunk or two of memory.
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
    const budget_ms = Math.min(format.chunk_ms, config.queryTimeoutMs * timeout_share);
    const reader = new ChunkReader(exports, db, { ...query, ...shape, written: 0, notes: null, budget_ms });
    let chunk = await reader.next();
    while (reader.advance(chunk)) {
      const next = reader.next();
      yield chunk.bytes;
      chunk = await next;
    }
    yield chunk.bytes;
  } finally {
    exports.end();
  }
}
