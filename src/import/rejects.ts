import { closeSync, openSync, rmSync, writeSync } from 'node:fs';
import { UsageError } from '../errors.ts';
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

const header = 'file,line,column,value,reason\r\n';
const longestValue = 200;

const cell = (text: string): string => (/[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);

/** A refused row as a line of CSV; control characters are escaped, long values cut. */
export function rejectLine({ file, line, column, value, reason }: Reject): string {
  const cells = [escapeControls(file), String(line), column ?? '', excerpt(value ?? '', longestValue), reason];
  return `${cells.map((text) => cell(/^[=+\-@]/.test(text) ? `'${text}` : text)).join()}\r\n`;
}

/** The list of refused rows, a file that is made when the first one comes; one of an earlier run is replaced. */
export class Rejects {
  readonly path: string;
  count = 0;
  #file: number | null = null;

  constructor(path: string) {
    this.path = path;
  }

  /** Removes the list of an earlier run, so that none stands that is not of this one. */
  clear(): void {
    try {
      rmSync(this.path, { force: true });
    } catch (cause) {
      throw this.#unwritable(cause);
    }
  }

  /** @throws UsageError when it cannot be written. */
  add(rejects: readonly Reject[]): void {
    if (rejects.length === 0) return;
    try {
      if (this.#file === null) {
        this.#file = openSync(this.path, 'w');
        writeSync(this.#file, header);
      }
      writeSync(this.#file, rejects.map(rejectLine).join(''));
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
