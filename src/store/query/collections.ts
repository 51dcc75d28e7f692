import type { TableName } from '../../db/tables.ts';
import { modelOf, type Noun, nounNames } from '../../model/nouns.ts';
import { typedLists } from '../nouns/event-filters.ts';
import { stores } from '../nouns.ts';
import type { Filter, Sort } from './clause.ts';

/** A served list: a noun, its filters, its sort orders (the first is the default) and its fixed type. */
export interface Collection {
  readonly path: string;
  readonly noun: Noun;
  readonly table: TableName;
  readonly filters: Readonly<Record<string, Filter>>;
  readonly sorts: readonly [Sort, ...Sort[]];
  readonly type: string | null;
}

function listOf(noun: Noun): Collection {
  const { table, filters, sorts } = stores[noun];
  return { path: modelOf(noun).path, noun, table, filters, sorts, type: null };
}

const typed = typedLists.map((list): Collection => ({ ...listOf('event'), ...list }));

/** Every list, by its path under `/v1`; the typed ones follow the events. */
export const collections = new Map<string, Collection>(
  nounNames
    .flatMap((noun) => (noun === 'event' ? [listOf(noun), ...typed] : [listOf(noun)]))
    .map((collection) => [collection.path, collection]),
);

/** The list of all records of a noun. */
export function collectionOf(noun: Noun): Collection {
  const collection = collections.get(modelOf(noun).path);
  if (collection === undefined) throw new Error(`There is no list of the noun ${noun}.`);
  return collection;
}
