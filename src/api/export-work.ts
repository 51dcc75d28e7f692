/** What a child process does for a streamed list: it reads some pages and writes one piece of the answer. */
import type { Work } from '../db/engine.ts';
import { columnsOf } from '../formats/columns.ts';
import { projector } from '../formats/fields.ts';
import { formats, type StreamedFormat } from '../formats/formats.ts';
import { type Made, type Place, textPiece } from '../formats/piece.ts';
import { type Collection, collections } from '../store/collections.ts';
import { each, type ListQuery } from '../store/list.ts';
import type { Asked } from './asked.ts';
import { showRow } from './show.ts';

/** What is asked for one piece of a list. */
export interface ExportTask extends Pick<Asked, 'fields' | 'include' | 'csv'>, Omit<ListQuery, 'collection'> {
  /** Path of the collection. */
  readonly path: string;
  readonly format: StreamedFormat['name'];
  readonly place: Place;
  /** After how many milliseconds a piece ends, however small it is. */
  readonly budget_ms: number;
}

/** A piece of a list. */
export interface Exported extends Made {
  readonly rows: number;
  /** The position of the last row; null without any. */
  readonly after: ListQuery['after'];
  /** Whether all rows are written. */
  readonly done: boolean;
}

/** Rows that are read at once: few at first, so that the answer begins soon. */
const batch = { first: 50, later: 250 };

function pieceOf({ fields, include, csv, format, place }: ExportTask, { noun, type }: Collection) {
  const streamed = formats.find((one): one is StreamedFormat => one.name === format && one.streamed);
  if (streamed === undefined) throw new Error(`There is no streamed format ${format}.`);
  const columns = columnsOf(noun, { type: type ?? undefined, fields, native: include.includes('native') });
  const project = fields === undefined ? undefined : projector(fields);
  const options = { columns, raw: csv === 'raw', project, begun: place.written > 0 };
  return textPiece(streamed.writer(noun, options), place);
}

/** Writes one piece of a list; holds no snapshot and no open statement between pages, and nothing between pieces. */
export const work: Work<ExportTask, Exported> = async (db, dialect, task) => {
  const collection = collections.get(task.path);
  if (collection === undefined) throw new Error(`There is no list ${task.path}.`);
  const began = performance.now();
  const first = task.place.written === 0;
  const piece = pieceOf(task, collection);
  const shows = showRow(task.include, task.fields);
  let [rows, after, done]: [number, ListQuery['after'], boolean] = [0, task.after, true];
  for await (const page of each(db, dialect, { ...task, collection }, first ? batch.first : batch.later)) {
    for (const row of page) piece.add(shows(row));
    rows += page.length;
    after = page.at(-1)?.position ?? after;
    if (first || piece.isFull() || performance.now() - began > task.budget_ms) {
      done = rows === task.limit;
      break;
    }
  }
  return { ...piece.end(done), rows, after, done };
};
