import { closeSync, openSync, readSync, renameSync, rmSync, writeSync } from 'node:fs';
import { UsageError } from '../errors.ts';
import { csvHeader, csvWriter } from '../formats/csv.ts';
import { escapeControls, excerpt } from './escape.ts';
import type { RowFault } from './importer.ts';

const columns = ['file', 'line', 'column', 'value', 'reason'].map((name) => ({ name, free: name !== 'line' }));
const header = csvHeader(columns);
const write = csvWriter(columns, false);
const longest_value = 200;
const buffer_length = 64 * 1024;

/** The file of the rows that an import refuses, as CSV: file, line, column, value, reason. */
export interface Rejects {
  readonly path: string;
  readonly count: number;
  /** Adds a row; the first makes the file. */
  add(file: string, line: number, fault: Pick<RowFault, 'column' | 'value' | 'reason'>): void;
  /** Puts the file in its place. When no row was refused, there is none, and that of an earlier run is removed. */
  close(): void;
  /** Forgets all that was added; what an earlier run left stays. */
  discard(): void;
}

/** Whether a file begins as a rejects file does; null when there is none. */
function isOurs(path: string): boolean | null {
  let handle: number;
  try {
    handle = openSync(path, 'r');
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw cause;
  }
  try {
    const first = Buffer.alloc(header.length);
    const length = readSync(handle, first);
    return first.toString('utf8', 0, length) === header;
  } finally {
    closeSync(handle);
  }
}

/** Does something to the file. @throws UsageError when the system does not let it. */
function attempt<T>(path: string, work: () => T): T {
  try {
    return work();
  } catch (cause) {
    const { code } = cause as NodeJS.ErrnoException;
    if (code === undefined) throw cause;
    const advice = code === 'ENOSPC' ? 'make room' : 'check the path';
    throw new UsageError(`The rejects file ${path} cannot be written (${code}); ${advice}.`);
  }
}

/** A file that is written beside its place, and put there when it is whole. */
class RejectsFile implements Rejects {
  readonly path: string;
  count = 0;
  private handle: number | null = null;
  private text = header;
  private readonly part: string;

  constructor(path: string) {
    this.path = path;
    this.part = `${path}.part`;
  }

  add(file: string, line: number, { column, value, reason }: Pick<RowFault, 'column' | 'value' | 'reason'>): void {
    const said = value === null ? null : excerpt(value, longest_value);
    this.text += write([file, line, column === null ? null : escapeControls(column), said, escapeControls(reason)]);
    this.count += 1;
    if (this.count === 1 || this.text.length > buffer_length) attempt(this.path, () => this.flush());
  }

  close(): void {
    attempt(this.path, () => {
      if (this.count === 0) return isOurs(this.path) === true && rmSync(this.path);
      this.flush();
      closeSync(this.handle!);
      this.handle = null;
      return renameSync(this.part, this.path);
    });
  }

  discard(): void {
    attempt(this.path, () => {
      if (this.handle === null) return;
      closeSync(this.handle);
      rmSync(this.part, { force: true });
    });
    this.handle = null;
    this.text = header;
    this.count = 0;
  }

  private flush(): void {
    // What stands there is removed, never written through: it may be a link.
    if (this.handle === null) {
      rmSync(this.part, { force: true });
      this.handle = openSync(this.part, 'wx');
    }
    const bytes = Buffer.from(this.text);
    for (let at = 0; at < bytes.length; ) at += writeSync(this.handle, bytes, at);
    this.text = '';
  }
}

/**
 * Opens the rejects file of a run; nothing is written before the first row is refused.
 *
 * @throws UsageError when another file stands in its place.
 */
export function openRejects(path: string): Rejects {
  if (attempt(path, () => isOurs(path)) === false)
    throw new UsageError(`${path} stands where rejected rows are to be written, and is no rejects file; move it.`);
  return new RejectsFile(path);
}
