/** One of several processes that serve the same database on the same port; `serving-processes.ts` starts it. */
import process from 'node:process';
import { readConfig } from '../config.ts';
import { openDatabase } from '../db/open.ts';
import { serve } from '../server.ts';
import { Primary } from './primary.ts';

const primary = new Primary();
// Terminals and service managers signal the whole group; the primary decides when this process stops.
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => {});

try {
  const config = readConfig();
  const database = await openDatabase({ ...config, mustExist: true });
  const running = await serve(config, database, primary);
  primary.send({ kind: 'ready', address: running.address });
  await primary.stopped;
  await running.close();
  process.exit(0);
} catch (cause) {
  process.send?.({ kind: 'failed', sentence: (cause as Error).message }, () => process.exit(1));
}
