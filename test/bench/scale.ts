/**
 * The bench at scale: made-up GDELT rows imported, and asked; beside limits of the same run. Takes the number of rows.
 *
 * `BENCH_DATABASE` names a database that an earlier run made, to be asked without importing anew; `BENCH_PARTS` what to
 * measure of `imports,questions,exports,workers`, all unless told.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { ports } from './scale/client.ts';
import { exports } from './scale/exports.ts';
import { firstImport, nextImport } from './scale/imports.ts';
import { questions, someIds } from './scale/questions.ts';
import { start, startOurs, stop } from './scale/servers.ts';
import { number, say } from './scale/table.ts';
import { workers } from './scale/workers.ts';

const rows = Number(process.argv[2] ?? 1_000_000);
const first = Number(process.env.BENCH_FIRST_ID ?? 1_100_000_000);
const kept = process.env.BENCH_DATABASE;
const parts = (process.env.BENCH_PARTS ?? 'imports,questions,exports,workers').split(',');

async function ask(database: string): Promise<void> {
  const bare = start('bare.ts', [database, String(ports.bare)]);
  const servers = [await startOurs(database, ports.ours), await bare];
  try {
    await questions(someIds(first, 1000, rows));
  } finally {
    await stop(servers);
  }
}

async function main(folder: string): Promise<void> {
  const database = kept ?? join(folder, 'scale.db');
  say(`${cpus()[0]?.model ?? 'unknown CPU'}, ${cpus().length} cores, Node ${process.version}, ${number(rows)} rows\n`);
  say('| work | ours | limit | ratio | reach |\n|---|---|---|---|---|');
  if (kept === undefined) await firstImport(folder, database, { rows, first });
  if (parts.includes('imports')) await nextImport(folder, database);
  if (parts.includes('questions')) await ask(database);
  if (parts.includes('exports')) await exports(database, join(folder, 'cells.db'));
  const paths = someIds(first, 500, rows).map((id) => `/v1/events/${id}`);
  if (parts.includes('workers')) await workers(database, paths);
}

const folder = mkdtempSync(join(tmpdir(), 'demarche-scale-'));
await main(folder).finally(() => rmSync(folder, { recursive: true, force: true }));
