import process from 'node:process';
import type { Outcome } from '../store/write/chunk.ts';

/** Row counts; read = saved + unchanged + duplicates + rejected. */
export interface Totals {
  readonly read: number;
  readonly saved: number;
  readonly unchanged: number;
  readonly duplicates: number;
  readonly rejected: number;
}

/** The result of a run. */
export interface Report extends Totals {
  readonly dataset: string;
  /** Records removed because the dataset no longer has them. */
  readonly removed: number;
  readonly revision: number;
  readonly file_sha256: string;
  /** True when the run only checked. */
  readonly dry_run: boolean;
}

/** Options of every run. */
export interface RunOptions {
  readonly now?: (() => Date) | undefined;
  /** Called once when another process holds the database, with its description. */
  waiting?(what: string): void;
}

/** The description shown to processes that wait for this run. */
export const lockedBy = (what: string, dataset: string): string =>
  `${what} of ${dataset} by process ${process.pid} since ${new Date().toISOString()}`;

const totalOf = { saved: 'saved', unchanged: 'unchanged', duplicate: 'duplicates' } as const satisfies Record<
  Outcome,
  keyof Totals
>;

/** Running totals of a run. */
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
