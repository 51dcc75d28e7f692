import type { Database, Transaction } from '../db/database.ts';
import type { ActorInput } from '../model/actor.ts';
import type { DatasetInput, Run } from '../model/dataset.ts';
import { bodyOf } from './before.ts';
import { BitSet } from './bit-set.ts';
import type { Block, Fate, UpsertOptions } from './block.ts';
import { asContested, isSame } from './compare.ts';
import { type Existing, existingAmong } from './existing.ts';
import { recordKey, sequenceOf } from './keys.ts';
import { KnownActors } from './known-actors.ts';
import type { Prepared } from './prepare.ts';
import { type Counted, endOfRun } from './run-end.ts';
import { advanceState } from './save.ts';
import { insertion, removal, type Stored } from './save-writes.ts';
import { type SaveStamps, saveStamps, storedAs } from './stamping.ts';
import { readState, type State, timeOfSave } from './state.ts';
import { RunSums } from './sums/run-sums.ts';

/**
 * Saves the records of one run of an import, a block at a time, in transactions that the caller ends; those that are
 * there and the same are left alone, those that differ replaced, none is taken out.
 *
 * Memory does not grow with the rows but for a bit for each record that the database has.
 */
export class Upsert {
  readonly #database: Database;
  readonly #dataset: DatasetInput;
  readonly #now: () => Date;
  readonly #options: UpsertOptions;
  readonly #actors: KnownActors;
  readonly #sums: RunSums;
  /** Keys of the actors that records name by number. */
  readonly #keys: number[] = [];
  /** Records that stood before the run and were given in it; those it made are known by their number. */
  readonly #given: BitSet;
  readonly #firstNew: number;
  #transaction: Transaction;
  #state: State;
  #stamps: SaveStamps;
  #sequence: number;
  #added = new Map<string, Map<Counted, number>>();
  #changed = false;
  /** How often something was made visible. */
  commits = 0;

  private constructor(
    database: Database,
    dataset: DatasetInput,
    now: () => Date,
    options: UpsertOptions,
    transaction: Transaction,
    state: State,
    at: string,
  ) {
    this.#database = database;
    this.#dataset = dataset;
    this.#now = now;
    this.#options = options;
    this.#actors = new KnownActors(dataset.id);
    this.#sums = new RunSums((actor) => this.#actors.isState(actor));
    this.#transaction = transaction;
    this.#state = state;
    this.#stamps = saveStamps(at, state.revision + 1);
    this.#sequence = state.sequence;
    this.#firstNew = state.sequence + 1;
    this.#given = new BitSet(state.sequence);
  }

  /** Begins a run, and its first transaction. */
  static async open(
    database: Database,
    dataset: DatasetInput,
    now: () => Date,
    options: UpsertOptions,
  ): Promise<Upsert> {
    const transaction = await database.begin();
    const at = await timeOfSave(transaction, now());
    return new Upsert(database, dataset, now, options, transaction, await readState(transaction), at);
  }

  /** The revision of the data before what is not committed yet. */
  get revision(): number {
    return this.#state.revision;
  }

  /** Asks the database with what this run has written so far. */
  get reader(): Transaction {
    return this.#transaction;
  }

  /** Saves a block; says of each record what became of it. @throws RecordFault for an actor that is not to be had. */
  async put({ records, named, actors }: Block): Promise<Fate[]> {
    await this.#meet(named, actors);
    const [first] = records;
    if (first === undefined) return [];
    const { noun } = first;
    const standing = await existingAmong(
      this.#transaction,
      noun,
      records.map(({ id }) => id),
    );
    const fates: Fate[] = [];
    const stored: Stored[] = [];
    const replaced: number[] = [];
    const placed = new Set<string>();
    for (const record of records) {
      const before = standing.get(record.id);
      const change = placed.has(record.id) ? 'duplicate' : this.#decide(record, before);
      placed.add(record.id);
      fates.push(typeof change === 'string' ? change : 'saved');
      if (typeof change === 'string') continue;
      stored.push(change);
      if (before !== undefined) replaced.push(before.key);
      else this.#count(record.dataset, record.noun);
    }
    if (stored.length > 0) await this.#write(noun, stored, replaced);
    return fates;
  }

  /** Makes what was saved visible, if anything was, and begins the next transaction unless this is the end. */
  async commit(run: Run): Promise<number> {
    const next = this.#next;
    const stamps = this.#stamps;
    const end = { manifest: this.#dataset, run, added: this.#added, stamps, next, dialect: this.#database.dialect };
    const { told, writes } = await endOfRun(this.#transaction, end, this.#changed);
    if (writes.length === 0) await this.#transaction.rollback();
    else {
      const sums = this.#sums.take(true);
      await this.#transaction.write([
        ...writes,
        ...sums,
        ...advanceState(this.#state, told, this.#sequence, stamps.at),
      ]);
      await this.#transaction.commit();
      this.commits += 1;
    }
    const { revision } = await readState(this.#database);
    if (run.state === 'running') await this.#begin();
    return revision;
  }

  /** Takes back what was saved since the last commit. */
  async rollback(): Promise<void> {
    await this.#transaction.rollback();
  }

  async #begin(): Promise<void> {
    this.#transaction = await this.#database.begin();
    this.#state = await readState(this.#transaction);
    this.#sequence = this.#state.sequence;
    this.#stamps = saveStamps(await timeOfSave(this.#transaction, this.#now()), this.#state.revision + 1);
    this.#added = new Map();
    this.#changed = false;
  }

  readonly #next = (): number => {
    this.#sequence += 1;
    return this.#sequence;
  };

  #count(dataset: string, noun: Counted): void {
    const counts = this.#added.get(dataset) ?? new Map<Counted, number>();
    counts.set(noun, (counts.get(noun) ?? 0) + 1);
    this.#added.set(dataset, counts);
  }

  /** Learns the keys of actors, and makes those that are not there. */
  async #meet(named: readonly string[], actors: readonly ActorInput[]): Promise<void> {
    if (named.length === 0) return;
    const given = new Map(actors.map((actor) => [actor.id, actor]));
    const made = await this.#actors.find(this.#transaction, named, given, this.#next);
    for (const id of named) this.#keys.push(this.#actors.key(id));
    if (made.length === 0) return;
    for (const { prepared } of made) this.#count(prepared.dataset, 'actor');
    await this.#write(
      'actor',
      made.map(({ prepared, key }) => this.#stamp(prepared, key, null)),
      [],
    );
  }

  #decide(record: Prepared, before: Existing | undefined): Stored | 'unchanged' | 'duplicate' {
    if (before === undefined) return this.#stamp(record, recordKey(record.day, this.#next()), null);
    const sequence = sequenceOf(before.key);
    const { merge, repeats } = this.#options;
    if (repeats === 'are-duplicates') {
      if (sequence >= this.#firstNew || this.#given.has(sequence)) return 'duplicate';
      this.#given.add(sequence);
    }
    const merged = merge === undefined || isSame(before, record) ? record : merge(before, record);
    const kept = asContested(before, merged);
    if (isSame(before, kept)) return 'unchanged';
    const { recorded_at } = bodyOf<{ recorded_at: string }>(before);
    return this.#stamp(kept, recordKey(kept.day, sequence), recorded_at);
  }

  #stamp(record: Prepared, key: number, recorded_at: string | null): Stored {
    return storedAs(record, key, recorded_at, this.#stamps, this.#keys);
  }

  async #write(noun: Counted, stored: Stored[], replaced: readonly number[]): Promise<void> {
    this.#changed = true;
    const { dialect } = this.#database;
    // In the order of their keys the database, and above all its text index, has the least to do.
    stored.sort((one, other) => one.key - other.key);
    if (noun === 'event') await this.#sums.note(this.#transaction, stored, replaced);
    await this.#transaction.write([
      ...removal(noun, replaced, dialect),
      ...insertion(noun, stored, dialect),
      ...this.#sums.take(false),
    ]);
  }
}
