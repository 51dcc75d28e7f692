import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openApp, type TestApp } from '../support/app.ts';
import { operations } from '../support/openapi.ts';

const cached = [
  '/v1/events?limit=2',
  '/v1/vetoes',
  '/v1/events/timeline',
  '/v1/events/facets?facets=type',
  '/v1/events/dyads',
  '/v1/search?q=sarin',
  '/v1/actors/rus',
  '/v1/events?format=csv',
  '/v1/codes',
  '/v1/codes/roles',
  '/',
  '/openapi.json',
  '/docs',
];
/** Every form of every answer that can be asked for again, and the files of the page, which are no endpoints. */
const forms = operations
  .filter(({ responses }) => '304' in responses)
  .flatMap(({ responses }) => Object.entries(responses[200]?.content ?? {}))
  .flatMap(([media_type, { examples = {} }]) =>
    Object.values(examples)
      .slice(0, 1)
      .map(({ 'x-request': { url } }) => [url, media_type] as const),
  )
  .concat(
    ['/docs/', '/docs/json', '/docs/static/swagger-ui.css', '/docs/static/swagger-initializer.js'].map(
      (path) => [path, '*/*'] as const,
    ),
  );
/** What is said of the body and of the moment; where a list goes on is known only to who reads it. */
const ofTheBody = /^(content-(?!security-policy)|transfer-encoding$|x-request-id$|server-timing$|date$|link$)/;
const kept = (headers: Readonly<Record<string, string>>) =>
  Object.fromEntries(Object.entries(headers).filter(([name]) => !ofTheBody.test(name)));

const weak = /^W\/"[\x21\x23-\x7e]+"$/;

describe('caching', () => {
  let app: TestApp;
  beforeAll(async () => {
    app = await openApp();
  });
  afterAll(() => app.close());
  const ask = (path: string, match?: string) => {
    const request = app.ask.get(path).buffer(true);
    return match === undefined ? request : request.set('if-none-match', match);
  };
  const tagOf = async (path: string, headers: Record<string, string> = {}, of = app) =>
    String((await of.ask.get(path).set(headers).buffer(true)).headers.etag);

  test.each(cached)('%s has a weak tag, and is 304 for who has it', async (path) => {
    const first = await ask(path);
    expect(first.status).toBe(200);
    const { etag = '' } = first.headers;
    expect(etag).toMatch(weak);
    expect((await ask(path)).headers.etag).toBe(etag);
    for (const match of [
      etag,
      etag.slice(2),
      `"x", ${etag}`,
      `W/"a,b" ,${etag.slice(2)},W/"z"`,
      '*',
      ' * ',
      `${etag},`,
    ]) {
      const again = await ask(path, match);
      expect([match, again.status, again.text]).toEqual([match, 304, '']);
      expect(again.headers).toMatchObject({ etag, 'cache-control': 'public, max-age=0, must-revalidate' });
      expect(again.headers.vary).toMatch(/Accept/);
      expect(again.headers['x-request-id']).toMatch(/./);
      expect(again.headers['content-length']).toBeUndefined();
    }
    for (const match of ['"x"', '', 'W/', `"${etag}"`, etag.slice(3, -1), `${etag.slice(0, -2)}"`, '"*"', `x${etag}`]) {
      expect([match, (await ask(path, match)).status]).toEqual([match, 200]);
    }
    expect(first.headers).toMatchObject({ 'cache-control': 'public, max-age=0, must-revalidate' });
  });

  test.each(forms)('%s as %s has the same headers when it has not changed', async (path, accept) => {
    const whole = await app.ask.get(path).set('accept', accept).buffer(true);
    const unchanged = await app.ask.get(path).set({ accept, 'if-none-match': String(whole.headers.etag) });
    expect([whole.status, unchanged.status]).toEqual([200, 304]);
    expect(kept(unchanged.headers)).toEqual(kept(whole.headers));
    const always = [
      'etag',
      'cache-control',
      'content-security-policy',
      'access-control-allow-origin',
      'x-frame-options',
    ];
    for (const name of always) expect(unchanged.headers[name], name).toBeDefined();
  });

  test('the tag is that of the query as written, the format and PUBLIC_URL', async () => {
    const far = await openApp({ env: { PUBLIC_URL: 'https://example.org' } });
    const tags = [
      await tagOf('/v1/events'),
      await tagOf('/v1/events?limit=50'),
      await tagOf('/v1/events?limit=2&type=veto'),
      await tagOf('/v1/events?type=veto&limit=2'),
      await tagOf('/v1/statements'),
      await tagOf('/v1/events', { accept: 'text/csv' }),
      await tagOf('/v1/events', { accept: 'application/x-ndjson' }),
      await tagOf('/v1/events?format=csv'),
      await tagOf('/v1/events', {}, far),
      await tagOf('/', { accept: 'text/html' }),
      await tagOf('/', { accept: 'application/json' }),
    ];
    expect(new Set(tags).size).toBe(tags.length);
    expect(await tagOf('/v1/events', { accept: 'application/json' })).toBe(tags[0]);
    expect(await tagOf('/v1/events', { 'x-request-id': 'other', host: 'evil.example' })).toBe(tags[0]);
    await far.close();
  });

  test('the tag changes with the data, and only with it', async () => {
    const paths = [
      '/v1/events',
      '/v1/events/timeline',
      '/v1/actors/rus',
      '/v1/search?q=sarin',
      '/v1/events?datetime=1066',
    ];
    const tags = () => Promise.all(paths.map((path) => tagOf(path)));
    const before = await tags();
    await app.store.seed();
    expect(await tags()).toEqual(before);
    await app.store.load({ events: [{ id: 'made-up:1', type: 'protest', title: 'Another' }] });
    const after = await tags();
    for (const [at, tag] of before.entries()) {
      expect(after[at]).not.toBe(tag);
      const answer = await ask(paths[at] ?? '', tag);
      expect(answer.status).toBe(200);
    }
    const codes = await tagOf('/v1/codes');
    await app.store.load({ events: [] });
    expect(await tagOf('/v1/codes')).toBe(codes);
  });

  test('the tag of a single record is the same whether it is asked with a condition or without', async () => {
    for (const path of ['/v1/actors/rus', '/v1/actors/rus?fields=name']) {
      const tag = await tagOf(path);
      expect((await ask(path, '"x"')).headers.etag).toBe(tag);
      expect((await ask(path, tag)).status).toBe(304);
    }
  });

  test('another database at the same revision has other tags', async () => {
    const other = await openApp();
    const tag = (await other.ask.get('/v1/actors/rus')).headers.etag;
    const page = (await other.ask.get('/v1/vetoes')).headers.etag;
    await other.close();
    const third = await openApp();
    for (const [path, known] of [
      ['/v1/actors/rus', tag],
      ['/v1/vetoes', page],
    ] as const) {
      const answer = await third.ask.get(path).set('if-none-match', known ?? '');
      expect([answer.status, answer.headers.etag === known]).toEqual([200, false]);
    }
    await third.close();
  });

  test('a query that is wrong matches nothing', async () => {
    for (const [path, status] of [
      ['/v1/events?limit=0', 400],
      ['/v1/events?nonsense', 400],
      ['/v1/events?actor=Atlantis', 400],
      ['/v1/events?dataset=atlantis', 400],
      ['/v1/events?cursor=x', 400],
      ['/v1/events/timeline?actor=Atlantis', 400],
      ['/v1/events/atlantis', 404],
      ['/v1/codes/atlantis', 404],
      ['/v1/actors/rus?fields=nonsense', 400],
      ['/nowhere', 404],
      ['/docs/nowhere', 404],
    ] as const) {
      for (const match of [undefined, '*', '"x"']) {
        const answer = await ask(path, match);
        expect([path, match, answer.status]).toEqual([path, match, status]);
        expect(answer.headers['cache-control']).toBe('no-store');
        expect(answer.headers.etag).toBeUndefined();
        expect(answer.headers.link).toBeUndefined();
      }
    }
    const other = await app.ask.get('/v1/events').set({ accept: 'image/png', 'if-none-match': '*' });
    expect([other.status, other.headers['cache-control']]).toEqual([406, 'no-store']);
    expect((await app.ask.post('/v1/events').set('if-none-match', '*')).status).toBe(405);
  });

  test('what tells of the moment is not kept', async () => {
    for (const path of ['/healthz', '/readyz', '/metrics']) {
      const answer = await ask(path, '*');
      expect([path, answer.status, answer.headers['cache-control'], answer.headers.etag]).toEqual([
        path,
        200,
        'no-store',
        undefined,
      ]);
    }
  });

  test('HEAD is answered as GET would be, 304 too', async () => {
    for (const path of cached) {
      const [get, head] = [await ask(path), await app.ask.head(path)];
      expect([path, head.headers.etag, head.headers.vary]).toEqual([path, get.headers.etag, get.headers.vary]);
      expect((await app.ask.head(path).set('if-none-match', get.headers.etag ?? '')).status).toBe(304);
    }
  });
});
