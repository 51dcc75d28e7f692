import type { Reader, Transaction } from '../../db/database.ts';
import { SumDelta } from '../sums/delta.ts';
import { summedEvent, summedEvents } from '../sums/summed-events.ts';
import { sideTables } from './encode.ts';
import type { Stored } from './rows.ts';

/** Cells held before they are written: about 15 MB including their rows. */
const cells_at_once = 50_000;

const actors = sideTables('event').findIndex(({ table }) => table === 'event_actors');

/** The changes an import run makes to the sums, buffered and written in large batches. */
export class RunSums {
  readonly #isState: (actor: number) => boolean;
  #delta = new SumDelta();

  constructor(isState: (actor: number) => boolean) {
    this.#isState = isState;
  }

  /** Adds events that will be stored and subtracts those they replace; must be called before the write. */
  async note(db: Reader, stored: readonly Stored[], replaced: readonly number[]): Promise<void> {
    await this.noteStanding(db, replaced, -1);
    for (const record of stored) {
      this.#delta.add(summedEvent(record.own, record.side[actors] ?? [], this.#isState), 1);
    }
  }

  /** Adds or subtracts the events with these keys, as currently indexed. */
  async noteStanding(db: Reader, keys: readonly number[], sign: 1 | -1): Promise<void> {
    for (const event of await summedEvents(db, keys)) this.#delta.add(event, sign);
  }

  /** Writes the sums if enough have accumulated, or always if `all` is set. */
  async write(transaction: Transaction, all: boolean): Promise<void> {
    if (!all && this.#delta.size < cells_at_once) return;
    await this.#delta.write(transaction);
    this.#delta = new SumDelta();
  }
}
