import type { Reader, Transaction } from '../../db/database.ts';
import { SumDelta } from '../sums/delta.ts';
import { summedEvent, summedEvents } from '../sums/summed-events.ts';
import { sideTables } from './encode.ts';
import type { Stored } from './rows.ts';

/** So many cells are held before they are written: some 15 MB with the rows that are written. */
const cells_at_once = 50_000;

const actors = sideTables('event').findIndex(({ table }) => table === 'event_actors');

/** What a run of an import changes of the sums over events, gathered until there is much of it. */
export class RunSums {
  readonly #isState: (actor: number) => boolean;
  #delta = new SumDelta();

  constructor(isState: (actor: number) => boolean) {
    this.#isState = isState;
  }

  /** Notes that events are stored, and others, by their keys, replaced; to be called before they are. */
  async note(db: Reader, stored: readonly Stored[], replaced: readonly number[]): Promise<void> {
    await this.noteStanding(db, replaced, -1);
    for (const record of stored) {
      this.#delta.add(summedEvent(record.own, record.side[actors] ?? [], this.#isState), 1);
    }
  }

  /** Adds the events with these keys as the index has them now, or takes them away. */
  async noteStanding(db: Reader, keys: readonly number[], sign: 1 | -1): Promise<void> {
    for (const event of await summedEvents(db, keys)) this.#delta.add(event, sign);
  }

  /** Brings the sums up to date; waits while there is little to write, unless `all` is wanted. */
  async write(transaction: Transaction, all: boolean): Promise<void> {
    if (!all && this.#delta.size < cells_at_once) return;
    await this.#delta.write(transaction);
    this.#delta = new SumDelta();
  }
}
