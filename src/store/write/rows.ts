import type { Row, Transaction } from '../../db/database.ts';
import type { Noun } from '../../model/nouns.ts';
import { stores } from '../nouns.ts';
import { bodyTable } from '../query/bodies.ts';
import { type Encoded, type IndexRows, sideTables, stampsOf } from './encode.ts';

/** A record as it is stored: the rows of its index without their key, and its text. */
export interface Stored extends IndexRows {
  readonly key: number;
  readonly id: string;
  readonly dataset: string;
  readonly revision: number;
  readonly body: string;
  readonly extra: string | null;
}

/** When and by which revision what one transaction saves is changed. */
export interface SaveStamps {
  readonly at: string;
  readonly revision: number;
}

/** An index that names actors by their keys, and no longer by the numbers of a chunk. */
export function keyed(noun: Noun, { own, side, words }: IndexRows, keys: readonly number[]): IndexRows {
  const tables = sideTables(noun);
  const rows = side.map((list, table) => {
    const at = tables[table]?.actorAt ?? -1;
    if (at < 0 || list.length === 0) return list;
    return list.map((row) => row.with(at, keys[row[at] as number] as number));
  });
  return { own, side: rows, words };
}

/**
 * An encoded record as it is to be stored.
 *
 * @param recorded_at when it was first saved; null for a new one
 * @param keys of the actors that its index names by number
 */
export function storedAs(
  record: Encoded,
  key: number,
  recorded_at: string | null,
  { at, revision }: SaveStamps,
  keys: readonly number[],
): Stored {
  const { noun, id, dataset, start, extra } = record;
  const body = start + stampsOf(recorded_at ?? at, at, revision);
  return { key, id, dataset, revision, body, extra, ...keyed(noun, record, keys) };
}

/** The row of a record in its noun's own table. */
export const ownRow = ({ key, id, dataset, revision, own }: Stored): Row => [key, id, dataset, revision, ...own];

/** The rows of a record in one of its side tables. */
export const sideRows = ({ key, side }: Pick<Stored, 'key' | 'side'>, table: number): Row[] =>
  (side[table] ?? []).map((row) => [key, ...row]);

/** Takes everything out that the records with these keys are found by. */
export async function removeIndex(transaction: Transaction, noun: Noun, keys: readonly number[]): Promise<void> {
  if (keys.length === 0) return;
  await transaction.remove(stores[noun].table, keys);
  for (const { table } of sideTables(noun)) await transaction.remove(table, keys);
  if (stores[noun].words !== undefined) await transaction.removeWords(noun, keys);
}

/** Takes the records with these keys out. */
export async function removeRecords(transaction: Transaction, noun: Noun, keys: readonly number[]): Promise<void> {
  if (keys.length === 0) return;
  await transaction.remove(bodyTable(noun), keys);
  await removeIndex(transaction, noun, keys);
}

/** Inserts everything that records are found by; quickest in the order of their keys. */
export async function insertIndex(transaction: Transaction, noun: Noun, records: readonly Stored[]): Promise<void> {
  await transaction.insert(stores[noun].table, records.map(ownRow));
  for (const [at, { table }] of sideTables(noun).entries()) {
    await transaction.insert(
      table,
      records.flatMap((record) => sideRows(record, at)),
    );
  }
  const words = records.flatMap(({ key, words: own }) => (own === null ? [] : [[key, own] as const]));
  await transaction.addWords(noun, words);
}

/** Inserts records. */
export async function insertRecords(transaction: Transaction, noun: Noun, records: readonly Stored[]): Promise<void> {
  await transaction.insert(
    bodyTable(noun),
    records.map(({ key, body, extra }) => [key, body, extra]),
  );
  await insertIndex(transaction, noun, records);
}
