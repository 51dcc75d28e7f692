import { setTimeout } from 'node:timers/promises';
import Database from 'better-sqlite3';
import { explainWrite } from './connection.ts';

const retry_ms = 250;

const isBusy = (cause: unknown) => String((cause as { code?: string }).code).startsWith('SQLITE_BUSY');

/** Acquires the write lock on the lock file; false if another process holds it. */
function seize(lock: Database.Database): boolean {
  try {
    lock.exec('begin immediate');
    return true;
  } catch (cause) {
    if (isBusy(cause)) return false;
    throw cause;
  }
}

function holderOf(lock: Database.Database): string {
  try {
    return (lock.prepare('select what from holder').pluck().get() as string | undefined) ?? 'another process';
  } catch (cause) {
    if (isBusy(cause)) return 'another process';
    throw cause;
  }
}

/** Records who holds the lock, then acquires it again: the record must be committed for others to see it. */
function recordHolder(lock: Database.Database, what: string): boolean {
  lock.exec('create table if not exists holder (what text not null); delete from holder');
  lock.prepare('insert into holder values (?)').run(what);
  lock.exec('commit');
  return seize(lock);
}

/**
 * Runs work while no other process holds the same lock, a file beside the database.
 *
 * SQLite locks that file, so the system releases the lock however its holder ends. Reads and writes of the database
 * itself are not blocked.
 *
 * @throws UsageError if the disk is too full even for the lock.
 */
export async function withLock<Result>(
  path: string,
  what: string,
  waiting: (what: string) => void,
  work: () => Promise<Result>,
): Promise<Result> {
  const lock = new Database(`${path}-import`, { timeout: 0 });
  try {
    let notified = false;
    while (!(seize(lock) && recordHolder(lock, what))) {
      if (!notified) waiting(holderOf(lock));
      notified = true;
      await setTimeout(retry_ms);
    }
    return await work();
  } catch (cause) {
    throw explainWrite(path, cause);
  } finally {
    lock.close();
  }
}
