import type { LightReader } from '../db/engine.ts';
import type { ActorInput } from '../model/actor.ts';
import { stateActor, statesDataset } from '../model/states.ts';
import { RecordFault } from './derive.ts';
import { existingById } from './existing.ts';
import { recordKey } from './keys.ts';
import { type Prepared, prepareActor } from './prepare.ts';

/** An actor that is not in the database yet, with the key it is to have. */
export interface NewActor {
  readonly prepared: Prepared;
  readonly key: number;
}

/**
 * The keys of the actors that an import names; those it names first are made: states from the table of countries, all
 * others from what the import gives of them. An actor that stands already is left as it is.
 */
export class KnownActors {
  readonly #dataset: string;
  readonly #keys = new Map<string, number>();
  readonly #states = new Set<string>();

  constructor(dataset: string) {
    this.#dataset = dataset;
  }

  /** @throws Error for an actor that was not looked for. */
  key(id: string): number {
    const key = this.#keys.get(id);
    if (key === undefined) throw new Error(`The actor ${id} was not looked for.`);
    return key;
  }

  /** Whether the actor with this key is a state. */
  isState(id: string): boolean {
    return this.#states.has(id);
  }

  /**
   * Looks for actors, and says which of them must be made.
   *
   * @throws RecordFault for one that neither stands nor is given.
   */
  async find(
    db: LightReader,
    ids: Iterable<string>,
    given: ReadonlyMap<string, ActorInput>,
    next: () => number,
  ): Promise<NewActor[]> {
    const missing = [...new Set(ids)].filter((id) => !this.#keys.has(id));
    if (missing.length === 0) return [];
    const standing = await existingById(db, 'actor', missing);
    const made: NewActor[] = [];
    for (const id of missing) {
      const row = standing.get(id);
      const found = row === undefined ? this.#make(id, given, next) : null;
      if (found !== null) made.push(found);
      this.#keys.set(id, row?.key ?? (found as NewActor).key);
      if ((row?.body ?? (found as NewActor).prepared.start).includes('"kind":"state"')) this.#states.add(id);
    }
    return made;
  }

  /** Forgets what was made, when the transaction that made it was taken back. */
  forget(): void {
    this.#keys.clear();
    this.#states.clear();
  }

  #make(id: string, given: ReadonlyMap<string, ActorInput>, next: () => number): NewActor {
    const actor = given.get(id);
    const state = actor === undefined ? stateActor(id) : null;
    if (actor === undefined && state === null) throw new RecordFault(`actor ${id}`, id, `there is no actor "${id}"`);
    const prepared =
      actor === undefined
        ? prepareActor(statesDataset.id, state as ActorInput)
        : prepareActor(this.#dataset, actor as ActorInput);
    return { prepared, key: recordKey(null, next()) };
  }
}
