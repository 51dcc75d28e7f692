import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import BetterSqlite from 'better-sqlite3';
import { drizzle } from 'drizzle-orm/better-sqlite3';
import { migrate } from 'drizzle-orm/better-sqlite3/migrator';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Database } from '../../src/db/database.ts';
import { openDatabase } from '../../src/db/open.ts';
import { type Collection, collections } from '../../src/store/query/collections.ts';
import { list } from '../../src/store/query/list.ts';
import { readLastChange } from '../../src/store/state.ts';

const migrations = fileURLToPath(new URL('../../migrations/sqlite', import.meta.url));
let folder: string;
let database: Database | null = null;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'demarche-migrated-'));
});
afterEach(async () => {
  await database?.close();
  database = null;
  rmSync(folder, { recursive: true, force: true });
});

/** A database with only the first migrations, up to one of this name. */
function olderDatabase(path: string, last: string): BetterSqlite.Database {
  const older = join(folder, 'migrations');
  cpSync(migrations, older, { recursive: true });
  const journal = JSON.parse(readFileSync(join(older, 'meta/_journal.json'), 'utf8')) as { entries: { tag: string }[] };
  const entries = journal.entries.slice(0, journal.entries.findIndex(({ tag }) => tag === last) + 1);
  writeFileSync(join(older, 'meta/_journal.json'), JSON.stringify({ ...journal, entries }));
  const database = new BetterSqlite(path);
  database.pragma('journal_mode = WAL');
  migrate(drizzle(database), { migrationsFolder: older });
  return database;
}

/** An event as the tables had it before roles were one number, and revisions alone told when it was changed. */
function insertOld(
  database: BetterSqlite.Database,
  key: number,
  id: string,
  revision: number,
  updated_at: string,
): void {
  database
    .prepare(
      `insert into events (key, id, dataset, updated_at, revision, spread, type, realis, contested)
       values (?, ?, 'd', ?, ?, 0, 'visit', 'actual', 0)`,
    )
    .run(key, id, updated_at, revision);
  database.prepare('insert into event_bodies (key, body) values (?, ?)').run(key, JSON.stringify({ id, updated_at }));
}

test('a database from before revisions were told apart by number keeps what was changed when, and who took part', async () => {
  const path = join(folder, 'old.db');
  const old = olderDatabase(path, '0003_sums');
  old.exec("insert into state (id, revision, sequence, secret, catalogue) values (1, 3, 3, 'x', '{}')");
  insertOld(old, 1, 'first', 1, '2024-01-01T08:00:00.000Z');
  insertOld(old, 2, 'second', 2, '2024-01-01T10:00:00.000Z');
  // The clock went backward before this one was saved.
  insertOld(old, 3, 'third', 3, '2024-01-01T09:00:00.000Z');
  old
    .prepare('insert into event_actors (key, actor, type, self, tree, principal) values (?, ?, ?, ?, ?, ?)')
    .run(1, 7, 'visit', 257, 511, 128);
  old.close();
  const options = { queryTimeoutMs: 5000, heavyProcesses: 1, heavyQueue: 1 };
  database = await openDatabase({ databaseUrl: `sqlite:${path}`, ...options });
  await database.migrate();
  const events = collections.get('events') as Collection;
  const ids = async (filter: Record<string, unknown>) => {
    const asked = {
      collection: events,
      filter,
      actors: new Map(),
      sort: '-updated_at',
      after: null,
      limit: 9,
    } as const;
    const { rows } = await list(database as Database, asked);
    return rows.map(({ body }) => (JSON.parse(body) as { id: string }).id);
  };
  expect(await ids({})).toEqual(['third', 'second', 'first']);
  expect(await ids({ updated_since: '2024-01-01T09:30:00.000Z' })).toEqual(['third', 'second']);
  expect(await ids({ updated_since: '2024-01-01T08:30:00.000Z' })).toEqual(['third', 'second']);
  expect(await ids({ updated_since: '2024-01-01T11:00:00.000Z' })).toEqual([]);
  expect(await readLastChange(database)).toBe('2024-01-01T10:00:00.000Z');
  const after = new BetterSqlite(path, { readonly: true });
  expect(after.prepare('select key, actor, type, roles from event_actors').raw().all()).toEqual([
    [1, 7, 'visit', 257 + 511 * 2 ** 9 + 128 * 2 ** 18],
  ]);
  after.close();
});
