import type { Reader } from '../../db/database.ts';
import { named } from '../../db/names.ts';
import { type SQL, sql } from '../../db/sql.ts';
import { modelOf, type Noun, nounNames } from '../../model/nouns.ts';
import { RecordFault } from '../fault.ts';
import type { Hidden, Reference } from '../noun.ts';
import { stores } from '../nouns.ts';
import { listOf, recordsFrom } from '../query/clauses.ts';
import { everyRoleOn } from '../roles.ts';
import { sideTables } from './encode.ts';
import { chunksOf, type Existing, existingById } from './existing.ts';

/** Records by their noun. */
export type ByNoun = ReadonlyMap<Noun, readonly { readonly id: string }[]>;

/** Every record that a record names, including the sources of its evidence. */
export function referencesOf(noun: Noun, record: object, hidden: Hidden): Reference[] {
  const cited = modelOf(noun).evidence(record as never);
  const sources = cited.flatMap(({ path, evidence }) =>
    evidence.flatMap(({ source_id }, at): Reference[] =>
      source_id === null ? [] : [{ noun: 'source', id: source_id, path: `${path}evidence.${at}.source_id` }],
    ),
  );
  return [...stores[noun].references(record as never, hidden), ...sources];
}

/** Input records still contain their hidden parts. */
const hiddenOfGiven = (record: object): Hidden => (record as { details?: Hidden | null }).details ?? {};

/**
 * Checks that every referenced record is given or exists in the database.
 *
 * @param stays whether a stored record that is not given will be kept
 * @throws RecordFault naming the record, the field and the dangling id.
 */
export async function checkReferences(
  db: Reader,
  given: ByNoun,
  stays: (row: Existing) => boolean = () => true,
  hiddenOf: (record: object) => Hidden = hiddenOfGiven,
): Promise<void> {
  const references = [...given].flatMap(([noun, records]) =>
    records.flatMap((record) =>
      referencesOf(noun, record, hiddenOf(record)).map((one) => ({ ...one, from: `${noun} ${record.id}` })),
    ),
  );
  for (const noun of nounNames) {
    const ids = new Set(given.get(noun)?.map(({ id }) => id));
    const missing = references.filter((reference) => reference.noun === noun && !ids.has(reference.id));
    const known = await existingById(db, noun, [...new Set(missing.map(({ id }) => id))]);
    const lost = missing.find(({ id }) => {
      const row = known.get(id);
      return row === undefined || !stays(row);
    });
    if (lost !== undefined)
      throw new RecordFault(`${lost.from}, ${lost.path}`, lost.id, `there is no ${noun} "${lost.id}"`);
  }
}

const a = named('actors', 'a');
const r = named('datasets', 'r');
const events = named('event_actors', 'n');

/** Excludes actors that match an event only through their tree. */
const direct = (noun: Noun): SQL =>
  noun === 'event' ? sql`and ${events.roles} & ${everyRoleOn('self') | everyRoleOn('principal')} <> 0` : sql``;

/**
 * Refuses to delete an actor that records of another dataset name.
 *
 * @throws RecordFault naming the actor and the record that names it.
 */
export async function refuseNamed(db: Reader, dataset: string, gone: readonly number[]): Promise<void> {
  for (const keys of chunksOf(gone)) {
    for (const noun of nounNames) {
      for (const { table } of sideTables(noun).filter(({ actorAt }) => actorAt >= 0)) {
        const [row] = await db.rows<{ actor: string; id: string; dataset: string }>(sql`
          select ${a.id} as actor, ${r.id}, ${r.dataset} from ${sql.raw(`${table} n`)}
          join ${recordsFrom(stores[noun].table)} on ${r.key} = ${events.key} join ${a.from} on ${a.key} = ${events.actor}
          where ${events.actor} in ${listOf(keys)} and ${r.dataset} <> ${dataset} ${direct(noun)} limit 1`);
        if (row === undefined) continue;
        const reason = `cannot be deleted while the ${noun} ${row.id} of the dataset ${row.dataset} names it`;
        throw new RecordFault(`actor ${row.actor}`, row.actor, reason);
      }
    }
  }
}
