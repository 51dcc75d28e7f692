import type { Database } from '../db/database.ts';
import { UsageError } from '../errors.ts';
import { RecordFault } from '../store/fault.ts';
import { readBelongings } from '../store/write/actor-numbers.ts';
import { checkReferences } from '../store/write/references.ts';
import { Writer } from '../store/write/writer.ts';
import { byNoun, contentChunks, type DatasetContents } from './dataset-contents.ts';
import { Balance, lockedBy, type Report, type RunOptions } from './report.ts';

/** A dataset that is loaded whole, and the hash of its files. */
export interface WholeDataset {
  readonly given: DatasetContents;
  readonly sha256: string;
}

/**
 * Replaces a dataset as a whole: records it no longer has are removed. The load is one transaction; a fault in any
 * record changes nothing, and loading the same data again changes nothing either.
 *
 * @throws UsageError naming the record, the field and the reason.
 */
export function loadDataset(database: Database, whole: WholeDataset, options: RunOptions = {}): Promise<Report> {
  const { now = () => new Date(), waiting = () => {} } = options;
  const { id } = whole.given.dataset;
  return database.exclusively(lockedBy('load', id), waiting, async () => {
    try {
      return await load(database, whole, now);
    } catch (cause) {
      if (!(cause instanceof RecordFault)) throw cause;
      throw new UsageError(`The dataset ${id} was not loaded: ${cause.message}.`);
    }
  });
}

async function load(database: Database, { given, sha256 }: WholeDataset, now: () => Date): Promise<Report> {
  const { dataset } = given;
  const started_at = now().toISOString();
  const writer = await Writer.open(database, dataset, now, { repeats: 'are-duplicates' });
  try {
    await checkReferences(writer.reader, byNoun(given), (row) => row.dataset !== dataset.id);
    const balance = new Balance();
    let removed = 0;
    for (const chunk of contentChunks(given, await readBelongings(writer.reader))) {
      balance.read += chunk.records.length;
      balance.count(await writer.put(chunk));
      removed += await writer.withdraw(chunk.noun);
    }
    const { totals } = balance;
    const run = { state: 'done', started_at, finished_at: writer.at, file_sha256: sha256, ...totals } as const;
    const revision = await writer.commit(run);
    return { dataset: dataset.id, ...totals, removed, revision, file_sha256: sha256, dry_run: false };
  } catch (cause) {
    await writer.rollback();
    throw cause;
  }
}
