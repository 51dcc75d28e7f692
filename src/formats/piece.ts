import type { Writer } from './formats.ts';

/** Where in a streamed answer a piece stands. */
export interface Place {
  /** Bytes of the answer before this piece. */
  readonly written: number;
  /** What the pieces before left for the end to be written by, in order; given to the last piece alone. */
  readonly notes: readonly Uint8Array[];
}

/** A piece that is done. */
export interface Made {
  readonly bytes: Uint8Array;
  /** What the end of the answer has to know of this piece. */
  readonly note: Uint8Array | null;
}

/** A piece of a streamed answer: as much as is made and sent at once, so that none is ever held whole. */
export interface Piece {
  /** Takes a record, given as the JSON that the store keeps. */
  add(body: string): void;
  /** Whether it is large enough to be sent. */
  isFull(): boolean;
  /** Ends it, and with `last` the answer. */
  end(last: boolean): Made;
}

/** Large enough that little is lost between two pieces, small enough that a few hundred readers fit into memory. */
const enough = 128 * 1024;

/** A piece of text. */
export function textPiece(writer: Writer, { written }: Place): Piece {
  let text = written === 0 ? writer.head : '';
  return {
    add: (body) => {
      text += writer.row(body);
    },
    isFull: () => text.length >= enough,
    end: (last) => ({ bytes: Buffer.from(last ? text + writer.foot : text), note: null }),
  };
}
