import { named } from '../../db/names.ts';
import { type SQL, sql } from '../../db/sql.ts';
import type { TableName } from '../../db/tables.ts';
import type { FacetName, Interval, TimelineGroup } from '../../model/aggregate.ts';
import { everyRoleOn } from '../roles.ts';
import { linkBits } from '../sums/links.ts';
import { binOf } from '../sums/periods.ts';
import { type Span, type Summary, sumRows } from '../sums/summary.ts';
import { type SummedRows, tenthsOf, type Weighed } from './aggregate.ts';
import { intervalOf } from './intervals.ts';
import { type AggregateQuery, type Plan, selectArms } from './plan.ts';

/** What events can be grouped by. */
export type Dimension = FacetName | TimelineGroup;

const r = named('events', 'r');
const p = named('event_actors', 'p');
const totals = named('event_totals', 's');
const kinds = named('event_kinds', 's');
const places = named('event_places', 's');
const principals = named('event_principals', 's');
const links = named('event_links', 's');

/** A value of an event `r`, the sum table `s` that has it, and its expression there (where null is encoded). */
interface Value {
  readonly live: SQL;
  readonly table: TableName;
  readonly summed: SQL;
}

const asText = (value: SQL): SQL => sql`cast(${value} as text)`;
const none = (value: SQL, nothing: '0' | "''"): SQL => sql`nullif(${value}, ${sql.raw(nothing)})`;
const truth = (value: SQL): SQL => sql`case when ${value} = 1 then 'true' else 'false' end`;
const root = (value: SQL): SQL => sql`substr(${value}, 1, 2)`;
// Four digits, so that years sort as text.
const digits = (bin: SQL): SQL => sql`case when ${bin} >= 0 then substr(cast(10000 + ${bin} as text), 2) end`;

const values: Readonly<Record<Exclude<Dimension, 'principal'>, Value>> = {
  type: { live: r.type, table: 'event_kinds', summed: kinds.type },
  quad_class: { live: asText(r.quad_class), table: 'event_kinds', summed: asText(none(kinds.quad_class, '0')) },
  plover: { live: r.plover, table: 'event_kinds', summed: none(kinds.plover, "''") },
  cameo_root: { live: root(r.cameo), table: 'event_kinds', summed: none(root(kinds.cameo), "''") },
  country: { live: r.country, table: 'event_places', summed: none(places.country, "''") },
  place_precision: {
    live: r.place_precision,
    table: 'event_places',
    summed: none(places.place_precision, "''"),
  },
  realis: { live: r.realis, table: 'event_places', summed: places.realis },
  contested: { live: truth(r.contested), table: 'event_places', summed: truth(places.contested) },
  dataset: { live: r.dataset, table: 'event_totals', summed: totals.dataset },
  year: { live: digits(intervalOf('year')), table: 'event_totals', summed: digits(binOf('year')) },
};

/** How events are grouped: by intervals, by a dimension, by both or not at all. */
export interface Grouping {
  readonly interval: Interval | null;
  readonly by: Dimension | null;
}

const nothing = sql.raw('cast(null as text)');
const one_bin = sql.raw('0');

/** The value of an event inside an interval, else null: events outside all intervals are counted once, ungrouped. */
const inBin = (bin: SQL, value: SQL): SQL => sql`case when ${bin} >= 0 then ${value} end`;

/** The events of a plan, each of weight 1, with bin and value; grouped by principal, once per principal. */
function liveRows(query: AggregateQuery, { interval, by }: Grouping, plan: Plan): SQL {
  const bin = interval === null ? one_bin : intervalOf(interval);
  const value = by === null || by === 'principal' ? nothing : values[by].live;
  const columns = sql`${r.key} as key, ${bin} as bin, ${value} as grp, ${r.fatalities_best} as fatalities,
    ${tenthsOf(query)} as tenths`;
  const weights = sql`1 as events, e.fatalities as fatalities,
    case when e.fatalities is null then 0 else 1 end as with_fatalities, e.tenths as tenths,
    case when e.tenths is null then 0 else 1 end as rated`;
  const events = sql`(${selectArms(plan, columns)}) e`;
  if (by !== 'principal') {
    return sql`select e.bin as bin, ${inBin(sql.raw('e.bin'), sql.raw('e.grp'))} as value, ${weights} from ${events}`;
  }
  return sql`select e.bin as bin, ${p.actor} as value, ${weights} from ${events}
    left join ${p.from} on ${p.key} = e.key and ${p.roles} & ${everyRoleOn('principal')} <> 0 and e.bin >= 0`;
}

/** Rows of sums with bin and value; the value is null outside all intervals. */
function summedRows(rows: SQL, bin: SQL, value: SQL): SQL {
  const { events, fatalities, with_fatalities, tenths, rated } = totals;
  return sql`select ${bin} as bin, ${inBin(bin, value)} as value, ${events} as events, ${fatalities} as fatalities,
    ${with_fatalities} as with_fatalities, ${tenths} as tenths, ${rated} as rated from ${rows}`;
}

/** Whether the sums exist: by day only totals of all events are stored. */
const isSummed = ({ scope }: Summary, span: Span, by: Dimension | null): boolean =>
  span !== 'days' || (scope === 0 && (by === null || by === 'dataset'));

function spanOf({ interval, by }: Grouping): Span {
  if (interval === 'day' || interval === 'week') return 'days';
  // Years can be derived only from months.
  return interval === null && by !== 'year' ? 'all time' : 'months';
}

/** Each principal's events inside an interval, and all other events once. */
function summedPrincipals(summary: Summary, bin: SQL, span: Span, binned: boolean): Pick<SummedRows, 'read' | 'parts'> {
  const all = sumRows(summary, 'event_totals', span);
  const outside = binned ? [sql`${all} and ${bin} < 0`] : [];
  const others = outside.map((rows) => summedRows(rows, bin, sql.raw('cast(null as integer)')));
  if (summary.scope === 0) {
    const rows = sumRows(summary, 'event_principals', span);
    const each = summedRows(sql`${rows} and ${bin} >= 0`, bin, none(principals.actor, '0'));
    return { read: [rows, ...outside], parts: [each, ...others] };
  }
  const rows = sumRows(summary, 'event_links', span);
  const part = (bit: number, value: SQL) =>
    summedRows(sql`${rows} and ${links.counts} & ${bit} <> 0 and ${bin} >= 0`, bin, value);
  const parts = [part(linkBits.actor, none(links.actor, '0')), part(linkBits.other, links.other), ...others];
  return { read: [rows, rows, ...outside], parts };
}

/** The events of a query as weighted rows: `bin`, `value` (an actor's key when grouped by principal) and the sums. */
export function grouped(query: AggregateQuery, grouping: Grouping): Weighed {
  const { interval, by } = grouping;
  const span = spanOf(grouping);
  const bin = interval === null ? one_bin : binOf(interval);
  return {
    live: (plan) => liveRows(query, grouping, plan),
    summed(summary) {
      if (!isSummed(summary, span, by)) return null;
      if (by === 'principal') {
        const linked = summary.scope !== 0;
        return { ...summedPrincipals(summary, bin, span, interval !== null), span, linked };
      }
      const { table, summed } = by === null ? { table: 'event_totals' as const, summed: nothing } : values[by];
      const rows = sumRows(summary, table, span);
      return { read: [rows], parts: [summedRows(rows, bin, summed)], span, linked: false };
    },
    // The totals already count every event outside all intervals, including those with many principals.
    uncounted: sql.raw('n.bin >= 0'),
  };
}
