import type { Reader } from '../../db/database.ts';
import { named } from '../../db/names.ts';
import { sql } from '../../db/sql.ts';
import type { ActorLookup } from '../noun.ts';

/** An actor's affiliation with another, and its days. */
export interface Belonging {
  readonly id: string;
  readonly actor: string;
  readonly first_day: number | null;
  readonly last_day: number | null;
}

const a = named('actors', 'a');
const f = named('affiliations', 'f');

/** Reads all affiliations; few imported actors have any. */
export function readBelongings(db: Reader): Promise<Belonging[]> {
  return db.rows<Belonging>(sql`
    select ${a.id}, ${f.actor}, ${f.first_day}, ${f.last_day} from ${f.from} join ${a.from} on ${a.key} = ${f.key}`);
}

const overlaps = ({ first_day, last_day }: Belonging, first: number | null, last: number | null): boolean =>
  (first_day === null || last === null || first_day <= last) &&
  (last_day === null || first === null || last_day >= first);

/**
 * Numbers the actors that records name, from 1 in order of first mention, while their keys are unknown; 0 stands for
 * no actor.
 */
export class ActorNumbers implements ActorLookup {
  readonly #numbers = new Map<string, number>();
  readonly #alone = new Map<string, ReadonlySet<string>>();
  readonly #belongings = new Map<string, Belonging[]>();
  #named: string[] = [];

  constructor(belongings: readonly Belonging[]) {
    for (const row of belongings) this.#belongings.set(row.id, [...(this.#belongings.get(row.id) ?? []), row]);
  }

  /** The ids numbered since the last call. */
  take(): string[] {
    const named = this.#named;
    this.#named = [];
    return named;
  }

  key(id: string): number {
    let number = this.#numbers.get(id);
    if (number === undefined) {
      number = this.#numbers.size + 1;
      this.#numbers.set(id, number);
      this.#named.push(id);
    }
    return number;
  }

  ancestors(id: string, first: number | null, last: number | null): ReadonlySet<string> {
    if (!this.#belongings.has(id)) return this.#itself(id);
    const found = new Set([id]);
    for (const at of found) {
      for (const row of this.#belongings.get(at) ?? []) if (overlaps(row, first, last)) found.add(row.actor);
    }
    return found;
  }

  #itself(id: string): ReadonlySet<string> {
    let set = this.#alone.get(id);
    if (set === undefined) {
      set = new Set([id]);
      this.#alone.set(id, set);
    }
    return set;
  }
}
