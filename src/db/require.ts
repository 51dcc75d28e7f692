import { UsageError } from '../errors.ts';
import type { Engine, SchemaState } from './engine.ts';

async function readSchema(engine: Engine): Promise<SchemaState> {
  try {
    return await engine.schema();
  } catch (cause) {
    throw new UsageError(
      `The database cannot be read (${(cause as Error).message}); \`npx demarche doctor\` checks it.`,
    );
  }
}

/**
 * Refuses a database that a newer version has changed: what this one would do to it cannot be known.
 *
 * @throws UsageError when the database is from a newer version or cannot be read.
 */
export async function refuseNewer(engine: Engine): Promise<SchemaState> {
  const state = await readSchema(engine);
  if (state.newer) {
    throw new UsageError(
      'The database was made by a newer version of Demarche than this one; update Demarche or set DATABASE_URL to another database.',
    );
  }
  return state;
}

/**
 * Asks for the schema of exactly this version.
 *
 * @throws UsageError when the database is from a newer version, lacks migrations or cannot be read.
 */
export async function requireSchema(engine: Engine): Promise<void> {
  const { pending } = await refuseNewer(engine);
  if (pending.length > 0) {
    throw new UsageError(
      `The database lacks ${pending.join(', ')}; bring it up to date with \`npx demarche migrate\`.`,
    );
  }
}
