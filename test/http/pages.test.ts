import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { collections } from '../../src/store/query/collections.ts';
import { openApp, type TestApp } from '../support/app.ts';
import { type Answer, read, walk } from '../support/walk.ts';

const bare = [...collections.values()].filter(({ type }) => type === null);

describe('pages of the seed', () => {
  let app: TestApp;
  beforeAll(async () => {
    app = await openApp();
  });
  afterAll(() => app.close());
  const idsOf = async (url: string) => (await read(app, url)).data.map(({ id }) => id);

  const orders = bare.flatMap(({ path, sorts }) => sorts.map((sort) => [path, sort] as const));
  test.each(orders)('%s by %s: pages of any size give what one page gives', async (path, sort) => {
    const query = `/v1/${path}?fields=id&sort=${sort}${sort === 'relevance' ? '&q=Russia' : ''}`;
    const whole = await idsOf(`${query}&limit=1000`);
    if (path !== 'datasets') expect(whole.length).toBeGreaterThan(0);
    for (const limit of [1, 7, whole.length]) expect(await walk(app, `${query}&limit=${limit}`)).toEqual(whole);
  });

  test('the order is what sort says', async () => {
    const days = async (sort: string) => {
      const { data } = await read(app, `/v1/events?sort=${sort}&limit=1000`);
      return data.map((event) => {
        const { date_earliest, date_latest } = event as unknown as Record<string, string | null>;
        return date_earliest ?? date_latest ?? '';
      });
    };
    expect(await days('date')).toEqual((await days('date')).toSorted());
    expect(await days('-date')).toEqual((await days('date')).toReversed());
    expect(await idsOf('/v1/events?sort=-date&limit=1000')).toEqual(
      (await idsOf('/v1/events?sort=date&limit=1000')).toReversed(),
    );
    expect(await idsOf('/v1/events')).toEqual(await idsOf('/v1/events?sort=-date'));
    expect(await idsOf('/v1/actors?limit=1000')).toEqual((await idsOf('/v1/actors?limit=1000')).toSorted());
  });

  test('a limit is kept to, and to its bounds', async () => {
    expect((await read(app, '/v1/actors')).page.limit).toBe(50);
    for (const limit of [1, 999, 1000]) expect((await read(app, `/v1/events?limit=${limit}`)).page.limit).toBe(limit);
    for (const limit of ['0', '1001', '-1', '1e3', '0x10', '', ' 5', '5.0', '99999999999999999999']) {
      expect((await fetch(`${app.address}/v1/events?limit=${limit}`)).status).toBe(400);
    }
    for (const limit of [2, 1001, 999_999_999]) {
      const text = await (await fetch(`${app.address}/v1/events?format=csv&fields=id&limit=${limit}`)).text();
      const rows = text.trimEnd().split('\r\n').slice(1);
      expect(rows).toEqual((await idsOf('/v1/events?limit=1000')).slice(0, limit));
    }
  });

  test('the count is given when it is asked for', async () => {
    const { data, page } = await read(app, '/v1/events?type=threat,veto&limit=1');
    expect([data.length, page.count]).toEqual([1, null]);
    for (const [query, count] of [
      ['count=none', null],
      ['count=bounded', { value: (await idsOf('/v1/events?type=threat,veto')).length, relation: 'eq' }],
      ['count=exact', { value: (await idsOf('/v1/events?type=threat,veto')).length, relation: 'eq' }],
      ['count=exact&datetime=1066', { value: 0, relation: 'eq' }],
    ] as const) {
      expect((await read(app, `/v1/events?type=threat,veto&limit=1&${query}`)).page.count).toEqual(count);
    }
  });

  test('a cursor goes with its endpoint, filters and sort, however they are written, and with nothing else', async () => {
    const { page } = await read(app, '/v1/events?type__not=threat,veto&actor=the%20Kremlin&limit=1');
    const take = async (url: string) => (await read(app, `${url}&cursor=${page.next}`)).status;
    for (const url of [
      '/v1/events?actor=the+Kremlin&type__not=threat%2Cveto',
      '/v1/events?limit=3&type__not=threat,veto&&actor=the%20Kremlin&fields=title&count=exact&include=actors&sort=-date',
      '/v1/events?format=csv&type__not=threat,veto&actor=the%20Kremlin',
    ]) {
      expect([url, (await fetch(`${app.address}${url}&cursor=${page.next}`)).status]).toEqual([url, 200]);
    }
    for (const url of [
      '/v1/events?type__not=threat,veto',
      '/v1/events?type=threat&actor=the%20Kremlin',
      '/v1/events?type__not=threat,veto&actor=the%20Kremlin&sort=date',
      '/v1/events?type__not=threat,veto&actor=the%20Kremlin&actor_scope=self',
      '/v1/events?type=threat,veto&actor=the%20Kremlin',
      '/v1/events?actor=threat,veto&type=the%20Kremlin',
      '/v1/vetoes?actor=the%20Kremlin',
      '/v1/statements?limit=1',
    ]) {
      expect([url, await take(url)]).toEqual([url, 400]);
    }
  });

  test('a cursor that was touched is refused', async () => {
    const { next } = (await read(app, '/v1/events?limit=1')).page;
    const [payload = '', signature = ''] = (next ?? '').split('.');
    const other = Buffer.from('[1]').toString('base64url');
    for (const cursor of [
      ...[
        '',
        '.',
        '..',
        'x',
        payload,
        `${payload}.`,
        `.${signature}`,
        `${other}.${signature}`,
        `${next}.x`,
        `${next}A`,
      ],
      ...[`${payload}=.${signature}`, `${payload}.${signature}=`, `${payload}.${signature.slice(1)}A`, ` ${next}`],
      ...['null.null', '%F0%9F%95%8A', `${payload.toLowerCase()}.${signature}`, 'a'.repeat(2000)],
    ]) {
      expect([cursor, (await read(app, `/v1/events?limit=1&cursor=${cursor}`)).status]).toEqual([cursor, 400]);
    }
    const elsewhere = await openApp();
    expect((await read(elsewhere, `/v1/events?limit=1&cursor=${next}`)).status).toBe(400);
    await elsewhere.close();
  });

  test('next_url can be followed whatever the query was written like', async () => {
    for (const query of ['limit=1&q=%3ERussia', 'q=>Russia<&limit=1', '&&limit=1&', 'limit=1&fields=id%2Cabout']) {
      // Written to the socket as it is: a client would escape it.
      const answer = await app.raw(`GET /v1/statements?${query} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n`);
      const { page, data } = JSON.parse(answer.split('\r\n\r\n')[1] ?? '') as Answer;
      expect(/^link: <[^<>"]*>; rel="next"\r$/m.test(answer)).toBe(true);
      const second = await read(app, page.next_url ?? '');
      expect(second.data[0]?.id).not.toBe(data[0]?.id);
      const third = await read(app, (page.next_url ?? '').replace('cursor=', '%63ursor='));
      expect([query, third.data]).toEqual([query, second.data]);
      expect((await read(app, third.page.next_url ?? '')).status).toBe(200);
    }
  });

  test('PUBLIC_URL goes before every link, the Host header never', async () => {
    const far = await openApp({ env: { PUBLIC_URL: 'https://data.example.org/api/' } });
    const headers = { host: 'evil.example', 'x-forwarded-host': 'evil.example' };
    const { body, headers: sent } = await far.ask.get('/v1/events?limit=1').set(headers);
    expect(body.page.next_url).toMatch(/^https:\/\/data\.example\.org\/api\/v1\/events\?limit=1&cursor=/);
    expect(sent.link).toBe(`<${body.page.next_url}>; rel="next"`);
    const followed = await read(far, body.page.next_url.replace('https://data.example.org/api', ''));
    expect(followed.data[0]?.id).not.toBe(body.data[0].id);
    const root = await far.ask.get('/').set({ ...headers, accept: 'application/json' });
    expect(JSON.stringify(root.body)).not.toContain('evil');
    expect(root.body.links[0].href).toMatch(/^https:\/\/data\.example\.org\/api\//);
    await far.close();
  });
});
