import { expect, test } from 'vitest';
import { openDatabase } from '../../src/db/open.ts';
import { contentsOf, withFile } from '../support/rows-of-tables.ts';
import { databaseIn, launch, migratedIn, newFolder, run } from './program.ts';
import { smallSeed, writeSeed } from './small-seed.ts';

/** A loaded database and what is in it. */
async function loaded() {
  const folder = newFolder();
  const { seedFolder } = writeSeed(folder, smallSeed());
  const env = await migratedIn(folder, seedFolder);
  return { env, seedFolder, contents: contentsOf(env.DATABASE_URL) };
}

const lines = (text: string): string[] => text.split('\n').filter((line) => line !== '');

test('reindex says how many records it indexed, on stderr, and mends the index', async () => {
  const { env, contents } = await loaded();
  withFile(env.DATABASE_URL, (file) => file.exec('delete from events; delete from event_search; delete from terms'));
  const { code, stdout, stderr } = await run(['reindex'], { env });
  // Two persons, an event, a statement, a source and the dataset itself.
  expect([code, stdout, lines(stderr)]).toEqual([0, '', ['6 records were reindexed.']]);
  expect(contentsOf(env.DATABASE_URL)).toEqual(contents);
});

test('reindex without a database, without its schema or with an argument is refused', async () => {
  const [absent, unknown] = await Promise.all([
    run(['reindex'], { env: databaseIn(newFolder()) }),
    run(['reindex', 'events'], { env: await migratedIn(newFolder()) }),
  ]);
  expect([absent.code, absent.stdout, lines(absent.stderr).length]).toEqual([1, '', 1]);
  expect(absent.stderr).toContain('npx demarche migrate');
  expect([unknown.code, unknown.stdout]).toEqual([2, '']);
});

test('a record that names an actor that is gone is named, in one sentence', async () => {
  const { env } = await loaded();
  withFile(env.DATABASE_URL, (file) =>
    file.exec("delete from actor_bodies where key = (select key from actors where id = 'y')"),
  );
  const { code, stdout, stderr } = await run(['reindex'], { env });
  expect([code, stdout]).toEqual([1, '']);
  expect(lines(stderr)).toEqual([
    'The index was not rebuilt: actor y: there is no actor "y"; reimport the dataset of this record.',
  ]);
});

/** Starts the program and gives what it says first on stderr, and how it ends. */
function started(args: readonly string[], env: Readonly<Record<string, string>>) {
  const child = launch(args, { env });
  let stderr = '';
  const first = new Promise<string>((resolve) => {
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      stderr += text;
      resolve(stderr);
    });
  });
  const end = new Promise<{ code: number | null; stderr: string }>((resolve) =>
    child.on('close', (code) => resolve({ code, stderr })),
  );
  return { first, end };
}

test('reindex waits for an import, and an import for a reindex', async () => {
  const { env, seedFolder } = await loaded();
  const database = await openDatabase({
    ...{ databaseUrl: env.DATABASE_URL, queryTimeoutMs: 1000, heavyProcesses: 1, heavyQueue: 1 },
  });
  let waiting: ReturnType<typeof started>[] = [];
  await database.exclusively(
    'import of something',
    () => {},
    async () => {
      waiting = [['reindex'], ['import', 'curated', seedFolder]].map((args) => started(args, env));
      for (const { first } of waiting) expect(await first).toContain('Waiting for the import of something');
    },
  );
  await database.close();
  const [reindexed, imported] = await Promise.all(waiting.map(({ end }) => end));
  expect([reindexed?.code, imported?.code]).toEqual([0, 0]);
  expect(reindexed?.stderr).toContain('6 records were reindexed.');
});
