import Database from 'better-sqlite3';
import fastify from 'fastify';
import { columnsOf } from '../../src/formats/columns.ts';
import { type CsvValue, csvHeader, csvWriter } from '../../src/formats/csv.ts';

/**
 * The limit each work is measured against: Fastify and one prepared statement, nothing else. The rows are a plain
 * relational reading of the same events, of the same size as JSON.
 */

interface Body {
  readonly [field: string]: unknown;
  readonly id: string;
  readonly type: string;
  readonly title: string;
}

const columns = [
  'key',
  'id',
  'type',
  'title',
  'summary',
  'date',
  'realis',
  'country',
  'latitude',
  'longitude',
  'cameo',
  'quad_class',
  'intensity',
  'participants',
  'rest',
];

/** Makes the table of plain rows from the stored bodies: the same bytes an answer of ours has, in columns. */
export function fillBare(path: string): void {
  const database = new Database(path);
  database.exec(`create table if not exists bare (key integer primary key, id text unique, type text, title text, summary text, date text,
    realis text, country text, latitude real, longitude real, cameo text, quad_class integer, intensity real, participants text, rest text)`);
  const insert = database.prepare(`insert or ignore into bare values (${columns.map(() => '?').join(', ')})`);
  const rows = database.prepare('select key, body from event_bodies').all() as { key: number; body: string }[];
  database.transaction(() => {
    for (const { key, body } of rows) insert.run(bareRow(key, body));
  })();
  database.exec('create index if not exists bare_type on bare (type, key)');
  fillBareCsv(database, rows);
  database.close();
}

const csvColumns = columnsOf('event');
const csvNames = csvColumns.map(({ name }) => `"${name}"`).join(', ');

/** The cells of our CSV as plain columns, so that the bare loop writes the same bytes. */
function fillBareCsv(database: Database.Database, rows: readonly { key: number; body: string }[]): void {
  database.exec(`create table if not exists bare_csv (key integer primary key, ${csvNames})`);
  const insert = database.prepare(`insert into bare_csv values (?, ${csvColumns.map(() => '?').join(', ')})`);
  const cell = (value: CsvValue) => (typeof value === 'boolean' ? String(value) : value);
  database.transaction(() => {
    for (const { key, body } of rows) {
      const record = JSON.parse(body) as Record<string, unknown>;
      insert.run(key, ...csvColumns.map((column) => cell(column.read(record))));
    }
  })();
}

function bareRow(key: number, body: string): unknown[] {
  const event = JSON.parse(body) as Body & Record<string, never>;
  const { place, classification } = event as unknown as {
    place: Record<string, unknown>;
    classification: Record<string, Record<string, unknown>>;
  };
  const row = [
    key,
    event.id,
    event.type,
    event.title,
    event.summary,
    event.date,
    event.realis,
    place.country,
    place.latitude,
    place.longitude,
    classification.cameo?.code,
    classification.quad_class,
    classification.intensity?.value,
    (event.participants as unknown as { actor_id: string; role: string }[])
      .map((one) => `${one.actor_id}:${one.role}`)
      .join(';'),
  ];
  const size = JSON.stringify(Object.fromEntries(row.map((value, at) => [columns[at], value]))).length;
  return [...row, 'x'.repeat(Math.max(0, body.length - size - 10))];
}

/** Serves the limits. */
export async function serveBare(path: string, port: number): Promise<void> {
  const database = new Database(path, { readonly: true });
  database.pragma('cache_size = -65536');
  database.pragma('mmap_size = 1073741824');
  const app = fastify({ logger: false });
  const one = database.prepare('select * from bare where id = ?');
  const page = database.prepare('select * from bare where type = ? and key < ? order by key desc limit 50');
  const all = database.prepare('select * from bare_csv where key < ? order by key desc limit 1000');
  app.get('/one/:id', (request, reply) => {
    reply.header('content-type', 'application/json');
    return reply.send(JSON.stringify(one.get((request.params as { id: string }).id)));
  });
  app.get('/page', (request, reply) => {
    const { type, before } = request.query as { type: string; before: string };
    reply.header('content-type', 'application/json');
    return reply.send(JSON.stringify({ data: page.all(type, Number(before)) }));
  });
  app.get('/unchanged', (_request, reply) => reply.code(304).header('etag', 'W/"tag"').send());
  app.get('/csv', (_request, reply) => {
    const write = csvWriter(csvColumns, true);
    reply.raw.writeHead(200, { 'content-type': 'text/csv' });
    reply.hijack();
    reply.raw.write(csvHeader(csvColumns));
    let before = Number.MAX_SAFE_INTEGER;
    const next = () => {
      const rows = all.all(before) as Record<string, CsvValue>[];
      reply.raw.write(rows.map((row) => write(csvColumns.map(({ name }) => row[name] ?? null))).join(''));
      if (rows.length < 1000) return reply.raw.end();
      before = rows.at(-1)?.key as number;
      return setImmediate(next);
    };
    next();
  });
  await app.listen({ port, host: '127.0.0.1' });
}
