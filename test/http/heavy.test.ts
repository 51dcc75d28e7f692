import { expect, test } from 'vitest';
import { sql } from '../../src/db/sql.ts';
import { openApp } from '../support/app.ts';

const heavy = [
  '/v1/events/timeline?type=visit',
  '/v1/events/facets?facets=type&type=visit',
  '/v1/events/dyads?type=visit',
  '/v1/search?q=sarin',
  '/v1/events?q=sarin&sort=relevance',
  '/v1/events?q=sarin&sort=relevance&format=csv',
  '/v1/events?count=exact',
];

test('a heavy query that takes too long is 503 and says when to come again, the light ones go on', async () => {
  // Ten milliseconds are not enough to start the process that would run it.
  const app = await openApp({ options: { queryTimeoutMs: 10 } });
  for (const path of heavy) {
    const { status, text, headers } = await app.ask.get(path).buffer(true);
    expect([path, status, headers['content-type']]).toEqual([path, 503, 'application/problem+json']);
    expect(JSON.parse(text)).toMatchObject({ code: 'query-timeout', status: 503 });
    expect(headers).toMatchObject({ 'retry-after': '5', 'cache-control': 'no-store' });
    expect([headers.etag, headers['content-disposition']]).toEqual([undefined, undefined]);
    expect((await app.ask.get('/v1/events?limit=1')).status).toBe(200);
  }
  await app.close();
});

test('when the queue is full, one more is refused, and those in it are answered', async () => {
  const app = await openApp({ options: { heavyProcesses: 1, heavyQueue: 2 } });
  const answers = await Promise.all(
    Array.from({ length: 12 }, (_, at) => fetch(`${app.address}/v1/events/timeline?revision_after=${at}`)),
  );
  const codes = await Promise.all(
    answers.map(async (answer) => [answer.status, ((await answer.json()) as { code?: string }).code]),
  );
  expect(codes.filter(([status]) => status === 200).length).toBeGreaterThanOrEqual(3);
  for (const [status, code] of codes) if (status !== 200) expect([status, code]).toEqual([503, 'busy']);
  expect(codes.some(([status]) => status === 503)).toBe(true);
  expect((await app.ask.get('/v1/events/timeline')).status).toBe(200);
  await app.close();
});

test('a request whose client has gone asks for nothing costly any more', async () => {
  const app = await openApp({ options: { heavyProcesses: 1, heavyQueue: 0 } });
  const session = app.store.database.session();
  session.abandon();
  const query = sql`select 1 as one`;
  await expect(session.rows(query, { cost: 'unbounded' })).rejects.toMatchObject({ code: 'busy' });
  expect(await session.rows(query)).toEqual([{ one: 1 }]);
  const tracked = await session.track(async ({ aborted }) => ({ value: aborted, statements: 3 }));
  expect([tracked, session.statements]).toEqual([true, 5]);
  await app.close();
});

test('many clients at once all get the same', async () => {
  const app = await openApp();
  const paths = [
    ...heavy,
    '/v1/events?limit=1000',
    '/v1/claims?include=actors,sources',
    '/v1/events?format=geojson',
    '/v1/events?format=parquet',
    '/v1/vetoes',
  ];
  const ask = async (path: string) => (await fetch(app.address + path)).text();
  const alone = new Map<string, string>();
  for (const path of paths) alone.set(path, await ask(path));
  await Promise.all(
    Array.from({ length: 10 }, async () => {
      for (const path of paths.toSorted(() => Math.random() - 0.5)) expect(await ask(path)).toBe(alone.get(path));
    }),
  );
  await app.close();
});
