import type { Affiliation } from '../model/actor.ts';
import { parseEdtf } from '../model/edtf.ts';
import type { ActorLookup } from './index-rows.ts';

interface Node {
  readonly key: number;
  readonly affiliations: readonly Affiliation[];
}

function overlaps({ from, until }: Affiliation, first: number | null, last: number | null): boolean {
  const begin = from === null ? null : (parseEdtf(from)?.earliest ?? null);
  const end = until === null ? null : (parseEdtf(until)?.latest ?? null);
  return (begin === null || last === null || begin <= last) && (end === null || first === null || end >= first);
}

/** Who belongs to whom: actors by id with their affiliations, walked upwards through any number of them. */
export class ActorGraph implements ActorLookup {
  readonly #nodes = new Map<string, Node>();

  add(id: string, key: number, affiliations: readonly Affiliation[]): void {
    this.#nodes.set(id, { key, affiliations });
  }

  key(id: string): number {
    const node = this.#nodes.get(id);
    if (node === undefined) throw new Error(`The actor ${id} was not loaded.`);
    return node.key;
  }

  ancestors(id: string, first: number | null, last: number | null): ReadonlySet<string> {
    const found = new Set([id]);
    for (const at of found) {
      for (const affiliation of this.#nodes.get(at)?.affiliations ?? []) {
        if (overlaps(affiliation, first, last)) found.add(affiliation.actor_id);
      }
    }
    return found;
  }
}
