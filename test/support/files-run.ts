import { mkdtempSync, rmSync } from 'node:fs';
import { Session } from 'node:inspector/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';
import { buildApp } from '../../src/app.ts';
import { readConfig } from '../../src/config.ts';
import { openDatabase } from '../../src/db/open.ts';
import { readCurated } from '../../src/import/datasets/curated.ts';
import { loadDataset } from '../../src/import/load.ts';

/** Which files of `src` have a function that runs while something is done, in this process. */
async function filesRun(session: Session, work: () => Promise<unknown>): Promise<string[]> {
  // What was counted before is forgotten with each reading.
  await session.post('Profiler.takePreciseCoverage');
  await work();
  const { result } = await session.post('Profiler.takePreciseCoverage');
  const src = new URL('../../src/', import.meta.url).href;
  return result
    .filter(({ url, functions }) => url.startsWith(src) && functions.some(({ ranges }) => (ranges[0]?.count ?? 0) > 0))
    .map(({ url }) => url.slice(src.length - 'src/'.length))
    .sort();
}

const folder = mkdtempSync(join(tmpdir(), 'demarche-run-'));
const config = readConfig({ DATABASE_URL: `sqlite:${join(folder, 'run.db')}`, LOG_LEVEL: 'silent' });
const database = await openDatabase(config);
await database.migrate();
const session = new Session();
session.connect();
await session.post('Profiler.enable');
await session.post('Profiler.startPreciseCoverage', { callCount: true, detailed: false });
const seed = await filesRun(session, () => loadDataset(database, readCurated()));
const { server } = await buildApp({ config, database, logger: pino({ level: 'silent' }) });
await server.listen({ port: 0, host: '127.0.0.1' });
const address = `http://127.0.0.1:${(server.server.address() as { port: number }).port}`;
const ask = async () => (await fetch(`${address}/v1/events?actor=Russia&type=veto`)).text();
await ask();
const request = await filesRun(session, ask);
process.stdout.write(JSON.stringify({ seed, request }));
await server.close();
await database.close();
rmSync(folder, { recursive: true, force: true });
