import type { z } from 'zod';
import { cameoCodes } from './codes/cameo.ts';
import { countries } from './codes/countries.ts';
import { type DayRange, parseDatetimeFilter } from './edtf.ts';
import { checkedList, itemList, parameterDocs, readText, wholeNumber } from './parameter.ts';
import { parseTextQuery, type TextQuery } from './text-query.ts';

/** A box on the map in degrees, WGS 84; `west` may lie east of `east`: the box then crosses the antimeridian. */
export interface Box {
  readonly west: number;
  readonly south: number;
  readonly east: number;
  readonly north: number;
}

/** The countries a place can be in. */
export const countryCodes = countries.map((country) => country.iso3) as unknown as [string, ...string[]];

/** Reads the value of `bbox`. */
export function readBox(text: string): { value: Box } | { refused: string } {
  const parts = text
    .split(',')
    .map((part) => (/^-?\d{1,3}(\.\d{1,12})?$/.test(part.trim()) ? Number(part) : Number.NaN));
  const [west = Number.NaN, south = Number.NaN, east = Number.NaN, north = Number.NaN] = parts;
  const inside = Math.abs(west) <= 180 && Math.abs(east) <= 180 && south >= -90 && north <= 90 && south <= north;
  if (parts.length !== 4 || !inside) {
    return { refused: 'is not minLon,minLat,maxLon,maxLat in degrees, with minLat not above maxLat' };
  }
  return { value: { west, south, east, north } };
}

/** A hint for an offset whose unescaped `+` was decoded as a space. */
const plusHint = (text: string): string =>
  /T\S* \d\d:\d\d/i.test(text) ? '; write the `+` of an offset as `%2B`' : '';

/** Whether both ends are valid, so that only their order is wrong. */
function endsBeforeStart(text: string): boolean {
  const ends = text.split('/');
  return ends.length === 2 && ends.every((end) => end !== '..' && parseDatetimeFilter(end) !== null);
}

function readRange(text: string): { value: DayRange } | { refused: string } {
  const range = parseDatetimeFilter(text);
  if (range !== null) return { value: range };
  if (endsBeforeStart(text)) return { refused: 'ends before it starts; write the earlier one first' };
  const forms = 'a day, month, year, RFC 3339 instant or start/end of those with `..` for an open end';
  return { refused: `is not ${forms}${plusHint(text)}` };
}

/** Reads a text query. */
export function readTextValue(text: string): { value: TextQuery } | { refused: string } {
  const result = parseTextQuery(text);
  return result.ok ? { value: result.query } : { refused: result.reason };
}

const instantPattern = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,9})?(Z|[+-]\d\d:\d\d)$/;

function readInstant(text: string): { value: string } | { refused: string } {
  const time = instantPattern.test(text) ? Date.parse(text) : Number.NaN;
  const valid = !Number.isNaN(time) && parseDatetimeFilter(text) !== null;
  if (valid) return { value: new Date(time).toISOString() };
  return { refused: `is not an RFC 3339 instant with its offset${plusHint(text)}` };
}

/** The `q` filter. */
export const q = readText(
  'text',
  readTextValue,
  { minLength: 1, maxLength: 200 },
  {
    description:
      'Text: words, "phrases", -not, prefix* (three letters or more); all of at most eight terms must match.',
    example: 'chemical weapons',
  },
);
/** The `datetime` filter. */
export const datetime = readText(
  'date',
  readRange,
  {},
  {
    description:
      'A day, month, year, RFC 3339 instant, or `start/end` of those, `..` for open. Undated records never match.',
    example: '2017-04-10/2017-04-14',
  },
);
/** The `dataset` filter. */
export const dataset = itemList('id', { description: 'Dataset, any of the list.', example: 'curated' });
/** The `source` filter. */
export const source = itemList('id', {
  description: 'Id of a source that supports the record, any of the list.',
  example: 'trump-us-russia-relations-2017-04-15',
});
/** CAMEO codes by prefix. */
export const cameoPrefix = checkedList(
  (item) => cameoCodes.some((row) => row.code.startsWith(item)),
  'a CAMEO code or the beginning of one, such as `12` or `129`',
  '^\\d{1,4}$',
  { description: 'CAMEO code or a prefix of one: `12` matches `129`; any of the list.', example: '12' },
);
/** Filters on the time or revision of the last change. */
export const since = {
  updated_since: readText(
    'date',
    readInstant,
    { format: 'date-time' },
    {
      description: 'Only records that changed at or after this instant (RFC 3339).',
      example: '2017-01-01T00:00:00Z',
    },
  ),
  revision_after: wholeNumber(0, 1e15, { description: 'Only records of a later revision.', example: '0' }),
};
/** The `id` filter. */
export const id = itemList('id', { description: 'Id, any of the list.', example: 'syrian-civil-war' });
/** A list of actors, however they are named. */
export const actors = (description: string, example = 'Russia') =>
  itemList('actor', {
    description: `${description} By id, ISO code, CAMEO code or any name; any of the list.`,
    example,
  });

type ListName<Shape> = {
  [Name in keyof Shape]: Shape[Name] extends z.ZodType<infer Out> ? (Out extends unknown[] ? Name : never) : never;
}[keyof Shape] &
  string;
type Complements<Shape> = { [Name in Exclude<ListName<Shape>, 'actor__all'> as `${Name}__not`]: Shape[Name] };

/** Adds to every id and code list its exact complement, `<name>__not`. */
export function withComplements<Shape extends Record<string, z.ZodType>>(shape: Shape) {
  const complements: Record<string, z.ZodType> = {};
  for (const [name, schema] of Object.entries(shape)) {
    const doc = parameterDocs.get(schema);
    if (!doc?.list || name === 'actor__all') continue;
    const copy = schema.clone();
    copy.register(parameterDocs, {
      ...doc,
      description: `The exact complement of \`${name}\`: every record it leaves out.`,
    });
    complements[`${name}__not`] = copy;
  }
  return { ...shape, ...(complements as Complements<Shape>) };
}
