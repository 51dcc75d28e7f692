import type { Noun } from '../model/nouns.ts';
import type { Column } from './columns.ts';
import type { Row } from './fields.ts';

/** What a response is to show of its records. */
export interface WriterOptions {
  /** The columns of CSV and the properties of GeoJSON. */
  readonly columns: readonly Column[];
  /** True leaves free text that a spreadsheet would run as a formula as it is (`csv=raw`). */
  readonly raw: boolean;
  /** Picks the fields of an NDJSON line; without it the stored text goes out unparsed. */
  readonly project?: ((record: Row) => Row) | undefined;
  /** True where rows of the same answer were written before. */
  readonly begun?: boolean | undefined;
}

/** Writes one response: the head, each record in turn, the foot. It knows its first row, so make a new one a response. */
export interface Writer {
  readonly head: string;
  /** The text of a record, given as the JSON that the store keeps, without line breaks. */
  row(body: string): string;
  readonly foot: string;
}

/** Makes the writer of one response. */
export type WriterOf = (noun: Noun, options: WriterOptions) => Writer;

/** A piece that is done. */
export interface Made {
  readonly bytes: Uint8Array;
  /** What the end of the answer has to know of this piece, in a format whose end tells of all of it; else null. */
  readonly note: unknown;
}

/** A piece of a streamed answer: as much as is made and sent at once, so that none is ever held whole. */
export interface Piece {
  /** Takes a record, given as the JSON that the store keeps. */
  add(body: string): void;
  /** Whether it is large enough to be sent. */
  isFull(): boolean;
  /** Ends it, and with `last` the answer too, unless its end tells of all pieces. */
  end(last: boolean): Made;
}

/** Large enough that little is lost between two pieces, small enough that a few hundred readers fit into memory. */
const enough = 128 * 1024;

/** A piece of text behind so many bytes; the first is small, so that the answer begins soon. */
export function textPiece(writer: Writer, written: number): Piece {
  let text = written === 0 ? writer.head : '';
  return {
    add: (body) => {
      text += writer.row(body);
    },
    isFull: () => written === 0 || text.length >= enough,
    end: (last) => ({ bytes: Buffer.from(last ? text + writer.foot : text), note: null }),
  };
}
