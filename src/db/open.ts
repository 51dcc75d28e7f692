import type { Database, OpenOptions } from './database.ts';
import { openSqlite } from './sqlite/database.ts';

/**
 * Opens the database that DATABASE_URL names.
 *
 * @throws UsageError when it cannot be opened, with what is wrong and what to do.
 */
export async function openDatabase(options: OpenOptions): Promise<Database> {
  return openSqlite({ ...options, path: options.databaseUrl.slice('sqlite:'.length) });
}
