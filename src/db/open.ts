import type { Database, OpenOptions } from './database.ts';
import { openSqlite } from './sqlite/database.ts';

/**
 * Opens the database that DATABASE_URL names.
 *
 * @throws UsageError if it cannot be opened, saying what is wrong and what to do.
 */
export async function openDatabase(options: OpenOptions): Promise<Database> {
  return openSqlite({ ...options, path: options.databaseUrl.slice('sqlite:'.length) });
}
