/** A process that imports GDELT events in small parts, so that it can be killed in the middle: database, then file. */
import process from 'node:process';
import { openDatabase } from '../../src/db/open.ts';
import { publicImporterOf } from '../../src/import/datasets.ts';
import { runImport } from '../../src/import/run.ts';

const [, , databaseUrl = '', path = ''] = process.argv;
const options = { queryTimeoutMs: 10_000, heavyProcesses: 1, heavyQueue: 1 };
const database = await openDatabase({ databaseUrl, ...options });
process.send?.('begun');
await runImport(database, publicImporterOf('gdelt'), {
  paths: [path],
  at_once: { rows: 1000, part_rows: 700 },
  progress: (_, { saved }) => process.send?.(saved),
});
await database.close();
process.send?.('done');
