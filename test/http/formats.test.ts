import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Column, columnsOf, rowsOf } from '../../src/formats/columns.ts';
import type { Row } from '../../src/formats/fields.ts';
import { collections } from '../../src/store/query/collections.ts';
import { openApp, type TestApp } from '../support/app.ts';
import { parseCsv } from '../support/csv.ts';

const lists = [...collections.values()];
const types = {
  json: 'application/json',
  ndjson: 'application/x-ndjson',
  csv: 'text/csv; charset=utf-8; header=present',
  geojson: 'application/geo+json',
} as const;
const has = (program: string) => spawnSync(program, ['--version']).status === 0;
const cellText = (value: unknown) => (value === null ? '' : String(value));

describe('formats over HTTP', () => {
  let app: TestApp;
  let folder: string;
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'demarche-formats-'));
    app = await openApp();
    const strange = ['=1+1', '@x, "y"', '-2\r\n+3', "\t'", 'é🕊;', ' padded ', '+', '"'];
    const events = strange.map((title, at) => ({
      id: `odd:${at}`,
      type: 'protest' as const,
      title,
      summary: title,
      date: '2017-04-12',
      place: { latitude: -0.5 * at, longitude: 179.99, precision: 'exact' as const, name: title },
      native: { avg_tone: -1.5, note: title },
    }));
    const statements = [
      {
        id: 'odd:said',
        attribution: 'unattributed' as const,
        quotation: 'none' as const,
        paraphrase: 'Spoke.',
        native: { post: 'King' },
      },
    ];
    await app.store.load({ dataset: 'odd', events, statements });
  });
  afterAll(async () => {
    rmSync(folder, { recursive: true, force: true });
    await app.close();
  });

  const text = async (path: string, headers: Record<string, string> = {}) => {
    const answer = await fetch(`${app.address}${path}`, { headers });
    expect([path, answer.status]).toEqual([path, 200]);
    return answer.text();
  };
  const records = async (path: string): Promise<Row[]> => JSON.parse(await text(path)).data;
  const expectedCells = (columns: readonly Column[], noun: Parameters<typeof rowsOf>[0], from: readonly Row[]) =>
    from.flatMap((record) => rowsOf(noun, record)).map((row) => columns.map((column) => cellText(column.read(row))));

  test('columns that are no fields may be asked for where there are columns', async () => {
    const query = '/v1/vetoes?fields=date,initiators,recipient_principals';
    expect(await text(`${query}&format=csv`)).toBe(
      'id,date,initiators,recipient_principals\r\nrussia-veto-2017-04-12,2017-04-12?,rus,un\r\n',
    );
    const { features } = JSON.parse(await text(`${query}&format=geojson`));
    expect(Object.keys(features[0].properties)).toEqual(['id', 'date', 'initiators', 'recipient_principals']);
    for (const format of ['json', 'ndjson']) {
      const { status, body } = await app.ask.get(`${query}&format=${format}`);
      expect([status, body.code, body.errors[0].value]).toEqual([400, 'unknown-field', 'initiators']);
    }
    const none = await app.ask.get('/v1/actors?fields=initiators&format=csv');
    expect([none.status, none.body.code]).toEqual([400, 'unknown-field']);
  });

  test.each(lists.flatMap(({ path }) => Object.entries(types).map(([format, type]) => [path, format, type])))(
    '/v1/%s?format=%s is %s, with rows and without',
    async (path, format, type) => {
      for (const query of [`/v1/${path}?format=${format}`, `/v1/${path}?format=${format}&revision_after=999`]) {
        const answer = await fetch(`${app.address}${query}`, { headers: { accept: 'image/png' } });
        expect([answer.status, answer.headers.get('content-type')]).toEqual([200, type]);
        const body = await answer.text();
        if (format === 'csv') expect(body).toMatch(/^id,[^\n]*\r\n/);
        if (format === 'geojson') expect(JSON.parse(body).type).toBe('FeatureCollection');
        if (format === 'ndjson') expect(body === '' || body.endsWith('\n')).toBe(true);
        const head = await fetch(`${app.address}${query}`, { method: 'HEAD' });
        for (const name of ['content-type', 'etag', 'vary', 'cache-control', 'content-disposition']) {
          expect([name, head.headers.get(name)]).toEqual([name, answer.headers.get(name)]);
        }
        expect(await head.text()).toBe('');
      }
    },
  );

  test.each(lists.map((list) => [list.path, list] as const))(
    '/v1/%s as CSV and NDJSON say what JSON says',
    async (path, { noun, type }) => {
      const whole = await records(`/v1/${path}?limit=1000`);
      const lines = (await text(`/v1/${path}?format=ndjson`)).split('\n').slice(0, -1);
      expect(lines.map((line) => JSON.parse(line))).toEqual(whole);
      const columns = columnsOf(noun, { type: type ?? undefined });
      const [header, ...rows] = parseCsv(await text(`/v1/${path}?format=csv&csv=raw`));
      expect(header).toEqual(columns.map(({ name }) => name));
      expect(rows).toEqual(expectedCells(columns, noun, whole));
    },
  );

  test('a spreadsheet gets no formulas unless it asks for them, numbers and dates as they are', async () => {
    const safe = parseCsv(
      await text('/v1/events?format=csv&dataset=odd&fields=title,place.latitude,date,native.note&sort=date'),
    );
    const raw = parseCsv(
      await text('/v1/events?format=csv&csv=raw&dataset=odd&fields=title,place.latitude,date,native.note&sort=date'),
    );
    expect(safe[0]).toEqual(['id', 'title', 'place.latitude', 'date', 'native.note']);
    for (const [at, row] of raw.entries()) {
      const guarded = (cell = '') => (/^[=+\-@\t\r]/.test(cell) ? `'${cell}` : cell);
      if (at > 0) expect(safe[at]).toEqual([row[0], guarded(row[1]), row[2], row[3], guarded(row[4])]);
    }
    expect(raw.map(([, title]) => title)).toContain('=1+1');
    expect(raw.some(([, , latitude]) => Number(latitude) < 0)).toBe(true);
  });

  test.skipIf(!has('python3'))('python reads the same CSV', async () => {
    for (const path of ['events', 'claims', 'actors']) {
      const csv = await text(`/v1/${path}?format=csv`);
      const script =
        'import csv,json,sys\nsys.stdin.reconfigure(newline="",encoding="utf-8")\nprint(json.dumps(list(csv.reader(sys.stdin,strict=True))))';
      const read = spawnSync('python3', ['-c', script], { input: csv, encoding: 'utf8', maxBuffer: 1e8 });
      expect(JSON.parse(read.stdout)).toEqual(parseCsv(csv));
    }
  });

  test.skipIf(!has('sqlite3'))('sqlite imports the same CSV', async () => {
    const csv = await text('/v1/events?format=csv&csv=raw&fields=title,summary');
    const file = join(folder, 'events.csv');
    writeFileSync(file, csv);
    const read = spawnSync(
      'sqlite3',
      ['-json', ':memory:', '.mode csv', `.import ${file} t`, '.mode json', 'select * from t'],
      { encoding: 'utf8' },
    );
    expect(JSON.parse(read.stdout).map(Object.values)).toEqual(parseCsv(csv).slice(1));
  });

  test('GeoJSON is what RFC 7946 says, with the columns of CSV as properties', async () => {
    const { type, features, ...rest } = JSON.parse(await text('/v1/events?format=geojson'));
    const whole = await records('/v1/events?limit=1000');
    expect([type, rest]).toEqual(['FeatureCollection', {}]);
    const columns = columnsOf('event').map(({ name }) => name);
    for (const [at, feature] of features.entries()) {
      const { id, place } = whole[at] as { id: string; place: { longitude: number | null; latitude: number } | null };
      const placed =
        place?.longitude == null ? null : { type: 'Point', coordinates: [place.longitude, place.latitude] };
      expect(feature).toEqual({ type: 'Feature', id, geometry: placed, properties: expect.any(Object) });
      expect(Object.keys(feature.properties)).toEqual(columns);
    }
    expect(features).toHaveLength(whole.length);
  });

  test('fields are the same in every format; what is hidden comes when asked for', async () => {
    const query = '/v1/events?dataset=odd&fields=native.avg_tone,place.longitude,title';
    const json = await records(query);
    expect(json[0]).toEqual({
      id: json[0]?.id,
      title: json[0]?.title,
      place: { longitude: 179.99 },
      native: { avg_tone: -1.5 },
    });
    expect(
      (await text(`${query}&format=ndjson`))
        .trim()
        .split('\n')
        .map((line) => JSON.parse(line)),
    ).toEqual(json);
    expect(parseCsv(await text(`${query}&format=csv`))[0]).toEqual([
      'id',
      'native.avg_tone',
      'place.longitude',
      'title',
    ]);
    expect(JSON.parse(await text(`${query}&format=geojson`)).features[0].properties).toEqual({
      id: json[0]?.id,
      'native.avg_tone': -1.5,
      'place.longitude': 179.99,
      title: json[0]?.title,
    });
    const [hidden, shown] = [
      await records('/v1/events?dataset=odd'),
      await records('/v1/events?dataset=odd&include=native'),
    ];
    expect(hidden.some((event) => 'native' in event)).toBe(false);
    expect(shown.map(({ native, ...event }) => event)).toEqual(hidden);
    expect(shown[0]?.native).toMatchObject({ avg_tone: -1.5 });
    expect((await text('/v1/events?dataset=odd&include=native&format=ndjson')).split('\n')[0]).toContain(
      '"avg_tone":-1.5',
    );
    expect(parseCsv(await text('/v1/events?dataset=odd&include=native&format=csv'))[0]).toContain('native');
  });

  test('what a dataset has of its own is kept of statements too, and given only when asked for', async () => {
    const one = async (query: string) => JSON.parse(await text(`/v1/statements/odd:said${query}`));
    expect(await one('')).not.toHaveProperty('native');
    expect(await one('?include=native')).toMatchObject({ paraphrase: 'Spoke.', native: { post: 'King' } });
    expect(await one('?fields=native.post')).toEqual({ id: 'odd:said', native: { post: 'King' } });
    const listed = await records('/v1/statements?dataset=odd&include=native');
    expect(listed).toEqual([await one('?include=native')]);
  });

  test('format beats Accept, Accept beats the default, the more exact range the star', async () => {
    for (const [accept, type] of [
      ['', types.json],
      ['*/*', types.json],
      ['text/csv', types.csv],
      ['TEXT/CSV;q=0.5, application/json;q=0.4', types.csv],
      ['text/*', types.csv],
      ['application/*', types.json],
      ['application/json;q=0, */*', types.ndjson],
      ['image/png, application/geo+json;q=0.001', types.geojson],
      ['text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8', types.json],
    ]) {
      const answer = await fetch(`${app.address}/v1/sources`, { headers: { accept: accept ?? '' } });
      expect([accept, answer.headers.get('content-type')]).toEqual([accept, type]);
      await answer.text();
    }
  });

  test('aggregates as CSV say what they say as JSON', async () => {
    for (const path of ['timeline?interval=year&group_by=country', 'dyads?limit=5']) {
      const data = await records(`/v1/events/${path}`);
      const [header = [], ...rows] = parseCsv(await text(`/v1/events/${path}&format=csv`));
      expect(rows).toEqual(data.map((row) => header.map((name) => cellText(row[name]))));
    }
  });
});
