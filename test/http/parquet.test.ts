import { tableFromIPC } from 'apache-arrow';
import { readParquet } from 'parquet-wasm';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { collections } from '../../src/store/query/collections.ts';
import { openApp, type TestApp } from '../support/app.ts';
import { parseCsv } from '../support/csv.ts';
import { manyEvents } from '../support/slow.ts';

let app: TestApp;
beforeAll(async () => {
  app = await openApp();
});
afterAll(() => app.close());

/** A file as another implementation reads it: the names and types of its columns, and its rows. */
async function read(address: string) {
  const bytes = new Uint8Array(await (await fetch(address)).arrayBuffer());
  const table = tableFromIPC(readParquet(bytes).intoIPCStream());
  const types = Object.fromEntries(table.schema.fields.map(({ name, type }) => [name, String(type)]));
  const rows = table.toArray().map((row) => (row as { toJSON(): Record<string, unknown> }).toJSON());
  return { types, rows, batches: table.batches.length };
}

const text = (value: unknown) => (value == null ? '' : String(value));

test.each([...collections.keys()])('%s as Parquet has the rows of its CSV', async (path) => {
  const csv = await (await fetch(`${app.address}/v1/${path}?format=csv&csv=raw`)).text();
  const [header = [], ...lines] = parseCsv(csv);
  const { types, rows } = await read(`${app.address}/v1/${path}?format=parquet`);
  expect(Object.keys(types)).toEqual(header);
  expect(rows.map((row) => header.map((name) => text(row[name])))).toEqual(lines);
});

test('numbers and truth values have their types, lists are text', async () => {
  const { types } = await read(
    `${app.address}/v1/events?format=parquet&fields=id,contested,place,fatalities,participants,classification,evidence`,
  );
  expect(types).toMatchObject({
    id: 'Utf8',
    contested: 'Bool',
    'place.latitude': 'Float64',
    'fatalities.best': 'Int64',
    'classification.quad_class': 'Int64',
    'classification.intensity.value': 'Float64',
    'classification.cameo.code': 'Utf8',
    participants: 'Utf8',
    evidence: 'Utf8',
  });
});

test('the answer says what it is, also when it is empty', async () => {
  const answer = await fetch(`${app.address}/v1/vetoes?format=parquet&datetime=1900`);
  expect(answer.status).toBe(200);
  expect(answer.headers.get('content-type')).toBe('application/vnd.apache.parquet');
  expect(answer.headers.get('content-disposition')).toBe('inline; filename="vetoes.parquet"');
  await answer.arrayBuffer();
  const { types, rows } = await read(answer.url);
  expect(rows).toEqual([]);
  expect(types).toMatchObject({ id: 'Utf8', 'details.ordinal': 'Int64' });
});

test('several row groups make one file, in order', async () => {
  const many = await openApp({ records: manyEvents });
  const { rows } = await read(`${many.address}/v1/events?format=parquet&sort=date`);
  expect(rows.map(({ id }) => id)).toEqual(manyEvents.events?.map(({ id }) => id));
  const { rows: some } = await read(`${many.address}/v1/events?format=parquet&sort=date&limit=1001&fields=title`);
  expect(some.at(-1)).toEqual({ id: 'many:1000', title: 'Event number 1000 of many' });
  expect(some).toHaveLength(1001);
  await many.close();
});
