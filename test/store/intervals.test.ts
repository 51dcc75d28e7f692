import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { intervals } from '../../src/model/aggregate.ts';
import { dayNumber, isoDay, LAST_DAY } from '../../src/model/edtf.ts';
import { meanIntensity } from '../../src/store/query/aggregate.ts';
import { intervalOfDay, startOf } from '../../src/store/query/intervals.ts';
import { startByDate } from '../support/calendar.ts';

describe('intervals', () => {
  test.each(intervals)('%s begins where the calendar says', (interval) => {
    fc.assert(
      fc.property(fc.integer({ min: dayNumber('0001-01-08'), max: LAST_DAY }), (day) => {
        expect(startOf(interval, intervalOfDay(interval, day))).toBe(startByDate(interval, isoDay(day)));
      }),
    );
  });

  test('the first week that can be written is cut to the calendar', () => {
    expect(startOf('week', intervalOfDay('week', 0))).toBe('0000-01-01');
    expect(startOf('week', intervalOfDay('week', 2))).toBe('0000-01-03');
  });
});

test('a mean is rounded to three decimals and never -0', () => {
  expect([meanIntensity(-1, 1000), meanIntensity('20', '3'), meanIntensity(-35, 1), meanIntensity(null, 0)]).toEqual([
    0,
    0.667,
    -3.5,
    null,
  ]);
});
