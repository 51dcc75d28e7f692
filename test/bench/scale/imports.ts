import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { createWriteStream, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { fileURLToPath } from 'node:url';
import { openDatabase } from '../../../src/db/open.ts';
import { publicImporterOf } from '../../../src/import/datasets.ts';
import { runImport } from '../../../src/import/run.ts';
import { gdeltRows } from '../../support/gdelt-rows.ts';
import { isTold, memoryOf } from '../processes.ts';
import { number, row, say } from './table.ts';

async function makeFile(path: string, count: number, firstId: number, from: string): Promise<void> {
  const lines = gdeltRows({ rows: count, seed: firstId, from, firstId });
  await pipeline(Readable.from(lines.map((line) => `${line}\n`)), createWriteStream(path));
}

const program = fileURLToPath(new URL('../../../src/bin.js', import.meta.url));

/** Imports as people do, with the program; rows a second of all its time, and the most memory it had. */
async function importByProgram(database: string, path: string, count: number) {
  const env = { ...process.env, DATABASE_URL: `sqlite:${database}` };
  spawnSync(process.execPath, [program, 'migrate'], { env });
  const begun = performance.now();
  const args = [program, 'import', 'gdelt', path, '--rejects', `${database}-rejects.csv`];
  const child = spawn(process.execPath, args, { env, stdio: 'ignore' });
  let most_bytes = 0;
  const watching = setInterval(() => {
    const { own_bytes, file_bytes } = memoryOf(child.pid as number);
    most_bytes = Math.max(most_bytes, own_bytes + file_bytes);
  }, 100);
  const [status] = (await once(child, 'exit')) as [number | null];
  clearInterval(watching);
  if (status !== 0) throw new Error(`The import ended with ${status}.`);
  return { rate: count / ((performance.now() - begun) / 1000), most_bytes };
}

/** Imports in this process; rows a second. */
async function importInto(file: string, path: string): Promise<number> {
  const options = { queryTimeoutMs: 60_000, heavyProcesses: 1, heavyQueue: 1 };
  const database = await openDatabase({ databaseUrl: `sqlite:${file}`, ...options });
  await database.migrate();
  const begun = performance.now();
  const { read } = await runImport(database, publicImporterOf('gdelt'), { paths: [path] });
  const seconds = (performance.now() - begun) / 1000;
  await database.close();
  return read / seconds;
}

/** The same file into one bare table by the sqlite3 program, in rows a second; null where there is none. */
function bareImport(into: string, path: string, count: number): number | null {
  const columns = Array.from({ length: 61 }, (_, at) => `c${at}`).join();
  const begun = performance.now();
  const { status } = spawnSync('sqlite3', [into, `create table t(${columns})`, '.mode tabs', `.import ${path} t`]);
  const seconds = (performance.now() - begun) / 1000;
  rmSync(into, { force: true });
  return status === 0 ? count / seconds : null;
}

/** Fills a new database with so many rows, that have the ids from a first one on. */
export async function firstImport(
  folder: string,
  database: string,
  { rows, first }: { rows: number; first: number },
): Promise<void> {
  const path = join(folder, 'all.CSV');
  await makeFile(path, rows, first, '2024-01-01');
  const limit = bareImport(join(folder, 'bare.db'), path, rows);
  const { rate, most_bytes } = await importByProgram(database, path, rows);
  const ratio = limit === null ? null : rate / limit;
  const told = limit === null ? 'no sqlite3 here' : `${number(limit)} rows/s`;
  row(`import of ${number(rows)} rows`, `${number(rate)} rows/s`, told, ratio, '≥ 0.25');
  if (isTold) row('memory while it runs', `${number(most_bytes / 1e6)} MB`, '–', null, '≤ 300 MB');
  rmSync(path);
  say(`<!-- ${number(statSync(database).size / 1e6)} MB -->`);
}

/** What comes every fifteen minutes, into the full database and into an empty one. */
export async function nextImport(folder: string, database: string): Promise<void> {
  const path = join(folder, 'next.CSV');
  await makeFile(path, 2000, 900_000_000, '2024-06-01');
  const intoEmpty = await importInto(join(folder, 'empty.db'), path);
  const intoFull = await importInto(database, path);
  const told = `into an empty one: ${number(intoEmpty)}`;
  row('the next 2,000 rows', `${number(intoFull)} rows/s`, told, intoFull / intoEmpty, '≥ 0.5');
}
