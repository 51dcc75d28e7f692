import { isUtf8 } from 'node:buffer';
import { type InputLimits, inputLimits, inWords } from './limits.ts';
import type { Input } from './open.ts';

/** How rows are read: limits and callbacks. */
export interface Reading {
  readonly limits?: InputLimits;
  /** Whether lines that are not UTF-8 are rejected rather than read as Latin-1. */
  readonly utf8Only?: boolean;
  /** Receives the bytes of the file read since the last call. */
  readonly onRead?: (bytes: number) => void;
  /** Receives a sentence about anything odd in a file that was still read. */
  readonly onNotice?: (sentence: string) => void;
}

/** A line that cannot be read, and why. */
export interface BadLine {
  readonly fault: string;
}

/** A line without its LF; a CR before that is kept. */
export type Line = string | BadLine;

/** A row of a text, and the line it starts on, counted from 1. */
export interface CutRow {
  readonly line: number;
  readonly cells: readonly string[];
}

/** A row that cannot be cut: the reason, and its first line. */
export interface CutFault {
  readonly line: number;
  readonly fault: string;
  readonly text: string;
}

const lf = 0x0a;
const byte_order_mark = Buffer.from([0xef, 0xbb, 0xbf]);
const windows1252 = new TextDecoder('windows-1252');
const nul: BadLine = { fault: 'contains a NUL character' };
const notUtf8: BadLine = { fault: 'is not UTF-8' };

/** Cuts bytes into lines and decodes each separately, so that one odd line affects no other. */
class Lines {
  /** How many lines were not UTF-8. */
  foreign = 0;
  private rest: Buffer = Buffer.alloc(0);
  /** Whether the rest of an overlong line is being skipped. */
  private skipping = false;
  private readonly row_bytes: number;
  private readonly tooLong: BadLine;

  private readonly utf8Only: boolean;

  constructor({ limits = inputLimits, utf8Only = false }: Reading) {
    const { row_bytes } = limits;
    this.row_bytes = row_bytes;
    this.utf8Only = utf8Only;
    this.tooLong = { fault: `is longer than ${inWords(row_bytes)}` };
  }

  /** The lines that end in a chunk. */
  cut(chunk: Buffer): Line[] {
    const at = chunk.lastIndexOf(lf);
    if (at < 0) return this.keep(chunk);
    let whole = chunk.subarray(0, at + 1);
    if (this.skipping) whole = whole.subarray(whole.indexOf(lf) + 1);
    else if (this.rest.length > 0) whole = Buffer.concat([this.rest, whole]);
    this.skipping = false;
    this.rest = Buffer.alloc(0);
    const lines = this.decode(whole);
    return lines.concat(this.keep(chunk.subarray(at + 1)));
  }

  /** The last line when no LF ends it. */
  end(): Line[] {
    return this.rest.length === 0 ? [] : this.decode(Buffer.concat([this.rest, Buffer.of(lf)]));
  }

  private keep(tail: Buffer): Line[] {
    if (this.skipping) return [];
    this.rest = this.rest.length === 0 ? tail : Buffer.concat([this.rest, tail]);
    if (this.rest.length <= this.row_bytes) return [];
    this.rest = Buffer.alloc(0);
    this.skipping = true;
    return [this.tooLong];
  }

  private decode(whole: Buffer): Line[] {
    const lines: Line[] = [];
    const utf8 = isUtf8(whole);
    const clean = !whole.includes(0);
    for (let from = 0; from < whole.length; ) {
      const to = whole.indexOf(lf, from);
      if (to - from > this.row_bytes) lines.push(this.tooLong);
      else if (!clean && whole.subarray(from, to).includes(0)) lines.push(nul);
      else lines.push(utf8 ? whole.toString('utf8', from, to) : this.decodeOne(whole.subarray(from, to)));
      from = to + 1;
    }
    return lines;
  }

  private decodeOne(line: Buffer): Line {
    if (isUtf8(line)) return line.toString('utf8');
    if (this.utf8Only) return notUtf8;
    this.foreign += 1;
    return windows1252.decode(line);
  }
}

const unmarked = (first: Buffer): Buffer =>
  first.subarray(0, byte_order_mark.length).equals(byte_order_mark) ? first.subarray(byte_order_mark.length) : first;

async function* withoutMark(chunks: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  let first: Buffer | null = Buffer.alloc(0);
  for await (const chunk of chunks) {
    if (first === null) yield chunk;
    else {
      first = Buffer.concat([first, chunk]);
      if (first.length < byte_order_mark.length) continue;
      yield unmarked(first);
      first = null;
    }
  }
  if (first !== null) yield first;
}

/**
 * Reads the lines of a text, one batch per chunk, without a byte order mark; a line that is not UTF-8 is read as
 * Windows-1252, and a notice at the end counts them. Lines that are too long or contain a NUL are bad.
 */
export async function* linesOf(input: Input, reading: Reading): AsyncGenerator<Line[]> {
  const lines = new Lines(reading);
  for await (const chunk of withoutMark(input.chunks(reading.onRead))) {
    const batch = lines.cut(chunk);
    if (batch.length > 0) yield batch;
  }
  const last = lines.end();
  if (last.length > 0) yield last;
  if (lines.foreign > 0) {
    const count = lines.foreign === 1 ? 'a line is' : `${lines.foreign} lines are`;
    reading.onNotice?.(`${input.name}: ${count} not UTF-8, so read as Windows-1252 (Latin-1).`);
  }
}

/** Reads a text whole, decoded like lines; bad when it is too long or contains a NUL. */
export async function wholeOf(input: Input, reading: Reading): Promise<Line> {
  const { limits = inputLimits, onRead, onNotice } = reading;
  const parts: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of withoutMark(input.chunks(onRead))) {
    bytes += chunk.length;
    if (bytes > limits.row_bytes) return { fault: `is longer than ${inWords(limits.row_bytes)}` };
    parts.push(chunk);
  }
  const all = Buffer.concat(parts);
  if (all.includes(0)) return nul;
  if (isUtf8(all)) return all.toString('utf8');
  onNotice?.(`${input.name} is not UTF-8, so read as Windows-1252 (Latin-1).`);
  return windows1252.decode(all);
}
