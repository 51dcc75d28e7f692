/** What a child process does for a streamed list: it reads some pages and writes one piece of the answer. */
import { deserialize, serialize } from 'node:v8';
import type { Reader } from '../db/database.ts';
import { columnsOf } from '../formats/columns.ts';
import { projector } from '../formats/fields.ts';
import { formats, type StreamedFormat } from '../formats/formats.ts';
import { type Piece, textPiece } from '../formats/piece.ts';
import { type Collection, collections } from '../store/query/collections.ts';
import { each, type ListQuery } from '../store/query/list.ts';
import type { Work } from '../workers/module-queue.ts';
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
  /** The position behind which the next piece begins; null at the end. */
  readonly after: ListQuery['after'];
  /** What the next piece is to be: more rows, the end where that is a piece of its own, or nothing. */
  readonly next: 'rows' | 'end' | null;
}

/** Rows that are read at once: few at first, so that the answer begins soon. */
const batch = { first: 50, later: 250 };

/** What a task writes, and the end of an answer behind so many bytes, in a format whose pieces leave notes for it. */
function writingOf({ fields, include, csv, format, written }: ExportTask, { noun, type }: Collection) {
  const streamed = formats.find((one): one is StreamedFormat => one.name === format && one.streamed);
  if (streamed === undefined) throw new Error(`There is no streamed format ${format}.`);
  const columns = columnsOf(noun, { type: type ?? undefined, fields, native: include.includes('native') });
  if (streamed.binary) {
    const end = (behind: number, notes: readonly unknown[]) => streamed.end(columns, behind, notes);
    return { piece: streamed.piece(noun, columns, written), end };
  }
  const project = fields === undefined ? undefined : projector(fields);
  const writer = streamed.writer(noun, { columns, raw: csv === 'raw', project, begun: written > 0 });
  return { piece: textPiece(writer, written), end: () => new Uint8Array() };
}

/** What is read for a piece: how many rows, the position to go on behind, and whether no more follow. */
interface Filled extends Pick<Exported, 'rows' | 'after'> {
  readonly done: boolean;
}

/** Reads pages into a piece until it is full, its time is up or there are no more rows. */
async function fill(db: Reader, task: ExportTask, collection: Collection, piece: Piece): Promise<Filled> {
  const began = performance.now();
  const shows = showRow(task.include, task.fields);
  const most = task.written === 0 ? batch.first : batch.later;
  let [rows, after] = [0, task.after];
  for await (const page of each(db, { ...task, collection }, most)) {
    for (const row of page.rows) piece.add(shows(row));
    rows += page.rows.length;
    after = page.next;
    const isLast = after === null || rows === task.limit;
    if (isLast || piece.isFull() || performance.now() - began > task.budget_ms) return { rows, after, done: isLast };
  }
  return { rows, after, done: true };
}

/** Writes one piece of a list; holds no snapshot and no open query between pages, and nothing between pieces. */
export const work: Work<ExportTask, Exported> = async (db, task) => {
  const collection = collections.get(task.path);
  if (collection === undefined) throw new Error(`There is no list ${task.path}.`);
  const { piece, end } = writingOf(task, collection);
  if (task.notes !== null) {
    const notes = task.notes.map((note) => deserialize(note));
    return { bytes: end(task.written, notes), note: null, rows: 0, after: null, next: null };
  }
  const { done, ...filled } = await fill(db, task, collection, piece);
  const { bytes, note } = piece.end(done);
  if (done && note === null) return { ...filled, bytes, note, next: null };
  if (done && task.written === 0) {
    return { ...filled, bytes: Buffer.concat([bytes, end(bytes.length, [note])]), note: null, next: null };
  }
  return { ...filled, bytes, note: note === null ? null : serialize(note), next: done ? 'end' : 'rows' };
};
