import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { publicImporterOf } from '../../src/import/datasets.ts';
import { runImport } from '../../src/import/run.ts';
import type { Dataset } from '../../src/model/nouns/dataset.ts';
import { faultySums } from '../../src/store/sums/sums.ts';
import { migratedIn, newFolder, run } from '../cli/program.ts';
import { openApp, type TestApp } from '../support/app.ts';
import { gdeltRows } from '../support/gdelt-rows.ts';
import { inLittleRoom, needLittleRoom } from '../support/little-room.ts';
import { faultsOf } from '../support/store.ts';

vi.setConfig({ testTimeout: 120_000 });

const before_rows = 300;
const mega = 1_000_000;

let app: TestApp;
let folder: string;

/** A file of rows that were not imported yet. */
function file(name: string, rows: number, firstId: number): string {
  const path = join(folder, name);
  writeFileSync(path, `${[...gdeltRows({ rows, seed: firstId, from: '2024-03-01', firstId })].join('\n')}\n`);
  return path;
}

beforeEach(async () => {
  folder = newFolder();
  app = await openApp({ records: {} });
  await runImport(app.store.database, publicImporterOf('gdelt'), { paths: [file('before.CSV', before_rows, 1)] });
});
afterEach(() => app.close());

const pathOf = () => app.store.databaseUrl.slice('sqlite:'.length);
const answer = async (url: string) => (await fetch(`${app.address}${url}`)).text();
/** Everything that is served, with the revision it has. */
const served = async () => [await answer('/v1/events?format=ndjson'), await answer('/v1/datasets')];
const dataset = async () => JSON.parse(await answer('/v1/datasets/gdelt')) as Dataset;

/** That the storage is sound, and the sums are those of the records. */
async function expectSound(): Promise<void> {
  expect(await faultsOf(app.store.database)).toEqual([]);
  expect(await faultySums(app.store.database)).toEqual([]);
}

/** What the disk has no room for: what memory keeps to the end, and what is more than the 64 MB that it keeps. */
const works = [
  { moment: 'at the end', rows: 5000, room_bytes: 6 * mega },
  { moment: 'in the middle', rows: 40_000, room_bytes: 10 * mega },
];

test.for(works)(
  'a disk that is full $moment of an import: it says so, nothing is changed, the next run completes it',
  async ({ rows, room_bytes }, { skip }) => {
    needLittleRoom(skip);
    const before = await served();
    const args = ['import', 'gdelt', file('more.CSV', rows, 1000), '--json', '--rejects', join(folder, 'rejects.csv')];
    const env = { DATABASE_URL: app.store.databaseUrl };
    const failed = await run(args, { env, room_bytes });
    expect(failed.stderr).toMatch(
      /^The disk of the database .* is full or failing \(SQLITE_\w+\); .*Free some disk space\.$/m,
    );
    expect(failed.stderr).toContain(`The disk of the database ${pathOf()} is`);
    expect(failed).toMatchObject({ code: 1, stdout: '' });
    expect(await served()).toEqual(before);
    await expectSound();
    const completed = await run(args, { env });
    expect(completed.code).toBe(0);
    expect(JSON.parse(completed.stdout)).toMatchObject({ read: rows, saved: rows, unchanged: 0 });
    expect(await dataset()).toMatchObject({
      records: { events: before_rows + rows },
      last_run: { state: 'done', saved: rows },
    });
    await expectSound();
  },
);

test('a disk with no room at all is told as such, whether or not the database is open elsewhere', async ({ skip }) => {
  needLittleRoom(skip);
  const sentence = (path: string) => `The disk of the database ${path} is full or failing (SQLITE_`;
  const args = ['import', 'gdelt', file('more.CSV', 10, 1000), '--rejects', join(folder, 'rejects.csv')];
  const served = await run(args, { env: { DATABASE_URL: app.store.databaseUrl }, room_bytes: 0 });
  expect(served.stderr).toContain(sentence(pathOf()));
  const env = await migratedIn(folder);
  const alone = await run(args, { env, room_bytes: 0 });
  expect(alone.stderr).toContain(sentence(join(folder, 'x.db')));
  expect([served.code, alone.code]).toEqual([1, 1]);
});

test('a disk that is full when parts of a long import are there already: they stay, the next run completes it', async ({
  skip,
}) => {
  needLittleRoom(skip);
  const rows = 12_000;
  const path = file('more.CSV', rows, 1000);
  const importing = fileURLToPath(new URL('../support/importing.ts', import.meta.url));
  const command = [process.execPath, importing, app.store.databaseUrl, path] as const;
  const [program, ...args] = inLittleRoom(10 * mega, command);
  const child = spawn(program, args, { stdio: ['ignore', 'ignore', 'pipe'] });
  let stderr = '';
  child.stderr.on('data', (text) => {
    stderr += text;
  });
  const [code] = await once(child, 'close');
  expect(stderr).toContain(`The disk of the database ${pathOf()} is full or failing (SQLITE_`);
  expect(stderr).toMatch(
    /\d+ rows of this run were already committed and stay; import the same files again to complete it/,
  );
  expect(code).toBe(1);
  await expectSound();
  const { records, last_run } = await dataset();
  const standing = (records.events ?? 0) - before_rows;
  expect(standing).toBeGreaterThan(0);
  expect(standing).toBeLessThan(rows);
  expect(last_run).toMatchObject({ state: 'failed', finished_at: expect.any(String), saved: standing });
  const lines = (await answer('/v1/events?format=ndjson')).split('\n').length - 1;
  expect(lines).toBe(records.events);
  const report = await runImport(app.store.database, publicImporterOf('gdelt'), { paths: [path] });
  expect(report).toMatchObject({ read: rows, saved: rows - standing, unchanged: standing });
  expect(await dataset()).toMatchObject({ records: { events: before_rows + rows }, last_run: { state: 'done' } });
  await expectSound();
});
