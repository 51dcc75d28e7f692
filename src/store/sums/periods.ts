import { type SQL, sql } from '../../db/sql.ts';
import type { Interval } from '../../model/aggregate.ts';
import { LAST_DAY } from '../../model/edtf.ts';
import { intervalOfDay, unbinned } from '../intervals.ts';

/**
 * The stretches of time that sums are kept for, as numbers of one column.
 *
 * An event counts in `all` and in exactly one of the others: its month when one wholly contains its date, else its
 * year, else `wider`, or `undated`. Totals of all events are kept by days in the same way: the day, else the week, else
 * `wider_than_week`, or `undated_by_days`. Each of the two ways is one stretch of numbers.
 */
export const periods = {
  all: -1,
  month: 0,
  year: 200_000,
  wider: 210_000,
  undated: 210_001,
  day: 1_000_000,
  week: 5_000_000,
  wider_than_week: 6_000_000,
  undated_by_days: 6_000_001,
} as const;

const last_month = intervalOfDay('month', LAST_DAY);

/** The period an event counts in by months, and by days. */
export interface EventPeriods {
  readonly by_months: number;
  readonly by_days: number;
}

function spreadPeriods(first: number | null, last: number | null): EventPeriods {
  if (first === null && last === null) return { by_months: periods.undated, by_days: periods.undated_by_days };
  if (first === null || last === null) return { by_months: periods.wider, by_days: periods.wider_than_week };
  const both = (interval: Interval) => {
    const number = intervalOfDay(interval, first);
    return number === intervalOfDay(interval, last) ? number : null;
  };
  const [day, week, month, year] = [first === last ? first : null, both('week'), both('month'), both('year')];
  return {
    by_months: month !== null ? periods.month + month : year !== null ? periods.year + year : periods.wider,
    by_days: day !== null ? periods.day + day : week !== null ? periods.week + week : periods.wider_than_week,
  };
}

/** Remembers the periods of single days, which nearly all events have and many share. */
export class PeriodReader {
  readonly #days = new Map<number, EventPeriods>();

  of(first: number | null, last: number | null): EventPeriods {
    if (first === null || first !== last) return spreadPeriods(first, last);
    let known = this.#days.get(first);
    if (known === undefined) {
      known = spreadPeriods(first, last);
      this.#days.set(first, known);
    }
    return known;
  }
}

/** Months from one to another, null for an open end. */
export interface MonthRange {
  readonly from: number | null;
  readonly to: number | null;
}

/** Sums `s` of whole months, of events wholly within one of them. */
export const inMonths = ({ from, to }: MonthRange): SQL =>
  sql`s.period between ${periods.month + (from ?? 0)} and ${periods.month + (to ?? last_month)}`;

/** Sums `s` of single days. */
export const inDays = (from: number | null, to: number | null): SQL =>
  sql`s.period between ${periods.day + (from ?? 0)} and ${periods.day + (to ?? LAST_DAY)}`;

/** Sums `s` of all events, once each, by months or by days. */
export const everyPeriod = (by: 'months' | 'days'): SQL =>
  by === 'months'
    ? sql.raw(`s.period between ${periods.month} and ${periods.undated}`)
    : sql.raw(`s.period between ${periods.day} and ${periods.undated_by_days}`);

const { day, week, year, undated, undated_by_days } = periods;

const bins = {
  day: `when s.period < ${week} then s.period - ${day}`,
  week: `when s.period < ${week} then (s.period - ${day} + 5) / 7 when s.period < ${periods.wider_than_week} then s.period - ${week}`,
  month: `when s.period < ${year} then s.period`,
  year: `when s.period < ${year} then s.period / 12 when s.period < ${periods.wider} then s.period - ${year}`,
} as const satisfies Record<Interval, string>;

/** The number of the interval that sums `s` stand in, or one of {@link unbinned}. */
export const binOf = (interval: Interval): SQL =>
  sql.raw(
    `case ${bins[interval]} when s.period in (${undated}, ${undated_by_days}) then ${unbinned.undated} else ${unbinned.wider} end`,
  );
