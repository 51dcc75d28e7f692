import { accessSync, constants, existsSync, mkdirSync, statSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import Database from 'better-sqlite3';
import { UsageError } from '../../errors.ts';

/** How long a connection waits for another's write, in milliseconds. */
const busy_timeout_ms = 10_000;

/** Creates a folder and its parents one by one: Node's recursive `mkdir` may hang where none can be created. */
function makeFolder(folder: string): void {
  if (existsSync(folder)) {
    if (!statSync(folder).isDirectory()) throw Object.assign(new Error(`${folder} is a file`), { code: 'ENOTDIR' });
    return;
  }
  makeFolder(dirname(folder));
  try {
    mkdirSync(folder);
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code !== 'EEXIST') throw cause;
  }
}

function refusePath(path: string, mustExist: boolean): void {
  const folder = dirname(resolve(path));
  if (!existsSync(path) && mustExist) {
    throw new UsageError(
      `There is no database at ${path}; create one with \`npx demarche migrate\` or set DATABASE_URL.`,
    );
  }
  try {
    makeFolder(folder);
    accessSync(folder, constants.W_OK);
    if (existsSync(path)) accessSync(path, constants.W_OK);
  } catch (cause) {
    const reason = (cause as NodeJS.ErrnoException).code ?? 'unknown';
    throw new UsageError(
      `The database ${path} is not writable (${reason}); make its folder writable or set DATABASE_URL to another path.`,
    );
  }
}

/** Whether the disk is at fault; a full one yields several codes, depending on the file being written. */
const isDisk = (code: string) => code === 'SQLITE_FULL' || code.startsWith('SQLITE_IOERR');

/** Explains a write error caused by the disk or a lock; returns any other error unchanged. */
export function explainWrite(path: string, cause: unknown): unknown {
  const { code } = cause as { code?: unknown };
  if (typeof code !== 'string') return cause;
  return isDisk(code) || code.startsWith('SQLITE_BUSY') ? explain(path, cause) : cause;
}

/** Explains a SQLite error about an unusable file. */
function explain(path: string, cause: unknown): UsageError {
  const { code = 'unknown', message = '' } = cause as { code?: string; message?: string };
  if (code === 'SQLITE_NOTADB' || code.startsWith('SQLITE_CORRUPT')) {
    return new UsageError(
      `The file ${path} is not a sound SQLite database (${code}); restore it from a backup, or move it away and start afresh.`,
    );
  }
  if (isDisk(code)) {
    return new UsageError(
      `The disk of the database ${path} is full or failing (${code}); the change was rolled back. Free some disk space.`,
    );
  }
  if (code.startsWith('SQLITE_BUSY')) {
    return new UsageError(`The database ${path} is locked by another process; stop it or try again later.`);
  }
  return new UsageError(`The database ${path} cannot be opened (${code}: ${message}); check DATABASE_URL.`);
}

/**
 * Opens a connection and sets the common pragmas.
 *
 * @throws UsageError saying what is wrong with the file and what to do.
 */
export function connect(
  path: string,
  options: { readonly mustExist?: boolean; readonly readOnly?: boolean } = {},
): Database.Database {
  refusePath(path, options.mustExist ?? false);
  try {
    const database = new Database(path, { timeout: busy_timeout_ms });
    // A reader must not change the file.
    if (!options.readOnly) {
      // Applies to a new file: a quarter as many pages to write as with the default size.
      database.pragma('page_size = 16384');
      database.pragma('journal_mode = WAL');
    }
    database.pragma('synchronous = NORMAL');
    database.pragma('foreign_keys = ON');
    // A writer uses its own bounded page cache; a reader maps the file and shares the system's.
    database.pragma(`cache_size = -${options.readOnly ? 65_536 : 32_768}`);
    database.pragma(`mmap_size = ${options.readOnly ? 1_073_741_824 : 0}`);
    database.pragma('temp_store = MEMORY');
    if (options.readOnly) database.pragma('query_only = ON');
    database.prepare('select count(*) from sqlite_schema').get();
    return database;
  } catch (cause) {
    throw explain(path, cause);
  }
}
