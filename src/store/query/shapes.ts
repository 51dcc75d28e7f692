import { isWholeCameo } from '../../model/codes/cameo.ts';
import { stores } from '../nouns.ts';
import type { FilterValues, Sort } from './clause.ts';
import type { Collection } from './collections.ts';

/** Filters that modify others and select no records themselves. */
const modifiers = new Set(['datetime_match', 'actor_scope', 'intensity_scale']);

/** The indexed filter sets of sort orders other than by day. */
const indexedBySort: Readonly<Partial<Record<Sort, readonly string[]>>> = {
  '-updated_at': ['', 'updated_since'],
  id: ['', 'id'],
};

/** Filters for which an index covers only some values. */
const coveredValues: Readonly<Record<string, (value: unknown) => boolean>> = {
  cameo: (value) => isWholeCameo((value as string[])[0] ?? ''),
  contested: (value) => value === true,
  id: () => true,
};

const isCovered = (name: string, value: unknown): boolean =>
  coveredValues[name]?.(value) !== false && (name === 'id' || !Array.isArray(value) || value.length === 1);

/** The parts of a list query that decide whether an index covers it. */
export interface Shape {
  readonly collection: Collection;
  readonly filter: FilterValues;
  readonly sort: Sort;
}

/** Whether the cost of a page is independent of the number of records. */
export function isIndexed({ collection, filter, sort }: Shape): boolean {
  const { noun, type } = collection;
  const given = Object.entries(filter).filter(([name, value]) => value !== undefined && !modifiers.has(name));
  if (!given.every(([name, value]) => isCovered(name, value))) return false;
  const dated = sort === '-date' || sort === 'date';
  const names = given.flatMap(([name]) => (dated && name === 'datetime' ? [] : [name]));
  const all = type === null ? names : [...names, 'type'];
  const shapes = dated ? stores[noun].indexed : indexedBySort[sort];
  return shapes?.includes(all.sort().join(' ')) === true;
}
