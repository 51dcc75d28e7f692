import { closeSync, openSync, readSync, rmSync, writeFileSync } from 'node:fs';
import { UsageError } from '../errors.ts';
import { csvHeader, csvWriter } from '../formats/csv.ts';
import { escapeControls, excerpt } from './escape.ts';

/** A rejected row: its location, and which cell is wrong and why. */
export interface Reject {
  readonly file: string;
  readonly line: number;
  /** Null when the row as a whole is wrong. */
  readonly column: string | null;
  readonly value: string | null;
  readonly reason: string;
}

const columns = ['file', 'line', 'column', 'value', 'reason'].map((name) => ({ name, free: name !== 'line' }));
const header = csvHeader(columns);
const write = csvWriter(columns, false);
const longestValue = 200;

/** Formats a rejected row as CSV; control characters are escaped, long values cut. */
export function rejectLine({ file, line, column, value, reason }: Reject): string {
  const shown = value === null ? null : excerpt(value, longestValue);
  return write([escapeControls(file), line, column && escapeControls(column), shown, escapeControls(reason)]);
}

/** Whether a file is a list of rejected rows, by its first line; null when there is no file. */
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

/** The list of rejected rows: a file created with the first one, replacing that of an earlier run. */
export class Rejects {
  readonly path: string;
  count = 0;
  #file: number | null = null;

  constructor(path: string) {
    this.path = path;
  }

  /**
   * Removes the list of an earlier run.
   *
   * @throws UsageError when the path is some other file, which is left untouched.
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
        `${this.path} is not a list of rejected rows, so it is not replaced; choose another file with --rejects.`,
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
      `The list of rejected rows cannot be written to ${this.path} (${code}); choose another file with --rejects.`,
    );
  }
}
