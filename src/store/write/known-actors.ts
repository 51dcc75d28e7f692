import type { Reader } from '../../db/database.ts';
import type { ActorInput } from '../../model/nouns/actor.ts';
import { stateActor, statesDataset } from '../../model/states.ts';
import { RecordFault } from '../fault.ts';
import { recordKey } from '../keys.ts';
import { ActorNumbers } from './actor-numbers.ts';
import { type Encoded, encode } from './encode.ts';
import { existingById } from './existing.ts';

/** An actor that is not in the database yet, with the key it is to have. */
export interface NewActor {
  readonly encoded: Encoded;
  readonly key: number;
}

/** Of itself the index of an actor names no other by its key. */
const nobody = new ActorNumbers([]);

/** An actor as it is to be stored. @throws RecordFault */
export const encodeActor = (dataset: string, actor: ActorInput): Encoded => encode('actor', dataset, actor, nobody);

/**
 * The keys of the actors that an import names; those it names first are made: states from the table of countries, all
 * others from what the import gives of them. An actor that stands already is left as it is.
 */
export class KnownActors {
  readonly #dataset: string;
  readonly #keys = new Map<string, number>();
  readonly #states = new Set<number>();

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
  isState(key: number): boolean {
    return this.#states.has(key);
  }

  /** Learns the key of an actor, and by its body whether it is a state. */
  learn(id: string, key: number, body: string): void {
    this.#keys.set(id, key);
    if (body.includes('"kind":"state"')) this.#states.add(key);
    else this.#states.delete(key);
  }

  /**
   * Looks for actors, and says which of them must be made.
   *
   * @throws RecordFault for one that neither stands nor is given.
   */
  async find(
    db: Reader,
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
