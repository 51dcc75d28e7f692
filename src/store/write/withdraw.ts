import type { Reader } from '../../db/database.ts';
import { named } from '../../db/names.ts';
import { sql } from '../../db/sql.ts';
import type { Noun } from '../../model/nouns.ts';
import { stores } from '../nouns.ts';
import { recordsFrom } from '../query/clauses.ts';
import { type Existing, existingByKey } from './existing.ts';
import { refuseNamed } from './references.ts';

const r = named('datasets', 'r');

/**
 * The records of a dataset that must be deleted.
 *
 * @param isGone whether the record with this key must be deleted
 * @throws RecordFault for an actor that records of another dataset name.
 */
export async function goneRecords(
  db: Reader,
  noun: Noun,
  dataset: string,
  isGone: (key: number) => boolean,
): Promise<Existing[]> {
  const rows = await db.rows<{ key: number }>(
    sql`select ${r.key} from ${recordsFrom(stores[noun].table)} where ${r.dataset} = ${dataset}`,
  );
  const keys = rows.map(({ key }) => key).filter(isGone);
  if (noun === 'actor') await refuseNamed(db, dataset, keys);
  return existingByKey(db, noun, keys);
}
