/** One of several processes that serve the same; started by `cluster.ts`, which it asks for all that is shared. */
import process from 'node:process';
import { readConfig } from './config.ts';
import { openDatabase } from './db/open.ts';
import { Parent } from './processes/parent.ts';
import { serve } from './server.ts';

const parent = new Parent();
// Signals reach all processes of a terminal or unit; the parent is who says when to stop.
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => {});

try {
  const config = readConfig();
  const database = await openDatabase({ ...config, mustExist: true, pool: parent });
  const running = await serve(config, database, parent);
  parent.send({ kind: 'ready', address: running.address });
  await parent.stopped;
  await running.close();
  process.exit(0);
} catch (cause) {
  process.send?.({ kind: 'failed', sentence: (cause as Error).message }, () => process.exit(1));
}
