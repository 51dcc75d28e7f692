import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openApp, type TestApp } from '../support/app.ts';
import { madeUpDate } from '../support/events.ts';
import { daysOf } from '../support/naive.ts';

type Days = readonly [string, string];

/** The days a `datetime` covers by JavaScript's own calendar; null when it is to be refused. */
function read(text: string): Days | null {
  const end = (part: string): Days | null => {
    const instant = /^(\d{4}-\d\d-\d\d)T(\d\d:\d\d:\d\d)(\.\d+)?(Z|[+-]\d\d:\d\d)$/.exec(part);
    if (instant !== null) {
      const time = new Date(part);
      if (Number.isNaN(time.getTime()) || new Date(`${instant[1]}T00:00:00Z`).toISOString().slice(0, 10) !== instant[1])
        return null;
      return [time.toISOString().slice(0, 10), time.toISOString().slice(0, 10)];
    }
    if (!/^\d{4}(-\d\d(-\d\d)?)?$/.test(part)) return null;
    const [year, month = '01', day = '01'] = part.split('-');
    const first = new Date(`${year}-${month}-${day}T00:00:00Z`);
    // A month or day that there is not makes an invalid date, or another one.
    return !Number.isNaN(first.getTime()) && first.toISOString().startsWith(part) ? daysOf(part) : null;
  };
  const parts = text.split('/');
  if (parts.length > 2 || text === '..' || text === '../..') return null;
  const [start = '', stop = start] = parts;
  const from = start === '..' ? '0' : end(start)?.[0];
  const to = stop === '..' ? '~' : end(stop)?.[1];
  return from === undefined || to === undefined || from > to ? null : [from, to];
}

const number = (min: number, max: number, digits: number) =>
  fc.integer({ min, max }).map((value) => String(value).padStart(digits, '0'));
const year = fc.oneof(number(2014, 2018, 4), number(0, 9999, 4));
const month = fc.tuple(year, number(0, 13, 2)).map((parts) => parts.join('-'));
const day = fc.tuple(month, number(0, 32, 2)).map((parts) => parts.join('-'));
const time = fc.tuple(number(0, 24, 2), number(0, 60, 2), number(0, 59, 2)).map((parts) => parts.join(':'));
const zone = fc.constantFrom('Z', '+00:00', '-05:00', '+14:00', '+0000', '');
const instant = fc.tuple(day, fc.constantFrom('T', ' '), time, zone).map((parts) => parts.join(''));
const part = fc.oneof(
  year,
  month,
  day,
  day,
  instant,
  fc.constantFrom('..', '', '2017-04-31', '2016-02-29', '2017-02-29', '2017-4-1'),
);
const text = fc.oneof(
  { weight: 4, arbitrary: part },
  { weight: 8, arbitrary: fc.tuple(part, part).map((parts) => parts.join('/')) },
  { weight: 1, arbitrary: fc.string({ unit: fc.constantFrom(...'0123456789-/.TZ~?%:+ ') }) },
  {
    weight: 1,
    arbitrary: fc.string({ unit: 'binary', maxLength: 12 }).filter((any) => any.isWellFormed() && !any.includes('\0')),
  },
);

describe('dates over HTTP', () => {
  const dates = [
    ...new Set(fc.sample(madeUpDate, { numRuns: 300, seed: 5 })),
    '0000',
    '9999-12-31',
    '0000-02-29',
    '9999/..',
    '../0000-01-01',
  ];
  const dated = dates.map((date, at) => ({ id: `e${String(at).padStart(3, '0')}`, date }));
  let app: TestApp;
  beforeAll(async () => {
    const events = dated.map(({ id, date }) => ({ id, date, type: 'protest' as const, title: id }));
    const statements = dated.map(({ id, date }) => ({
      id,
      date,
      attribution: 'unattributed' as const,
      quotation: 'none' as const,
      paraphrase: id,
    }));
    app = await openApp({ records: { events, statements } });
  });
  afterAll(() => app.close());

  async function found(path: string, query: Record<string, string>): Promise<{ status: number; ids: string[] }> {
    const answer = await fetch(
      `${app.address}/v1/${path}?${new URLSearchParams({ ...query, limit: '1000', fields: 'id' })}`,
    );
    const body = (await answer.json()) as { data?: { id: string }[] };
    return { status: answer.status, ids: (body.data ?? []).map(({ id }) => id).toSorted() };
  }

  test('any date is either refused or overlaps, or contains, as its calendar says', async () => {
    await fc.assert(
      fc.asyncProperty(
        text,
        fc.constantFrom('overlaps', 'within'),
        fc.constantFrom('date', '-date', '-updated_at'),
        async (datetime, datetime_match, sort) => {
          const range = read(datetime);
          const expected = dated.filter(({ date }) => {
            const days = daysOf(date);
            if (days === null || range === null) return false;
            return datetime_match === 'within'
              ? days[0] >= range[0] && days[1] <= range[1]
              : days[0] <= range[1] && days[1] >= range[0];
          });
          const { status, ids } = await found('events', { datetime, datetime_match, sort });
          expect([status, ids]).toEqual([range === null ? 400 : 200, expected.map(({ id }) => id)]);
          if (datetime_match === 'overlaps') expect((await found('statements', { datetime })).ids).toEqual(ids);
        },
      ),
      { numRuns: 300, seed: 1 },
    );
  });

  test('what is overlapped comes in the order of days, whatever its precision', async () => {
    for (const sort of ['date', '-date']) {
      const answer = await fetch(`${app.address}/v1/events?datetime=2015-06/2016-06&sort=${sort}&limit=1000`);
      const { data } = (await answer.json()) as { data: { date_earliest: string | null; date_latest: string }[] };
      const days = data.map(({ date_earliest, date_latest }) => date_earliest ?? date_latest);
      expect(days).toEqual(sort === 'date' ? days.toSorted() : days.toSorted().toReversed());
      expect(days.length).toBeGreaterThan(30);
    }
  });
});
