import type { Transaction } from '../../db/database.ts';
import type { Noun } from '../../model/nouns.ts';
import { stores } from '../nouns.ts';
import { bodyTable } from '../query/bodies.ts';
import { type Encoded, type IndexRows, revisionAt, sideTables, stampsOf } from './encode.ts';

/** A record ready to be inserted: its complete index, and its text. */
export interface Stored extends IndexRows {
  readonly key: number;
  readonly id: string;
  readonly dataset: string;
  readonly body: string;
  readonly extra: string | null;
}

/** When and by which revision what one transaction saves is changed. */
export interface SaveStamps {
  readonly at: string;
  readonly revision: number;
}

/**
 * Completes an index in place, once: the key and revision of the record, and the keys of actors instead of their numbers.
 * A copy of every row would cost an import some 5 % of its time.
 */
export function completed(
  noun: Noun,
  { own, side, words }: IndexRows,
  { key, revision }: { readonly key: number; readonly revision: number },
  keys: readonly number[],
): IndexRows {
  own[0] = key;
  own[revisionAt] = revision;
  for (const [at, { actorAt }] of sideTables(noun).entries()) {
    for (const row of side[at] ?? []) {
      row[0] = key;
      if (actorAt >= 0) row[actorAt] = keys[row[actorAt] as number] as number;
    }
  }
  return { own, side, words };
}

/**
 * An encoded record with its key and stamps; its index is completed in place.
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
  return { key, id, dataset, body, extra, ...completed(noun, record, { key, revision }, keys) };
}

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
  await transaction.insert(
    stores[noun].table,
    records.map(({ own }) => own),
  );
  for (const [at, { table }] of sideTables(noun).entries()) {
    await transaction.insert(
      table,
      records.flatMap(({ side }) => side[at] ?? []),
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
