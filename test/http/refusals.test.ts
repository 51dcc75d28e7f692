import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { ProblemItem } from '../../src/errors.ts';
import { type ErrorCode, errorTable, Problem } from '../../src/errors.ts';
import { openApp, type TestApp } from '../support/app.ts';

interface Refusal {
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly detail: string;
  readonly code: ErrorCode;
  readonly instance: string | null;
  readonly errors: readonly ProblemItem[];
}

/** What no answer may tell: a stack, a path of the machine, SQL, the name of a module. */
const leaks =
  /\bat .+:\d+:\d+|node_modules|\/(home|srv|tmp|usr)\/|file:\/\/|\.ts\b|sqlite|\bselect\b.+\bfrom\b|syntax error/i;
const seen = new Set<ErrorCode>();

/** Holds a refusal to its shape, whatever it says. */
function check(status: number, type: string | undefined, text: string): Refusal {
  expect(type).toBe('application/problem+json');
  expect(text).not.toMatch(leaks);
  expect(text).not.toContain(process.cwd());
  const body = JSON.parse(text) as Refusal;
  const { title, status: foreseen } = errorTable[body.code];
  expect(body).toEqual({
    type: `/v1/codes/errors#${body.code}`,
    title,
    status: foreseen,
    detail: expect.stringMatching(/\S/),
    code: body.code,
    instance: body.instance,
    errors: expect.any(Array),
  });
  expect(status).toBe(foreseen);
  seen.add(body.code);
  return body;
}

const line = (target: string, ...fields: readonly string[]) =>
  `GET ${target} HTTP/1.1\r\n${['Host: x', 'Connection: close', ...fields].join('\r\n')}\r\n\r\n`;

describe('refusals', () => {
  let app: TestApp;
  let fault: Problem | Error | null = null;
  beforeAll(async () => {
    app = await openApp({
      wrap: (database) =>
        Object.assign(Object.create(database) as typeof database, {
          dialect: database.dialect,
          migrations: () => database.migrations(),
          session: () => {
            if (fault === null) return database.session();
            const fail = () => Promise.reject(fault);
            return { statements: 1, elapsed_ms: 0, rows: fail };
          },
        }),
    });
  });
  afterAll(() => app.close());

  async function refused(path: string, headers: Record<string, string> = {}): Promise<Refusal> {
    const answer = await app.ask.get(path).set(headers).buffer(true);
    expect(answer.headers['cache-control']).toBe('no-store');
    expect(answer.headers.etag).toBeUndefined();
    expect(answer.headers['x-request-id']).toMatch(/./);
    return check(answer.status, answer.headers['content-type'], answer.text ?? JSON.stringify(answer.body));
  }
  async function refusedRaw(bytes: string | Buffer): Promise<Refusal> {
    const [head = '', text = ''] = (await app.raw(bytes)).split(/\r\n\r\n(.*)/s);
    const field = (name: string) => new RegExp(`^${name}: (.*?)\r?$`, 'im').exec(head)?.[1];
    expect(field('cache-control')).toBe('no-store');
    expect(field('x-content-type-options')).toBe('nosniff');
    expect(field('x-request-id')).toMatch(/./);
    return check(Number(head.split(' ')[1]), field('content-type'), text);
  }

  test.each<[string, ErrorCode, string | null]>([
    ['/v1/events?nonsense=1', 'unknown-parameter', 'nonsense'],
    ['/v1/events?__proto__=1', 'unknown-parameter', '__proto__'],
    ['/v1/events?constructor=1', 'unknown-parameter', 'constructor'],
    ['/v1/events?=1', 'unknown-parameter', ''],
    ['/v1/events?%20limit=1', 'unknown-parameter', ' limit'],
    ['/v1/events?Limit=1', 'unknown-parameter', 'Limit'],
    ['/v1/claims/x?include=actors', 'unknown-parameter', 'include'],
    ['/v1/codes?limit=1', 'unknown-parameter', 'limit'],
    ['/healthz?a', 'unknown-parameter', 'a'],
    ['/v1/events?limit=1&limit=1', 'repeated-parameter', 'limit'],
    ['/v1/events?limit=1&%6Cimit=2', 'repeated-parameter', 'limit'],
    ['/v1/events?__proto__=1&__proto__=1', 'repeated-parameter', '__proto__'],
    ['/v1/events?limit', 'invalid-parameter', 'limit'],
    ['/v1/events?limit=0', 'invalid-parameter', 'limit'],
    ['/v1/events?limit=1001', 'invalid-parameter', 'limit'],
    ['/v1/events?limit=1.0', 'invalid-parameter', 'limit'],
    ['/v1/events?limit=%D9%A3', 'invalid-parameter', 'limit'],
    ['/v1/events?datetime=2017-02-29', 'invalid-parameter', 'datetime'],
    ['/v1/events?datetime=../..', 'invalid-parameter', 'datetime'],
    ['/v1/events?datetime=2017-04-12,2017-04-13', 'invalid-parameter', 'datetime'],
    ['/v1/events?bbox=1,2,3', 'invalid-parameter', 'bbox'],
    ['/v1/events?bbox=0,10,1,9', 'invalid-parameter', 'bbox'],
    ['/v1/events?bbox=0,0,181,1', 'invalid-parameter', 'bbox'],
    ['/v1/events?bbox=NaN,0,1,1', 'invalid-parameter', 'bbox'],
    ['/v1/events?contested=1', 'invalid-parameter', 'contested'],
    ['/v1/events?intensity_min=-11', 'invalid-parameter', 'intensity_min'],
    ['/v1/events?fatalities_min=-1', 'invalid-parameter', 'fatalities_min'],
    ['/v1/events?updated_since=2017', 'invalid-parameter', 'updated_since'],
    ['/v1/events?id=,', 'invalid-parameter', 'id'],
    [`/v1/events?id=${'a,'.repeat(100)}a`, 'invalid-parameter', 'id'],
    [`/v1/events?actor=${'a'.repeat(201)}`, 'invalid-parameter', 'actor'],
    ['/v1/events?q=-war', 'invalid-parameter', 'q'],
    ['/v1/events?q=%22open', 'invalid-parameter', 'q'],
    ['/v1/events?q=a%20b%20c%20d%20e%20f%20g%20h%20i', 'invalid-parameter', 'q'],
    ['/v1/events?sort=relevance', 'invalid-parameter', 'sort'],
    ['/v1/events?csv=raw', 'invalid-parameter', 'csv'],
    ['/v1/events?format=csv&count=exact', 'invalid-parameter', 'count'],
    ['/v1/events?format=ndjson&include=actors', 'invalid-parameter', 'include'],
    ['/v1/events/facets', 'invalid-parameter', 'facets'],
    ['/v1/search', 'invalid-parameter', 'q'],
    ['/v1/events?type=vetto', 'unknown-code', 'type'],
    ['/v1/events?type__not=vetto', 'unknown-code', 'type__not'],
    ['/v1/events?cameo=99', 'unknown-code', 'cameo'],
    ['/v1/events?country=XXX', 'unknown-code', 'country'],
    ['/v1/events?dataset=curatd', 'unknown-code', 'dataset'],
    ['/v1/events?dataset=constructor', 'unknown-code', 'dataset'],
    ['/v1/events?dataset__not=__proto__', 'unknown-code', 'dataset__not'],
    ['/v1/events?format=xml', 'unknown-code', 'format'],
    ['/v1/events?fields=Title', 'unknown-field', 'fields'],
    ['/v1/events?fields=id,nonsense', 'unknown-field', 'fields'],
    ['/v1/events?fields=constructor', 'unknown-field', 'fields'],
    ['/v1/actors/rus?fields=title', 'unknown-field', 'fields'],
    ['/v1/events?actor=Atlantis', 'unknown-actor', 'actor'],
    ['/v1/claims?actor__not=constructor', 'unknown-actor', 'actor__not'],
    ['/v1/events/timeline?principal=Atlantis', 'unknown-actor', 'principal'],
    ['/v1/events?cursor=x', 'invalid-cursor', 'cursor'],
    ['/v1/events/timeline?interval=day&fill=zero&datetime=1800/2000', 'too-many-cells', 'interval'],
    ['/v1/events?q=%zz', 'malformed-url', null],
    ['/v1/events?%zz=1', 'malformed-url', null],
    ['/v1/events?q=%00', 'malformed-url', null],
    ['/v1/events/%00', 'malformed-url', null],
    ['/v1/events?q=%C0%AF', 'malformed-url', null],
    ['/v1/events?q=%ED%A0%80', 'malformed-url', null],
    ['/v1/events/%ED%A0%80', 'malformed-url', null],
    ['/v1/events/%', 'malformed-url', null],
    ['/v1/events/atlantis', 'not-found', null],
    [`/v1/events/${'a'.repeat(5000)}`, 'not-found', null],
    ['/v1/events/..%2F..%2Fetc', 'not-found', null],
    ['/v1/codes/atlantis', 'not-found', 'scheme'],
    ['/v1/events/', 'no-such-endpoint', null],
    ['/v1/Events', 'no-such-endpoint', null],
    ['//v1/events', 'no-such-endpoint', null],
    ['/v1', 'no-such-endpoint', null],
    [`/v1/events?id=${'a'.repeat(8200)}`, 'uri-too-long', null],
  ])('%s: %s', async (path, code, culprit) => {
    const body = await refused(path);
    expect(body.code).toBe(code);
    expect(body.errors.map(({ parameter }) => parameter)).toEqual(
      culprit === null ? [] : expect.arrayContaining([culprit]),
    );
    expect(JSON.stringify(body).length).toBeLessThan(8000);
  });

  test('tells what is accepted, and what was perhaps meant', async () => {
    expect((await refused('/v1/events?fields=titlee')).errors[0]?.did_you_mean).toBe('title');
    for (const query of ['datetime=2017-04-12T10:00:00+02:00', 'updated_since=2017-04-12T10:00:00+02:00']) {
      expect((await refused(`/v1/events?${query}`)).detail).toContain('%2B');
    }
    expect((await refused('/v1/events?type=vetto')).errors).toEqual([
      expect.objectContaining({ value: 'vetto', did_you_mean: 'veto', accepted: expect.arrayContaining(['veto']) }),
    ]);
    expect((await refused('/v1/events?actr=Russia')).errors).toEqual([
      expect.objectContaining({ did_you_mean: 'actor', accepted: expect.arrayContaining(['actor', 'limit']) }),
    ]);
    expect((await refused('/v1/events?dataset=curatd')).errors[0]).toMatchObject({ did_you_mean: 'curated' });
    expect((await refused('/v1/events?nonsense=1&limit=0')).errors).toHaveLength(2);
  });

  test('tells a fault once, and that of an interval that runs backwards by its name', async () => {
    const messages = async (query: string) =>
      (await refused(`/v1/events?${query}`)).errors.map(({ value, message }) => [value, message]);
    for (const empty of ['', ',', 'veto,', ',veto']) {
      expect(await messages(`type=${empty}`)).toEqual([[empty, 'has an empty item; separate values by one comma']]);
      expect(await messages(`cameo=${empty.replace('veto', '129')}`)).toHaveLength(1);
    }
    expect(await messages('type=veto,vetto')).toEqual([['vetto', 'is not a code of this list']]);
    const backwards = 'ends before it starts; write the earlier one first';
    for (const datetime of ['2017-04-15/2017-04-01', '2017/2016', '2017-05/2017-04-30']) {
      expect(await messages(`datetime=${datetime}`)).toEqual([[datetime, backwards]]);
    }
    for (const datetime of ['2017-04-31/2017-04-01', '../..', '2017-04-15/', '2017/2016/2015']) {
      expect(await messages(`datetime=${datetime}`)).toEqual([[datetime, expect.stringMatching(/^is not a day/)]]);
    }
  });

  test.each<[string, ErrorCode, string | Buffer]>([
    ['what is no request', 'malformed-request', 'NONSENSE\r\n\r\n'],
    ['a request without Host', 'malformed-request', 'GET /v1/events HTTP/1.1\r\nConnection: close\r\n\r\n'],
    ['another version of HTTP', 'malformed-request', 'GET / HTTP/9.9\r\nHost: x\r\n\r\n'],
    ['two lengths of a body', 'malformed-request', line('/', 'Content-Length: 1', 'Content-Length: 2')],
    ['text in the URL that was not escaped', 'malformed-request', line('/v1/events?q=é')],
    ['fields of 17 kB', 'headers-too-large', line('/healthz', `X-Long: ${'a'.repeat(17_000)}`)],
    ['fields of 80 kB', 'headers-too-large', line('/healthz', `X-Long: ${'a'.repeat(80_000)}`)],
    ['a URL of 20 kB', 'uri-too-long', line(`/v1/events?id=${'a'.repeat(20_000)}`)],
    ['a URL of 200 kB', 'uri-too-long', line(`/v1/events?id=${'a'.repeat(200_000)}`)],
    ['a broken escape in the path', 'malformed-url', line('/v1/events/%zz')],
    ['a fragment', 'malformed-url', line('/v1/events#limit=-5')],
    ['a star', 'no-such-endpoint', line('*')],
    [
      'a POST of an odd kind',
      'method-not-allowed',
      line('/v1/events', 'Content-Type: weird', 'Content-Length: 1').replace('GET', 'POST'),
    ],
    ['TRACE', 'method-not-allowed', line('/v1/events').replace('GET', 'TRACE')],
    ['QUERY', 'method-not-allowed', line('/v1/events').replace('GET', 'QUERY')],
    ['QUERY of nothing', 'no-such-endpoint', line('/v1/nope').replace('GET', 'QUERY')],
    [
      'QUERY with a body',
      'method-not-allowed',
      `${line('/v1/events', 'Content-Type: weird', 'Content-Length: 2').replace('GET', 'QUERY')}{}`,
    ],
    ['CONNECT', 'method-not-allowed', line('x:80').replace('GET', 'CONNECT')],
    ['POST', 'method-not-allowed', `${line('/v1/events', 'Content-Length: 2').replace('GET', 'POST')}{}`],
  ])('over a socket, %s: %s', async (_, code, bytes) => {
    expect((await refusedRaw(bytes)).code).toBe(code);
  });

  test('a request that is not sent in time is told so', async () => {
    const late = Object.assign(new Error('late'), { code: 'ERR_HTTP_REQUEST_TIMEOUT' });
    app.server.server.once('connection', (socket) => app.server.server.emit('clientError', late, socket));
    expect((await refusedRaw('')).code).toBe('request-timeout');
  });

  test('Expect is met or passed over, a body of a GET left unread, a target in absolute form understood', async () => {
    for (const field of ['Expect: 100-continue', 'Expect: the-unexpected']) {
      expect(await app.raw(line('/healthz', field))).toMatch(/^(HTTP\/1.1 100 Continue\r\n\r\n)?HTTP\/1.1 200 OK/);
    }
    expect(await app.raw(`${line('/healthz', 'Content-Length: 2')}{}`)).toMatch(/^HTTP\/1.1 200 OK/);
    const absolute = await app.raw(line('http://evil.example/v1/events?limit=1'));
    expect(absolute).toMatch(/^HTTP\/1.1 200 OK/);
    expect(absolute).toContain('"next_url":"/v1/events?limit=1&cursor=');
    expect(absolute).not.toContain('evil');
  });

  test('what nothing is served of is 406', async () => {
    const types = [
      'application/json',
      'application/x-ndjson',
      'text/csv',
      'application/geo+json',
      'application/vnd.apache.parquet',
    ];
    for (const accept of ['image/png', 'application/json;q=0', '*/*;q=0', 'application/*;q=0, image/*']) {
      const body = await refused('/v1/events', { accept });
      expect([body.code, body.errors[0]?.accepted]).toEqual(['not-acceptable', types]);
    }
    expect((await app.ask.get('/v1/events')).status).toBe(200);
    expect((await refused('/v1/events', { accept: 'undefined' })).code).toBe('not-acceptable');
    expect((await refused('/v1/events/x', { accept: 'text/csv' })).code).toBe('not-acceptable');
  });

  test('faults of ours tell nothing, and those of the moment when to come again', async () => {
    const stack = new Error('SQLITE_CORRUPT: select * from events at /srv/x.ts:1:1');
    for (const cause of [stack, new Problem('busy', 'Busy.'), new Problem('query-timeout', 'Too slow.')]) {
      fault = cause;
      const answer = await app.ask.get('/v1/events');
      const body = check(answer.status, answer.headers['content-type'], answer.text);
      expect(body.code).toBe(cause instanceof Problem ? cause.code : 'internal');
      expect(answer.headers['retry-after']).toBe(cause instanceof Problem ? '5' : undefined);
      if (cause === stack) expect((await refused('/readyz')).code).toBe('not-ready');
    }
    fault = null;
  });

  test('an actor in doubt is refused with the candidates', async () => {
    const names = ['one', 'two'].map((id) => ({ id, kind: 'person' as const, name: 'Smith' }));
    const other = await openApp({ records: { actors: names } });
    const { status, text, headers } = await other.ask.get('/v1/events?actor=smith');
    const body = check(status, headers['content-type'], text);
    expect(body).toMatchObject({ code: 'ambiguous-actor', errors: [{ parameter: 'actor', accepted: ['one', 'two'] }] });
    other.drain();
    const drained = await other.ask.get('/v1/events');
    expect(check(drained.status, drained.headers['content-type'], drained.text).code).toBe('shutting-down');
    expect(drained.headers).toMatchObject({ 'retry-after': '5', connection: 'close' });
    await other.close();
  });

  test('every error of the table was provoked', () => {
    expect([...seen].toSorted()).toEqual(Object.keys(errorTable).toSorted());
  });
});
