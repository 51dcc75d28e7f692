import process from 'node:process';
import { UsageError } from '../errors.ts';
import { Progress } from '../import/progress.ts';
import { lockedBy } from '../import/report.ts';
import { RecordFault } from '../store/fault.ts';
import { reindex } from '../store/write/reindex.ts';
import { withReadyDatabase } from './connect.ts';
import { sayWaiting } from './import-public.ts';
import { say } from './output.ts';

/** `demarche reindex`: rebuilds every index, text and sum from the stored records. */
export function reindexAll(): Promise<0 | 1> {
  return withReadyDatabase((database) =>
    database.exclusively(lockedBy('reindex', 'all datasets'), sayWaiting, async (): Promise<0> => {
      const progress = new Progress(process.stderr);
      try {
        const records = await reindex(database, (done) => {
          progress.at({ bytes: done.records, size_bytes: done.of, rows: done.records, phase: 'indexing' });
        });
        progress.clear();
        say(`${records} records were reindexed.`);
        return 0;
      } catch (cause) {
        progress.clear();
        if (!(cause instanceof RecordFault)) throw cause;
        throw new UsageError(`The index was not rebuilt: ${cause.message}; reimport the dataset of this record.`);
      }
    }),
  );
}
