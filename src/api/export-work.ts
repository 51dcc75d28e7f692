/** What a child process does for a streamed list: it reads some pages and writes one chunk of the answer. */
import { deserialize, serialize } from 'node:v8';
import type { Reader } from '../db/database.ts';
import { type Chunk, textChunk } from '../formats/chunk.ts';
import { columnsOf } from '../formats/columns.ts';
import { projector } from '../formats/fields.ts';
import { formats, type StreamedFormat } from '../formats/formats.ts';
import { type Collection, collections } from '../store/query/collections.ts';
import { each, type ListQuery } from '../store/query/list.ts';
import type { Work } from '../workers/module-queue.ts';
import type { ListRequest } from './list-request.ts';
import { showRow } from './show.ts';

/** The parameters of one chunk of a list. */
export interface ExportTask extends Pick<ListRequest, 'fields' | 'include' | 'csv'>, Omit<ListQuery, 'collection'> {
  /** Path of the collection. */
  readonly path: string;
  readonly format: StreamedFormat['name'];
  /** Bytes of the answer before this chunk. */
  readonly written: number;
  /** The notes of all earlier chunks when only the footer remains to be written; else null. */
  readonly notes: readonly Uint8Array[] | null;
  /** Milliseconds after which a chunk ends, however small it is. */
  readonly budget_ms: number;
}

/** A chunk of a list. */
export interface Exported {
  readonly bytes: Uint8Array;
  /** What the footer has to record about this chunk; null if nothing. */
  readonly note: Uint8Array | null;
  readonly rows: number;
  /** The position after which the next chunk begins; null at the end. */
  readonly after: ListQuery['after'];
  /** What the next chunk contains: more rows, a separate footer, or null if there is none. */
  readonly next: 'rows' | 'end' | null;
}

/** Rows read at once; the first batch is small so that the response starts early. */
const batch = { first: 50, later: 250 };

/** The chunk a task fills and the function that writes the footer. */
function openChunk({ fields, include, csv, format, written }: ExportTask, { noun, type }: Collection) {
  const streamed = formats.find((one): one is StreamedFormat => one.name === format && one.streamed);
  if (streamed === undefined) throw new Error(`There is no streamed format ${format}.`);
  const columns = columnsOf(noun, { type: type ?? undefined, fields, native: include.includes('native') });
  if (streamed.binary) {
    const end = (behind: number, notes: readonly unknown[]) => streamed.end(columns, behind, notes);
    return { chunk: streamed.chunk(noun, columns, written), end };
  }
  const project = fields === undefined ? undefined : projector(fields);
  const writer = streamed.writer(noun, { columns, raw: csv === 'raw', project, begun: written > 0 });
  return { chunk: textChunk(writer, written), end: () => new Uint8Array() };
}

/** How many rows a chunk received, the position to continue after, and whether it was the last. */
interface Filled extends Pick<Exported, 'rows' | 'after'> {
  readonly done: boolean;
}

/** Reads pages into a chunk until it is full, its time is up or there are no more rows. */
async function fill(db: Reader, task: ExportTask, collection: Collection, chunk: Chunk): Promise<Filled> {
  const began = performance.now();
  const shows = showRow(task.include, task.fields);
  const most = task.written === 0 ? batch.first : batch.later;
  let [rows, after] = [0, task.after];
  for await (const page of each(db, { ...task, collection }, most)) {
    for (const row of page.rows) chunk.add(shows(row));
    rows += page.rows.length;
    after = page.next;
    const isLast = after === null || rows === task.limit;
    if (isLast || chunk.isFull() || performance.now() - began > task.budget_ms) return { rows, after, done: isLast };
  }
  return { rows, after, done: true };
}

/** Writes one chunk of a list; holds no snapshot and no open query between pages, and nothing between chunks. */
export const work: Work<ExportTask, Exported> = async (db, task) => {
  const collection = collections.get(task.path);
  if (collection === undefined) throw new Error(`There is no list ${task.path}.`);
  const { chunk, end } = openChunk(task, collection);
  if (task.notes !== null) {
    const notes = task.notes.map((note) => deserialize(note));
    return { bytes: end(task.written, notes), note: null, rows: 0, after: null, next: null };
  }
  const { done, ...filled } = await fill(db, task, collection, chunk);
  const { bytes, note } = chunk.end(done);
  if (done && note === null) return { ...filled, bytes, note, next: null };
  if (done && task.written === 0) {
    return { ...filled, bytes: Buffer.concat([bytes, end(bytes.length, [note])]), note: null, next: null };
  }
  return { ...filled, bytes, note: note === null ? null : serialize(note), next: done ? 'end' : 'rows' };
};
