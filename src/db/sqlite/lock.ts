import { setTimeout } from 'node:timers/promises';
import Database from 'better-sqlite3';
import { explainWrite } from './connection.ts';

const retry_ms = 250;

const isBusy = (cause: unknown) => String((cause as { code?: string }).code).startsWith('SQLITE_BUSY');

/** Takes the write lock of the lock's own file; false when another process has it. */
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

/** Says who holds the lock, and takes it again: what is said must be committed to be seen. */
function tell(lock: Database.Database, what: string): boolean {
  lock.exec('create table if not exists holder (what text not null); delete from holder');
  lock.prepare('insert into holder values (?)').run(what);
  lock.exec('commit');
  return seize(lock);
}

/**
 * Does something while no other process does anything under the same lock, a file beside the database.
 *
 * The lock is SQLite's own on that file, so the system lets go of it however its holder ends. It holds the database
 * itself for nobody: whoever reads or writes in between is not kept from it.
 *
 * @throws UsageError when the disk has no room even for the lock.
 */
export async function withLock<Result>(
  path: string,
  what: string,
  waiting: (what: string) => void,
  work: () => Promise<Result>,
): Promise<Result> {
  const lock = new Database(`${path}-import`, { timeout: 0 });
  try {
    let told = false;
    while (!(seize(lock) && tell(lock, what))) {
      if (!told) waiting(holderOf(lock));
      told = true;
      await setTimeout(retry_ms);
    }
    return await work();
  } catch (cause) {
    throw explainWrite(path, cause);
  } finally {
    lock.close();
  }
}
