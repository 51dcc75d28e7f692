import type { LightReader, Write } from '../db/engine.ts';
import type { Stored } from './save-writes.ts';
import { SumDelta, type SummedActor, type SummedEvent } from './sums/delta.ts';
import { summedEvents, summedScale } from './sums/summed-events.ts';

/** So many cells are held before they are written: some 30 MB with the statements that write them. */
const cells_at_once = 100_000;

/** An event about to be stored as sums count it. */
export function summedEvent({ key, dataset, index }: Stored, isState: (actor: number) => boolean): SummedEvent {
  const { columns, rows } = index;
  const { intensity_scale, intensity_tenths, ...others } = columns as unknown as SummedEvent & {
    readonly intensity_scale: string | null;
  };
  const actors = (rows.event_actors ?? []) as unknown as readonly SummedActor[];
  return {
    ...others,
    key,
    dataset,
    intensity_tenths: intensity_scale === summedScale ? intensity_tenths : null,
    actors: actors.map((actor) => ({ ...actor, state: isState(actor.actor) })),
  };
}

/** What a run of an import changes of the sums over events, gathered until there is much of it. */
export class RunSums {
  readonly #isState: (actor: number) => boolean;
  #delta = new SumDelta();

  constructor(isState: (actor: number) => boolean) {
    this.#isState = isState;
  }

  /** Notes that events are stored, and others, by their keys, replaced; to be called before they are. */
  async note(db: LightReader, stored: readonly Stored[], replaced: readonly number[]): Promise<void> {
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
