/** One server process of the bench: ours or the bare one, on the database and port it is given. */
import { readConfig } from '../../src/config.ts';
import { openDatabase } from '../../src/db/open.ts';
import { serve } from '../../src/server.ts';
import { serveBare } from './bare.ts';

const [, , which, path = '', port = ''] = process.argv;
if (which === 'bare') {
  await serveBare(path, Number(port));
} else {
  const config = readConfig({ ...process.env, DATABASE_URL: `sqlite:${path}`, PORT: port });
  await serve(config, await openDatabase(config));
}
process.send?.('ready');
