import type { Pool } from '../processes/pool.ts';
import type { Database, OpenOptions } from './database.ts';
import { openSqlite } from './sqlite/database.ts';
import { sqlitePool } from './sqlite/pool.ts';

/**
 * Opens the database that DATABASE_URL names.
 *
 * @throws UsageError when it cannot be opened, with what is wrong and what to do.
 */
export async function openDatabase(options: OpenOptions): Promise<Database> {
  return openSqlite({ ...options, path: pathOf(options) });
}

const pathOf = ({ databaseUrl }: OpenOptions): string => databaseUrl.slice('sqlite:'.length);

/** The child processes for unbounded queries on the database that DATABASE_URL names, to be shared by several serving processes. */
export function openPool(options: OpenOptions): Pool {
  return sqlitePool({ ...options, path: pathOf(options) });
}
