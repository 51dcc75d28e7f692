import type { Database, Transaction } from '../../db/database.ts';
import type { ActorInput } from '../../model/nouns/actor.ts';
import type { DatasetInput, Run } from '../../model/nouns/dataset.ts';
import type { Noun } from '../../model/nouns.ts';
import { statesDataset } from '../../model/states.ts';
import { RecordFault } from '../fault.ts';
import { recordKey, sequenceOf } from '../keys.ts';
import { readState } from '../state.ts';
import { BitSet } from './bit-set.ts';
import type { Chunk, Outcome, WriteOptions } from './chunk.ts';
import { Consequences } from './consequences.ts';
import { contestedAs, contestedIds } from './contested.ts';
import type { Encoded } from './encode.ts';
import { bodyOf, type Existing, existingAmong } from './existing.ts';
import { KnownActors } from './known-actors.ts';
import { Round } from './round.ts';
import { insertRecords, removeRecords, type Stored, storedAs } from './rows.ts';
import { RunSums } from './run-sums.ts';
import { goneRecords } from './withdraw.ts';

/** Whether a record that stands says what is given, stamps aside. */
const isSame = (before: Existing, { start, extra }: Pick<Encoded, 'start' | 'extra'>): boolean =>
  before.body.startsWith(start) && before.extra === extra;

/**
 * Writes the records of one run of an import, a chunk at a time, in transactions that the caller ends: those that are
 * there and the same are left alone, those that differ replaced; with `withdraw`, those not given are taken out.
 *
 * Memory does not grow with the rows but for a bit for each record that the database has.
 */
export class Writer {
  readonly #database: Database;
  readonly #dataset: DatasetInput;
  readonly #now: () => Date;
  readonly #options: WriteOptions;
  readonly #actors: KnownActors;
  readonly #sums: RunSums;
  readonly #consequences: Consequences;
  /** Keys of the actors that records name by number; 0 is nobody. */
  readonly #keys: number[] = [0];
  /** Records that stood before the run and were given in it; those it made are known by their number. */
  readonly #given: BitSet;
  readonly #firstNew: number;
  #round: Round;
  #contested: ReadonlySet<string> = new Set();
  /** How often something was made visible. */
  commits = 0;

  private constructor(database: Database, dataset: DatasetInput, now: () => Date, options: WriteOptions, round: Round) {
    const { sequence } = round.state;
    this.#database = database;
    this.#dataset = dataset;
    this.#now = now;
    this.#options = options;
    this.#actors = new KnownActors(dataset.id);
    this.#sums = new RunSums((actor) => this.#actors.isState(actor));
    this.#consequences = new Consequences(this.#actors, this.#sums);
    this.#round = round;
    this.#firstNew = sequence + 1;
    this.#given = new BitSet(sequence);
  }

  /** Begins a run, and its first transaction. */
  static async open(
    database: Database,
    dataset: DatasetInput,
    now: () => Date,
    options: WriteOptions,
  ): Promise<Writer> {
    const writer = new Writer(database, dataset, now, options, await Round.begin(database, now));
    writer.#contested = await contestedIds(writer.reader);
    return writer;
  }

  /** The revision of the data before what is not committed yet. */
  get revision(): number {
    return this.#round.state.revision;
  }

  /** The time what it writes is stamped with. */
  get at(): string {
    return this.#round.stamps.at;
  }

  /** Reads the database with what this run has written so far. */
  get reader(): Transaction {
    return this.#round.transaction;
  }

  /**
   * Writes a chunk and returns each record's outcome.
   *
   * @throws RecordFault for an actor that can be neither found nor made, or a record of another dataset.
   */
  async put({ noun, records, named, actors }: Chunk): Promise<Outcome[]> {
    await this.#resolve(named, actors);
    if (records.length === 0) return [];
    const ids = records.map(({ id }) => id);
    const standing = await existingAmong(this.reader, noun, ids);
    const outcomes: Outcome[] = [];
    const stored: Stored[] = [];
    const replaced: Existing[] = [];
    const placed = new Set<string>();
    for (const record of records) {
      const before = standing.get(record.id);
      const decided = placed.has(record.id) ? 'duplicate' : this.#decide(record, before);
      placed.add(record.id);
      outcomes.push(typeof decided === 'string' ? decided : 'saved');
      if (typeof decided === 'string') continue;
      stored.push(decided);
      if (before !== undefined) replaced.push(before);
      this.#round.count(noun, decided.dataset, before?.dataset);
    }
    await this.#write(noun, stored, replaced);
    return outcomes;
  }

  /**
   * Takes out the records of the dataset that this run was not given.
   *
   * @throws RecordFault for an actor that another dataset names.
   */
  async withdraw(noun: Noun): Promise<number> {
    const isGone = (key: number) => sequenceOf(key) < this.#firstNew && !this.#given.has(sequenceOf(key));
    const gone = await goneRecords(this.reader, noun, this.#dataset.id, isGone);
    for (const { dataset } of gone) this.#round.count(noun, null, dataset);
    await this.#write(noun, [], gone);
    return gone.length;
  }

  /** Makes what was written visible, if anything was, and begins the next transaction unless this is the end. */
  async commit(run: Run): Promise<number> {
    const round = this.#round;
    const { transaction, stamps, next } = round;
    if (await this.#consequences.settle(transaction, stamps, next)) round.changed = true;
    if (await round.commit(this.#dataset, run, () => this.#sums.write(transaction, true))) this.commits += 1;
    const { revision } = await readState(this.#database);
    if (run.state === 'running') this.#round = await Round.begin(this.#database, this.#now);
    return revision;
  }

  /** Rolls back what was written since the last commit. */
  async rollback(): Promise<void> {
    await this.reader.rollback();
  }

  /** Learns the keys of actors, and makes those that are not there. */
  async #resolve(named: readonly string[], actors: readonly ActorInput[]): Promise<void> {
    if (named.length === 0) return;
    const given = new Map(actors.map((actor) => [actor.id, actor]));
    const made = await this.#actors.find(this.reader, named, given, this.#round.next);
    for (const id of named) this.#keys.push(this.#actors.key(id));
    for (const { encoded } of made) this.#round.count('actor', encoded.dataset);
    const stored = made.map(({ encoded, key }) => storedAs(encoded, key, null, this.#round.stamps, this.#keys));
    await this.#write('actor', stored, []);
  }

  #decide(given: Encoded, before: Existing | undefined): Stored | 'unchanged' | 'duplicate' {
    const record = this.#asContested(given);
    if (before === undefined) return this.#stamp(record, recordKey(record.day, this.#round.next()), null);
    const sequence = sequenceOf(before.key);
    const { merge, repeats } = this.#options;
    if (repeats === 'are-duplicates') {
      if (sequence >= this.#firstNew || this.#given.has(sequence)) return 'duplicate';
      this.#given.add(sequence);
    }
    // A state that an import named before is taken over by the dataset that describes it.
    if (before.dataset !== record.dataset && before.dataset !== statesDataset.id) {
      const reason = `the dataset ${before.dataset} already has this id`;
      throw new RecordFault(`${record.noun} ${record.id}`, record.id, reason);
    }
    const merged = merge === undefined || isSame(before, record) ? record : this.#asContested(merge(before, record));
    if (isSame(before, merged)) return 'unchanged';
    const { recorded_at } = bodyOf<{ recorded_at: string }>(before);
    return this.#stamp(merged, recordKey(merged.day, sequence), recorded_at);
  }

  #asContested(record: Encoded): Encoded {
    return record.noun === 'event' ? contestedAs(record, this.#contested.has(record.id)) : record;
  }

  #stamp(record: Encoded, key: number, recorded_at: string | null): Stored {
    return storedAs(record, key, recorded_at, this.#round.stamps, this.#keys);
  }

  async #write(noun: Noun, stored: Stored[], replaced: readonly Existing[]): Promise<void> {
    if (stored.length === 0 && replaced.length === 0) return;
    this.#round.changed = true;
    const { transaction } = this.#round;
    // In the order of their keys the database, and above all its text index, has the least to do.
    stored.sort((one, other) => one.key - other.key);
    const keys = replaced.map(({ key }) => key);
    if (noun === 'event') await this.#sums.note(transaction, stored, keys);
    await this.#consequences.before(transaction, noun, stored, replaced);
    await removeRecords(transaction, noun, keys);
    await insertRecords(transaction, noun, stored);
    await this.#consequences.after(transaction, noun, stored);
    await this.#sums.write(transaction, false);
  }
}
