import { copyFileSync, existsSync, mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { readConfig } from '../src/config.ts';
import { openDatabase } from '../src/db/open.ts';
import { readCurated } from '../src/import/datasets/curated.ts';
import { loadDataset } from '../src/import/load.ts';
import { get } from '../src/store/query/list.ts';
import { launch, run } from './cli/program.ts';
import { smallSeed, writeSeed } from './cli/small-seed.ts';

/** Numbers that look random and are the same each time; a round that fails can be run again alone. */
function randomly(seed: number): () => number {
  let state = Math.imul(seed, 2654435761) >>> 0;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
}

/** A busy machine takes its time to start programs. */
vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 });

const later = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));
const folder = mkdtempSync(join(tmpdir(), 'demarche-crash-'));
const pathOf = (name: string) => join(folder, `${name}.db`);
const settingsOf = (name: string) => ({ DATABASE_URL: `sqlite:${pathOf(name)}`, PORT: '0', LOG_LEVEL: 'silent' });
const { seedFolder } = writeSeed(folder, smallSeed());

/** Every row of every table, a line each. */
type Contents = Readonly<Record<string, string>>;
/** The ids of every noun. */
type Ids = Readonly<Record<string, readonly string[]>>;

/** Started programs that have not ended: a test that fails leaves some behind. */
const alive = new Set<ReturnType<typeof launch>>();

/** Starts the program; it may be killed, and may end by itself. */
function begin(args: readonly string[], name: string) {
  const child = launch(args, { env: settingsOf(name) });
  alive.add(child);
  const ended = new Promise<void>((resolve) => child.on('close', () => resolve()));
  void ended.then(() => alive.delete(child));
  let words = '';
  const address = new Promise<string | null>((resolve) => {
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      words += text;
      const found = /Demarche is at (\S+)/.exec(words)?.[1];
      if (found !== undefined) resolve(found);
    });
    void ended.then(() => resolve(null));
  });
  const kill = async () => {
    child.kill('SIGKILL');
    await ended;
  };
  return { address, ended, kill, words: () => words };
}

/** Bytes of the log of changes: it grows in the moment in which a transaction becomes visible. */
function logSize(name: string): number {
  try {
    return statSync(`${pathOf(name)}-wal`).size;
  } catch {
    return 0;
  }
}

/** Everything in a database that tells what it holds, the search index word by word; no stamps, no secret. */
function contentsOf(name: string): Contents {
  const database = new Database(pathOf(name), { readonly: true });
  try {
    expect(database.pragma('integrity_check')).toEqual([{ integrity_check: 'ok' }]);
    const tables = database
      .prepare(
        "select name, sql like '%fts5%' as searched from pragma_table_list join sqlite_schema using (name) where pragma_table_list.type in ('table', 'virtual') and name not like '\\_\\_%' escape '\\' and name not like 'sqlite%' order by name",
      )
      .all() as { name: string; searched: number }[];
    return Object.fromEntries(
      tables.map(({ name: table, searched }) => [table, rowsOf(database, table, searched === 1)]),
    );
  } finally {
    database.close();
  }
}

const stamps = /"(recorded_at|updated_at|started_at|finished_at)":"[^"]*"/g;

function rowsOf(database: Database.Database, table: string, searched: boolean): string {
  if (searched) {
    database.exec(`create virtual table temp.${table}_words using fts5vocab('main', '${table}', 'instance')`);
    const words = database.prepare(`select term, doc, offset from temp.${table}_words order by 1, 2, 3`).raw().all();
    return words.map(String).join('\n');
  }
  const rows = database.prepare(`select * from ${table}`).all() as Record<string, unknown>[];
  const told = rows.map(({ updated_at, at, secret, ...row }) =>
    JSON.stringify(row).replaceAll('\\"', '"').replace(stamps, ''),
  );
  return told.sort().join('\n');
}

const isEmpty = (contents: Contents) => (contents.event_bodies ?? '') === '';

const nouns = ['events', 'actors', 'statements', 'claims', 'sources', 'datasets'];

/** Ids of every record of a noun, as the service gives them. */
async function idsOf(address: string, noun: string): Promise<string[]> {
  const answer = await fetch(`${address}/v1/${noun}?fields=id&format=ndjson`);
  expect(answer.status).toBe(200);
  const lines = (await answer.text()).split('\n').filter((line) => line !== '');
  return lines.map((line) => (JSON.parse(line) as { id: string }).id).sort();
}

async function idsFrom(address: string): Promise<Ids> {
  return Object.fromEntries(await Promise.all(nouns.map(async (noun) => [noun, await idsOf(address, noun)] as const)));
}

/** Starts the program anew after a crash and asks it for all it has. */
async function startedAnew(name: string): Promise<Ids> {
  const again = begin(['start'], name);
  try {
    const address = await again.address;
    if (address === null) throw new Error(`It does not start again: ${again.words()}`);
    return await idsFrom(address);
  } finally {
    await again.kill();
  }
}

/** Databases that nothing has disturbed: with the curated dataset, and with the small one in its place. */
const sound: { full: Contents; fullIds: Ids; smallIds: Ids } = { full: {}, fullIds: {}, smallIds: {} };
/** How long it takes to fill a database, and how far the log grows by it. */
let [working_ms, whole_change_bytes] = [0, 0];

beforeAll(async () => {
  await completed('empty', { empty: true });
  copyFileSync(pathOf('empty'), pathOf('full'));
  const first = begin(['start'], 'full');
  const before = performance.now();
  const address = (await first.address) as string;
  [working_ms, whole_change_bytes] = [performance.now() - before, logSize('full')];
  sound.fullIds = await idsFrom(address);
  await first.kill();
  sound.full = contentsOf('full');
  // What the killed server left in the log is folded in, so that the file alone can be copied.
  const database = new Database(pathOf('full'));
  database.pragma('wal_checkpoint(truncate)');
  database.close();
  copyFileSync(pathOf('full'), pathOf('small'));
  await run(['import', 'curated', seedFolder], { env: settingsOf('small') });
  sound.smallIds = await startedAnew('small');
});
afterAll(() => {
  for (const child of alive) child.kill('SIGKILL');
  rmSync(folder, { recursive: true, force: true });
});

/** What the next start does before it serves, without the cost of a process; asked to, it leaves the records out. */
async function completed(name: string, { empty = false } = {}): Promise<void> {
  const database = await openDatabase(readConfig(settingsOf(name)));
  await database.migrate();
  if (!empty && (await get(database, 'dataset', 'curated')) === null) await loadDataset(database, readCurated());
  await database.close();
}

/**
 * Waits for a moment worth a crash: some time after the start, or when so much of a change is in the log, or a little
 * later. It ends at the latest when the program has done its work.
 */
async function someMoment(name: string, random: () => number, done: Promise<unknown>): Promise<void> {
  const [byTime, later_ms] = [random() < 0.5, 30 * random()];
  const end = performance.now() + (byTime ? working_ms * (0.4 + 0.8 * random()) : Number.POSITIVE_INFINITY);
  const bytes = byTime ? Number.POSITIVE_INFINITY : logSize(name) + whole_change_bytes * random();
  let over = false;
  void done.then(() => {
    over = true;
  });
  while (!over && performance.now() < end && logSize(name) < bytes) await later(1);
  await later(later_ms);
}

describe('killed while it makes the database', () => {
  // From nothing, which takes longest, and then twice from a database without records.
  const works = ['start', 'seed', 'seed'] as const;
  // Three at a time, so that the whole takes some seconds.
  test.concurrent.each([1, 2, 3])('seed %i: nothing or all is there, and the next start completes it', async (seed) => {
    const random = randomly(seed);
    for (const [at, work] of works.entries()) {
      const name = `${work}-${seed}-${at}`;
      if (work === 'seed') copyFileSync(pathOf('empty'), pathOf(name));
      const child = begin([work], name);
      await someMoment(name, random, Promise.race([child.address, child.ended]));
      await child.kill();
      const left = existsSync(pathOf(name)) ? contentsOf(name) : {};
      if (!isEmpty(left)) expect(left).toEqual(sound.full);
      if (at < works.length - 1) await completed(name);
      else expect(await startedAnew(name)).toEqual(sound.fullIds);
      expect(contentsOf(name)).toEqual(sound.full);
    }
  });
});

describe('killed while it serves and another process changes the data', () => {
  test.concurrent.each([5, 6])('round %i: every answer is from before or after, and so is what is left', async (at) => {
    const [name, random] = [`serve-${at}`, randomly(at)];
    copyFileSync(pathOf('full'), pathOf(name));
    const server = begin(['serve'], name);
    const address = (await server.address) as string;
    const importing = begin(['import', 'curated', seedFolder], name);
    const answers: string[][] = [];
    let over = false;
    const asking = (async () => {
      while (!over) {
        answers.push(await idsOf(address, 'actors'));
        await later(20);
      }
    })();
    await someMoment(name, random, importing.ended);
    await importing.kill();
    over = true;
    await asking;
    const interrupted = fetch(`${address}/v1/events?format=ndjson`).catch(() => null);
    await server.kill();
    await interrupted;
    const [before, after] = [sound.fullIds.actors, sound.smallIds.actors];
    expect(answers.length).toBeGreaterThan(0);
    expect([...new Set(answers.map(String))].filter((ids) => ids !== String(before) && ids !== String(after))).toEqual(
      [],
    );
    expect([sound.fullIds, sound.smallIds]).toContainEqual(await startedAnew(name));
    contentsOf(name);
  });
});

test('two processes that make the same database at once both succeed, and it is filled once', async () => {
  const name = 'together';
  const both = [begin(['start'], name), begin(['start'], name)];
  const addresses = await Promise.all(both.map(({ address }) => address));
  expect(addresses, both.map(({ words }) => words()).join('')).not.toContain(null);
  const ids = await Promise.all(addresses.map((address) => idsFrom(address as string)));
  await Promise.all(both.map(({ kill }) => kill()));
  expect(ids).toEqual([sound.fullIds, sound.fullIds]);
  const { state: _, ...left } = contentsOf(name);
  const { state: __, ...whole } = sound.full;
  expect(left).toEqual(whole);
});
