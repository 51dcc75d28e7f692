/** The limits of exports at scale: a bare server, one statement, one loop. Arguments: database, cells of its events, port. */
import { once } from 'node:events';
import { createServer, type ServerResponse } from 'node:http';
import process from 'node:process';
import Database from 'better-sqlite3';

type Cell = string | number | null;

const [, , path = '', cells = '', port = ''] = process.argv;

function open(file: string): Database.Database {
  const database = new Database(file, { readonly: true });
  database.pragma('cache_size = -65536');
  database.pragma('mmap_size = 1073741824');
  return database;
}

const bodies = open(path).prepare('select body from event_bodies order by key desc').pluck();
const columns = open(cells);
const rows = columns.prepare('select * from cells order by "row"');
const names = rows
  .columns()
  .map(({ name }) => name)
  .slice(1);
const raw = columns.prepare(`select ${names.map((name) => `"${name}"`).join()} from cells order by "row"`).raw();

const special = /[",\r\n]/;

function cell(value: Cell): Cell {
  if (value === null) return '';
  if (typeof value === 'number' || !special.test(value)) return value;
  return `"${value.replaceAll('"', '""')}"`;
}

function csvLine(row: readonly Cell[]): string {
  let line = '';
  for (let at = 0; at < row.length; at += 1) line += at === 0 ? cell(row[at]!) : `,${cell(row[at]!)}`;
  return `${line}\r\n`;
}

const piece = 128 * 1024;

async function send<Row>(response: ServerResponse, all: Iterable<Row>, line: (row: Row) => string): Promise<void> {
  let text = '';
  for (const row of all) {
    text += line(row);
    if (text.length < piece) continue;
    if (!response.write(text)) await once(response, 'drain');
    text = '';
  }
  response.end(text);
}

const server = createServer(async ({ url }, response) => {
  if (url === '/csv') {
    response.writeHead(200, { 'content-type': 'text/csv' }).write(`${names.join()}\r\n`);
    await send(response, raw.iterate() as Iterable<Cell[]>, csvLine);
  } else {
    response.writeHead(200, { 'content-type': 'application/x-ndjson' });
    await send(response, bodies.iterate() as Iterable<string>, (body) => `${body}\n`);
  }
});
server.listen(Number(port), '127.0.0.1', () => process.send?.('ready'));
