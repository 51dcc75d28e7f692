import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import BetterSqlite from 'better-sqlite3';
import { generateSQLiteDrizzleJson, generateSQLiteMigration } from 'drizzle-kit/api';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { openDatabase } from '../src/db/open.ts';
import { sqliteTables } from '../src/db/sqlite/tables.ts';
import { type Column, type Index, type Table, tables } from '../src/db/tables.ts';
import { searchedNouns } from '../src/model/nouns.ts';
import { declaredShapes, differing, liveShapes } from './support/live-schema.ts';

vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

const migrations = new URL('../migrations/sqlite/', import.meta.url);
const readJson = (name: string) => JSON.parse(readFileSync(new URL(name, migrations), 'utf8')) as unknown;

let folder: string;
let path: string;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'demarche-drift-'));
  path = join(folder, 'new.db');
  const options = { queryTimeoutMs: 5000, heavyProcesses: 1, heavyQueue: 1 };
  const database = await openDatabase({ databaseUrl: `sqlite:${path}`, ...options });
  await database.migrate();
  await database.close();
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Looks at the new database; what is changed in it does not stay. */
function withLive<Result>(look: (database: BetterSqlite.Database) => Result): Result {
  const database = new BetterSqlite(path);
  try {
    database.exec('begin');
    return look(database);
  } finally {
    database.close();
  }
}

test('a new database has the declared tables and no others, each with its columns, keys and indexes', () => {
  expect(withLive(liveShapes)).toEqual(declaredShapes(tables));
});

test('beside its tables it has only the text indexes', () => {
  const others = withLive((database) =>
    database
      .prepare("select type || ' ' || name from sqlite_schema where type not in ('table', 'index') or sql like ?")
      .pluck()
      .all('create virtual table%'),
  );
  expect([...others].sort()).toEqual(searchedNouns.map((noun) => `table ${noun}_search`).sort());
});

const otherType = { integer: 'text', text: 'real', real: 'integer' } as const;

/** A table without one of the members of a part of it. */
const without = <Part extends object>(part: Part, name: string): Part =>
  Object.fromEntries(Object.entries(part).filter(([key]) => key !== name)) as Part;

/** Every small change of a table that must be noticed, by what is done. */
function* alterations(table: Table): Generator<readonly [string, Table]> {
  const { columns, primaryKey, clustered, unique, indexes = {} } = table;
  const column = (name: string, changed: Column) => ({ ...table, columns: { ...columns, [name]: changed } });
  for (const [name, was] of Object.entries(columns)) {
    yield [`${name} dropped`, { ...table, columns: without(columns, name) }];
    yield [`${name} of another type`, column(name, { ...was, type: otherType[was.type] })];
    yield [`${name} nullable or no longer`, column(name, { ...was, nullable: !was.nullable })];
  }
  yield ['a column more', column('another', { type: 'text', nullable: true })];
  const { clustered: _, ...others } = table;
  yield ['WITHOUT ROWID or no longer', clustered === true ? others : { ...table, clustered: true }];
  yield ['another primary key', { ...table, primaryKey: [...primaryKey, 'another'] }];
  if (primaryKey.length > 1) yield ['the primary key reversed', { ...table, primaryKey: primaryKey.toReversed() }];
  yield ['another unique column', { ...table, unique: [...(unique ?? []), 'another'] }];
  if (unique !== undefined) yield ['no unique column', { ...table, unique: [] }];
  const index = (name: string, changed: Index) => ({ ...table, indexes: { ...indexes, [name]: changed } });
  for (const [name, was] of Object.entries(indexes)) {
    const { where, on } = was;
    yield [`${name} dropped`, { ...table, indexes: without(indexes, name) }];
    yield [`${name} with a column more`, index(name, { ...was, on: [...on, 'another'] })];
    yield [`${name} without its last column`, index(name, { ...was, on: on.slice(0, -1) })];
    if (on.length > 1) yield [`${name} reversed`, index(name, { ...was, on: on.toReversed() })];
    yield [`${name} of other rows`, index(name, where === undefined ? { on, where: 'key > 0' } : { on })];
  }
  yield ['an index more', index('another', { on: primaryKey })];
}

test('every change of a definition is noticed', () => {
  const live = withLive(liveShapes);
  let count = 0;
  for (const [name, table] of Object.entries<Table>(tables)) {
    for (const [what, altered] of alterations(table)) {
      count += 1;
      expect([what, differing(declaredShapes({ ...tables, [name]: altered }), live)]).toEqual([what, [name]]);
    }
    expect(differing(declaredShapes(without(tables, name)), live)).toEqual([name]);
  }
  expect(count).toBeGreaterThan(500);
});

describe('every change of a database is noticed', () => {
  test.each([
    ['a column more', 'alter table events add column another text', ['events']],
    ['a column dropped', 'alter table events drop column realis', ['events']],
    ['a column renamed', 'alter table spans rename column last_day to until_day', ['spans']],
    ['a default', 'alter table claims add column another text default 1', ['claims']],
    ['an index dropped', 'drop index terms_key', ['terms']],
    ['an index more', 'create index another on terms (value)', ['terms']],
    ['a unique index more', 'create unique index another on datasets (dataset)', ['datasets']],
    ['an index no longer unique', 'drop index events_id_unique; create index x on events (id)', ['events']],
    ['another order', 'drop index terms_key; create index terms_key on terms (key desc)', ['terms']],
    ['another collation', 'drop index terms_key; create index terms_key on terms (key collate nocase)', ['terms']],
    ['a partial index', 'drop index terms_key; create index terms_key on terms (key) where key > 0', ['terms']],
    ['a table dropped', 'drop table spans', ['spans']],
    ['a table more', 'create table another (key integer primary key)', ['another']],
    ['a view', 'create view another as select 1 as one', ['another']],
    [
      'a table with a rowid',
      `drop table statement_actors;
       create table statement_actors (key integer not null, actor integer not null, roles integer not null,
         primary key (actor, key));
       create index statement_actors_key on statement_actors (key, actor)`,
      ['statement_actors'],
    ],
    [
      'a table without a rowid',
      `drop table spans;
       create table spans (key integer primary key not null, first_day integer, last_day integer) without rowid`,
      ['spans'],
    ],
  ])('%s', (_, change, changed) => {
    const altered = withLive((database) => {
      database.exec(change);
      return liveShapes(database);
    });
    expect(differing(declaredShapes(tables), altered)).toEqual(changed);
  });
});

type Snapshot = Parameters<typeof generateSQLiteMigration>[0];

test('drizzle-kit would write no migration, and would for any change', async () => {
  const { entries } = readJson('meta/_journal.json') as { readonly entries: readonly { readonly idx: number }[] };
  const latest = readJson(`meta/${String(entries.at(-1)?.idx).padStart(4, '0')}_snapshot.json`);
  const now = (await generateSQLiteDrizzleJson(sqliteTables)) as Snapshot;
  expect(await generateSQLiteMigration(latest as Snapshot, now)).toEqual([]);
  for (const part of ['columns', 'indexes'] as const) {
    const older = structuredClone(latest) as { tables: Record<string, { columns: object; indexes: object }> };
    const events = older.tables.events as (typeof older.tables)[string];
    events[part] = without(events[part], Object.keys(events[part]).at(-1) as string);
    expect(await generateSQLiteMigration(older as unknown as Snapshot, now)).toHaveLength(1);
  }
});
