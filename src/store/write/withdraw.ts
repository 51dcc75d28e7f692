import type { Reader } from '../../db/database.ts';
import { named } from '../../db/names.ts';
import { sql } from '../../db/sql.ts';
import type { Noun } from '../../model/nouns.ts';
import { stores } from '../nouns.ts';
import { bodiesOf } from '../query/bodies.ts';
import { listOf, recordsFrom } from '../query/clauses.ts';
import { chunksOf, type Existing } from './existing.ts';
import { refuseNamed } from './references.ts';

const r = named('datasets', 'r');

/**
 * The records of a dataset that must be deleted.
 *
 * @param isGone whether the record with this key must be deleted
 * @throws RecordFault for an actor that records of another dataset name.
 */
export async function standingOf(
  db: Reader,
  noun: Noun,
  dataset: string,
  isGone: (key: number) => boolean,
): Promise<Existing[]> {
  const from = recordsFrom(stores[noun].table);
  const rows = await db.rows<{ key: number }>(sql`select ${r.key} from ${from} where ${r.dataset} = ${dataset}`);
  const keys = rows.map(({ key }) => key).filter(isGone);
  if (noun === 'actor') await refuseNamed(db, dataset, keys);
  const b = bodiesOf[noun];
  const gone: Existing[] = [];
  for (const chunk of chunksOf(keys)) {
    gone.push(
      ...(await db.rows<Existing>(sql`
        select ${r.key}, ${r.id}, ${r.dataset}, ${b.body}, ${b.extra} from ${from} join ${b.from} on ${b.key} = ${r.key}
        where ${r.key} in ${listOf(chunk)}`)),
    );
  }
  return gone;
}
