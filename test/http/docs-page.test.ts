import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { openApp, type TestApp } from '../support/app.ts';
import { committedText, document } from '../support/openapi.ts';

describe('the documents', () => {
  let app: TestApp;
  beforeAll(async () => {
    app = await openApp();
  });
  afterAll(() => app.close());

  test('are the committed one, as JSON and as YAML, with tags', async () => {
    const json = await app.ask.get('/openapi.json').expect(200).expect('content-type', 'application/json');
    expect(json.body).toEqual(JSON.parse(committedText));
    const yaml = await app.ask.get('/openapi.yaml').responseType('blob').expect('content-type', 'application/yaml');
    expect(parse(String(yaml.body), { maxAliasCount: 0 })).toEqual(document);
    for (const [path, { headers }] of [
      ['/openapi.json', json],
      ['/openapi.yaml', yaml],
    ] as const) {
      await app.ask.get(path).set('if-none-match', String(headers.etag)).expect(304);
    }
  });

  test('name the address clients use', async () => {
    const other = await openApp({ env: { PUBLIC_URL: 'https://data.example.org/demarche' } });
    const { body } = await other.ask.get('/openapi.json');
    const page = await other.ask.get('/docs');
    await other.close();
    expect(body.servers).toEqual([{ url: 'https://data.example.org/demarche', description: 'This server.' }]);
    expect(page.text).toContain('"/demarche/docs/static/swagger-ui.css"');
  });
});

describe('the page', () => {
  let app: TestApp;
  beforeAll(async () => {
    app = await openApp();
  });
  afterAll(() => app.close());

  test.each(['/docs', '/docs/'])('%s loads its own files and nothing else', async (path) => {
    const { text, headers } = await app.ask
      .get(path)
      .expect(200)
      .expect('content-type', /^text\/html/);
    expect(text).toContain('<title>Demarche');
    const links = [...text.matchAll(/(?:src|href)="([^"]+)"/g)].map(([, link]) => link ?? '');
    expect(links.length).toBeGreaterThan(5);
    for (const link of links) {
      const url = new URL(link, `${app.address}${path}`);
      expect(url.origin).toBe(app.address);
      await app.ask.get(url.pathname).expect(200);
    }
    const policy = String(headers['content-security-policy']);
    expect(policy).toContain("default-src 'none'");
    expect(policy).not.toMatch(/https?:|unsafe-eval|\*|script-src[^;]*unsafe-inline/);
    expect(headers['x-content-type-options']).toBe('nosniff');
  });

  test('its forms start empty, so that what is asked is what was filled in', async () => {
    const { body } = await app.ask.get('/docs/json').expect(200).expect('content-type', 'application/json');
    const { limit, csv } = body.components.parameters;
    expect(limit).not.toHaveProperty('example');
    expect(limit.schema).not.toHaveProperty('default');
    expect(limit.description).toMatch(/Default: `50`\. Example: `10`\.$/);
    expect(csv.description).toMatch(/Example: `raw`\.$/);
    const { parameters } = body.paths['/v1/events/{id}'].get;
    expect(parameters[0].example).toBe('russia-veto-2017-04-12');
  });

  test('is asked for like everything else', async () => {
    const { headers } = await app.ask.get('/docs');
    await app.ask.get('/docs').set('if-none-match', String(headers.etag)).expect(304);
    const head = await app.ask.head('/docs').expect(200);
    expect(head.text).toBeUndefined();
    await app.ask.post('/docs').expect(405).expect('allow', 'GET, HEAD, OPTIONS');
    await app.ask.get('/docs').set('accept', 'image/png').expect(406);
    const refused = await app.ask.get('/docs?page=2').expect(400);
    expect(refused.body.errors[0].parameter).toBe('page');
    for (const path of [
      '/docs/nothing',
      '/docs/static/nothing.js',
      '/docs/static/',
      '/docs/static/..%2fpackage.json',
      '/docs/static//swagger-ui.css',
      '/docs/static/a%5Cb',
    ]) {
      const { body, status } = await app.ask.get(path);
      expect([status, body.code], path).toEqual([404, 'no-such-endpoint']);
    }
    for (const path of ['/docs/static/../swagger-ui.css', '/docs/static/%2e%2e/x', '/docs/static/..\\x']) {
      const answer = await app.raw(`GET ${path} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n`);
      expect(answer, path).toMatch(/^HTTP\/1.1 404 .*"code":"no-such-endpoint"/s);
    }
    for (const path of ['/docs/', '/docs/json', '/docs/static/swagger-ui.css']) {
      await app.ask.post(path).expect(405).expect('allow', 'GET, HEAD, OPTIONS');
      await app.ask.options(path).expect(204).expect('access-control-allow-methods', 'GET, HEAD, OPTIONS');
    }
  });
});
