import type { Reader } from '../db/database.ts';
import { type SQL, type SqlValue, sql } from '../db/sql.ts';
import type { Noun } from '../model/noun.ts';
import { listOf } from './clauses.ts';
import { tableOf } from './nouns.ts';

/** A record as the database has it. */
export interface Existing {
  readonly key: number;
  readonly id: string;
  readonly dataset: string;
  readonly body: string;
  readonly extra: string | null;
}

const chunkSize = 500;

async function load(
  db: Reader,
  noun: Noun,
  where: (chunk: readonly SqlValue[]) => SQL,
  values: readonly SqlValue[],
): Promise<Existing[]> {
  const found: Existing[] = [];
  for (let at = 0; at < values.length; at += chunkSize) {
    const rows = await db.rows<Existing>(sql`
      select r.key, r.id, r.dataset, b.body, b.extra from ${sql.raw(tableOf[noun])} r
      join ${sql.raw(`${noun}_bodies`)} b on b.key = r.key where ${where(values.slice(at, at + chunkSize))}`);
    found.push(...rows);
  }
  return found;
}

/** The records of a noun with these ids, by id. */
export async function existingById(db: Reader, noun: Noun, ids: readonly string[]): Promise<Map<string, Existing>> {
  const rows = await load(db, noun, (chunk) => sql`r.id in ${listOf(chunk)}`, ids);
  return new Map(rows.map((row) => [row.id, row]));
}

/** The same, where mostly none is there: when none lies between the ids, one look is enough. */
export async function existingAmong(db: Reader, noun: Noun, ids: readonly string[]): Promise<Map<string, Existing>> {
  const [least = '', most = ''] = [ids.reduce((a, b) => (a < b ? a : b)), ids.reduce((a, b) => (a > b ? a : b))];
  const any = await db.rows(sql`
    select 1 from ${sql.raw(tableOf[noun])} r where r.id >= ${least} and r.id <= ${most} limit 1`);
  return any.length === 0 ? new Map() : existingById(db, noun, ids);
}

/** The records of a noun that belong to a dataset. */
export function existingOfDataset(db: Reader, noun: Noun, dataset: string): Promise<Existing[]> {
  return load(db, noun, (chunk) => sql`r.dataset in ${listOf(chunk)}`, [dataset]);
}

/** Events in which one of the actors takes part itself. */
export function eventsOfActors(db: Reader, keys: readonly number[]): Promise<Existing[]> {
  return load(
    db,
    'event',
    (chunk) => sql`r.key in (select a.key from event_actors a where a.actor in ${listOf(chunk)})`,
    keys,
  );
}

/** Claims about one of the events. */
export function claimsAbout(db: Reader, ids: readonly string[]): Promise<Existing[]> {
  return load(
    db,
    'claim',
    (chunk) => sql`r.key in (select t.key from terms t where t.name = 'claim.about' and t.value in ${listOf(chunk)})`,
    ids,
  );
}
