import type { Database } from '../db/database.ts';
import { UsageError } from '../errors.ts';
import type { Run } from '../model/nouns/dataset.ts';
import { RecordFault } from '../store/fault.ts';
import { type Belonging, readBelongings } from '../store/write/actor-numbers.ts';
import type { Merge, Outcome } from '../store/write/chunk.ts';
import { Writer } from '../store/write/writer.ts';
import { isJoined, type PublicImporter } from './importer.ts';
import { Joiner } from './joining.ts';
import type { Mapped } from './mapped-rows.ts';
import { mapElsewhere, type Opened } from './mapping.ts';
import { mergeOf } from './merging.ts';
import type { Reject } from './rejects.ts';
import { Balance, lockedBy, type Report, type RunOptions, type Totals } from './report.ts';

/** Runs of up to `rows` rows become visible at once; larger ones in parts of `part_rows`. */
export const atOnce = { rows: 1_000_000, part_rows: 100_000 } as const;

/** Rows gathered before they are joined into records; a file in order never splits a record. */
const parts_at_once = 200_000;

/** Options and callbacks of an import from files. */
export interface ImportOptions extends RunOptions {
  readonly paths: readonly string[];
  /** Read no more rows than this. */
  readonly limit?: number | undefined;
  /** Check everything but change nothing. */
  readonly dryRun?: boolean;
  /** The share of rows that may be rejected, from 0 to 1. */
  readonly maxRejected?: number;
  readonly at_once?: { readonly rows: number; readonly part_rows: number };
  rejected?(rejects: readonly Reject[]): void;
  opened?(about: Opened): void;
  notice?(sentence: string): void;
  progress?(mapped: Mapped, totals: Totals): void;
}

/** One run of an import, from its first row to its last. */
class ImportRun {
  readonly #database: Database;
  readonly #importer: PublicImporter;
  readonly #options: ImportOptions;
  readonly #now: () => Date;
  readonly #balance = new Balance();
  readonly #started_at: string;
  #opened: Opened | null = null;
  /** Rows rejected for their own content; rows whose record is missing do not count. */
  #faulty = 0;
  #sinceCommit = 0;
  /** Totals of the parts committed so far; null before the first commit. */
  #visible: Totals | null = null;

  constructor(database: Database, importer: PublicImporter, options: ImportOptions) {
    this.#database = database;
    this.#importer = importer;
    this.#options = options;
    this.#now = options.now ?? (() => new Date());
    this.#started_at = this.#now().toISOString();
  }

  async run(merge: Merge | undefined): Promise<Report> {
    const { dataset } = this.#importer.manifest;
    const belongings = await readBelongings(this.#database);
    const repeats = isJoined(this.#importer) ? 'change' : 'are-duplicates';
    const writer = await Writer.open(this.#database, dataset, this.#now, { merge, repeats });
    try {
      await this.#importRows(writer, belongings);
      const dry_run = this.#options.dryRun === true;
      if (dry_run) await writer.rollback();
      const revision = dry_run ? writer.revision : await writer.commit(this.#runRecord('done'));
      const file_sha256 = this.#opened?.sha256 ?? '';
      return { dataset: dataset.id, ...this.#balance.totals, removed: 0, revision, file_sha256, dry_run };
    } catch (cause) {
      await writer.rollback();
      const reason =
        cause instanceof RecordFault ? new UsageError(`The import of ${dataset.id} failed: ${cause.message}.`) : cause;
      throw this.#visible === null ? reason : await this.#markFailed(this.#visible, reason);
    }
  }

  /** Commits what was saved, and records the totals even if a step after the commit fails. */
  async #showPart(writer: Writer): Promise<void> {
    const { commits } = writer;
    try {
      await writer.commit(this.#runRecord('running'));
      this.#sinceCommit = 0;
    } finally {
      if (writer.commits > commits) this.#visible = this.#balance.totals;
    }
  }

  /** Marks the run as failed with the totals already committed; if that cannot be written, it stays `running`. */
  async #markFailed(visible: Totals, cause: unknown): Promise<unknown> {
    const { dataset } = this.#importer.manifest;
    try {
      const end = await Writer.open(this.#database, dataset, this.#now, { repeats: 'change' });
      // Rows only checked, or still waiting to be joined, do not count.
      const { saved, unchanged, duplicates, rejected } = visible;
      const read = saved + unchanged + duplicates + rejected;
      await end.commit(this.#runRecord('failed', { ...visible, read }));
    } catch {
      // Report the original cause, which may also be why this write failed.
    }
    if (!(cause instanceof UsageError)) return cause;
    const kept = `${visible.saved} rows of this run were already committed and stay; import the same files again to complete it.`;
    return new UsageError(`${cause.message} ${kept}`, cause.exitCode);
  }

  async #importRows(writer: Writer, belongings: readonly Belonging[]): Promise<void> {
    const { paths, limit = Number.POSITIVE_INFINITY, dryRun = false, at_once = atOnce } = this.#options;
    const { id: dataset } = this.#importer.manifest.dataset;
    const joiner = isJoined(this.#importer) ? new Joiner(this.#importer, belongings) : null;
    const job = { dataset, paths, belongings, at_once: at_once.rows, limit, check_only: dryRun };
    const opened = (about: Opened) => {
      this.#opened = about;
      this.#options.opened?.(about);
    };
    const rows = mapElsewhere(job, opened, (sentence) => this.#options.notice?.(sentence));
    let inParts = false;
    for await (const mapped of rows) {
      this.#read(mapped);
      for (const chunk of mapped.chunks) this.#count(await writer.put(chunk));
      joiner?.add(mapped.parts);
      if (joiner !== null && joiner.size >= parts_at_once) await this.#flush(joiner, writer);
      if (mapped.checked) {
        this.#checkRejected();
        inParts = this.#balance.read > at_once.rows && !dryRun;
      }
      if (inParts && (mapped.checked || this.#sinceCommit >= at_once.part_rows)) {
        await this.#showPart(writer);
      }
      this.#options.progress?.(mapped, this.#balance);
    }
    if (joiner !== null) await this.#flush(joiner, writer);
  }

  #read({ read, rejects }: Mapped): void {
    this.#balance.read += read;
    this.#faulty += rejects.length;
    this.#reject(rejects);
  }

  #reject(rejects: readonly Reject[]): void {
    this.#balance.rejected += rejects.length;
    if (rejects.length > 0) this.#options.rejected?.(rejects);
  }

  #count(outcomes: readonly Outcome[]): void {
    this.#sinceCommit += outcomes.length;
    this.#balance.count(outcomes);
  }

  async #flush(joiner: Joiner, writer: Writer): Promise<void> {
    const { outcomes, rejects } = await joiner.flush(writer);
    this.#count(outcomes);
    this.#reject(rejects);
  }

  /** @throws UsageError when too many rows were rejected. */
  #checkRejected(): void {
    const { maxRejected = 0.01 } = this.#options;
    const { read } = this.#balance;
    if (this.#faulty <= maxRejected * read) return;
    const percent = (share: number) => `${Number((share * 100).toPrecision(3))} %`;
    throw new UsageError(
      `${this.#faulty} of ${read} rows (${percent(this.#faulty / read)}) were rejected, more than ${percent(maxRejected)}, so nothing was changed; fix the file or raise --max-rejected.`,
    );
  }

  #runRecord(state: Run['state'], totals: Totals = this.#balance.totals): Run {
    return {
      state,
      started_at: this.#started_at,
      finished_at: state === 'running' ? null : this.#now().toISOString(),
      file_sha256: this.#opened?.sha256 ?? null,
      ...totals,
    };
  }
}

/**
 * Imports a public dataset from files: rows are checked and mapped on a worker thread and written on this one.
 *
 * A run of up to 1,000,000 rows is one transaction. In a longer run all rows are checked before anything is committed,
 * then 100,000 are committed at a time. However it ends, the database stays sound, and importing the same files again
 * completes it.
 *
 * @throws UsageError when a file cannot be read, or too many rows are rejected (nothing is changed), or when the disk is
 *   full (a longer run keeps the parts already committed).
 */
export function runImport(database: Database, importer: PublicImporter, options: ImportOptions): Promise<Report> {
  const what = lockedBy('import', importer.manifest.dataset.id);
  return database.exclusively(what, options.waiting ?? (() => {}), () =>
    new ImportRun(database, importer, options).run(mergeOf(importer)),
  );
}
