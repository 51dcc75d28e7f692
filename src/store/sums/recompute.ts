import type { Engine, Reader } from '../../db/engine.ts';
import { sql } from '../../db/sql.ts';
import { SumDelta } from './delta.ts';
import { eachSummedEvent } from './summed-events.ts';

const tables = ['event_totals', 'event_kinds', 'event_places', 'event_principals', 'event_links', 'event_crowds'];

async function sumAll(db: Reader): Promise<SumDelta> {
  const sums = new SumDelta();
  for await (const event of eachSummedEvent(db)) sums.add(event, 1);
  return sums;
}

/**
 * Works out all sums anew from the index of the events and puts them in the place of those that stand.
 *
 * Reads every event, some 10 s for a million, and holds all sums in memory; nothing else may write meanwhile.
 */
export async function recomputeSums(engine: Engine): Promise<void> {
  const sums = await sumAll(engine);
  const clear = tables.map((table) => ({ query: sql`delete from ${sql.raw(table)}`, rows: [{}] }));
  await engine.write([...clear, ...sums.writes()]);
}
