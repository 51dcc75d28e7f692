import { type Config, readConfig } from '../config.ts';
import type { Engine } from '../db/engine.ts';
import { openEngine } from '../db/open.ts';
import { requireSchema } from '../db/require.ts';

/**
 * Opens the database, does something with it and closes it, whatever happens.
 *
 * @throws UsageError when the settings are wrong or the database cannot be opened.
 */
export async function withEngine<Result>(
  options: { readonly mustExist: boolean },
  work: (engine: Engine, config: Config) => Promise<Result>,
): Promise<Result> {
  const config = readConfig();
  const engine = await openEngine({ ...config, ...options });
  try {
    return await work(engine, config);
  } finally {
    await engine.close();
  }
}

/**
 * The same with a database that is there and has the schema of this version.
 *
 * @throws UsageError when it is absent, behind or ahead.
 */
export function withReadyEngine<Result>(work: (engine: Engine, config: Config) => Promise<Result>): Promise<Result> {
  return withEngine({ mustExist: true }, async (engine, config) => {
    await requireSchema(engine);
    return work(engine, config);
  });
}
