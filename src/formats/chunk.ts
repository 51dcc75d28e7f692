import type { Noun } from '../model/nouns.ts';
import type { Column } from './columns.ts';
import type { Row } from './fields.ts';

/** What a response shows of its records. */
export interface WriterOptions {
  /** The columns of CSV and the properties of GeoJSON. */
  readonly columns: readonly Column[];
  /** True leaves formula-like free text unescaped (`csv=raw`). */
  readonly raw: boolean;
  /** Picks the fields of an NDJSON line; without it the stored text is sent unparsed. */
  readonly project?: ((record: Row) => Row) | undefined;
  /** True when earlier rows of the same response were already written. */
  readonly begun?: boolean | undefined;
}

/** Writes one response: the head, each record in turn, the foot. It tracks the first row, so create one per response. */
export interface Writer {
  readonly head: string;
  /** The text of a record, passed as its stored JSON without line breaks. */
  row(body: string): string;
  readonly foot: string;
}

/** Creates the writer of one response. */
export type WriterOf = (noun: Noun, options: WriterOptions) => Writer;

/** A finished chunk. */
export interface FinishedChunk {
  readonly bytes: Uint8Array;
  /** What a footer has to record about this chunk; null in formats without a footer. */
  readonly note: unknown;
}

/** Part of a streamed response, built and sent at once so that the whole is never in memory. */
export interface Chunk {
  /** Adds a record, passed as its stored JSON. */
  add(body: string): void;
  /** Whether it is large enough to send. */
  isFull(): boolean;
  /** Finishes it; with `last` also the response, unless the format has a footer. */
  end(last: boolean): FinishedChunk;
}

/** Large enough to keep the overhead per chunk low, small enough that a few hundred readers fit in memory. */
const full_length = 128 * 1024;

/** A chunk of text after `written` bytes; the first is small so that the response starts early. */
export function textChunk(writer: Writer, written: number): Chunk {
  let text = written === 0 ? writer.head : '';
  return {
    add: (body) => {
      text += writer.row(body);
    },
    isFull: () => written === 0 || text.length >= full_length,
    end: (last) => ({ bytes: Buffer.from(last ? text + writer.foot : text), note: null }),
  };
}
