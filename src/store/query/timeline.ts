import type { Reader } from '../../db/database.ts';
import { named } from '../../db/names.ts';
import { type SQL, sql } from '../../db/sql.ts';
import { Problem } from '../../errors.ts';
import {
  type Interval,
  maxCells,
  type TimelineGroup,
  type TimelineMeta,
  type TimelineRow,
} from '../../model/aggregate.ts';
import type { DayRange } from '../../model/edtf.ts';
import { aggregated, meanIntensity } from './aggregate.ts';
import { grouped } from './dimensions.ts';
import { intervalOfDay, startOf, unbinned } from './intervals.ts';
import type { AggregateQuery } from './plan.ts';

/** The intervals and groups of a timeline; defaults are those of the parameters. */
export interface TimelineOptions {
  readonly interval?: Interval | undefined;
  readonly group_by?: TimelineGroup | undefined;
  readonly fill?: 'none' | 'zero' | undefined;
}

/** A timeline sorted by interval, then group, and the counts of unbinned events. */
export interface Timeline {
  readonly rows: readonly TimelineRow[];
  readonly meta: TimelineMeta;
}

interface Row {
  readonly bin: number | string;
  readonly value: string | null;
  readonly events: number | string;
  readonly fatalities: number | string | null;
  readonly tenths: number | string | null;
  readonly rated: number | string;
  readonly total: number | string;
}

type Cell = Omit<TimelineRow, 'start'> & { readonly bin: number };

const a = named('actors', 'a');

/** The cells, summed by interval and value, up to just over the maximum, with their total number. */
function cellsOf(rows: SQL, group: TimelineGroup | null): SQL {
  const shown = group === 'principal' ? sql`(select ${a.id} from ${a.from} where ${a.key} = c.value)` : sql`c.value`;
  return sql`select c.bin, ${shown} as value, c.events, c.fatalities, c.tenths, c.rated, c.total
    from (select g.*, count(*) over () as total from (
      select w.bin as bin, w.value as value, sum(w.events) as events,
        case when sum(w.with_fatalities) > 0 then sum(w.fatalities) end as fatalities,
        sum(w.tenths) as tenths, sum(w.rated) as rated from (${rows}) w group by w.bin, w.value) g
    order by g.bin limit ${maxCells + 2}) c`;
}

function readCell({ bin, value, events, fatalities, tenths, rated }: Row): Cell {
  return {
    bin: Number(bin),
    group: value,
    events: Number(events),
    fatalities_best: fatalities === null ? null : Number(fatalities),
    mean_intensity: meanIntensity(tenths, rated),
  };
}

/** @throws Problem `too-many-cells` */
function refuseMany(count: number, interval: Interval, group: TimelineGroup | null): void {
  if (count <= maxCells) return;
  const each = group === null ? interval : `${interval} and ${group}`;
  const wayOut = group === null ? 'or take a wider `interval`' : 'take a wider `interval` or leave out `group_by`';
  const message = `The timeline would have ${count} cells, one for each ${each}; at most ${maxCells} are given. Narrow \`datetime\`${group === null ? '' : ','} ${wayOut}.`;
  throw new Problem('too-many-cells', message, [{ parameter: 'interval', value: interval, message }]);
}

/** The first and last interval to fill; null if an end is unknown. */
function ends(
  range: DayRange | undefined,
  interval: Interval,
  cells: readonly Cell[],
): readonly [number, number] | null {
  const first = range?.from == null ? cells[0]?.bin : intervalOfDay(interval, range.from);
  const last = range?.to == null ? cells.at(-1)?.bin : intervalOfDay(interval, range.to);
  return first === undefined || last === undefined ? null : [first, last];
}

/** Adds empty cells between the ends, for every group that has events. */
function fillEmpty(
  cells: readonly Cell[],
  range: DayRange | undefined,
  interval: Interval,
  group: TimelineGroup | null,
): readonly Cell[] {
  const span = ends(range, interval, cells);
  if (span === null) return cells;
  const groups = group === null ? [null] : [...new Set(cells.map((cell) => cell.group))].sort(byText);
  refuseMany((span[1] - span[0] + 1) * groups.length, interval, group);
  const known = new Map(cells.map((cell) => [`${cell.bin} ${cell.group ?? ''}`, cell]));
  const filled: Cell[] = [];
  for (let bin = span[0]; bin <= span[1]; bin += 1) {
    for (const value of groups) {
      const empty = { bin, group: value, events: 0, fatalities_best: null, mean_intensity: null };
      filled.push(known.get(`${bin} ${value ?? ''}`) ?? empty);
    }
  }
  return filled;
}

/** By code units, the same on every engine; null last. */
function byText(a: string | null, b: string | null): number {
  if (a === b) return 0;
  return a === null || (b !== null && a > b) ? 1 : -1;
}

/**
 * Counts events by interval and group.
 *
 * An event counts in the interval that wholly contains its date, once for each of its principals when grouped by
 * them; those that no interval contains are counted once each in `meta.unbinned`.
 *
 * @throws Problem `too-many-cells` beyond 10,000 cells, including empty ones if requested.
 */
export async function timeline(db: Reader, query: AggregateQuery, options: TimelineOptions): Promise<Timeline> {
  const { interval = 'month', group_by: group = null, fill = 'none' } = options;
  const weighed = grouped(query, { interval, by: group });
  const rows = await aggregated<Row>(db, query, [weighed], ([cells]) => cellsOf(cells as SQL, group));
  const read = rows.map(readCell);
  const outside = read.filter(({ bin }) => bin < 0);
  refuseMany(Number(rows[0]?.total ?? 0) - outside.length, interval, group);
  const cells = read.filter(({ bin }) => bin >= 0).sort((a, b) => a.bin - b.bin || byText(a.group, b.group));
  const shown =
    fill === 'zero' ? fillEmpty(cells, query.filter.datetime as DayRange | undefined, interval, group) : cells;
  const countOf = (bin: number) => outside.find((cell) => cell.bin === bin)?.events ?? 0;
  return {
    rows: shown.map(({ bin, ...row }) => ({ start: startOf(interval, bin), ...row })),
    meta: { unbinned: { undated: countOf(unbinned.undated), wider: countOf(unbinned.wider) } },
  };
}
