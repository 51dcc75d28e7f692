import { named } from '../../db/names.ts';
import { type SQL, sql } from '../../db/sql.ts';
import type { Interval } from '../../model/aggregate.ts';
import { isoDay } from '../../model/edtf.ts';

/**
 * The month of a day number, counted from January of year 0, in integer arithmetic that every engine supports.
 *
 * @see https://doi.org/10.1002/spe.3172 (Neri and Schneider, Euclidean affine functions)
 */
export function monthOf(day: SQL): SQL {
  // A 400-year cycle (146,097 days, 4,800 months) is added, then subtracted, so that no number is negative.
  const quarters = sql`(4 * (${day} + 146037) + 3)`;
  const ofCentury = sql`(4 * (${quarters} % 146097 / 4) + 3)`;
  const ofYear = sql`(2141 * (${ofCentury} % 1461 / 4) + 197913)`;
  return sql`((100 * (${quarters} / 146097) + ${ofCentury} / 1461) * 12 + ${ofYear} / 65536 - 4801)`;
}

// The calendar begins on a Saturday, so five days more make weeks end on Sundays.
const daysBeforeFirstWeek = 5;

const numberInSql = {
  day: (day) => day,
  week: (day) => sql`((${day} + ${sql.raw(`${daysBeforeFirstWeek}`)}) / 7)`,
  month: monthOf,
  year: (day) => sql`(${monthOf(day)} / 12)`,
} as const satisfies Record<Interval, (day: SQL) => SQL>;

/** The bins of undated events and of those whose date no single interval contains. */
export const unbinned = { undated: -2, wider: -1 } as const;

const r = named('events', 'r');

/** The number of the interval that wholly contains the date of an event `r`, or one of {@link unbinned}. */
export function intervalOf(interval: Interval): SQL {
  const first = numberInSql[interval](r.first_day);
  const last = numberInSql[interval](r.last_day);
  return sql`case when coalesce(${r.first_day}, ${r.last_day}) is null then ${sql.raw(`${unbinned.undated}`)}
    when ${r.spread} = 0 or ${first} = ${last} then ${first} else ${sql.raw(`${unbinned.wider}`)} end`;
}

/** The number of the interval that holds a day number; the one that holds 0000-01-01 is 0. */
export function intervalOfDay(interval: Interval, day: number): number {
  if (interval === 'day') return day;
  if (interval === 'week') return Math.floor((day + daysBeforeFirstWeek) / 7);
  const [year, month] = isoDay(day).split('-').map(Number) as [number, number];
  return interval === 'year' ? year : year * 12 + month - 1;
}

/** The first day of an interval, by its number; the week that 0000-01-01 falls in is cut to begin there. */
export function startOf(interval: Interval, number: number): string {
  if (interval === 'day') return isoDay(number);
  if (interval === 'week') return isoDay(Math.max(0, number * 7 - daysBeforeFirstWeek));
  const month = interval === 'year' ? number * 12 : number;
  const year = String(Math.floor(month / 12)).padStart(4, '0');
  return `${year}-${String((month % 12) + 1).padStart(2, '0')}-01`;
}
