import type { Engine } from './engine.ts';
import { openSqlite } from './sqlite/engine.ts';

/** What the engines need to know of the settings. */
export interface OpenOptions {
  readonly databaseUrl: string;
  readonly queryTimeoutMs: number;
  readonly heavyProcesses: number;
  readonly heavyQueue: number;
  /** Refuse to make a database that is not there. */
  readonly mustExist?: boolean;
}

/**
 * Opens the database that DATABASE_URL names.
 *
 * @throws UsageError when it cannot be opened, with what is wrong and what to do.
 */
export async function openEngine(options: OpenOptions): Promise<Engine> {
  return openSqlite({ ...options, path: options.databaseUrl.slice('sqlite:'.length) });
}
