/** Records on their way from the thread that maps rows to the one that writes: without the names of their parts. */

import { type Row, sideColumns } from '../store/index-columns.ts';
import type { Prepared } from '../store/prepare.ts';
import type { Block } from '../store/upsert.ts';

type Packed = readonly [
  id: string,
  day: number | null,
  start: string,
  extra: string | null,
  words: string | null,
  own: Row,
  side: readonly (readonly Row[])[],
];

/** A block whose records are lists of values, which threads hand over in half the time. */
export interface PackedBlock extends Omit<Block, 'records'> {
  readonly noun: Prepared['noun'];
  readonly dataset: string;
  readonly packed: readonly Packed[];
}

/** Packs a block; its records are of one noun and dataset. */
export function packed({ records, ...others }: Block): PackedBlock {
  const { noun, dataset } = records[0] ?? { noun: 'event', dataset: '' };
  const tables = Object.keys(sideColumns[noun]);
  const rows = records.map(({ id, day, start, extra, index: { words, own, side } }): Packed => {
    return [id, day, start, extra, words, own, tables.map((table) => side[table] ?? [])];
  });
  return { ...others, noun, dataset, packed: rows };
}

/** The block that was packed. */
export function unpacked({ noun, dataset, packed: rows, ...others }: PackedBlock): Block {
  const tables = Object.keys(sideColumns[noun]);
  const records = rows.map(([id, day, start, extra, words, own, lists]): Prepared => {
    const side = Object.fromEntries(tables.map((table, at) => [table, lists[at] ?? []]));
    return { noun, id, dataset, day, start, extra, index: { own, side, words } };
  });
  return { ...others, records };
}
