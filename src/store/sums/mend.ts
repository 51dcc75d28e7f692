import type { Database, Reader } from '../../db/database.ts';
import { sql } from '../../db/sql.ts';
import { SumDelta } from './delta.ts';
import { periods } from './periods.ts';
import { eachSummedEvent } from './summed-events.ts';

const tables = ['event_totals', 'event_kinds', 'event_places', 'event_principals', 'event_links', 'event_crowds'];

/**
 * Works out all sums anew from the index of the events and puts them in the place of those that stand.
 *
 * Reads every event, some 10 s for a million, and holds all sums in memory; nothing else may write meanwhile.
 */
export async function recomputeSums(database: Database): Promise<void> {
  const sums = new SumDelta();
  for await (const event of eachSummedEvent(database)) sums.add(event, 1);
  const clear = tables.map((table) => ({ query: sql`delete from ${sql.raw(table)}`, rows: [{}] }));
  await database.write([...clear, ...sums.writes()]);
}

/** Works out the sums of a database that has events but no sums: one from before they were kept. Else costs nothing. */
export async function ensureSums(database: Database): Promise<void> {
  const [row] = await database.rows(sql`select 1 from (select key from events limit 1) e
    where not exists (select 1 from event_totals where scope = 0)`);
  if (row !== undefined) await recomputeSums(database);
}

/**
 * Which datasets have sums that do not add up: totals against the number of events, all other sums against totals.
 *
 * Reads no event but the index of datasets, and all rows of sums: a second or two for ten million events.
 */
export async function faultySums(db: Reader): Promise<string[]> {
  const differing = await db.rows<{ dataset: string }>(sql`
    select n.dataset as dataset from (
      select r.dataset as dataset, 0 as scope, ${periods.all} as period, count(*) as n from events r group by r.dataset
      union all select s.dataset, s.scope, s.period, -s.events from event_totals s
        where s.scope = 0 and s.period = ${periods.all}) n
    group by n.dataset having sum(n.n) <> 0`);
  const within = ['event_kinds', 'event_places'].map(
    (table) => sql`select n.dataset as dataset from (
      select s.scope as scope, s.period as period, s.dataset as dataset, s.events as n from event_totals s
        where s.period < ${periods.day}
      union all select s.scope, s.period, s.dataset, -s.events from ${sql.raw(table)} s) n
    group by n.scope, n.period, n.dataset having sum(n.n) <> 0`,
  );
  const unequal = await db.rows<{ dataset: string }>(
    sql`select distinct f.dataset from (${sql.join(within, ' union all ')}) f`,
  );
  return [...new Set([...differing, ...unequal].map(({ dataset }) => dataset))].sort();
}
