import type { Database, Reader, Transaction } from '../../db/database.ts';
import { named } from '../../db/names.ts';
import { sql } from '../../db/sql.ts';
import type { TableName } from '../../db/tables.ts';
import { inTransaction } from '../transaction.ts';
import { SumDelta } from './delta.ts';
import { periods } from './periods.ts';
import { eachSummedEvent } from './summed-events.ts';

/** Every table of sums. */
export const sumTables = [
  'event_totals',
  'event_kinds',
  'event_places',
  'event_principals',
  'event_links',
  'event_crowds',
] as const satisfies readonly TableName[];

const r = named('events', 'r');
const s = named('event_totals', 's');

/**
 * Rebuilds all sums from the event index.
 *
 * Reads every event, about 10 s for a million, and holds all sums in memory; nothing else may write meanwhile.
 */
export async function rebuildSums(transaction: Transaction): Promise<void> {
  const sums = new SumDelta();
  for await (const event of eachSummedEvent(transaction)) sums.add(event, 1);
  for (const table of sumTables) await transaction.change(sql`delete from ${sql.raw(table)}`, [{}]);
  await sums.write(transaction);
}

/** Rebuilds all sums in a transaction of its own. */
export function recomputeSums(database: Database): Promise<void> {
  return inTransaction(database, rebuildSums);
}

/** Builds the sums of a database from before they existed; does nothing otherwise. */
export async function ensureSums(database: Database): Promise<void> {
  const [row] = await database.rows(sql`select 1 from (select ${r.key} from ${r.from} limit 1) e
    where not exists (select 1 from ${s.from} where ${s.scope} = 0)`);
  if (row !== undefined) await recomputeSums(database);
}

/**
 * Returns the datasets whose sums do not add up: totals against the number of events, all other sums against totals.
 *
 * Reads the dataset index and all rows of sums, but no event: a second or two for ten million events.
 */
export async function faultySums(db: Reader): Promise<string[]> {
  const differing = await db.rows<{ dataset: string }>(sql`
    select n.dataset as dataset from (
      select ${r.dataset} as dataset, count(*) as n from ${r.from} group by ${r.dataset}
      union all select ${s.dataset}, -${s.events} from ${s.from}
        where ${s.scope} = 0 and ${s.period} = ${periods.all}) n
    group by n.dataset having sum(n.n) <> 0`);
  const within = [named('event_kinds', 'p'), named('event_places', 'p')].map(
    (p) => sql`select n.dataset as dataset from (
      select ${s.scope} as scope, ${s.period} as period, ${s.dataset} as dataset, ${s.events} as n from ${s.from}
        where ${s.period} < ${periods.day}
      union all select ${p.scope}, ${p.period}, ${p.dataset}, -${p.events} from ${p.from}) n
    group by n.scope, n.period, n.dataset having sum(n.n) <> 0`,
  );
  const unequal = await db.rows<{ dataset: string }>(
    sql`select distinct f.dataset from (${sql.join(within, ' union all ')}) f`,
  );
  return [...new Set([...differing, ...unequal].map(({ dataset }) => dataset))].sort();
}
