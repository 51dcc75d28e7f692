import type { Reader } from '../../db/database.ts';
import { named } from '../../db/names.ts';
import { type SQL, sql } from '../../db/sql.ts';
import { restOf, runSummed, type Span, type Summary, summarised } from '../sums/summary.ts';
import { scaleOf } from './intensity.ts';
import { type AggregateQuery, type Plan, planOf } from './plan.ts';

/** What sums have of an aggregate: rows that weigh as much as the events they count. */
export interface SummedRows {
  /** Rows of the tables of sums, each read as often as it stands here. */
  readonly read: readonly SQL[];
  /** Selects of rows that weigh. */
  readonly parts: readonly SQL[];
  /** Which stretches of time they are read by. */
  readonly span: Span;
  /** Whether they are links, which events of many principals have none of. */
  readonly linked: boolean;
}

/**
 * One aggregate over rows that weigh: an event weighs 1, a row of sums its count. Both give the same columns, so that
 * what is done with them is written once.
 */
export interface Weighed {
  /** The events of a plan, each once for whatever it counts as. */
  live(plan: Plan): SQL;
  /** The same from sums; null where none are kept. */
  summed(summary: Summary): SummedRows | null;
  /** True of a row `n` of events that no sums have, where sums of the same query have counted some of those. */
  readonly uncounted?: SQL;
}

const r = named('events', 'r');

/** Intensity in tenths on the scale that was asked for, null on any other: values of two scales are never mixed. */
export const tenthsOf = ({ filter }: AggregateQuery): SQL =>
  sql`case when ${r.intensity_scale} = ${scaleOf(filter)} then ${r.intensity_tenths} end`;

/** The mean, to three decimals, of `count` values that sum to so many tenths; null of none. */
export function meanIntensity(sum_tenths: number | string | null, count: number | string): number | null {
  if (sum_tenths === null || Number(count) === 0) return null;
  // Zero is added because rounding a small negative number gives -0.
  return Math.round((Number(sum_tenths) * 100) / Number(count)) / 1000 + 0;
}

/** Rows from sums, and from the events that sums leave to be counted one by one. */
function withRest(weighed: Weighed, summary: Summary, { parts, span, linked }: SummedRows): SQL {
  const rest = restOf(summary, span, linked);
  if (rest === null) return sql.join([...parts], ' union all ');
  const counted =
    weighed.uncounted !== undefined && summary.range === undefined ? sql` where ${weighed.uncounted}` : sql``;
  return sql.join([...parts, sql`select * from (${weighed.live(rest)}) n${counted}`], ' union all ');
}

/**
 * Runs a query over the rows of one or several aggregates of the same events: from sums where they are kept for all of
 * them, else as one unbounded query on the narrow tables.
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
