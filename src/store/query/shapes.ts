import { isWholeCameo } from '../../model/codes/cameo.ts';
import { stores } from '../nouns.ts';
import type { FilterValues, Sort } from './clause.ts';
import type { Collection } from './collections.ts';

/** Filters that say how others are read, and choose no records themselves. */
const modifiers = new Set(['datetime_match', 'actor_scope', 'intensity_scale']);

/** What a noun calls `indexed`, for orders other than by day. */
const byOther: Readonly<Partial<Record<Sort, readonly string[]>>> = {
  '-updated_at': ['', 'updated_since'],
  id: ['', 'id'],
};

/** Filters of which an index helps with only some values. */
const helped: Readonly<Record<string, (value: unknown) => boolean>> = {
  cameo: (value) => isWholeCameo((value as string[])[0] ?? ''),
  contested: (value) => value === true,
  id: () => true,
};

const isHelped = (name: string, value: unknown): boolean =>
  helped[name]?.(value) !== false && (name === 'id' || !Array.isArray(value) || value.length === 1);

/** What of a list is asked, as far as it decides whether an index answers it. */
export interface Shape {
  readonly collection: Collection;
  readonly filter: FilterValues;
  readonly sort: Sort;
}

/** Whether a page of a list costs the same however many records there are. */
export function isIndexed({ collection, filter, sort }: Shape): boolean {
  const { noun, type } = collection;
  const given = Object.entries(filter).filter(([name, value]) => value !== undefined && !modifiers.has(name));
  if (!given.every(([name, value]) => isHelped(name, value))) return false;
  const dated = sort === '-date' || sort === 'date';
  const names = given.flatMap(([name]) => (dated && name === 'datetime' ? [] : [name]));
  const all = type === null ? names : [...names, 'type'];
  const shapes = dated ? stores[noun].indexed : byOther[sort];
  return shapes?.includes(all.sort().join(' ')) === true;
}
