import { dirname } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest';
import type { Database, Reader } from '../../src/db/database.ts';
import { openDatabase } from '../../src/db/open.ts';
import { publicImporters } from '../../src/import/datasets.ts';
import type { Report } from '../../src/import/report.ts';
import { list } from '../../src/store/query/list.ts';
import { readState } from '../../src/store/state.ts';
import { type Reindexed, reindex } from '../../src/store/write/reindex.ts';
import { type Damage, damages } from '../support/damages.ts';
import { importFixtures } from '../support/fixtures.ts';
import { type Contents, contentsOf, copyOf, fileOf, withFile } from '../support/rows-of-tables.ts';
import { openSaving, type Saving } from '../support/saving.ts';
import type { Records } from '../support/store.ts';
import { faultsOf } from '../support/store.ts';

// All datasets are imported once, each on a thread of its own.
vi.setConfig({ testTimeout: 60_000, hookTimeout: 180_000 });

const limits = { queryTimeoutMs: 5000, heavyProcesses: 1, heavyQueue: 1 };
const states = Array.from(
  { length: 24 },
  (_, at) => ({ id: `voter-${at}`, kind: 'state', name: `Voter ${at}` }) as const,
);
const participants = states.map(({ id }) => ({ actor_id: id, role: 'participant' }) as const);

/** Two events of more principals than any dataset has, which are counted in a table of their own. */
const crowds: Records = {
  actors: states,
  events: ['a', 'b'].map((id) => ({ id, type: 'meeting', title: id, date: '2016', participants })),
};

let saving: Saving;
let imported: Contents;
let reports: readonly Report[];
let copies = 0;
const open: Database[] = [];

beforeAll(async () => {
  saving = await openSaving('sqlite');
  await saving.seed();
  await saving.load(crowds);
  reports = await importFixtures(saving.database, dirname(fileOf(saving.databaseUrl)));
  imported = contentsOf(saving.databaseUrl);
});
afterAll(() => saving.close());
afterEach(async () => {
  for (const database of open.splice(0)) await database.close();
});

/** A copy of the imported database, after something was done to it. */
async function copied(change: Damage['damage'] = () => {}) {
  copies += 1;
  const databaseUrl = copyOf(saving.databaseUrl, `-${copies}`);
  withFile(databaseUrl, change);
  const database = await openDatabase({ databaseUrl, ...limits });
  open.push(database);
  return { database, databaseUrl };
}

/** Where two databases differ. */
const differing = (one: Contents, other: Contents): string[] =>
  Object.keys(one)
    .filter((name) => one[name]?.join('\n') !== other[name]?.join('\n'))
    .sort();

/** The n-th damage of every table and text index, for each n: what is damaged at once is nowhere twice. */
function rounds(): Damage[][] {
  const seen = new Map<string, number>();
  const groups: Damage[][] = [];
  for (const damage of damages) {
    const round = seen.get(damage.where) ?? 0;
    seen.set(damage.where, round + 1);
    const group = groups[round] ?? [];
    group.push(damage);
    groups[round] = group;
  }
  return groups;
}

test('every public dataset is imported, and all tables have rows, so that all are compared', () => {
  expect(reports.map(({ dataset }) => dataset)).toEqual(publicImporters.map(({ manifest }) => manifest.dataset.id));
  for (const { dataset, read, saved } of reports) expect([dataset, saved]).toEqual([dataset, read]);
  const empty = Object.entries(imported).flatMap(([name, rows]) => (rows.length === 0 ? [name] : []));
  expect(empty).toEqual([]);
});

test('an index that is as it should be stays so, row by row', async () => {
  const { database, databaseUrl } = await copied();
  await reindex(database);
  expect(contentsOf(databaseUrl)).toEqual(imported);
  expect(await faultsOf(database)).toEqual([]);
});

describe('reindexed equals imported', () => {
  test.each(rounds().map((round) => [round[0]?.what, round.length, round] as const))(
    'after %s, and %i damages in all',
    async (_, __, round) => {
      const { database, databaseUrl } = await copied((file) => {
        for (const { damage } of round) damage(file);
      });
      expect(differing(contentsOf(databaseUrl), imported)).toEqual(round.map(({ where }) => where).sort());
      await reindex(database);
      const after = contentsOf(databaseUrl);
      for (const [name, rows] of Object.entries(imported)) expect([name, after[name]]).toEqual([name, rows]);
    },
  );
});

/** The bodies that a list gives. */
const listed = async (database: Reader, path: string): Promise<string[]> => {
  const asked = await saving.query(path, {});
  const sort = asked.collection.sorts[0];
  return (await list(database, { ...asked, sort, after: null, limit: 1000 })).rows.map(({ body }) => body);
};

test('whoever reads meanwhile gets the same records, and every part raises the revision', async () => {
  const { database, databaseUrl } = await copied();
  const reader = await openDatabase({ databaseUrl, ...limits });
  open.push(reader);
  const paths = ['events', 'statements', 'claims', 'actors'];
  const all = () => Promise.all(paths.map((path) => listed(reader, path)));
  const before = { lists: await all(), revision: (await readState(reader)).revision };
  const during: Promise<typeof before>[] = [];
  const told: Reindexed[] = [];
  const records = await reindex(database, (so_far) => {
    told.push(so_far);
    during.push(all().then(async (lists) => ({ lists, revision: (await readState(reader)).revision })));
  });
  expect(during.length).toBeGreaterThan(4);
  for (const { lists, revision } of await Promise.all(during)) {
    expect(lists).toEqual(before.lists);
    expect(revision).toBeGreaterThan(before.revision);
  }
  expect(await all()).toEqual(before.lists);
  expect((await readState(reader)).revision).toBe(before.revision + told.length + 1);
  const bodies = Object.entries(imported).filter(([name]) => name.endsWith('_bodies'));
  expect(records).toBe(bodies.flatMap(([, rows]) => rows).length);
  expect(told.at(-1)).toMatchObject({ records });
  const counts = told.map((one) => one.records);
  expect(counts).toEqual(counts.toSorted((one, other) => one - other));
});

test('one that ends in the middle leaves a database that the next one completes', async () => {
  const parts = 6;
  for (let last = 1; last <= parts; last += 1) {
    const { database, databaseUrl } = await copied((file) => {
      for (const { damage } of rounds()[0] ?? []) damage(file);
    });
    const { revision } = await readState(database);
    let told = 0;
    const broken = reindex(database, () => {
      told += 1;
      if (told === last) throw new Error('Enough.');
    });
    await expect(broken).rejects.toThrow('Enough.');
    // Answers may differ from those before, so that no ETag of theirs may be taken for current.
    expect((await readState(database)).revision).toBe(revision + last);
    expect(await faultsOf(database)).toEqual([]);
    await reindex(database);
    expect(differing(contentsOf(databaseUrl), imported)).toEqual([]);
  }
});

test('a record that names an actor that is gone is told, and nothing is made up in its place', async () => {
  const gone = "delete from actor_bodies where key = (select key from actors where id = 'fra')";
  const { database, databaseUrl } = await copied((file) => file.exec(gone));
  const actors = contentsOf(databaseUrl).actor_bodies;
  await expect(reindex(database)).rejects.toThrow('actor fra: there is no actor "fra"');
  expect(contentsOf(databaseUrl).actor_bodies).toEqual(actors);
});

/** A database that notes the most rows any query gave. */
function counting(database: Database) {
  let most = 0;
  const rows = async <Row>(of: Reader, ...query: Parameters<Reader['rows']>): Promise<Row[]> => {
    const found = await of.rows<Row>(...query);
    most = Math.max(most, found.length);
    return found;
  };
  const over = <Of extends Reader>(of: Of, more: object = {}): Of =>
    new Proxy(of, {
      get(target, name) {
        if (name === 'rows') return (...query: Parameters<Reader['rows']>) => rows(of, ...query);
        const value = (more as Record<PropertyKey, unknown>)[name] ?? Reflect.get(target, name, target);
        return typeof value === 'function' ? value.bind(target) : value;
      },
    });
  return { database: over(database, { begin: async () => over(await database.begin()) }), most: () => most };
}

test('of however many records only a chunk is in memory', async () => {
  const { database: plain, databaseUrl } = await copied();
  const events = Array.from({ length: 5000 }, (_, at) => ({
    ...{ id: `many-${at}`, type: 'protest' as const, title: `Protest ${at}`, date: '2016-02' },
    participants: [{ actor_id: 'voter-1', role: 'initiator' as const }],
  }));
  await saving.load({ dataset: 'many', events }, plain);
  const before = contentsOf(databaseUrl);
  const { database, most } = counting(plain);
  await reindex(database);
  expect(differing(contentsOf(databaseUrl), before)).toEqual([]);
  // 2,000 records at a time; of some hundred of them an event has more than one actor, each a row.
  expect(most()).toBeGreaterThanOrEqual(2000);
  expect(most()).toBeLessThan(2500);
});
