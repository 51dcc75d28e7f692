import { createHash, randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type Database from 'better-sqlite3';
import { UsageError } from '../../errors.ts';
import type { SchemaState } from '../database.ts';

const folder = new URL('../../../migrations/sqlite/', import.meta.url);

/** The migrations of this version, oldest first, each with the hash drizzle records when it is applied. */
function ownMigrations(): { tag: string; hash: string }[] {
  const journal = JSON.parse(readFileSync(new URL('meta/_journal.json', folder), 'utf8')) as {
    entries: { tag: string }[];
  };
  return journal.entries.map(({ tag }) => {
    const text = readFileSync(new URL(`${tag}.sql`, folder), 'utf8');
    return { tag, hash: createHash('sha256').update(text).digest('hex') };
  });
}

function appliedHashes(database: Database.Database): string[] {
  const table = database.prepare("select 1 from sqlite_schema where name = '__drizzle_migrations'").get();
  if (table === undefined) return [];
  return database.prepare('select hash from __drizzle_migrations order by rowid').pluck().all() as string[];
}

/** Compares the applied migrations with those of this version, by hash and in order. */
export function schemaState(database: Database.Database): SchemaState {
  const own = ownMigrations();
  const applied = appliedHashes(database);
  const newer = applied.some((hash, at) => own[at]?.hash !== hash);
  const pending = newer ? [] : own.slice(applied.length).map(({ tag }) => tag);
  return { pending, newer, fresh: applied.length === 0 };
}

async function applyPending(database: Database.Database, path: string): Promise<void> {
  // Loaded only on demand: it takes longer than the rest of startup.
  const { drizzle } = await import('drizzle-orm/better-sqlite3');
  const { migrate } = await import('drizzle-orm/better-sqlite3/migrator');
  // Rebuilt indexes are sorted on disk: those of a large database would not fit into memory.
  database.pragma('temp_store = FILE');
  try {
    migrate(drizzle(database), { migrationsFolder: fileURLToPath(folder) });
  } catch (cause) {
    // Another process may have applied them at the same moment; then there is nothing left to do.
    if (schemaState(database).pending.length === 0) return;
    const { message } = ((cause as Error).cause ?? cause) as Error;
    throw new UsageError(
      `The database ${path} cannot be migrated (${message.split('\n')[0]}); free some disk space, or set DATABASE_URL to a file that no other program uses.`,
    );
  } finally {
    database.pragma('temp_store = MEMORY');
  }
}

/**
 * Applies pending migrations, creates the single row of `state` and returns the names of the migrations.
 *
 * @throws UsageError if they cannot be applied to the file.
 */
export async function migrateSchema(database: Database.Database, path: string): Promise<readonly string[]> {
  const { pending } = schemaState(database);
  if (pending.length > 0) await applyPending(database, path);
  database
    .prepare(
      "insert into state (id, revision, sequence, secret, catalogue) values (1, 0, 0, ?, '{}') on conflict do nothing",
    )
    .run(randomBytes(32).toString('hex'));
  return pending;
}
