import { closeSync, openSync, readSync, rmSync, writeFileSync } from 'node:fs';
import { UsageError } from '../errors.ts';
import { csvHeader, csvWriter } from '../formats/csv.ts';
import { escapeControls, excerpt } from './escape.ts';

/** A row that was refused: where it stands, and which cell of it is wrong in what way. */
export interface Reject {
  readonly file: string;
  readonly line: number;
  /** Null when it is the row as a whole. */
  readonly column: string | null;
  readonly value: string | null;
  readonly reason: string;
}

const columns = ['file', 'line', 'column', 'value', 'reason'].map((name) => ({ name, free: name !== 'line' }));
const header = csvHeader(columns);
const write = csvWriter(columns, false);
const longestValue = 200;

/** A refused row as a line of CSV; control characters are escaped, long values cut. */
export function rejectLine({ file, line, column, value, reason }: Reject): string {
  const said = value === null ? null : excerpt(value, longestValue);
  return write([escapeControls(file), line, column && escapeControls(column), said, escapeControls(reason)]);
}

/** Whether a file is such a list, by its first line; null when there is none. */
function isList(path: string): boolean | null {
  let file: number;
  try {
    file = openSync(path, 'r');
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw cause;
  }
  try {
    const first = Buffer.alloc(header.length);
    return first.toString('utf8', 0, readSync(file, first)) === header;
  } finally {
    closeSync(file);
  }
}

/** The list of refused rows, a file that is made when the first one comes; one of an earlier run is replaced. */
export class Rejects {
  readonly path: string;
  count = 0;
  #file: number | null = null;

  constructor(path: string) {
    this.path = path;
  }

  /**
   * Removes the list of an earlier run, so that none stands that is not of this one.
   *
   * @throws UsageError when another file stands there, which is left as it is.
   */
  clear(): void {
    let foreign: boolean;
    try {
      foreign = isList(this.path) === false;
      if (!foreign) rmSync(this.path, { force: true });
    } catch (cause) {
      throw this.#unwritable(cause);
    }
    if (foreign)
      throw new UsageError(
        `${this.path} is no list of refused rows, so it is not replaced; name another by --rejects.`,
      );
  }

  /** @throws UsageError when it cannot be written. */
  add(rejects: readonly Reject[]): void {
    if (rejects.length === 0) return;
    try {
      if (this.#file === null) {
        this.#file = openSync(this.path, 'wx');
        writeFileSync(this.#file, header);
      }
      writeFileSync(this.#file, rejects.map(rejectLine).join(''));
    } catch (cause) {
      throw this.#unwritable(cause);
    }
    this.count += rejects.length;
  }

  close(): void {
    if (this.#file !== null) closeSync(this.#file);
    this.#file = null;
  }

  #unwritable(cause: unknown): UsageError {
    const { code = 'unknown' } = cause as NodeJS.ErrnoException;
    return new UsageError(
      `The refused rows cannot be listed in ${this.path} (${code}); name another file by --rejects.`,
    );
  }
}
