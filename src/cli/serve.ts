import process from 'node:process';
import { welcome } from '../api/manifest.ts';
import { type Config, isUnderNpm } from '../config.ts';
import type { Database } from '../db/database.ts';
import { refuseNewer } from '../db/require.ts';
import { readCuratedFrom } from '../import/datasets.ts';
import { loadDataset } from '../import/load.ts';
import { get } from '../store/query/list.ts';
import { ensureSums } from '../store/sums/sums.ts';
import { withDatabase, withReadyDatabase } from './connect.ts';
import { sayWaiting } from './import-public.ts';
import { summary } from './load.ts';
import { say } from './output.ts';

/** How often to check that npm is still running. */
const watch_ms = 250;

/** Waits for a stop signal, or for npm to exit if npm got it instead; a second signal exits at once. */
function stopSignal(): Promise<void> {
  return new Promise((resolve) => {
    const parent = process.ppid;
    if (isUnderNpm()) setInterval(() => process.ppid !== parent && resolve(), watch_ms).unref();
    let stopping = false;
    for (const signal of ['SIGINT', 'SIGTERM'] as const) {
      process.on(signal, () => {
        if (stopping) process.exit(1);
        stopping = true;
        resolve();
      });
    }
  });
}

function greeting(address: string): string {
  const worth = welcome.map(({ path }) => address + path).join(' , ');
  return `Demarche is at ${address} and explains itself at ${address}/docs ; worth opening: ${worth}`;
}

async function serveByMany(config: Config, stopped: Promise<void>): Promise<0> {
  const { serveByProcesses } = await import('../workers/serving-processes.ts');
  const servers = await serveByProcesses(config);
  say(greeting(config.publicUrl === '' ? servers.address : config.publicUrl));
  await Promise.race([stopped, servers.failed]).finally(() => servers.close());
  return 0;
}

async function serveUntilStopped(config: Config, database: Database): Promise<0> {
  const stopped = stopSignal();
  if (config.workers > 1) return serveByMany(config, stopped);
  const { serve } = await import('../server.ts');
  const server = await serve(config, database);
  say(greeting(config.publicUrl === '' ? server.address : config.publicUrl));
  await stopped;
  await server.close();
  return 0;
}

/** `demarche serve`: serves an existing database until SIGINT or SIGTERM. */
export const serveOnly = (): Promise<0 | 1> =>
  withReadyDatabase((database, config) => serveUntilStopped(config, database));

/** `demarche start`: migrates, loads the curated dataset if it is missing, and serves. */
export async function start(): Promise<0 | 1> {
  return withDatabase({ mustExist: false }, async (database, config) => {
    await refuseNewer(database);
    await database.migrate();
    await ensureSums(database);
    if ((await get(database, 'dataset', 'curated')) === null) {
      say(summary(await loadDataset(database, readCuratedFrom([]), { waiting: sayWaiting })));
    }
    return serveUntilStopped(config, database);
  });
}
