import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { included } from '../../src/store/query/include.ts';
import { count, each } from '../../src/store/query/list.ts';
import { engines, openTestStore, type TestStore } from '../support/store.ts';

describe.each(engines)('long lists on %s', (name) => {
  let store: TestStore;
  beforeAll(async () => {
    store = await openTestStore(name);
    const events = Array.from({ length: 10_020 }, (_, at) => ({
      id: `e:${at}`,
      type: at < 10_001 ? ('protest' as const) : ('riot' as const),
      title: 'T',
      date: `20${String(at % 100).padStart(2, '0')}`,
    }));
    await store.load({ events });
  });
  afterAll(() => store.close());

  test('a bounded count stops at 10,001 and says so, an exact one goes on', async () => {
    const counted = async (type: string[] | undefined, how: 'bounded' | 'exact') =>
      count(store.database, await store.query('events', { type }), how);
    expect(await counted(undefined, 'bounded')).toEqual({ value: 10_001, relation: 'gte' });
    expect(await counted(undefined, 'exact')).toEqual({ value: 10_020, relation: 'eq' });
    expect(await counted(['riot'], 'bounded')).toEqual({ value: 19, relation: 'eq' });
    // Nothing is known beyond the bound, so a count that just meets it is a lower bound too.
    expect((await counted(['protest'], 'bounded')).value).toBe(10_001);
  });

  test.each([1, 499, 500, 501, 1000, 10_019, 10_020, 10_021, Number.MAX_SAFE_INTEGER])(
    'a walk of at most %i gives that many, each once, in order',
    async (limit) => {
      const keys: number[] = [];
      const query = { ...(await store.query('events', {})), sort: 'date', after: null, limit } as const;
      for await (const { rows } of each(store.database, query)) {
        expect(rows.length).toBeGreaterThan(0);
        keys.push(...rows.map(({ position }) => Number(position[0])));
      }
      expect(keys).toHaveLength(Math.min(limit, 10_020));
      expect(keys.every((key, at) => at === 0 || key > (keys[at - 1] ?? 0))).toBe(true);
    },
  );

  test('more related records than a statement has room for do not break it', async () => {
    const participants = Array.from({ length: 40 }, (_, at) => at);
    const records = Array.from({ length: 1000 }, (_, at) => ({
      id: `e:${at}`,
      participants: participants.map((part) => ({ actor_id: `a:${at}:${part}`, principal_id: null, claim_id: null })),
      quantities: [],
      relations: [],
    }));
    await expect(included(store.database, 'event', 'actors', records)).resolves.toEqual([]);
  });
});
