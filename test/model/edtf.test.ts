// @ts-expect-error The package has no type declarations.
import edtf from 'edtf';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { dayNumber, firstDay, isoDay, LAST_DAY, parseDatetimeFilter, parseEdtf } from '../../src/model/edtf.ts';

const DAY_MS = 86_400_000;
const day = (text: string) => dayNumber(text);

/** The day number of a calendar day as JavaScript's own calendar has it; null when that calendar moves it elsewhere. */
function calendarDay(year: number, month: number, dayOfMonth: number): number | null {
  const date = new Date(0);
  date.setUTCFullYear(year, month - 1, dayOfMonth);
  const kept = date.getUTCFullYear() === year && date.getUTCMonth() === month - 1 && date.getUTCDate() === dayOfMonth;
  return kept ? (date.getTime() - new Date('0000-01-01T00:00:00Z').getTime()) / DAY_MS : null;
}

/** First and last day of a date without slash, read with a regular expression and JavaScript's calendar. */
function calendarSpan(text: string): { first: number; last: number } | null {
  const found = /^([0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2}))?)?[~?%]?$/.exec(text);
  if (found === null) return null;
  const year = Number(found[1]);
  const first = calendarDay(year, Number(found[2] ?? 1), Number(found[3] ?? 1));
  if (first === null) return null;
  if (found[3] !== undefined) return { first, last: first };
  const month = found[2] === undefined ? 12 : Number(found[2]);
  const lengths = [31, 30, 29, 28].map((length) => calendarDay(year, month, length));
  return { first, last: lengths.find((last) => last !== null)! };
}

const digits = (max: number, width: number) =>
  fc.integer({ min: 0, max }).map((value) => String(value).padStart(width, '0'));
const singles = fc
  .tuple(digits(9999, 4), fc.option(digits(13, 2)), fc.option(digits(32, 2)), fc.constantFrom('', '~', '?', '%'))
  .map(([year, month, date, mark]) => [year, month, month && date].filter((part) => part !== null).join('-') + mark);
const ends = fc.oneof({ weight: 4, arbitrary: singles }, { weight: 1, arbitrary: fc.constant('..') });

describe('day numbers', () => {
  test('count from 0000-01-01', () => {
    expect([day('0000-01-01'), day('0000-02-29'), day('0001-01-01')]).toEqual([0, 59, 366]);
    expect(day('9999-12-31')).toBe(LAST_DAY);
    expect(day('1970-01-01')).toBe(719_528);
  });

  test('agree with the calendar of JavaScript on every day there is', () => {
    const zero = new Date('0000-01-01T00:00:00Z').getTime();
    for (let number = 0; number <= LAST_DAY; number += 1) {
      const text = isoDay(number);
      if (dayNumber(text) !== number) expect.unreachable(text);
      if (number % 17 === 0 && new Date(zero + number * DAY_MS).toISOString().slice(0, 10) !== text) {
        expect.unreachable(text);
      }
    }
  });

  test('throw for what is no day', () => {
    for (const text of ['', '2017', '2017-04', '2017-02-29', '2017-4-12', '2017-04-12~', '2017-04-12T00:00:00Z']) {
      expect(() => dayNumber(text), text).toThrow(RangeError);
    }
    for (const number of [-1, LAST_DAY + 1, 0.5, Number.NaN]) expect(() => isoDay(number)).toThrow(RangeError);
  });
});

describe('parseEdtf', () => {
  test.each([
    ['2014', '2014-01-01', '2014-12-31', 'year'],
    ['2014~', '2014-01-01', '2014-12-31', 'year'],
    ['2016-02?', '2016-02-01', '2016-02-29', 'month'],
    ['1900-02', '1900-02-01', '1900-02-28', 'month'],
    ['2017-04-12%', '2017-04-12', '2017-04-12', 'day'],
    ['2017-04-04/2017-04-15', '2017-04-04', '2017-04-15', 'interval'],
    ['2014/2017-03', '2014-01-01', '2017-03-31', 'interval'],
    ['2017-04-20/2017-04~', '2017-04-20', '2017-04-30', 'interval'],
    ['2011/..', '2011-01-01', null, 'interval'],
    ['../2014-05', null, '2014-05-31', 'interval'],
  ])('reads %s', (text, earliest, latest, precision) => {
    const span = parseEdtf(text)!;
    expect(span).toEqual({ earliest: earliest && day(earliest), latest: latest && day(latest), precision });
    expect(firstDay(span)).toBe(day((earliest ?? latest)!));
  });

  test.each([
    ...[
      '',
      '..',
      '/',
      '../..',
      '2014/',
      '/2014',
      '2014/2013',
      '2017-04-16/2017-04-15',
      '2017-02-30',
      '2017-00',
      '2017-13',
    ],
    ...[
      '2017-04-00',
      '1900-02-29',
      '17',
      '02017',
      '-0001',
      '2017-4',
      '2017/04',
      '2017-04-12T00:00:00Z',
      '2014~~',
      '~2014',
    ],
    ...[
      '2017-21',
      '201X',
      'Y12017',
      ' 2014',
      '2014 ',
      '2014/2015/2016',
      '2014/…',
      '2011/...',
      '２０１４',
      '2017_04',
      '2014/..~',
    ],
  ])('refuses %j', (text) => {
    expect(parseEdtf(text)).toBeNull();
  });

  test('reads every date as the calendar does or refuses it', () => {
    fc.assert(
      fc.property(fc.oneof(singles, fc.string()), (text) => {
        const span = parseEdtf(text);
        const wanted = text.includes('/') ? null : calendarSpan(text);
        expect(span && { first: span.earliest, last: span.latest }).toEqual(wanted);
      }),
      { numRuns: 5000 },
    );
  });

  test('reads every date as the edtf package does', () => {
    const zero = new Date('0000-01-01T00:00:00Z').getTime();
    fc.assert(
      fc.property(singles, (text) => {
        const span = parseEdtf(text);
        if (span === null || text < '0100') return; // the package takes some days of years 0–99 for others (0000-02-28)
        const theirs = edtf(text) as { min: number; max: number };
        expect(span.earliest).toBe((theirs.min - zero) / DAY_MS);
        expect(span.latest).toBe((theirs.max + 1 - zero) / DAY_MS - 1);
      }),
      { numRuns: 2000 },
    );
  });

  test('reads an interval as its two ends or refuses it', () => {
    fc.assert(
      fc.property(ends, ends, (start, end) => {
        const first = start === '..' ? null : calendarSpan(start)?.first;
        const last = end === '..' ? null : calendarSpan(end)?.last;
        const refused =
          first === undefined ||
          last === undefined ||
          (first === null && last === null) ||
          (first !== null && last !== null && first > last);
        expect(parseEdtf(`${start}/${end}`)).toEqual(
          refused ? null : { earliest: first, latest: last, precision: 'interval' },
        );
      }),
      { numRuns: 5000 },
    );
  });
});

describe('parseDatetimeFilter', () => {
  test.each([
    ['2017-04-12', '2017-04-12', '2017-04-12'],
    ['2017-04', '2017-04-01', '2017-04-30'],
    ['2017', '2017-01-01', '2017-12-31'],
    ['2017-04-12T00:00:00Z', '2017-04-12', '2017-04-12'],
    ['2017-04-12t00:00:00.123z', '2017-04-12', '2017-04-12'],
    ['2017-04-12T00:30:00+02:00', '2017-04-11', '2017-04-11'],
    ['2016-12-31T23:30:00-01:00', '2017-01-01', '2017-01-01'],
    ['2016-12-31T23:59:60Z', '2016-12-31', '2016-12-31'],
    ['2017-01-01T00:59:60+01:00', '2016-12-31', '2016-12-31'],
    ['2017-03/2017-04-12T10:00:00Z', '2017-03-01', '2017-04-12'],
    ['../2014-05', null, '2014-05-31'],
    ['2017-04-12T10:00:00Z/..', '2017-04-12', null],
  ])('reads %s', (text, from, to) => {
    expect(parseDatetimeFilter(text)).toEqual({ from: from && day(from), to: to && day(to) });
  });

  test.each([
    ...['', '..', '../..', '2017/', '/2017', '2017/2016', '2017-04-12~', '2017-02-30', 'yesterday', '2017/2018/2019'],
    ...[
      '2017-04-12T00:00:00',
      '2017-04-12T00:00Z',
      '2017-04-12 00:00:00Z',
      '2017-04-12T24:00:00Z',
      '2017-04-12T00:60:00Z',
    ],
    ...['2017-04-12T00:00:00+2:00', '2017-04-12T00:00:00 02:00', '2017-04-12T00:00:00+24:00', '2017-04-12T10:00:60Z'],
    ...['2017-04-12T00:00:00.Z', '0000-01-01T00:00:00+00:01', '9999-12-31T23:59:00-00:01', '2017-04-12T00:00:00ZZ'],
  ])('refuses %j', (text) => {
    expect(parseDatetimeFilter(text)).toBeNull();
  });

  test('reduces every instant to the day JavaScript gives it in UTC', () => {
    const hours = digits(23, 2);
    const minutes = digits(59, 2);
    const instants = fc
      .tuple(
        fc.integer({ min: 1, max: LAST_DAY - 1 }),
        hours,
        minutes,
        minutes,
        fc.constantFrom('+', '-'),
        hours,
        minutes,
      )
      .map(([at, h, m, s, sign, oh, om]) => `${isoDay(at)}T${h}:${m}:${s}${sign}${oh}:${om}`);
    fc.assert(
      fc.property(instants, (text) => {
        const utc = dayNumber(new Date(text).toISOString().slice(0, 10));
        expect(parseDatetimeFilter(text)).toEqual({ from: utc, to: utc });
      }),
      { numRuns: 2000 },
    );
  });

  test('never throws', () => {
    fc.assert(fc.property(fc.string(), (text) => void parseDatetimeFilter(text)));
  });
});
