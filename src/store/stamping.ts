import { keyed } from './actor-numbers.ts';
import { type Prepared, stampsOf } from './prepare.ts';
import type { Stored } from './save-writes.ts';

/** When and by which revision what one transaction saves is changed. */
export interface SaveStamps {
  readonly at: string;
  readonly revision: number;
  /** The stamps of a new record, as bytes. */
  readonly utf8: Uint8Array;
}

/** The stamps of a transaction. */
export const saveStamps = (at: string, revision: number): SaveStamps => ({
  at,
  revision,
  utf8: Buffer.from(stampsOf(at, at, revision)),
});

/**
 * A record as it is to be stored.
 *
 * @param recorded_at when it was first saved; null for a new one
 * @param keys of the actors that its index names by number
 */
export function storedAs(
  record: Prepared,
  key: number,
  recorded_at: string | null,
  { at, revision, utf8: stamps }: SaveStamps,
  keys: readonly number[],
): Stored {
  const { id, dataset, utf8 } = record;
  const index = keyed(record.index, keys);
  if (utf8 !== undefined && recorded_at === null) {
    return { key, id, dataset, revision, body: utf8.body(stamps), extra: utf8.extra, index };
  }
  const { start, extra } = record;
  return { key, id, dataset, revision, body: start + stampsOf(recorded_at ?? at, at, revision), extra, index };
}
