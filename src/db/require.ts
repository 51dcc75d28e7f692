import { UsageError } from '../errors.ts';
import type { Database, SchemaState } from './database.ts';

async function readSchema(database: Database): Promise<SchemaState> {
  try {
    return await database.migrations();
  } catch (cause) {
    throw new UsageError(
      `The database cannot be read (${(cause as Error).message}); \`npx demarche doctor\` checks it.`,
    );
  }
}

/**
 * Refuses a database that a newer version has migrated, since this one might damage it.
 *
 * @throws UsageError when the database is from a newer version or cannot be read.
 */
export async function refuseNewer(database: Database): Promise<SchemaState> {
  const state = await readSchema(database);
  if (state.newer) {
    throw new UsageError(
      'The database was made by a newer version of Demarche than this one; update Demarche or set DATABASE_URL to another database.',
    );
  }
  return state;
}

/**
 * Requires the schema of exactly this version.
 *
 * @throws UsageError when the database is from a newer version, lacks migrations or cannot be read.
 */
export async function requireSchema(database: Database): Promise<void> {
  const { pending } = await refuseNewer(database);
  if (pending.length > 0) {
    throw new UsageError(`The database lacks ${pending.join(', ')}; update it with \`npx demarche migrate\`.`);
  }
}
