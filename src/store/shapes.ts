import { isWholeCameo } from '../model/codes/cameo.ts';
import type { Noun } from '../model/noun.ts';
import type { Collection, Sort } from './collections.ts';
import type { FilterValues } from './plan.ts';

/** Filters that say how others are read, and choose no records themselves. */
const modifiers = new Set(['datetime_match', 'actor_scope', 'intensity_scale']);

/**
 * The sets of filters, each with one value, whose records an index gives in the order of their days: a page of them
 * costs the same however many there are. `datetime` narrows any of them to a stretch of the same index.
 */
const byDay: Readonly<Partial<Record<Noun, readonly string[]>>> = {
  event: [
    '',
    'type',
    ...['actor', 'initiator', 'recipient', 'principal'].flatMap((name) => [name, `${name} type`]),
    'country',
    'dataset',
    'cameo',
    'contested',
    'source',
    'id',
  ],
  statement: [
    '',
    'dataset',
    'speaker',
    'on_behalf_of',
    'addressee',
    'reported_by',
    'about',
    'occasion',
    'source',
    'id',
  ],
};

/** The same for other orders. */
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
  const shapes = dated ? byDay[noun] : byOther[sort];
  return shapes?.includes(all.sort().join(' ')) === true;
}
