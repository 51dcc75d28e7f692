import process from 'node:process';
import { type Config, isUnderNpm } from '../config.ts';
import type { Engine } from '../db/engine.ts';
import { refuseNewer } from '../db/require.ts';
import { readCuratedFrom } from '../import/datasets.ts';
import { runImport } from '../import/run.ts';
import { get } from '../store/list.ts';
import { withEngine, withReadyEngine } from './connect.ts';
import { sayWaiting } from './import-public.ts';
import { summary } from './load.ts';
import { say } from './output.ts';

/** How often the program looks whether npm is still there, in milliseconds. */
const watch_ms = 250;

/** Waits for the signal to stop, or for the end of the npm that got it instead; a second one ends the program at once. */
function stopSignal(): Promise<void> {
  return new Promise((resolve) => {
    const parent = process.ppid;
    if (isUnderNpm()) setInterval(() => process.ppid !== parent && resolve(), watch_ms).unref();
    let asked = false;
    for (const signal of ['SIGINT', 'SIGTERM'] as const) {
      process.on(signal, () => {
        if (asked) process.exit(1);
        asked = true;
        resolve();
      });
    }
  });
}

function welcome(address: string): string {
  const examples = ['/v1/vetoes', '/v1/claims?contested=true', '/v1/events?datetime=2017-04-10/2017-04-14'];
  const worth = examples.map((path) => address + path).join(' , ');
  return `Demarche is at ${address} and explains itself at ${address}/docs ; worth opening: ${worth}`;
}

async function serveUntilStopped(config: Config, engine: Engine): Promise<0> {
  const stopped = stopSignal();
  const { serve } = await import('../server.ts');
  const server = await serve(config, engine);
  say(welcome(config.publicUrl === '' ? server.address : config.publicUrl));
  await stopped;
  await server.close();
  return 0;
}

/** `demarche serve`: serves a database that is ready, until told to stop by SIGINT or SIGTERM. */
export const serveOnly = (): Promise<0 | 1> => withReadyEngine((engine, config) => serveUntilStopped(config, engine));

/** `demarche start`: migrates, loads the curated dataset when there is none, and serves. */
export async function start(): Promise<0 | 1> {
  return withEngine({ mustExist: false }, async (engine, config) => {
    await refuseNewer(engine);
    await engine.migrate();
    if ((await get(engine, 'dataset', 'curated')) === null) {
      say(summary(await runImport(engine, readCuratedFrom([]), { waiting: sayWaiting })));
    }
    return serveUntilStopped(config, engine);
  });
}
