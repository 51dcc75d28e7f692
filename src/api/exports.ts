import type { Session } from '../db/engine.ts';
import { Problem } from '../errors.ts';
import type { ListQuery } from '../store/list.ts';
import type { Asked } from './asked.ts';
import type { Exported, ExportTask } from './export-work.ts';
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
const budget_ms = 100;

/**
 * A list in a streamed format, piece by piece, each made in a child process: the next while one is sent, no more.
 *
 * Nothing is held there between two pieces, so a client that reads slowly costs no more than a piece in memory.
 */
export async function* exported(
  { exports, config }: Service,
  db: Session,
  { fields, include, csv, format }: Asked,
  { collection, ...query }: ListQuery,
): AsyncGenerator<Uint8Array> {
  exports.begin();
  try {
    let { after, limit } = query;
    let written = 0;
    const ask = () => {
      const task = {
        ...{ ...query, after, limit, path: collection.path, fields, include, csv },
        format: format.name as ExportTask['format'],
        place: { written, notes: [] },
        budget_ms: Math.min(budget_ms, config.queryTimeoutMs * share),
      } satisfies ExportTask;
      const piece = db.elsewhere<Exported>(exportWork, task);
      // It is waited for only after the one before is sent; until then its failure is nobody's.
      piece.catch(() => {});
      return piece;
    };
    for (let piece = await ask(); ; ) {
      written += piece.bytes.length;
      limit -= piece.rows;
      after = piece.after;
      const next = piece.done ? null : ask();
      yield piece.bytes;
      if (next === null) return;
      piece = await next;
    }
  } finally {
    exports.end();
  }
}
