import type { Database, Transaction } from '../../db/database.ts';
import type { DatasetInput, Run } from '../../model/nouns/dataset.ts';
import type { Noun } from '../../model/nouns.ts';
import { advanceState, readState, type State, timeOfSave } from '../state.ts';
import { datasetRecords } from './dataset-record.ts';
import { insertRecords, removeRecords, type SaveStamps } from './rows.ts';

/** One transaction of a run: the state at its start, and what has changed since. */
export class Round {
  readonly transaction: Transaction;
  readonly state: State;
  readonly stamps: SaveStamps;
  /** Whether anything was written. */
  changed = false;
  #sequence: number;
  readonly #added = new Map<string, Map<Noun, number>>();

  private constructor(transaction: Transaction, state: State, at: string) {
    this.transaction = transaction;
    this.state = state;
    this.stamps = { at, revision: state.revision + 1 };
    this.#sequence = state.sequence;
  }

  /** Begins a transaction. */
  static async begin(database: Database, now: () => Date): Promise<Round> {
    const transaction = await database.begin();
    const at = await timeOfSave(transaction, now());
    return new Round(transaction, await readState(transaction), at);
  }

  /** The sequence number of the next new record. */
  readonly next = (): number => {
    this.#sequence += 1;
    return this.#sequence;
  };

  /** Counts a record for its new dataset and discounts it from its previous one. */
  count(noun: Noun, now: string | null, before?: string): void {
    if (now === before) return;
    const add = (dataset: string, amount: 1 | -1) => {
      const counts = this.#added.get(dataset) ?? new Map<Noun, number>();
      counts.set(noun, (counts.get(noun) ?? 0) + amount);
      this.#added.set(dataset, counts);
    };
    if (now !== null) add(now, 1);
    if (before !== undefined) add(before, -1);
  }

  /** Writes the records of the datasets, raises the revision and commits; false if there was nothing to commit. */
  async commit(manifest: DatasetInput, run: Run, last: () => Promise<void>): Promise<boolean> {
    const { transaction, stamps, next } = this;
    const end = { manifest, run, added: this.#added, stamps, next };
    const { datasets, replaced, stored } = await datasetRecords(transaction, end, this.changed);
    if (datasets.length === 0) {
      await transaction.rollback();
      return false;
    }
    await removeRecords(transaction, 'dataset', replaced);
    await insertRecords(transaction, 'dataset', stored);
    await last();
    await advanceState(transaction, this.state, { datasets, sequence: this.#sequence, at: stamps.at });
    await transaction.commit();
    return true;
  }
}
