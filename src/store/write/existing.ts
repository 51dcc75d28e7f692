import type { Reader } from '../../db/database.ts';
import { named } from '../../db/names.ts';
import { type SQL, type SqlValue, sql } from '../../db/sql.ts';
import type { Noun } from '../../model/nouns.ts';
import { stores } from '../nouns.ts';
import { bodiesOf } from '../query/bodies.ts';
import { listOf, recordsFrom } from '../query/clauses.ts';
import { everyRoleOn, type RoleSide } from '../roles.ts';

/** A record as stored in the database. */
export interface Existing {
  readonly key: number;
  readonly id: string;
  readonly dataset: string;
  readonly body: string;
  readonly extra: string | null;
}

const chunk_size = 500;

const r = named('datasets', 'r');
const a = named('event_actors', 'a');

/** Splits a long list into chunks that fit into one query each. */
export function* chunksOf<Item>(items: readonly Item[], size = chunk_size): Generator<readonly Item[]> {
  for (let at = 0; at < items.length; at += size) yield items.slice(at, at + size);
}

async function load(
  db: Reader,
  noun: Noun,
  where: (chunk: readonly SqlValue[]) => SQL,
  values: readonly SqlValue[],
): Promise<Existing[]> {
  const b = bodiesOf[noun];
  const found: Existing[] = [];
  for (const chunk of chunksOf(values)) {
    const rows = await db.rows<Existing>(sql`
      select ${r.key}, ${r.id}, ${r.dataset}, ${b.body}, ${b.extra} from ${recordsFrom(stores[noun].table)}
      join ${b.from} on ${b.key} = ${r.key} where ${where(chunk)}`);
    found.push(...rows);
  }
  return found;
}

/** The records of a noun with these ids, by id. */
export async function existingById(db: Reader, noun: Noun, ids: readonly string[]): Promise<Map<string, Existing>> {
  const rows = await load(db, noun, (chunk) => sql`${r.id} in ${listOf(chunk)}`, ids);
  return new Map(rows.map((row) => [row.id, row]));
}

/** The same, faster if most ids are new: one query suffices if no id lies in their range. */
export async function existingAmong(db: Reader, noun: Noun, ids: readonly string[]): Promise<Map<string, Existing>> {
  const [least = '', most = ''] = [ids.reduce((a, b) => (a < b ? a : b)), ids.reduce((a, b) => (a > b ? a : b))];
  const any = await db.rows(sql`
    select 1 from ${recordsFrom(stores[noun].table)} where ${r.id} >= ${least} and ${r.id} <= ${most} limit 1`);
  return any.length === 0 ? new Map() : existingById(db, noun, ids);
}

/** The records of a noun with these keys. */
export const existingByKey = (db: Reader, noun: Noun, keys: readonly number[]): Promise<Existing[]> =>
  load(db, noun, (chunk) => sql`${r.key} in ${listOf(chunk)}`, keys);

/** The keys of the events that one of the actors matches, each once; on one side, or on any. */
export async function eventsOfActors(db: Reader, actors: readonly number[], side?: RoleSide): Promise<number[]> {
  const matches = side === undefined ? sql`` : sql`and ${a.roles} & ${everyRoleOn(side)} <> 0`;
  const keys = new Set<number>();
  for (const chunk of chunksOf(actors)) {
    const rows = await db.rows<{ key: number }>(
      sql`select distinct ${a.key} from ${a.from} where ${a.actor} in ${listOf(chunk)} ${matches}`,
    );
    for (const { key } of rows) keys.add(key);
  }
  return [...keys];
}

/** The parsed body of a stored record. */
export const bodyOf = <Record>({ body }: Existing): Record => JSON.parse(body) as Record;
