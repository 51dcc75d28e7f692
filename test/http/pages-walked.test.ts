import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openApp, type TestApp } from '../support/app.ts';
import { madeUpActors, madeUpEvents } from '../support/events.ts';
import { read, walk } from '../support/walk.ts';

describe('pages of made-up events', () => {
  let app: TestApp;
  beforeAll(async () => {
    const [some = [], more = []] = fc
      .sample(madeUpEvents, { numRuns: 40, seed: 11 })
      .toSorted((a, b) => b.length - a.length);
    app = await openApp({ records: { actors: madeUpActors ?? [], events: some } });
    const others = more.map((event) => ({ ...event, id: `other:${event.id}` }));
    await app.store.load({ dataset: 'other', events: others });
  });
  afterAll(() => app.close());

  const parameters = {
    datetime: fc.constantFrom('2016', '2016-01-01/..', '../2016-06', '2015-12-31/2016-01-04', '2016-02-29'),
    datetime_match: fc.constantFrom('overlaps', 'within'),
    actor: fc.constantFrom('aaa', 'bbb,ccc', 'minister-aaa', 'council'),
    actor__not: fc.constantFrom('aaa', 'bbb'),
    type: fc.constantFrom('meeting', 'visit,veto'),
    role: fc.constantFrom('initiator', 'host,recipient'),
    country: fc.constantFrom('SYR', 'RUS'),
    q: fc.constantFrom('event', 'event -1', '"event 2"'),
    dataset: fc.constantFrom('other', 'made-up'),
    realis__not: fc.constant('alleged'),
  };
  const filter = fc.record(parameters, { requiredKeys: [] });

  test('walking any filter in any order gives each row once, as one unpaged query does', async () => {
    const asked = fc.record({
      filter,
      sort: fc.constantFrom('-date', 'date', '-updated_at', 'relevance'),
      limit: fc.integer({ min: 1, max: 9 }),
    });
    await fc.assert(
      fc.asyncProperty(asked, async ({ filter: given, sort, limit }) => {
        const order = sort === 'relevance' && given.q === undefined ? 'date' : sort;
        const query = `/v1/events?${new URLSearchParams({ ...given, sort: order, fields: 'id' })}`;
        const whole = await read(app, `${query}&limit=1000`);
        const ids = whole.data.map(({ id }) => id);
        expect(await walk(app, `${query}&limit=${limit}`)).toEqual(ids);
        const lines = (await (await fetch(`${app.address}${query}&format=ndjson`)).text()).split('\n').filter(Boolean);
        expect(lines.map((line) => (JSON.parse(line) as { id: string }).id)).toEqual(ids);
      }),
      { numRuns: 80, seed: 3 },
    );
  });

  test('a cursor never works for another query', async () => {
    await fc.assert(
      fc.asyncProperty(filter, filter, async (one, other) => {
        const textOf = (given: object) => String(new URLSearchParams(given as Record<string, string>));
        const same =
          JSON.stringify(Object.entries(one).toSorted()) === JSON.stringify(Object.entries(other).toSorted());
        const { next } = (await read(app, `/v1/events?limit=1&${textOf(one)}`)).page;
        if (next === null) return;
        const { status } = await read(app, `/v1/events?limit=1&${textOf(other)}&cursor=${next}`);
        expect(status).toBe(same ? 200 : 400);
      }),
      { numRuns: 60, seed: 3 },
    );
  });

  test('a walk goes on where it was when rows come and go', async () => {
    const first = await read(app, '/v1/events?limit=5&sort=date&dataset=made-up');
    await app.store.load({ actors: madeUpActors ?? [], events: [] });
    const second = await read(app, first.page.next_url ?? '');
    expect([second.status, second.data]).toEqual([200, []]);
  });
});
