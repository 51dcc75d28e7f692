import type { Reader } from '../../db/database.ts';
import { named } from '../../db/names.ts';
import { type SQL, sql } from '../../db/sql.ts';
import { restOf, runSummed, type Span, type Summary, summarised } from '../sums/summary.ts';
import { scaleOf } from './intensity.ts';
import { type AggregateQuery, type Plan, planOf } from './plan.ts';

/** An aggregate's rows from sums, each weighted by the events it counts. */
export interface SummedRows {
  /** Rows of the sum tables, once per read. */
  readonly read: readonly SQL[];
  /** Selects of weighted rows. */
  readonly parts: readonly SQL[];
  /** Which periods they are read by. */
  readonly span: Span;
  /** Whether they are links, which are not stored for events with many principals. */
  readonly linked: boolean;
}

/**
 * One aggregate over weighted rows: an event has weight 1, a row of sums its count. Both yield the same columns, so the
 * aggregate is written once.
 */
export interface Weighed {
  /** The events of a plan, each once per value it counts under. */
  live(plan: Plan): SQL;
  /** The same from sums; null if none are stored. */
  summed(summary: Summary): SummedRows | null;
  /** A condition on live rows `n` that excludes those the sums of the same query have already counted. */
  readonly uncounted?: SQL;
}

const r = named('events', 'r');

/** Intensity in tenths on the requested scale, null on any other: scales are never mixed. */
export const tenthsOf = ({ filter }: AggregateQuery): SQL =>
  sql`case when ${r.intensity_scale} = ${scaleOf(filter)} then ${r.intensity_tenths} end`;

/** The mean, to three decimals, of `count` values that add up to `sum_tenths`; null if there are none. */
export function meanIntensity(sum_tenths: number | string | null, count: number | string): number | null {
  if (sum_tenths === null || Number(count) === 0) return null;
  // Zero is added because rounding a small negative number gives -0.
  return Math.round((Number(sum_tenths) * 100) / Number(count)) / 1000 + 0;
}

/** Rows from sums, plus the events that sums leave to be counted individually. */
function withRest(weighed: Weighed, summary: Summary, { parts, span, linked }: SummedRows): SQL {
  const rest = restOf(summary, span, linked);
  if (rest === null) return sql.join([...parts], ' union all ');
  const counted =
    weighed.uncounted !== undefined && summary.range === undefined ? sql` where ${weighed.uncounted}` : sql``;
  return sql.join([...parts, sql`select * from (${weighed.live(rest)}) n${counted}`], ' union all ');
}

/**
 * Runs a query over the rows of one or more aggregates of the same events: from sums if all of them have sums, else as
 * one unbounded query on the narrow tables.
 */
export async function aggregated<Row>(
  db: Reader,
  query: AggregateQuery,
  aggregates: readonly Weighed[],
  over: (rows: readonly SQL[]) => SQL,
): Promise<Row[]> {
  const summary = summarised(query);
  const sums = summary === null ? [null] : aggregates.map((weighed) => weighed.summed(summary));
  if (summary !== null && !sums.includes(null)) {
    const found = sums as SummedRows[];
    const rows = await runSummed<Row>(db, {
      summary,
      read: found.flatMap(({ read }) => read),
      linked: found.some(({ linked }) => linked),
      query: over(aggregates.map((weighed, at) => withRest(weighed, summary, found[at] as SummedRows))),
    });
    if (rows !== null) return rows;
  }
  const plan = planOf(query.collection, query.filter, query.actors, db.dialect);
  return db.rows<Row>(over(aggregates.map((weighed) => weighed.live(plan))), { cost: 'unbounded' });
}
