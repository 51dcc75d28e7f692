import type { Reader, Write } from '../../db/database.ts';
import type { Actor } from '../../model/actor.ts';
import { type Before, bodyOf } from '../before.ts';
import type { Change } from '../changes.ts';
import type { Stored } from '../save-writes.ts';
import { SumDelta, type SummedActor } from './delta.ts';
import { keysByTree, summedEvent, summedEvents } from './summed-events.ts';

/** Which actors are states once a save is done, and which of them were none before, or are none any more. */
interface States {
  readonly now: ReadonlySet<number>;
  readonly changed: ReadonlySet<number>;
}

const isState = ({ kind }: Pick<Actor, 'kind'>): boolean => kind === 'state';

function statesOf(before: Before, changes: readonly Change[]): States {
  const now = new Set<number>();
  const changed = new Set<number>();
  for (const row of before.actors) if (isState(bodyOf<Actor>(row))) now.add(row.key);
  for (const { noun, key, content, existing } of changes) {
    if (noun !== 'actor') continue;
    const state = isState(content as unknown as Actor);
    if (state) now.add(key);
    if (existing !== undefined && isState(bodyOf<Actor>(existing)) !== state) changed.add(key);
  }
  return { now, changed };
}

/**
 * What a save does to the sums: what its events counted for before is taken away, what they count for now is added.
 *
 * Events that are only found by an actor that becomes a state, or ceases to be one, count anew as well.
 *
 * @param old keys of the events that are replaced or taken out
 */
export async function saveSums(
  db: Reader,
  before: Before,
  changes: readonly Change[],
  old: readonly number[],
  events: readonly Stored[],
): Promise<Write[]> {
  const states = statesOf(before, changes);
  const sums = new SumDelta();
  const replaced = new Set(old);
  const touched = (await keysByTree(db, [...states.changed])).filter((key) => !replaced.has(key));
  for (const event of await summedEvents(db, old)) sums.add(event, -1);
  for (const event of await summedEvents(db, touched)) {
    sums.add(event, -1);
    const anew = (actor: SummedActor) =>
      states.changed.has(actor.actor) ? { ...actor, state: states.now.has(actor.actor) } : actor;
    sums.add({ ...event, actors: event.actors.map(anew) }, 1);
  }
  for (const event of events)
    sums.add(
      summedEvent(event, (actor) => states.now.has(actor)),
      1,
    );
  return sums.writes();
}
