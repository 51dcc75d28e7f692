import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { intervals, TimelineMeta, TimelineRow, timelineGroups } from '../../src/model/aggregate.ts';
import { dayNumber, isoDay, parseDatetimeFilter, parseEdtf } from '../../src/model/edtf.ts';
import { count } from '../../src/store/query/list.ts';
import { type TimelineOptions, timeline } from '../../src/store/query/timeline.ts';
import { startByDate } from '../support/calendar.ts';
import { madeUpActors, madeUpEvents } from '../support/events.ts';
import { engines, openTestStore, type TestStore } from '../support/store.ts';

type Range = ReturnType<typeof parseDatetimeFilter>;

describe.each(engines)('timeline on %s', (name) => {
  let store: TestStore;
  beforeAll(async () => {
    store = await openTestStore(name);
  });
  afterAll(() => store.close());

  const ask = async (options: TimelineOptions, filter = {}) => {
    const query = await store.query('events', filter);
    return timeline(store.database, query, options);
  };
  const dated = (...dates: (string | null)[]) =>
    store.load({ events: dates.map((date, at) => ({ id: `e-${at}`, type: 'threat', title: 'A threat', date })) });
  const starts = async (options: TimelineOptions, filter = {}) =>
    (await ask(options, filter)).rows.map(({ start, events }) => `${start} ${events}`);

  test('a week is from Monday to Sunday, across a year too', async () => {
    await dated('2016-12-25', '2016-12-26', '2016-12-31', '2017-01-01', '2017-01-02', '2016-12-26/2017-01-01');
    expect(await starts({ interval: 'week' })).toEqual(['2016-12-19 1', '2016-12-26 4', '2017-01-02 1']);
  });

  test('what no interval wholly contains is told, not spread', async () => {
    await dated('2017-04', '2017-04-30/2017-05-01', '2017', '2017-04-01/2017-04-30', '2011/..', '../2017-04-01', null);
    expect(await starts({ interval: 'day' })).toEqual([]);
    expect((await ask({ interval: 'day' })).meta.unbinned).toEqual({ undated: 1, wider: 6 });
    expect(await starts({})).toEqual(['2017-04-01 2']);
    expect((await ask({})).meta.unbinned).toEqual({ undated: 1, wider: 4 });
    expect(await starts({ interval: 'year' })).toEqual(['2017-01-01 4']);
    expect((await ask({ interval: 'year' })).meta.unbinned).toEqual({ undated: 1, wider: 2 });
  });

  test('the ends of the calendar have intervals', async () => {
    await dated('0000-01-01', '0000-02-29', '9999-12-31');
    expect(await starts({ interval: 'week' })).toEqual(['0000-01-01 1', '0000-02-28 1', '9999-12-27 1']);
    expect(await starts({})).toEqual(['0000-01-01 1', '0000-02-01 1', '9999-12-01 1']);
    expect(await starts({ interval: 'year' })).toEqual(['0000-01-01 2', '9999-01-01 1']);
  });

  test('empty intervals are told between the ends of datetime, else of the events', async () => {
    await dated('2017-02-10', '2017-04-10');
    const fill = 'zero';
    expect(await starts({ fill })).toEqual(['2017-02-01 1', '2017-03-01 0', '2017-04-01 1']);
    const closed = { datetime: parseDatetimeFilter('2017-01-31/2017-03-01') };
    expect(await starts({ fill }, closed)).toEqual(['2017-01-01 0', '2017-02-01 1', '2017-03-01 0']);
    const open = { datetime: parseDatetimeFilter('2017-03-15/..') };
    expect(await starts({ fill }, open)).toEqual(['2017-03-01 0', '2017-04-01 1']);
    const empty = { datetime: parseDatetimeFilter('2018-01/2018-02') };
    expect(await starts({ fill }, empty)).toEqual(['2018-01-01 0', '2018-02-01 0']);
    expect(await starts({ fill, group_by: 'type' }, empty)).toEqual([]);
    expect(await starts({ fill }, { id: ['none'] })).toEqual([]);
    expect((await ask({ fill }, empty)).rows[0]).toEqual({
      start: '2018-01-01',
      group: null,
      events: 0,
      fatalities_best: null,
      mean_intensity: null,
    });
  });

  test('more cells than an answer may have are refused with their number, before they are made', async () => {
    await dated('1989-11-09', '2017-04-10');
    const all = { datetime: parseDatetimeFilter('0000/9999') };
    await expect(ask({ interval: 'day', fill: 'zero' }, all)).rejects.toMatchObject({
      code: 'too-many-cells',
      message: expect.stringContaining('3652425 cells'),
    });
    await expect(ask({ interval: 'day', fill: 'zero', group_by: 'type' })).rejects.toThrow('10015 cells');
    await expect(ask({ interval: 'day' }, all)).resolves.toMatchObject({ rows: [{}, {}] });
  });

  test('exactly as many cells as an answer may have are given, whatever stands in none', async () => {
    const days = Array.from({ length: 10_001 }, (_, at) => isoDay(dayNumber('1990-01-01') + at));
    await dated(...days, null, '2011/..');
    await expect(ask({ interval: 'day' })).rejects.toThrow('10001 cells');
    const within = { datetime: parseDatetimeFilter('1990-01-02/..') };
    expect((await ask({ interval: 'day' }, within)).rows).toHaveLength(10_000);
    await dated(...days.slice(1), null, '2011/..');
    const { rows, meta } = await ask({ interval: 'day' });
    expect(rows).toHaveLength(10_000);
    expect(meta.unbinned).toEqual({ undated: 1, wider: 1 });
  });

  test('deaths and intensity are of the events that have them, on the scale that was asked for', async () => {
    const base = { type: 'bombing', title: 'A bombing', date: '2017-04-10' } as const;
    await store.load({
      events: [
        { ...base, id: 'a', fatalities: { best: 3 } },
        { ...base, id: 'b', fatalities: { best: 4 } },
        { ...base, id: 'c', fatalities: { low: 9 }, cameo: null },
        { ...base, id: 'd', date: '2017-05-01', cameo: null },
        { ...base, id: 'e', cameo: '036' },
        { ...base, id: 'f', cameo: '042' },
      ],
    });
    const [april, may] = (await ask({})).rows;
    expect(april).toMatchObject({ events: 5, fatalities_best: 7, mean_intensity: (-10 - 10 + 4 + 1.9) / 4 });
    expect(may).toMatchObject({ events: 1, fatalities_best: null, mean_intensity: null });
    const other = await ask({}, { intensity_scale: 'another' });
    expect(other.rows.map((row) => row.mean_intensity)).toEqual([null, null]);
  });

  test('groups stand in order within their interval, events without a value last', async () => {
    const place = (country: string | null) => ({ country, precision: 'country' }) as const;
    const base = { type: 'threat', title: 'A threat', date: '2017-04-10' } as const;
    await store.load({
      actors: madeUpActors ?? [],
      events: [
        { ...base, id: 'a', place: place('SYR'), participants: [{ actor_id: 'bbb', role: 'initiator' }] },
        {
          ...base,
          id: 'b',
          place: place('IRQ'),
          participants: [
            { actor_id: 'aaa', role: 'initiator' },
            { actor_id: 'minister-bbb', principal_id: 'bbb', role: 'target' },
          ],
        },
        { ...base, id: 'c' },
        {
          ...base,
          id: 'd',
          place: place('SYR'),
          date: null,
          participants: [
            { actor_id: 'aaa', role: 'initiator' },
            { actor_id: 'bbb', role: 'target' },
          ],
        },
        { ...base, id: 'e', date: null, participants: [{ actor_id: 'ccc', role: 'initiator' }] },
      ],
    });
    const groups = async (group_by: TimelineOptions['group_by']) =>
      (await ask({ group_by })).rows.map(({ group, events }) => [group, events]);
    expect(await groups('country')).toEqual([
      ['IRQ', 1],
      ['SYR', 1],
      [null, 1],
    ]);
    expect(await groups('principal')).toEqual([
      ['aaa', 1],
      ['bbb', 2],
      [null, 1],
    ]);
    expect(await groups('dataset')).toEqual([['made-up', 3]]);
    expect(await groups('quad_class')).toEqual([['3', 3]]);
    expect((await ask({ group_by: 'principal' })).meta.unbinned).toEqual({ undated: 2, wider: 0 });
  });

  test('one statement, whatever the filters', async () => {
    await store.seed();
    const session = store.database.session();
    const filter = { actor: ['Russia'], datetime: parseDatetimeFilter('2017-04-12') };
    const query = await store.query('events', filter, ['Russia']);
    const { rows } = await timeline(session, query, { group_by: 'principal', fill: 'zero' });
    expect(session.statements).toBe(1);
    expect(rows.length).toBeGreaterThan(0);
    for (const row of rows) TimelineRow.parse(row);
  });

  const options = fc.record({
    interval: fc.constantFrom(...intervals),
    group_by: fc.constantFrom(undefined, ...timelineGroups.filter((group) => group !== 'principal')),
    fill: fc.constantFrom('none' as const, 'zero' as const),
  });
  const filters = fc.constantFrom<{ datetime?: Range; datetime_match?: string; type?: string[] }>(
    {},
    { datetime: parseDatetimeFilter('2016') },
    { datetime: parseDatetimeFilter('2016-02-29/..'), datetime_match: 'within' },
    { datetime: parseDatetimeFilter('../2016-01-03') },
    { type: ['visit', 'threat'] },
  );

  test('every event is in one cell or told to be in none', async () => {
    await fc.assert(
      fc.asyncProperty(madeUpEvents, options, filters, async (events, how, filter) => {
        await store.load({ actors: madeUpActors ?? [], events });
        const query = await store.query('events', { ...filter, dataset: ['made-up'] });
        const { rows, meta } = await timeline(store.database, query, how);
        const total = await count(store.database, query, 'exact');
        TimelineMeta.parse(meta);
        const { undated, wider } = meta.unbinned;
        expect(rows.reduce((sum, row) => sum + row.events, 0) + undated + wider).toBe(total.value);
        const keys = rows.map(({ start, group }) => `${start} ${group ?? '~'}`);
        expect(keys).toEqual([...new Set(keys)].toSorted());
        for (const row of rows) expect(TimelineRow.parse(row).start).toBe(startByDate(how.interval, row.start));
      }),
      { numRuns: 60 },
    );
  });

  test('the cells are those of a count by hand', async () => {
    await fc.assert(
      fc.asyncProperty(madeUpEvents, fc.constantFrom(...intervals), async (events, interval) => {
        await store.load({ actors: madeUpActors ?? [], events });
        const expected = new Map<string, number>();
        for (const { date } of events) {
          const { earliest = null, latest = null } = date == null ? {} : (parseEdtf(date) ?? {});
          if (earliest === null || latest === null) continue;
          const start = startByDate(interval, isoDay(earliest));
          if (start === startByDate(interval, isoDay(latest))) expected.set(start, (expected.get(start) ?? 0) + 1);
        }
        const found = await starts({ interval }, { dataset: ['made-up'] });
        expect(found).toEqual([...expected].map((cell) => cell.join(' ')).toSorted());
      }),
      { numRuns: 40 },
    );
  });
});
