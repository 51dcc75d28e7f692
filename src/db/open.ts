import type { Engine, OpenOptions } from './engine.ts';
import { openSqlite } from './sqlite/engine.ts';

/**
 * Opens the database that DATABASE_URL names.
 *
 * @throws UsageError when it cannot be opened, with what is wrong and what to do.
 */
export async function openEngine(options: OpenOptions): Promise<Engine> {
  return openSqlite({ ...options, path: options.databaseUrl.slice('sqlite:'.length) });
}
