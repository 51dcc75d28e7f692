import type { Interval } from '../../src/model/aggregate.ts';

/** The first day of the interval that holds a day, by JavaScript's own calendar. */
export function startByDate(interval: Interval, day: string): string {
  const date = new Date(`${day}T00:00:00Z`);
  if (interval === 'week') date.setUTCDate(date.getUTCDate() - ((date.getUTCDay() + 6) % 7));
  if (interval === 'month') date.setUTCDate(1);
  if (interval === 'year') date.setUTCMonth(0, 1);
  return date.toISOString().slice(0, 10);
}
