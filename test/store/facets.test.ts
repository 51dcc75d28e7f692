import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { Facet, type FacetName, facetNames } from '../../src/model/aggregate.ts';
import { parseDatetimeFilter } from '../../src/model/edtf.ts';
import { facets } from '../../src/store/query/facets.ts';
import { count } from '../../src/store/query/list.ts';
import { type MadeUpEvent, madeUpActors, madeUpEvents } from '../support/events.ts';
import { engines, openTestStore, type TestStore } from '../support/store.ts';

/** The principals of an event, each once. */
function principalsOf({ participants = [] }: MadeUpEvent): string[] {
  return [...new Set(participants.map(({ actor_id, principal_id }) => principal_id ?? actor_id))];
}

describe.each(engines)('facets on %s', (name) => {
  let store: TestStore;
  beforeAll(async () => {
    store = await openTestStore(name);
  });
  afterAll(() => store.close());

  const ask = async (names: readonly FacetName[], filter = {}) => {
    const query = await store.query('events', { ...filter, dataset: ['made-up'] });
    return facets(store.database, query, names);
  };
  const event = (id: string, more: Partial<MadeUpEvent> = {}) =>
    ({ id, type: 'threat', title: 'A threat', ...more }) as MadeUpEvent;

  test('each facet counts its own property', async () => {
    await store.load({
      events: [
        event('a', { date: '2017-04', place: { country: 'SYR', precision: 'city' }, realis: 'alleged' }),
        event('b', { date: '2017-12-31/2018-01-01', cameo: null }),
        event('c', { date: '0012', cameo: '043' }),
      ],
    });
    const found = await ask(facetNames);
    const shown = found.map(({ facet, values, missing }) => [
      facet,
      values.map(({ value, events }) => `${value} ${events}`),
      missing,
    ]);
    expect(shown).toEqual([
      ['type', ['threat 3'], 0],
      ['country', ['SYR 1'], 2],
      ['principal', [], 3],
      ['dataset', ['made-up 3'], 0],
      ['quad_class', ['1 1', '3 1'], 1],
      ['realis', ['actual 2', 'alleged 1'], 0],
      ['plover', ['CONSULT 1', 'THREATEN 1'], 1],
      ['cameo_root', ['04 1', '13 1'], 1],
      ['place_precision', ['city 1'], 2],
      ['contested', ['false 3'], 0],
      ['year', ['0012 1', '2017 1'], 1],
    ]);
  });

  test('no events, no values; none asked for, none given', async () => {
    await store.load({});
    expect(await ask(['type', 'principal'])).toEqual([
      { facet: 'type', values: [], other: { values: 0, events: 0 }, missing: 0 },
      { facet: 'principal', values: [], other: { values: 0, events: 0 }, missing: 0 },
    ]);
    expect(await ask([])).toEqual([]);
  });

  test('past the hundred largest the rest is told together, ties in the order of the values', async () => {
    const years = Array.from({ length: 130 }, (_, at) => String(1850 + at));
    const events = [...years, '1999', '1999', '1890'].map((date, at) => event(`e-${at}`, { date }));
    await store.load({ events: [...events, event('undated')] });
    const [year] = await ask(['year']);
    expect(year?.values.slice(0, 3)).toEqual([
      { value: '1890', events: 2 },
      { value: '1999', events: 2 },
      { value: '1850', events: 1 },
    ]);
    expect(year?.values).toHaveLength(100);
    expect(year?.other).toEqual({ values: 31, events: 31 });
    expect(year?.missing).toBe(1);
    const [dated] = await ask(['year'], { datetime: parseDatetimeFilter('1000/..') });
    expect(dated).toEqual({ ...year, missing: 0 });
  });

  test('one statement for all facets, none of them twice; before one on sums, another that tells what it costs', async () => {
    await store.seed();
    const session = store.database.session();
    const query = await store.query('events', { actor: ['Russia'], datetime: parseDatetimeFilter('2017-04') }, [
      'Russia',
    ]);
    const found = await facets(session, query, [...facetNames, 'type']);
    expect(session.statements).toBe(2);
    const days = await store.query('events', { datetime: parseDatetimeFilter('2017-04-12') });
    await facets(session, days, [...facetNames, 'type']);
    expect(session.statements).toBe(3);
    expect(found.map(({ facet }) => facet)).toEqual([...facetNames]);
    for (const facet of found) Facet.parse(facet);
  });

  test('values, other and missing sum to the number of events', async () => {
    const filters = fc.constantFrom(
      {},
      { datetime: parseDatetimeFilter('2016') },
      { type: ['meeting'] },
      { quad_class__not: ['4'] },
    );
    await fc.assert(
      fc.asyncProperty(madeUpEvents, filters, async (events, filter) => {
        await store.load({ actors: madeUpActors ?? [], events });
        const query = await store.query('events', { ...filter, dataset: ['made-up'] });
        const total = await count(store.database, query, 'exact');
        for (const { facet, values, other, missing } of await ask(facetNames, filter)) {
          const sum = values.reduce((before, value) => before + value.events, 0) + other.events + missing;
          if (facet === 'principal') expect(sum).toBeGreaterThanOrEqual(total.value);
          else expect(sum).toBe(total.value);
        }
      }),
      { numRuns: 40 },
    );
  });

  test('an event counts once for each of its principals', async () => {
    await fc.assert(
      fc.asyncProperty(madeUpEvents, async (events) => {
        await store.load({ actors: madeUpActors ?? [], events });
        const [principal] = await ask(['principal']);
        const all = events.flatMap(principalsOf);
        const expected = [...new Set(all)].map((value) => ({
          value,
          events: all.filter((one) => one === value).length,
        }));
        expect(principal?.values).toEqual(
          expected.toSorted((a, b) => b.events - a.events || (a.value < b.value ? -1 : 1)),
        );
        expect(principal?.missing).toBe(events.filter((one) => principalsOf(one).length === 0).length);
      }),
      { numRuns: 40 },
    );
  });
});
