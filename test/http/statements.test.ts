import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { collections } from '../../src/store/query/collections.ts';
import { relatedOf } from '../../src/store/query/include.ts';
import { openApp, type TestApp } from '../support/app.ts';

const lists = [...collections.values()];
const nouns = lists.filter(({ type }) => type === null);
/** Actors are kept once they were asked for, so each test asks for one that none did before. */
const names = ['Russia', 'Moscow', 'the Kremlin', 'Russian Federation', 'Putin', 'Lavrov', 'Syria', 'Damascus'];
const fresh = [
  'Washington',
  'America',
  'U.S.',
  'United States',
  'Trump',
  'Tillerson',
  'Britain',
  'London',
  'Iraq',
  'Baghdad',
];

describe('statements a request costs', () => {
  let app: TestApp;
  beforeAll(async () => {
    app = await openApp();
  });
  afterAll(() => app.close());

  /** The number of statements, and the headers and status of the answer. */
  async function cost(path: string, headers: Record<string, string> = {}, method: 'get' | 'head' = 'get') {
    const before = app.log.length;
    const { status, headers: sent } = await app.ask[method](path).set(headers);
    for (let wait = 0; app.log.length === before && wait < 100; wait += 1) await new Promise(setImmediate);
    expect(app.log.length - before).toBe(1);
    const line = app.log.at(-1) ?? {};
    expect(line).toMatchObject({ status, url: path });
    return { statements: Number(line.statements), status, etag: String(sent.etag) };
  }

  test.each(lists.map(({ path }) => path))('/v1/%s: at most 3 whatever the page size', async (path) => {
    const costs: number[] = [];
    for (const limit of [1, 10, 1000]) costs.push((await cost(`/v1/${path}?limit=${limit}`)).statements);
    expect(Math.max(...costs)).toBeLessThanOrEqual(3);
    expect(new Set(costs).size).toBe(1);
    expect((await cost(`/v1/${path}?limit=2&count=exact`)).statements).toBeLessThanOrEqual(3);
    expect((await cost(`/v1/${path}?limit=2&count=bounded`)).statements).toBeLessThanOrEqual(3);
  });

  const includes = nouns.flatMap(({ path, noun }) => relatedOf(noun).map((kind) => [path, kind] as const));
  test.each(includes)('/v1/%s?include=%s: one more', async (path, kind) => {
    const { statements } = await cost(`/v1/${path}?limit=1000`);
    expect((await cost(`/v1/${path}?limit=1000&include=${kind}`)).statements).toBeLessThanOrEqual(statements + 1);
  });

  test('every include at once: one for each', async () => {
    const all = relatedOf('event');
    const { statements } = await cost(`/v1/events?limit=1000&include=${all.join(',')},native,ballots`);
    expect(statements).toBeLessThanOrEqual(2 + all.length);
  });

  test('names: one for all of them, none when they are known', async () => {
    const query = `/v1/events?limit=3&actor=${names.slice(0, 4)}&initiator=${names.slice(4, 6)}&principal__not=${names.slice(6)}`;
    const { statements } = await cost(encodeURI(query));
    const again = await cost(encodeURI(query.replace('limit=3', 'limit=4')));
    expect(again.statements).toBeLessThanOrEqual(2);
    expect(statements).toBe(again.statements + 1);
    const refused = await cost('/v1/events?actor=Rusia');
    expect([refused.status, refused.statements]).toEqual([400, 3]);
  });

  test.each(['timeline', 'facets?facets=type,country,principal,year', 'dyads'])(
    '/v1/events/%s: at most 2, one more where sums may answer, and one for names',
    async (path) => {
      const join = path.includes('?') ? '&' : '?';
      expect((await cost(`/v1/events/${path}`)).statements).toBeLessThanOrEqual(3);
      expect((await cost(`/v1/events/${path}${join}type=visit`)).statements).toBeLessThanOrEqual(2);
      const name = encodeURIComponent(fresh.pop() ?? '');
      expect((await cost(`/v1/events/${path}${join}actor=${name}`)).statements).toBeLessThanOrEqual(4);
      expect((await cost(`/v1/events/${path}${join}actor=${name}&type=visit`)).statements).toBeLessThanOrEqual(3);
    },
  );

  test('/v1/search: at most 2', async () => {
    expect((await cost('/v1/search?q=sarin')).statements).toBeLessThanOrEqual(2);
  });

  test.each(nouns.map(({ path }) => path))('/v1/%s/{id}: at most 4', async (path) => {
    const { body } = await app.ask.get(`/v1/${path}?limit=1`);
    const one = `/v1/${path}/${body.data[0].id}`;
    await new Promise((resolve) => setTimeout(resolve, 2));
    const { statements, etag } = await cost(one);
    expect(statements).toBeLessThanOrEqual(4);
    const again = await cost(one, { 'if-none-match': etag });
    expect([again.status, again.statements]).toEqual([304, 1]);
    expect((await cost(`${one}-not`)).statements).toBeLessThanOrEqual(2);
  });

  test.each(lists.map(({ path }) => path))('/v1/%s: 304 by one statement, names or not', async (path) => {
    const name = collections.get(path)?.noun === 'event' ? `&actor=${encodeURIComponent(fresh[0] ?? '')}` : '';
    for (const query of [`/v1/${path}?limit=5${name}`, `/v1/${path}?format=csv${name}`]) {
      const { etag } = await cost(query);
      const again = await cost(query, { 'if-none-match': etag });
      expect([again.status, again.statements]).toEqual([304, 1]);
      const any = await cost(query, { 'if-none-match': '*' });
      expect([any.status, any.statements <= 2]).toEqual([304, true]);
      expect((await cost(query, {}, 'head')).statements).toBeLessThanOrEqual(2);
    }
  });

  test('what asks nothing of the database', async () => {
    for (const path of [
      '/',
      '/v1/codes',
      '/v1/codes/roles',
      '/healthz',
      '/metrics',
      '/v1/events?limit=0',
      '/nowhere',
    ]) {
      expect([path, (await cost(path)).statements]).toEqual([path, 0]);
    }
  });
});
