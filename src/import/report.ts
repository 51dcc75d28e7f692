import process from 'node:process';
import type { Outcome } from '../store/write/chunk.ts';

/** What was read, with the balance read = saved + unchanged + duplicates + rejected. */
export interface Totals {
  readonly read: number;
  readonly saved: number;
  readonly unchanged: number;
  readonly duplicates: number;
  readonly rejected: number;
}

/** What a run did. */
export interface Report extends Totals {
  readonly dataset: string;
  /** Records taken out because they were no longer given. */
  readonly removed: number;
  readonly revision: number;
  readonly file_sha256: string;
  /** True when nothing was to be changed. */
  readonly dry_run: boolean;
}

/** How a run is asked for, and whom it tells. */
export interface RunOptions {
  readonly now?: (() => Date) | undefined;
  /** Told once when another process writes to the same database, and what that is. */
  waiting?(what: string): void;
}

/** What others are told that wait for a run. */
export const lockedBy = (what: string, dataset: string): string =>
  `${what} of ${dataset} by process ${process.pid} since ${new Date().toISOString()}`;

const totalOf = { saved: 'saved', unchanged: 'unchanged', duplicate: 'duplicates' } as const satisfies Record<
  Outcome,
  keyof Totals
>;

/** The balance of a run so far. */
export class Balance implements Totals {
  read = 0;
  saved = 0;
  unchanged = 0;
  duplicates = 0;
  rejected = 0;

  /** Counts the outcomes of records, or of the rows they were made of. */
  count(outcomes: readonly Outcome[]): void {
    for (const outcome of outcomes) this[totalOf[outcome]] += 1;
  }

  /** The numbers as plain data. */
  get totals(): Totals {
    const { read, saved, unchanged, duplicates, rejected } = this;
    return { read, saved, unchanged, duplicates, rejected };
  }
}
