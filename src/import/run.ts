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

/** Runs of so many rows become visible at once; larger ones in parts of the other size. */
export const atOnce = { rows: 1_000_000, part_rows: 100_000 } as const;

/** So many rows are gathered before records are made of them; a file in order never breaks a record in two. */
const parts_at_once = 200_000;

/** What a run over files is asked to do, and whom it tells. */
export interface ImportOptions extends RunOptions {
  readonly paths: readonly string[];
  /** Read no more rows than this. */
  readonly limit?: number | undefined;
  /** Change nothing. */
  readonly dryRun?: boolean;
  /** The share of rows that may be refused, from 0 to 1. */
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
  /** Rows refused because of what they are themselves; those that only lack what they belong to do not count. */
  #faulty = 0;
  #sinceCommit = 0;
  /** What is visible of the run while it goes on; null before its first part is. */
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
      await this.#all(writer, belongings);
      const dry_run = this.#options.dryRun === true;
      if (dry_run) await writer.rollback();
      const revision = dry_run ? writer.revision : await writer.commit(this.#told('done'));
      const file_sha256 = this.#opened?.sha256 ?? '';
      return { dataset: dataset.id, ...this.#balance.totals, removed: 0, revision, file_sha256, dry_run };
    } catch (cause) {
      await writer.rollback();
      const reason =
        cause instanceof RecordFault ? new UsageError(`The import of ${dataset.id} failed: ${cause.message}.`) : cause;
      throw this.#visible === null ? reason : await this.#broken(this.#visible, reason);
    }
  }

  /** Makes what was saved visible, and notes what then is, even should it fail to go on. */
  async #showPart(writer: Writer): Promise<void> {
    const { commits } = writer;
    try {
      await writer.commit(this.#told('running'));
      this.#sinceCommit = 0;
    } finally {
      if (writer.commits > commits) this.#visible = this.#balance.totals;
    }
  }

  /** Says of a run that ended early that it did and what stands of it; where that cannot be written, it stays `running`. */
  async #broken(visible: Totals, cause: unknown): Promise<unknown> {
    const { dataset } = this.#importer.manifest;
    try {
      const end = await Writer.open(this.#database, dataset, this.#now, { repeats: 'change' });
      // Rows that were only checked, or wait to be joined, are part of no balance.
      const { saved, unchanged, duplicates, rejected } = visible;
      const read = saved + unchanged + duplicates + rejected;
      await end.commit(this.#told('failed', { ...visible, read }));
    } catch {
      // Why the run ended is what has to be told, and it may be what keeps this from being written.
    }
    if (!(cause instanceof UsageError)) return cause;
    const stands = `${visible.saved} rows of this run were saved before and stay; the same files given again complete it.`;
    return new UsageError(`${cause.message} ${stands}`, cause.exitCode);
  }

  async #all(writer: Writer, belongings: readonly Belonging[]): Promise<void> {
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
        this.#judge();
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

  /** @throws UsageError when more rows were refused than may be. */
  #judge(): void {
    const { maxRejected = 0.01 } = this.#options;
    const { read } = this.#balance;
    if (this.#faulty <= maxRejected * read) return;
    const percent = (share: number) => `${Number((share * 100).toPrecision(3))} %`;
    throw new UsageError(
      `${this.#faulty} of ${read} rows (${percent(this.#faulty / read)}) were refused, more than ${percent(maxRejected)}, so nothing was changed; mend the file, or allow more with --max-rejected.`,
    );
  }

  #told(state: Run['state'], totals: Totals = this.#balance.totals): Run {
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
 * Imports a public dataset from files: rows are checked and mapped on another thread while they are written here.
 *
 * A run of up to 1,000,000 rows is one transaction. Of a longer one all rows are checked before anything is committed,
 * then 100,000 at a time become visible. Whatever ends it, the database is sound, and the same files given again
 * complete it.
 *
 * @throws UsageError when a file cannot be read, or too many rows are refused: nothing is then changed; or when the disk
 *   is full, which ends a longer run with the parts that were visible before.
 */
export function runImport(database: Database, importer: PublicImporter, options: ImportOptions): Promise<Report> {
  const what = lockedBy('import', importer.manifest.dataset.id);
  return database.exclusively(what, options.waiting ?? (() => {}), () =>
    new ImportRun(database, importer, options).run(mergeOf(importer)),
  );
}
