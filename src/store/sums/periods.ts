import { named } from '../../db/names.ts';
import { type SQL, sql } from '../../db/sql.ts';
import type { Interval } from '../../model/aggregate.ts';
import { LAST_DAY } from '../../model/edtf.ts';
import { intervalOfDay, unbinned } from '../query/intervals.ts';

/**
 * The periods that sums are stored for, as numbers in one column.
 *
 * An event counts in `all` and in exactly one of the others: the month that contains its date, else the year, else
 * `wider`, or `undated`. Totals of all events are also stored by day: the day, else the week, else `wider_than_week`,
 * or `undated_by_days`. Either set is one range of numbers.
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

/** The periods of an event, by month and by day. */
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

/** Caches the periods of single days, which nearly all events have and many share. */
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

/** A range of months; null for an open end. */
export interface MonthRange {
  readonly from: number | null;
  readonly to: number | null;
}

const { period } = named('event_totals', 's');

/** Sums `s` of whole months, over events within a single month. */
export const inMonths = ({ from, to }: MonthRange): SQL =>
  sql`${period} between ${periods.month + (from ?? 0)} and ${periods.month + (to ?? last_month)}`;

/** Sums `s` of single days. */
export const inDays = (from: number | null, to: number | null): SQL =>
  sql`${period} between ${periods.day + (from ?? 0)} and ${periods.day + (to ?? LAST_DAY)}`;

const number = (value: number): SQL => sql.raw(String(value));

/** Sums `s` of all events, once each, by months or by days. */
export const everyPeriod = (by: 'months' | 'days'): SQL =>
  by === 'months'
    ? sql`${period} between ${number(periods.month)} and ${number(periods.undated)}`
    : sql`${period} between ${number(periods.day)} and ${number(periods.undated_by_days)}`;

const [day, week, year, wider] = [periods.day, periods.week, periods.year, periods.wider].map(number) as [
  SQL,
  SQL,
  SQL,
  SQL,
];

const bins = {
  day: sql`when ${period} < ${week} then ${period} - ${day}`,
  week: sql`when ${period} < ${week} then (${period} - ${day} + 5) / 7
    when ${period} < ${number(periods.wider_than_week)} then ${period} - ${week}`,
  month: sql`when ${period} < ${year} then ${period}`,
  year: sql`when ${period} < ${year} then ${period} / 12 when ${period} < ${wider} then ${period} - ${year}`,
} as const satisfies Record<Interval, SQL>;

/** The interval number of sums `s`, or one of {@link unbinned}. */
export const binOf = (interval: Interval): SQL =>
  sql`case ${bins[interval]} when ${period} in (${number(periods.undated)}, ${number(periods.undated_by_days)})
    then ${number(unbinned.undated)} else ${number(unbinned.wider)} end`;
