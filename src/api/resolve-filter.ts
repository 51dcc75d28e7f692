import type { Reader } from '../db/database.ts';
import type { FilterValues } from '../store/query/clause.ts';
import { type ActorKeys, resolveActors } from '../store/resolve.ts';
import type { State } from '../store/state.ts';
import { refuseCode } from './http/query-string.ts';
import type { CollectionQuery } from './list-query.ts';

/**
 * Resolves the actors in a filter by any of their names and checks its datasets.
 *
 * @throws Problem `unknown-actor`, `ambiguous-actor` or `unknown-code` for a dataset that is not loaded.
 */
export async function resolveFilter(
  db: Reader,
  state: State,
  filter: FilterValues,
  query: CollectionQuery,
): Promise<ActorKeys> {
  const known = Object.keys(state.catalogue);
  for (const parameter of ['dataset', 'dataset__not']) {
    const unknown = (filter[parameter] as readonly string[] | undefined)?.find(
      (id) => !Object.hasOwn(state.catalogue, id),
    );
    if (unknown === undefined) continue;
    throw refuseCode('unknown-code', parameter, unknown, 'is not a loaded dataset', known);
  }
  const wanted = Object.entries(filter).filter(([name, value]) => query.actorNames.has(name) && value !== undefined);
  if (wanted.length === 0) return new Map();
  return resolveActors(db, state, new Map(wanted as [string, string[]][]));
}
