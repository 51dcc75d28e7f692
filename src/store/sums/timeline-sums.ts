import { type SQL, sql } from '../../db/sql.ts';
import type { Interval, TimelineGroup } from '../../model/aggregate.ts';
import type { AggregateQuery } from '../aggregates.ts';
import type { Plan } from '../plan.ts';
import { linkBits } from './links.ts';
import { binOf } from './periods.ts';
import { restOf, type Span, type Summary, type SummedQuery, summarised, sumRows } from './summary.ts';

/** A timeline as sums give it: what is read, and its cells. */
export type TimelineSums = Omit<SummedQuery, 'query'> & { readonly summed: SQL };

/** Where the groups of a timeline stand in the sums, and which column each is. */
const groups = {
  type: { table: 'event_kinds', value: 's.type' },
  quad_class: { table: 'event_kinds', value: 'cast(nullif(s.quad_class, 0) as text)' },
  country: { table: 'event_places', value: "nullif(s.country, '')" },
  dataset: { table: 'event_totals', value: 's.dataset' },
} as const satisfies Record<Exclude<TimelineGroup, 'principal'>, object>;

const sums = sql.raw(`s.events as events, case when s.with_fatalities > 0 then s.fatalities end as fatalities,
  case when s.rated > 0 then s.tenths end as tenths, s.rated as rated`);

/** Rows of sums as parts of cells; what stands in no interval has no group. */
const cellsOf = (rows: SQL, interval: Interval, value: string): SQL =>
  sql`select ${binOf(interval)} as bin, case when ${binOf(interval)} >= 0 then ${sql.raw(value)} end as value, ${sums} from ${rows}`;

/** Each principal's events where they stand in an interval, and all others once. */
function principalCells(summary: Summary, interval: Interval): { read: SQL[]; parts: SQL[] } {
  const none = 'cast(null as integer)';
  const totals = sumRows(summary, 'event_totals', 'months');
  const binned = (rows: SQL, bit: number) => sql`${rows} and s.counts & ${bit} <> 0 and ${binOf(interval)} >= 0`;
  const outside = cellsOf(sql`${totals} and ${binOf(interval)} < 0`, interval, none);
  if (summary.scope === 0) {
    const rows = sumRows(summary, 'event_principals', 'months');
    const each = cellsOf(sql`${rows} and ${binOf(interval)} >= 0`, interval, 'nullif(s.actor, 0)');
    return { read: [rows, totals], parts: [each, outside] };
  }
  const rows = sumRows(summary, 'event_links', 'months');
  const first = cellsOf(binned(rows, linkBits.actor), interval, 'nullif(s.actor, 0)');
  const second = cellsOf(binned(rows, linkBits.other), interval, 's.other');
  return { read: [rows, rows, totals], parts: [first, second, outside] };
}

/**
 * A timeline from sums; null where none are kept: by days only totals of all events are.
 *
 * @param counted how events are counted that no sums have
 */
export function timelineSums(
  query: AggregateQuery,
  interval: Interval,
  group: TimelineGroup | null,
  counted: (plan: Plan) => SQL,
): TimelineSums | null {
  const summary = summarised(query);
  const span: Span = interval === 'day' || interval === 'week' ? 'days' : 'months';
  if (summary === null || (span === 'days' && !(summary.scope === 0 && (group === null || group === 'dataset')))) {
    return null;
  }
  const linked = group === 'principal' && summary.scope !== 0;
  const rest = restOf(summary, span, linked);
  const { table, value } =
    group === null || group === 'principal'
      ? ({ table: 'event_totals', value: 'cast(null as text)' } as const)
      : groups[group];
  const rows = sumRows(summary, table, span);
  const { read, parts } =
    group === 'principal'
      ? principalCells(summary, interval)
      : { read: [rows], parts: [cellsOf(rows, interval, value)] };
  // Without a range the totals have counted all events that no interval contains, those of many principals as well.
  const told = sql.raw(summary.range === undefined ? 'where n.bin >= 0' : '');
  const one = rest === null ? [] : [sql`select * from (${counted(rest)}) n ${told}`];
  const all = sql.join([...parts, ...one], ' union all ');
  const summed = sql`select p.bin as bin, p.value as value, sum(p.events) as events, sum(p.fatalities) as fatalities,
    sum(p.tenths) as tenths, sum(p.rated) as rated from (${all}) p group by p.bin, p.value`;
  return { summary, read, linked, summed };
}
