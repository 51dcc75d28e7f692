import process from 'node:process';
import { type Database, WriteConflict } from '../db/database.ts';
import { UsageError } from '../errors.ts';
import { RecordFault } from '../store/derive.ts';
import { type Saved, saveDataset } from '../store/save.ts';
import type { ReadDataset } from './datasets/curated.ts';

/** What an import did, with the balance read = saved + unchanged + duplicates + rejected. */
export interface Report extends Saved {
  readonly dataset: string;
  readonly read: number;
  readonly duplicates: number;
  readonly rejected: number;
}

const attempts = 5;

/** How a load is run, and whom it tells. */
export interface Loading {
  readonly now?: () => Date;
  /** Told once when another process loads something into the same database, and what that is. */
  readonly waiting?: (what: string) => void;
}

/**
 * Loads a dataset whose records are all given at once: those that passed their schemas are checked against each other
 * and saved as one transaction; a fault in any of them changes nothing.
 *
 * @throws UsageError naming the record, the field, the value and the reason.
 */
export function runImport(database: Database, read: ReadDataset, loading: Loading = {}): Promise<Report> {
  const { now = () => new Date(), waiting = () => {} } = loading;
  const what = `load of ${read.batch.dataset.id} by process ${process.pid} since ${new Date().toISOString()}`;
  return database.exclusively(what, waiting, () => load(database, read, now));
}

async function load(database: Database, { batch, sha256 }: ReadDataset, now: () => Date): Promise<Report> {
  const read =
    batch.sources.length + batch.actors.length + batch.events.length + batch.statements.length + batch.claims.length;
  const started_at = now().toISOString();
  const run = { state: 'done', started_at, file_sha256: sha256, read, duplicates: 0, rejected: 0 } as const;
  for (let attempt = 1; ; attempt += 1) {
    try {
      const saved = await saveDataset(database, batch, run, now);
      return { dataset: batch.dataset.id, read, duplicates: 0, rejected: 0, ...saved };
    } catch (cause) {
      if (cause instanceof RecordFault)
        throw new UsageError(`The dataset ${batch.dataset.id} was not loaded: ${cause.message}.`);
      if (!(cause instanceof WriteConflict) || attempt === attempts) throw cause;
    }
  }
}
