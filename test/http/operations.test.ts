import { connect } from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openApp, type TestApp } from '../support/app.ts';
import { parseCsv } from '../support/csv.ts';
import { manyEvents, slowed } from '../support/slow.ts';

const later = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));
const streamed = ['csv', 'ndjson', 'geojson', 'parquet'] as const;

describe('operations', () => {
  let app: TestApp;
  let slow: ReturnType<typeof slowed>;
  beforeAll(async () => {
    app = await openApp({
      records: manyEvents,
      wrap: (database) => {
        slow = slowed(database);
        return slow.database;
      },
    });
  });
  afterAll(() => app.close());
  /** What was logged of requests since. */
  const lines = async (since: number, count = 1) => {
    for (let wait = 0; wait < 200 && app.log.length < since + count; wait += 1) await later(5);
    await later(10);
    return app.log.slice(since);
  };

  test('an id is taken when it is sound, and made when it is not', async () => {
    for (const id of ['a', 'trace-1.2_3', 'x'.repeat(128)]) {
      for (const path of ['/v1/events?limit=1', '/nowhere', '/v1/events/%zz', '/healthz']) {
        const answer = await app.ask.get(path).set('x-request-id', id);
        expect([path, answer.headers['x-request-id']]).toEqual([path, id]);
      }
    }
    const made = new Set<string>();
    for (const id of ['', 'a b', 'x'.repeat(129), 'a,b', 'é', '<x>', 'a\t']) {
      const answer = await app.raw(
        Buffer.from(`GET /healthz HTTP/1.1\r\nHost: x\r\nConnection: close\r\nX-Request-Id: ${id}\r\n\r\n`),
      );
      const given = /^x-request-id: (.*)\r$/m.exec(answer)?.[1] ?? '';
      expect(given).toMatch(/^[A-Za-z0-9._-]{1,128}$/);
      made.add(given);
    }
    expect(made.size).toBe(7);
  });

  test.each([
    ['/v1/events?limit=1', 'GET', {}, 200],
    ['/v1/events?limit=1', 'HEAD', {}, 200],
    ['/v1/events?format=csv&limit=1', 'GET', {}, 200],
    ['/v1/events?limit=1', 'GET', { 'if-none-match': '*' }, 304],
    ['/v1/events?limit=0', 'GET', {}, 400],
    ['/v1/events/%zz', 'GET', {}, 400],
    ['/v1/events/none', 'GET', {}, 404],
    ['/nowhere', 'GET', {}, 404],
    ['/v1/events', 'POST', {}, 405],
    ['/v1/events', 'GET', { accept: 'image/png' }, 406],
    ['/v1/events', 'OPTIONS', { origin: 'https://example.org' }, 204],
    ['/', 'GET', { accept: 'text/html' }, 200],
    ['/docs', 'GET', {}, 200],
    ['/metrics', 'GET', {}, 200],
  ])('%s %s %o: %i with every header of security and of scripts', async (path, method, headers, status) => {
    const answer = await fetch(app.address + path, {
      method,
      headers: headers as Record<string, string>,
      redirect: 'manual',
    });
    expect(answer.status).toBe(status);
    expect(Object.fromEntries(answer.headers)).toMatchObject({
      'x-content-type-options': 'nosniff',
      'content-security-policy': expect.stringContaining("default-src 'none'"),
      'referrer-policy': 'no-referrer',
      'x-frame-options': 'DENY',
      'access-control-allow-origin': '*',
      'access-control-expose-headers': 'ETag, Link, X-Request-Id, Retry-After, Server-Timing',
      'x-request-id': expect.stringMatching(/./),
    });
    if (!path.includes('%')) expect(answer.headers.get('server-timing')).toMatch(/^db;dur=[\d.]+, total;dur=[\d.]+$/);
    for (const name of ['access-control-allow-credentials', 'server', 'x-powered-by', 'set-cookie'])
      expect(answer.headers.has(name)).toBe(false);
    await answer.text();
  });

  test('a browser may ask from anywhere', async () => {
    const asked = {
      origin: 'https://example.org',
      'access-control-request-method': 'GET',
      'access-control-request-headers': 'if-none-match,x-request-id',
    };
    for (const path of [
      '/v1/events',
      '/v1/events/x',
      '/v1/vetoes',
      '/',
      '/docs',
      '/openapi.json',
      '/metrics',
      '/v1/codes/roles',
    ]) {
      const { status, headers } = await app.ask.options(path).set(asked);
      expect([path, status]).toEqual([path, 204]);
      expect(headers).toMatchObject({
        'access-control-allow-origin': '*',
        'access-control-allow-methods': 'GET, HEAD, OPTIONS',
        allow: 'GET, HEAD, OPTIONS',
      });
      expect(String(headers['access-control-allow-headers']).toLowerCase()).toMatch(/if-none-match.*x-request-id/);
    }
    expect((await app.ask.options('/nowhere')).status).toBe(404);
  });

  test.each<[string, number, string]>([
    ['/v1/events?limit=1', 200, '/v1/events'],
    ['/v1/events?format=ndjson', 200, '/v1/events'],
    ['/v1/events/none', 404, '/v1/events/:id'],
    ['/v1/events?limit=0', 400, '/v1/events'],
    ['/v1/codes/roles', 200, '/v1/codes/:scheme'],
    ['/nowhere/at/all', 404, 'none'],
    ['/v1/events/%zz', 400, 'none'],
  ])('%s leaves one line in the log', async (url, status, route) => {
    const since = app.log.length;
    await app.ask.get(url).set('x-request-id', 'logged').buffer(true);
    expect(await lines(since)).toEqual([
      {
        level: 30,
        time: expect.any(Number),
        msg: 'request',
        id: 'logged',
        method: 'GET',
        route,
        url,
        status,
        duration_ms: expect.any(Number),
        statements: expect.any(Number),
      },
    ]);
  });

  test('a request that was none leaves a line too', async () => {
    const since = app.log.length;
    await app.raw('NONSENSE\r\n\r\n');
    expect(await lines(since)).toMatchObject([{ msg: 'request', route: 'none', status: 400, id: expect.any(String) }]);
  });

  test.each(streamed)(
    'a failure in the middle of %s breaks the connection and leaves one line of each kind',
    async (format) => {
      for (const more of [1, 2]) {
        const since = app.log.length;
        slow.fail(more + 1);
        const answer = await app.raw(`GET /v1/events?format=${format} HTTP/1.1\r\nHost: x\r\n\r\n`);
        slow.fail();
        expect(answer).toMatch(/^HTTP\/1.1 200/);
        expect(answer).not.toMatch(/\r\n0\r\n/);
        expect(answer).not.toContain('secret');
        const logged = await lines(since, 2);
        expect(logged.filter(({ msg }) => msg === 'request')).toHaveLength(1);
        expect(JSON.stringify(logged.filter(({ msg }) => msg !== 'request'))).toContain('disk I/O error');
      }
    },
  );

  test('what fails in the middle looks whole in no version of HTTP: the connection is reset', async () => {
    slow.fail(2);
    const ended = await new Promise<string>((resolve) => {
      const port = Number(new URL(app.address).port);
      const socket = connect(port, '127.0.0.1', () => socket.write('GET /v1/events?format=csv HTTP/1.0\r\n\r\n'));
      socket.resume();
      socket.on('end', () => resolve('end'));
      socket.on('error', (cause: NodeJS.ErrnoException) => resolve(cause.code ?? ''));
    });
    slow.fail();
    expect(ended).toBe('ECONNRESET');
  });

  test('what is no request does not land in the answer before it', async () => {
    slow.hold(2);
    const answer = await new Promise<string>((resolve) => {
      let text = '';
      const port = Number(new URL(app.address).port);
      const socket = connect(port, '127.0.0.1', () =>
        socket.write('GET /v1/events?format=csv HTTP/1.1\r\nHost: x\r\n\r\n'),
      );
      socket.on('data', (chunk) => {
        if (!text.includes('many:')) socket.write('GARBAGE\r\n\r\n');
        text += chunk.toString('latin1');
      });
      socket.on('error', () => {});
      socket.on('close', () => resolve(text));
    });
    slow.letGo();
    expect(answer.match(/HTTP\/1.1/g)).toHaveLength(1);
    expect(answer).not.toContain('malformed');
  });

  test('a request whose client went away before the answer is no success', async () => {
    const since = app.log.length;
    slow.hold(1);
    const gone = app.raw('GET /v1/events HTTP/1.1\r\nHost: x\r\n\r\n', () => true);
    const socket = connect(Number(new URL(app.address).port), '127.0.0.1', () => {
      socket.write('GET /v1/claims HTTP/1.1\r\nHost: x\r\n\r\n');
      setTimeout(() => socket.destroy(), 50);
    });
    await later(100);
    slow.letGo();
    await gone;
    const logged = (await lines(since, 2)).find(({ route }) => route === '/v1/claims');
    expect(logged).toMatchObject({ status: 499, aborted: true });
    expect((await app.ask.get('/metrics')).text).toMatch(/status="499"/);
  });

  test.each(streamed)('what fails before the first row of %s is a refusal', async (format) => {
    slow.fail(1);
    const answer = await app.ask.get(`/v1/events?format=${format}`);
    slow.fail();
    expect([answer.status, answer.headers['content-type']]).toEqual([500, 'application/problem+json']);
    expect(answer.text).not.toContain('secret');
    expect(answer.headers['content-disposition']).toBeUndefined();
  });

  test('a client that goes away in the middle ends the work, and leaves one line', async () => {
    const since = app.log.length;
    slow.hold(2);
    await app.raw('GET /v1/events?format=csv HTTP/1.1\r\nHost: x\r\n\r\n', (answer) => answer.includes('many:'));
    await later(20);
    slow.letGo();
    expect((await lines(since)).map(({ msg }) => msg)).toEqual(['request']);
    expect(slow.asked()).toBeLessThanOrEqual(4);
  });

  test('a stream is whole, in order, and its keep-alive connection goes on', async () => {
    const answers = await app.raw(
      'GET /v1/events?format=csv&fields=id HTTP/1.1\r\nHost: x\r\n\r\nGET /healthz HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n',
    );
    expect(answers.match(/^HTTP\/1.1 200/gm)).toHaveLength(2);
    const csv = await (await fetch(`${app.address}/v1/events?format=csv&fields=id&sort=date`)).text();
    expect(parseCsv(csv).slice(1)).toEqual(manyEvents.events?.map(({ id }) => [id]));
  });

  test('health, readiness and metrics', async () => {
    expect((await app.ask.get('/healthz')).body).toEqual({ status: 'ok' });
    expect((await app.ask.get('/readyz')).body).toEqual({
      status: 'ok',
      engine: 'sqlite',
      migrations_pending: 0,
      revision: 1,
      datasets: 1,
      updated_at: (await app.ask.get('/v1/datasets')).body.data[0].updated_at,
    });
    await app.ask.get('/v1/events/a-raw-id-nobody-should-see');
    await app.ask.get('/nowhere-nobody-should-see');
    const { text, headers } = await app.ask.get('/metrics');
    expect(headers['content-type']).toMatch(/^text\/plain; version=0\.0\.4/);
    expect(text).toMatch(
      /http_request_duration_seconds_count\{method="GET",route="\/v1\/events\/:id",status="404"\} \d+/,
    );
    expect(text).toMatch(/database_statements_total\{route="\/v1\/events"\} \d+/);
    expect(text).not.toContain('nobody-should-see');
    const routes = new Set([...text.matchAll(/route="([^"]*)"/g)].map(([, route]) => route));
    for (const route of routes) expect(route).toMatch(/^(none|\/|\/[a-z0-9/.:*_-]+)$/);
    slow.fail(0);
    const { status, body } = await app.ask.get('/readyz');
    slow.fail();
    expect([status, body.code]).toEqual([503, 'not-ready']);
  });
});
