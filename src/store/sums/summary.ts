import type { Reader } from '../../db/database.ts';
import { named } from '../../db/names.ts';
import { type SQL, sql } from '../../db/sql.ts';
import type { TableName } from '../../db/tables.ts';
import { type DayRange, isoDay, LAST_DAY } from '../../model/edtf.ts';
import { actorKeys, listOf } from '../query/clauses.ts';
import { scaleOf } from '../query/intensity.ts';
import { intervalOfDay, monthOf } from '../query/intervals.ts';
import type { AggregateQuery, Arm, Plan } from '../query/plan.ts';
import { everyRoleOn } from '../roles.ts';
import { mostPrincipals } from './links.ts';
import { everyPeriod, inDays, inMonths, periods } from './periods.ts';
import { summedScale } from './summed-events.ts';

const s = named('event_totals', 's');
const r = named('events', 'r');
const x = named('spans', 'x');
const a = named('event_actors', 'a');
const c = named('event_crowds', 'c');
const k = named('actors', 'k');

/** A query that sums can answer: all events or those of one state, of some datasets, in whole months. */
export interface Summary {
  /** The key of the actor, which must be a state; 0 for all events. */
  readonly scope: number;
  readonly datasets: readonly string[] | undefined;
  readonly range: DayRange | undefined;
  readonly within: boolean;
}

const summedFilters = new Set(['actor', 'actor_scope', 'dataset', 'datetime', 'datetime_match', 'intensity_scale']);

/** Whether a range begins and ends with a month, or is open. */
function isWholeMonths({ from, to }: DayRange): boolean {
  const begins = (day: number) => isoDay(day).endsWith('-01');
  return (from === null || begins(from)) && (to === null || to === LAST_DAY || begins(to + 1));
}

/** The summary that answers a query; null if its events must be counted individually. */
export function summarised({ collection, filter, actors }: AggregateQuery): Summary | null {
  const names = Object.keys(filter).filter((name) => filter[name] !== undefined);
  if (collection.path !== 'events' || !names.every((name) => summedFilters.has(name))) return null;
  if (filter.actor_scope === 'self' || scaleOf(filter) !== summedScale) return null;
  const keys = filter.actor === undefined ? [0] : actorKeys(filter.actor as string[], actors);
  const [scope = 0] = keys;
  const range = filter.datetime as DayRange | undefined;
  if (keys.length > 1 || (range !== undefined && !isWholeMonths(range))) return null;
  return {
    scope,
    datasets: filter.dataset as string[] | undefined,
    range,
    within: filter.datetime_match === 'within',
  };
}

/** Which periods are read: the single all-time one (months, if the query has a range), months or days. */
export type Span = 'all time' | 'months' | 'days';

function inSpan({ range }: Summary, span: Span): SQL {
  if (range === undefined) return span === 'all time' ? sql`${s.period} = ${periods.all}` : everyPeriod(span);
  const { from, to } = range;
  if (span === 'days') return inDays(from, to);
  const month = (day: number | null) => (day === null ? null : intervalOfDay('month', day));
  return inMonths({ from: month(from), to: month(to) });
}

/** The rows `s` of a sum table that make up a summary. */
export function sumRows(summary: Summary, table: TableName, span: Span): SQL {
  const { scope, datasets } = summary;
  const inDatasets = datasets === undefined ? sql`` : sql` and ${s.dataset} in ${listOf(datasets)}`;
  return sql`${sql.raw(`${table} s`)} where ${s.scope} = ${scope} and ${inSpan(summary, span)}${inDatasets}`;
}

/** Events `r` of the scope and the datasets. */
function inScope({ scope, datasets }: Summary): SQL[] {
  const found = sql`exists (select 1 from ${a.from}
    where ${a.actor} = ${scope} and ${a.key} = ${r.key} and ${a.roles} & ${everyRoleOn('tree')} <> 0)`;
  return [
    ...(scope === 0 ? [] : [found]),
    ...(datasets === undefined ? [] : [sql`${r.dataset} in ${listOf(datasets)}`]),
  ];
}

/** Conditions that an event's days, from `spans` or its own row, match the range. */
function inRange({ range, within }: Summary, { first_day: begin, last_day: end }: typeof x | typeof r): SQL[] {
  const { from, to } = range ?? { from: null, to: null };
  if (within) {
    return [...(from === null ? [] : [sql`${begin} >= ${from}`]), ...(to === null ? [] : [sql`${end} <= ${to}`])];
  }
  return [
    ...(to === null ? [] : [sql`(${begin} is null or ${begin} <= ${to})`]),
    ...(from === null ? [] : [sql`(${end} is null or ${end} >= ${from})`]),
  ];
}

/** Events in a range that no month or day sums contain, because they last longer. */
function longArm(summary: Summary, span: Span): Arm[] {
  if (summary.range === undefined) return [];
  const longer = span === 'days' ? [] : [sql`(${monthOf(x.first_day)} = ${monthOf(x.last_day)}) is not true`];
  return [
    {
      from: sql`${x.from} cross join ${r.from}`,
      lean: null,
      key: x.key,
      where: [sql`${r.key} = ${x.key}`, ...inRange(summary, x), ...longer, ...inScope(summary)],
    },
  ];
}

/** The most principals an event may have for its links to be summed in this scope. */
const mostLinked = ({ scope }: Summary): number => (scope === 0 ? mostPrincipals.of_all : mostPrincipals.of_state);

/** Events with too many principals for their links to be summed, except those in the long arm. */
function crowdArm(summary: Summary): Arm {
  const inMonth = sql`${monthOf(r.first_day)} = ${monthOf(r.last_day)}`;
  const inTime = summary.range === undefined ? [] : [...inRange(summary, r), inMonth];
  return {
    from: sql`${c.from} cross join ${r.from}`,
    lean: null,
    key: c.key,
    where: [sql`${r.key} = ${c.key} and ${c.principals} > ${mostLinked(summary)}`, ...inTime, ...inScope(summary)],
  };
}

/** The events that must be counted individually besides the sums; null if there can be none. */
export function restOf(summary: Summary, span: Span, linked: boolean): Plan | null {
  const arms = [...longArm(summary, span), ...(linked ? [crowdArm(summary)] : [])];
  return arms.length === 0 ? null : { arms, key: r.key };
}

/** About 5 ms of reading; larger queries run in a child process. */
const fewRows = 5000;

interface Cost {
  readonly rows: number | string;
  readonly crowds: number | string;
  readonly state: number | string;
}

/** What a query on sums reads. */
export interface SummedQuery {
  readonly summary: Summary;
  /** The rows of sums. */
  readonly read: readonly SQL[];
  /** Whether it also counts events with many principals. */
  readonly linked: boolean;
  readonly query: SQL;
}

/**
 * Runs a query on sums: on the serving thread if it reads few rows, else in a child; one extra statement decides.
 *
 * @returns null if the actor is not a state, so that there are no sums.
 */
export async function runSummed<Row>(db: Reader, { summary, read, linked, query }: SummedQuery): Promise<Row[] | null> {
  const { scope, range } = summary;
  const sources = [...read, ...(range === undefined ? [] : [x.from])];
  const parts = sources.map((source) => sql`select 1 from ${source}`);
  const crowds = linked
    ? sql`(select count(*) from ${c.from} where ${c.principals} > ${mostLinked(summary)})`
    : sql.raw('0');
  const [cost] = await db.rows<Cost>(sql`
    select (select count(*) from (select 1 from (${sql.join(parts, ' union all ')}) limit ${fewRows + 1}) n) as rows,
      ${crowds} as crowds,
      (select count(*) from ${k.from} where ${k.key} = ${scope} and ${k.kind} = 'state') as state`);
  if (cost === undefined || (scope !== 0 && Number(cost.state) === 0)) return null;
  const few = Number(cost.rows) <= fewRows && Number(cost.crowds) === 0;
  return db.rows<Row>(query, { cost: few ? 'bounded' : 'unbounded' });
}
