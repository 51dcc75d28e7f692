/** What a child process does for a streamed list: it reads some pages and writes one piece of the answer. */
import { deserialize, serialize } from 'node:v8';
import type { Work } from '../db/database.ts';
import { columnsOf } from '../formats/columns.ts';
import { projector } from '../formats/fields.ts';
import { formats, type StreamedFormat } from '../formats/formats.ts';
import { type Piece, textPiece } from '../formats/piece.ts';
import { type Collection, collections } from '../store/collections.ts';
import { each, type ListQuery } from '../store/list.ts';
import type { ListRequest } from './list-request.ts';
import { showRow } from './show.ts';

/** What is asked for one piece of a list. */
export interface ExportTask extends Pick<ListRequest, 'fields' | 'include' | 'csv'>, Omit<ListQuery, 'collection'> {
  /** Path of the collection. */
  readonly path: string;
  readonly format: StreamedFormat['name'];
  /** Bytes of the answer before this piece. */
  readonly written: number;
  /** What all pieces before left, once no rows are left and only the end is to be written. */
  readonly notes: readonly Uint8Array[] | null;
  /** After how many milliseconds a piece ends, however small it is. */
  readonly budget_ms: number;
}

/** A piece of a list. */
export interface Exported {
  readonly bytes: Uint8Array;
  /** What the end of the answer is to be given; null where it needs nothing. */
  readonly note: Uint8Array | null;
  readonly rows: number;
  /** The position of the last row; null without any. */
  readonly after: ListQuery['after'];
  /** Whether all rows are written. */
  readonly done: boolean;
}

/** Rows that are read at once: few at first, so that the answer begins soon. */
const batch = { first: 50, later: 250 };

/** What a task writes, and the end of it where that is a piece of its own. */
function writingOf({ fields, include, csv, format, written }: ExportTask, { noun, type }: Collection) {
  const streamed = formats.find((one): one is StreamedFormat => one.name === format && one.streamed);
  if (streamed === undefined) throw new Error(`There is no streamed format ${format}.`);
  const columns = columnsOf(noun, { type: type ?? undefined, fields, native: include.includes('native') });
  if (streamed.binary) {
    const end = (notes: readonly unknown[]) => streamed.end(columns, written, notes);
    return { piece: streamed.piece(noun, columns, written), end };
  }
  const project = fields === undefined ? undefined : projector(fields);
  const writer = streamed.writer(noun, { columns, raw: csv === 'raw', project, begun: written > 0 });
  return { piece: textPiece(writer, written), end: () => new Uint8Array() };
}

function finish(piece: Piece, done: boolean): Pick<Exported, 'bytes' | 'note'> {
  const { bytes, note } = piece.end(done);
  return { bytes, note: note === null ? null : serialize(note) };
}

/** Writes one piece of a list; holds no snapshot and no open statement between pages, and nothing between pieces. */
export const work: Work<ExportTask, Exported> = async (db, task) => {
  const collection = collections.get(task.path);
  if (collection === undefined) throw new Error(`There is no list ${task.path}.`);
  const { piece, end } = writingOf(task, collection);
  if (task.notes !== null) {
    return { bytes: end(task.notes.map((note) => deserialize(note))), note: null, rows: 0, after: null, done: true };
  }
  const began = performance.now();
  const shows = showRow(task.include, task.fields);
  let [rows, after, done]: [number, ListQuery['after'], boolean] = [0, task.after, true];
  for await (const page of each(db, { ...task, collection }, task.written === 0 ? batch.first : batch.later)) {
    for (const row of page) piece.add(shows(row));
    rows += page.length;
    after = page.at(-1)?.position ?? after;
    if (piece.isFull() || performance.now() - began > task.budget_ms) {
      done = rows === task.limit;
      break;
    }
  }
  return { ...finish(piece, done), rows, after, done };
};
