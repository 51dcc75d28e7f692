import type { Pool } from '../processes/pool.ts';
import type { Engine, OpenOptions } from './engine.ts';
import { openSqlite } from './sqlite/engine.ts';
import { sqlitePool } from './sqlite/pool.ts';

/**
 * Opens the database that DATABASE_URL names.
 *
 * @throws UsageError when it cannot be opened, with what is wrong and what to do.
 */
export async function openEngine(options: OpenOptions): Promise<Engine> {
  return openSqlite({ ...options, path: pathOf(options) });
}

const pathOf = ({ databaseUrl }: OpenOptions): string => databaseUrl.slice('sqlite:'.length);

/** The child processes for heavy queries on the database that DATABASE_URL names, to be shared by several engines. */
export function openPool(options: OpenOptions): Pool {
  return sqlitePool({ ...options, path: pathOf(options) });
}
