import { type TypedCollection, typedCollections } from '../model/details.ts';
import type { Noun } from '../model/noun.ts';
import type { Filter } from './clauses.ts';
import { detailFilterClauses, eventFilterClauses } from './event-filters.ts';
import {
  actorFilterClauses,
  claimFilterClauses,
  datasetFilterClauses,
  sourceFilterClauses,
  statementFilterClauses,
} from './other-filters.ts';

/** How a list can be ordered; every order ends in the key or the id, so that it is total. */
export const sortNames = ['-date', 'date', '-updated_at', 'id', 'relevance'] as const;

/** An order of a list. */
export type Sort = (typeof sortNames)[number];

/** A list that is served: a noun, the filters it takes, its orders (the first is the default) and its fixed type. */
export interface Collection {
  readonly path: string;
  readonly noun: Noun;
  readonly filters: Readonly<Record<string, Filter>>;
  readonly sorts: readonly [Sort, ...Sort[]];
  readonly type: string | null;
}

const byDate = ['-date', 'date', '-updated_at', 'relevance'] as const;
const byId = ['id', '-updated_at', 'relevance'] as const;
const plainById = ['id', '-updated_at'] as const;

function typed(collection: TypedCollection): Collection {
  const { type: _, ...filters } = eventFilterClauses as Record<string, Filter>;
  return {
    path: collection.path,
    noun: 'event',
    filters: { ...filters, ...detailFilterClauses(collection) },
    sorts: byDate,
    type: collection.type,
  };
}

const list = (path: string, noun: Noun, filters: object, sorts: Collection['sorts']): Collection => ({
  path,
  noun,
  filters: filters as Record<string, Filter>,
  sorts,
  type: null,
});

/** Every list the service has, by its path under `/v1`. */
export const collections = new Map<string, Collection>(
  [
    list('events', 'event', eventFilterClauses, byDate),
    ...typedCollections.map(typed),
    list('actors', 'actor', actorFilterClauses, byId),
    list('statements', 'statement', statementFilterClauses, byDate),
    list('claims', 'claim', claimFilterClauses, byId),
    list('sources', 'source', sourceFilterClauses, plainById),
    list('datasets', 'dataset', datasetFilterClauses, plainById),
  ].map((collection) => [collection.path, collection]),
);
