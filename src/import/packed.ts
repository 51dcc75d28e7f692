/** Records on their way from the thread that maps rows to the one that writes: lists of values, and their text as bytes. */

import type { Block } from '../store/block.ts';
import { type Row, sideColumns } from '../store/index-columns.ts';
import type { IndexRows } from '../store/index-rows.ts';
import { most_stamp_bytes, type Prepared, type Utf8Text } from '../store/prepare.ts';

type Packed = readonly [
  id: string,
  day: number | null,
  start_bytes: number,
  extra_bytes: number | null,
  words: string | null,
  own: Row,
  side: readonly (readonly Row[])[],
];

/** A block that is quick to hand over; its records are of one noun and dataset. */
export interface PackedBlock extends Omit<Block, 'records'> {
  readonly noun: Prepared['noun'];
  readonly dataset: string;
  readonly packed: readonly Packed[];
  /** Of each record the start of its body, room for the stamps, and its extra. */
  readonly text: Uint8Array<ArrayBuffer>;
}

const bytesOf = ({ start, extra }: Pick<Prepared, 'start' | 'extra'>) => ({
  start_bytes: Buffer.byteLength(start),
  extra_bytes: extra === null ? null : Buffer.byteLength(extra),
});

/** Packs a block. */
export function pack({ records, ...others }: Block): PackedBlock {
  const { noun, dataset } = records[0] ?? { noun: 'event', dataset: '' };
  const tables = Object.keys(sideColumns[noun]);
  let total = 0;
  const packed = records.map((record): Packed => {
    const { id, day, index } = record;
    const { start_bytes, extra_bytes } = bytesOf(record);
    total += start_bytes + most_stamp_bytes + (extra_bytes ?? 0);
    return [id, day, start_bytes, extra_bytes, index.words, index.own, tables.map((table) => index.side[table] ?? [])];
  });
  const text = Buffer.allocUnsafeSlow(total);
  let at = 0;
  for (const { start, extra } of records) {
    at += text.write(start, at) + most_stamp_bytes;
    if (extra !== null) at += text.write(extra, at);
  }
  return { ...others, noun, dataset, packed, text };
}

/** The text of one record within that of its block. */
class TextSlice implements Utf8Text {
  readonly #text: Buffer;
  readonly #from: number;
  readonly #stamps: number;
  readonly extra: Buffer | null;

  constructor(text: Buffer, from: number, start_bytes: number, extra_bytes: number | null) {
    this.#text = text;
    this.#from = from;
    this.#stamps = from + start_bytes;
    const extra = this.#stamps + most_stamp_bytes;
    this.extra = extra_bytes === null ? null : text.subarray(extra, extra + extra_bytes);
  }

  get start(): string {
    return this.#text.toString('utf8', this.#from, this.#stamps);
  }

  body(stamps: Uint8Array): Buffer {
    this.#text.set(stamps, this.#stamps);
    return this.#text.subarray(this.#from, this.#stamps + stamps.length);
  }
}

/** A record whose text is read only when somebody asks for it. */
class Unpacked implements Prepared {
  readonly noun: Prepared['noun'];
  readonly dataset: string;
  readonly id: string;
  readonly day: number | null;
  readonly index: IndexRows;
  readonly utf8: TextSlice;

  constructor(
    { noun, dataset }: PackedBlock,
    [id, day, , , words, own]: Packed,
    side: IndexRows['side'],
    text: TextSlice,
  ) {
    this.noun = noun;
    this.dataset = dataset;
    this.id = id;
    this.day = day;
    this.index = { own, side, words };
    this.utf8 = text;
  }

  get start(): string {
    return this.utf8.start;
  }

  get extra(): string | null {
    return this.utf8.extra?.toString() ?? null;
  }
}

/** The block that was packed. */
export function unpack(block: PackedBlock): Block {
  const { noun, packed, named, actors } = block;
  const tables = Object.keys(sideColumns[noun]);
  const text = Buffer.from(block.text.buffer, block.text.byteOffset, block.text.byteLength);
  let at = 0;
  const records = packed.map((row) => {
    const [, , start_bytes, extra_bytes, , , lists] = row;
    const slice = new TextSlice(text, at, start_bytes, extra_bytes);
    at += start_bytes + most_stamp_bytes + (extra_bytes ?? 0);
    const side = Object.fromEntries(tables.map((table, place) => [table, lists[place] ?? []]));
    return new Unpacked(block, row, side, slice);
  });
  return { records, named, actors };
}
