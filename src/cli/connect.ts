import { type Config, readConfig } from '../config.ts';
import type { Database } from '../db/database.ts';
import { openDatabase } from '../db/open.ts';
import { refuseNewer, requireSchema } from '../db/require.ts';

/**
 * Opens the database, runs `work` and closes it in any case.
 *
 * @throws UsageError when the settings are wrong or the database cannot be opened.
 */
export async function withDatabase<Result>(
  options: { readonly mustExist: boolean },
  work: (database: Database, config: Config) => Promise<Result>,
): Promise<Result> {
  const config = readConfig();
  const database = await openDatabase({ ...config, ...options });
  try {
    return await work(database, config);
  } finally {
    await database.close();
  }
}

/**
 * Like `withDatabase`, but the database must exist and have the schema of this version.
 *
 * @throws UsageError when it is absent, behind or ahead.
 */
export function withReadyDatabase<Result>(
  work: (database: Database, config: Config) => Promise<Result>,
): Promise<Result> {
  return withDatabase({ mustExist: true }, async (database, config) => {
    await requireSchema(database);
    return work(database, config);
  });
}

/**
 * Like `withReadyDatabase`, but creates a missing database.
 *
 * @throws UsageError when it is behind or ahead, or cannot be created.
 */
export function withMadeDatabase<Result>(
  work: (database: Database, config: Config) => Promise<Result>,
): Promise<Result> {
  return withDatabase({ mustExist: false }, async (database, config) => {
    if ((await refuseNewer(database)).fresh) await database.migrate();
    await requireSchema(database);
    return work(database, config);
  });
}
