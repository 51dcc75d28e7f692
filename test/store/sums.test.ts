import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { sql } from '../../src/db/sql.ts';
import { facetNames, intervals, timelineGroups } from '../../src/model/aggregate.ts';
import { parseDatetimeFilter } from '../../src/model/edtf.ts';
import type { FilterValues } from '../../src/store/query/clause.ts';
import { dyads } from '../../src/store/query/dyads.ts';
import { facets } from '../../src/store/query/facets.ts';
import { timeline } from '../../src/store/query/timeline.ts';
import { summarised } from '../../src/store/sums/summary.ts';
import { ensureSums, faultySums, recomputeSums } from '../../src/store/sums/sums.ts';
import { by, event, person } from '../support/saving.ts';
import { engines, openTestStore, type TestStore } from '../support/store.ts';
import { allSums, lands, madeUpSaves } from '../support/sums.ts';

/** A filter that leaves nothing out and that no sums know. */
const everything = { revision_after: -1 };

const months = ['2016', '2016-02', '2015-12/2016-06', '2016-03/..', '../2016-05', '0000/9999'];

const filters: fc.Arbitrary<FilterValues> = fc
  .record({
    actor: fc.option(fc.constantFrom(...lands), { nil: undefined, freq: 2 }),
    dataset: fc.constantFrom(undefined, ['one'], ['one', 'two']),
    datetime: fc.option(fc.constantFrom(...months), { nil: undefined, freq: 2 }),
    datetime_match: fc.constantFrom(undefined, 'overlaps', 'within'),
  })
  .map(({ actor, datetime, ...others }) => ({
    ...others,
    actor: actor && [actor],
    datetime: datetime === undefined ? undefined : parseDatetimeFilter(datetime),
  }));

const shapes = fc.record({
  filter: filters,
  interval: fc.constantFrom(...intervals),
  fill: fc.constantFrom('none' as const, 'zero' as const),
});
type Shape = typeof shapes extends fc.Arbitrary<infer Value> ? Value : never;

describe.each(engines)('sums on %s', (name) => {
  let store: TestStore;
  beforeAll(async () => {
    store = await openTestStore(name);
  });
  afterAll(() => store.close());

  /** Every aggregate of a filter; a timeline of too many cells as its refusal. */
  async function answers({ filter, ...how }: Shape, more: FilterValues = {}) {
    const named = (filter.actor ?? []) as string[];
    const query = await store.query('events', { ...filter, ...more }, named);
    const { database } = store;
    return {
      timelines: await Promise.all(
        [undefined, ...timelineGroups].map((group_by) =>
          timeline(database, query, { ...how, group_by }).catch(({ message }: Error) => message),
        ),
      ),
      facets: await facets(database, query, facetNames),
      dyads: await dyads(database, query, { limit: 1000 }),
      largest: await dyads(database, query, { sort: '-events', limit: 3 }),
      first: await dyads(database, query, { sort: 'initiator', limit: 3 }),
    };
  }

  test('after any saves they equal a count of all events, and what they are when made anew', async () => {
    await fc.assert(
      fc.asyncProperty(madeUpSaves, fc.array(shapes, { minLength: 4, maxLength: 4 }), async (saves, asked) => {
        for (const records of saves) await store.load(records);
        for (const shape of asked) {
          expect(summarised(await store.query('events', shape.filter, [...lands]))).not.toBeNull();
          expect(summarised(await store.query('events', { ...shape.filter, ...everything }, [...lands]))).toBeNull();
          expect(await answers(shape)).toEqual(await answers(shape, everything));
        }
        const kept = await allSums(store.database);
        await recomputeSums(store.database);
        expect(kept).toEqual(await allSums(store.database));
      }),
      { numRuns: 40 },
    );
  });

  test.each([6, 24])('%i equals who meet count alike, whenever it was', async (count) => {
    const ids = Array.from({ length: count }, (_, at) => `voter-${at}`);
    const participants = ids.map((actor_id) => ({ actor_id, role: 'participant' }));
    const dates = [null, '2016', '2015/2016', '2016-02'];
    const actors = ids.map((id) => ({ id, kind: 'state', name: id }) as const);
    for (const dataset of ['one', 'two']) await store.load({ dataset });
    await store.load({ dataset: 'actors', actors });
    await store.load({
      dataset: 'one',
      events: dates.map((date, at) => event(`e-${at}`, { date, participants })),
    });
    for (const filter of [{}, { actor: ['voter-0'] }, { actor: ['voter-0'], datetime: parseDatetimeFilter('2016') }]) {
      for (const interval of ['month', 'year'] as const) {
        const shape = { filter, interval, fill: 'none' } as const;
        const found = await answers(shape);
        expect(found).toEqual(await answers(shape, everything));
        expect(found.dyads.meta.pairs).toBe(count * (count - 1));
      }
    }
  });

  test('a database from before sums were kept gets them, and what does not add up is told', async () => {
    const { database } = store;
    for (const dataset of ['one', 'two']) await store.load({ dataset });
    await store.load({ dataset: 'actors', actors: [person('aaa')] });
    await store.load({ dataset: 'one', events: [event('a', by('aaa')), event('b', { date: '2016' })] });
    const kept = await allSums(database);
    const change = async (text: string) => {
      const transaction = await database.begin();
      await transaction.change(sql.raw(text), [{}]);
      await transaction.commit();
    };
    expect(await faultySums(database)).toEqual([]);
    await change('update event_places set events = events + 1 where period = -1');
    expect(await faultySums(database)).toEqual(['one']);
    for (const table of Object.keys(kept)) await change(`delete from ${table}`);
    expect(await faultySums(database)).toEqual(['one']);
    await ensureSums(database);
    expect(await allSums(database)).toEqual(kept);
  });

  test('nothing is left when nothing is left to sum', async () => {
    for (const dataset of ['one', 'two', 'actors']) await store.load({ dataset });
    const empty = Object.values(await allSums(store.database)).flat();
    expect(empty).toEqual([]);
  });

  test.each<[string, FilterValues]>([
    ['an actor alone', { actor: ['aaa'], actor_scope: 'self' }],
    ['two actors', { actor: ['aaa', 'bbb'] }],
    ['a role', { actor: ['aaa'], role: ['initiator'] }],
    ['part of a month', { datetime: parseDatetimeFilter('2016-02-01/2016-02-28') }],
    ['another scale', { intensity_scale: 'another' }],
    ['a dataset left out', { dataset__not: ['one'] }],
  ])('%s is counted event by event', async (_, filter) => {
    await store.load({ dataset: 'actors', actors: [person('aaa'), person('bbb')] });
    expect(summarised(await store.query('events', filter, ['aaa', 'bbb']))).toBeNull();
  });

  test('an actor that is no state is counted event by event', async () => {
    await store.load({ dataset: 'actors', actors: [person('aaa')] });
    await store.load({ dataset: 'one', events: [event('a', by('aaa'))] });
    const query = await store.query('events', { actor: ['aaa'] }, ['aaa']);
    const [type] = await facets(store.database, query, ['type']);
    expect(type?.values).toEqual([{ value: 'protest', events: 1 }]);
  });
});
