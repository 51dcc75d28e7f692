import type { Reader } from '../../db/database.ts';
import type { ActorInput } from '../../model/nouns/actor.ts';
import { stateActor, statesDataset } from '../../model/states.ts';
import { RecordFault } from '../fault.ts';
import { recordKey } from '../keys.ts';
import { ActorNumbers } from './actor-numbers.ts';
import { type Encoded, encode } from './encode.ts';
import { existingById } from './existing.ts';

/** An actor that is not in the database yet, with its new key. */
export interface NewActor {
  readonly encoded: Encoded;
  readonly key: number;
}

/** The index of an actor refers to no other actor by key. */
const nobody = new ActorNumbers([]);

/** Encodes an actor. @throws RecordFault */
export const encodeActor = (dataset: string, actor: ActorInput): Encoded => encode('actor', dataset, actor, nobody);

/**
 * The keys of the actors that an import names. Unknown ones are created: states from the table of countries, others
 * from what the import gives. Existing actors are left unchanged.
 */
export class KnownActors {
  readonly #dataset: string;
  readonly #keys = new Map<string, number>();
  readonly #states = new Set<number>();

  constructor(dataset: string) {
    this.#dataset = dataset;
  }

  /** @throws Error for an actor that was not looked up. */
  key(id: string): number {
    const key = this.#keys.get(id);
    if (key === undefined) throw new Error(`The actor ${id} was not looked up.`);
    return key;
  }

  /** Whether the actor with this key is a state. */
  isState(key: number): boolean {
    return this.#states.has(key);
  }

  /** Remembers the key of an actor, and from its body whether it is a state. */
  learn(id: string, key: number, body: string): void {
    this.#keys.set(id, key);
    if (body.includes('"kind":"state"')) this.#states.add(key);
    else this.#states.delete(key);
  }

  /**
   * Looks up actors and returns those that must be created.
   *
   * @throws RecordFault for one that is neither stored nor given.
   */
  async find(
    db: Reader,
    ids: Iterable<string>,
    given: ReadonlyMap<string, ActorInput>,
    next: () => number,
  ): Promise<NewActor[]> {
    const missing = [...new Set(ids)].filter((id) => !this.#keys.has(id));
    if (missing.length === 0) return [];
    const existing = await existingById(db, 'actor', missing);
    const made: NewActor[] = [];
    for (const id of missing) {
      const row = existing.get(id);
      if (row === undefined) made.push(this.#make(id, given, next));
      else this.learn(id, row.key, row.body);
    }
    return made;
  }

  #make(id: string, given: ReadonlyMap<string, ActorInput>, next: () => number): NewActor {
    const own = given.get(id);
    const actor = own ?? stateActor(id);
    if (actor === null) throw new RecordFault(`actor ${id}`, id, `there is no actor "${id}"`);
    const encoded = encodeActor(own === undefined ? statesDataset.id : this.#dataset, actor);
    const key = recordKey(null, next());
    this.learn(id, key, encoded.start);
    return { encoded, key };
  }
}
