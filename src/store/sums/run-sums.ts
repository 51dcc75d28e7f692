import type { Reader, Write } from '../../db/database.ts';
import type { Stored } from '../save-writes.ts';
import { SumDelta } from './delta.ts';
import { summedEvent, summedEvents } from './summed-events.ts';

/** So many cells are held before they are written: some 15 MB with the statements that write them. */
const cells_at_once = 50_000;

/** What a run of an import changes of the sums over events, gathered until there is much of it. */
export class RunSums {
  readonly #isState: (actor: number) => boolean;
  #delta = new SumDelta();

  constructor(isState: (actor: number) => boolean) {
    this.#isState = isState;
  }

  /** Notes that events are stored, and others, by their keys, replaced; to be called before they are. */
  async note(db: Reader, stored: readonly Stored[], replaced: readonly number[]): Promise<void> {
    for (const event of await summedEvents(db, replaced)) this.#delta.add(event, -1);
    for (const record of stored) this.#delta.add(summedEvent(record, this.#isState), 1);
  }

  /** The statements that bring the sums up to date; none while there are few, unless `all` are wanted. */
  take(all: boolean): Write[] {
    if (!all && this.#delta.size < cells_at_once) return [];
    const writes = this.#delta.writes();
    this.#delta = new SumDelta();
    return writes;
  }
}
