import type { z } from 'zod';
import { cameoCodes } from './codes/cameo.ts';
import { countries } from './codes/countries.ts';
import { eventTypeNames } from './codes/event-types.ts';
import {
  actorKinds,
  attributions,
  claimTopics,
  codesOf,
  intensityScales,
  participantRoles,
  placePrecisions,
  positions,
  quotationKinds,
  realisValues,
  sourceKinds,
  statementMedia,
} from './codes/lists.ts';
import { type DayRange, parseDatetimeFilter } from './edtf.ts';
import {
  codeList,
  decimal,
  flag,
  itemList,
  oneCode,
  parameterDocs,
  readText,
  testedList,
  wholeNumber,
} from './parameter.ts';
import { parseTextQuery, type TextQuery } from './words.ts';

/** A box on the map in degrees, WGS 84; `west` may lie east of `east`: the box then crosses the antimeridian. */
export interface Box {
  readonly west: number;
  readonly south: number;
  readonly east: number;
  readonly north: number;
}

const ploverTypes = [...new Set(cameoCodes.flatMap((row) => row.plover?.type ?? []))].sort() as [string, ...string[]];
const countryCodes = countries.map((country) => country.iso3) as unknown as [string, ...string[]];

function readBox(text: string): { value: Box } | { refused: string } {
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

function readRange(text: string): { value: DayRange } | { refused: string } {
  const range = parseDatetimeFilter(text);
  return range === null
    ? { refused: 'is not a day, month, year, RFC 3339 instant or start/end of those with `..` for an open end' }
    : { value: range };
}

function readWords(text: string): { value: TextQuery } | { refused: string } {
  const result = parseTextQuery(text);
  return result.ok ? { value: result.query } : { refused: result.reason };
}

const instantPattern = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,9})?(Z|[+-]\d\d:\d\d)$/;

function readInstant(text: string): { value: string } | { refused: string } {
  const time = instantPattern.test(text) ? Date.parse(text) : Number.NaN;
  const valid = !Number.isNaN(time) && parseDatetimeFilter(text) !== null;
  return valid ? { value: new Date(time).toISOString() } : { refused: 'is not an RFC 3339 instant with its offset' };
}

const q = readText(
  'text',
  readWords,
  { minLength: 1, maxLength: 200 },
  {
    description:
      'Text: words, "phrases", -not, prefix* (three letters or more); all of at most eight terms must match.',
    example: 'chemical weapons',
  },
);
const datetime = readText(
  'date',
  readRange,
  {},
  {
    description:
      'A day, month, year, RFC 3339 instant, or `start/end` of those, `..` for open. Undated records never match.',
    example: '2017-04-10/2017-04-14',
  },
);
const dataset = itemList('id', { description: 'Dataset, any of the list.', example: 'curated' });
const source = itemList('id', {
  description: 'Id of a source that supports the record, any of the list.',
  example: 'trump-us-russia-relations-2017-04-15',
});
const cameoPrefix = testedList(
  (item) => cameoCodes.some((row) => row.code.startsWith(item)),
  'a CAMEO code or the beginning of one, such as `12` or `129`',
  '^\\d{1,4}$',
  { description: 'CAMEO code or the beginning of one: `12` matches `129`; any of the list.', example: '12' },
);
const since = {
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
const id = itemList('id', { description: 'Id, any of the list.', example: 'syrian-civil-war' });
const actors = (description: string, example = 'Russia') =>
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

/** Every filter on events, with what it means; all of them are ANDed. */
export const eventFilters = withComplements({
  id,
  type: codeList(eventTypeNames, { description: 'Event type, any of the list.', example: 'veto,threat' }),
  actor: actors('Takes part in any role.'),
  actor__all: actors('Each of the listed actors takes part.', 'Russia,USA'),
  initiator: actors('Initiator of the event.'),
  recipient: actors('Recipient, target or victim of the event.', 'Syria'),
  role: codeList(codesOf(participantRoles), {
    description: 'Role; together with `actor` or `principal`, the role of that same participant.',
    example: 'initiator',
  }),
  principal: actors('The state or organisation on whose behalf a participant acts, or which takes part itself.'),
  actor_scope: oneCode(['tree', 'self'], {
    description:
      '`tree`: the actor, those acting for it in that event, and persons and bodies affiliated to it on that date; `self`: the actor alone.',
    example: 'self',
    fallback: 'tree',
  }),
  country: codeList(countryCodes, {
    description: "Country of the place (ISO 3166-1 alpha-3); an actor's side is `principal`.",
    example: 'SYR',
  }),
  place_precision: codeList(codesOf(placePrecisions), {
    description: 'How exactly the place is known.',
    example: 'city',
  }),
  bbox: readText(
    'text',
    readBox,
    { pattern: '^[^,]+,[^,]+,[^,]+,[^,]+$' },
    {
      description:
        'Box minLon,minLat,maxLon,maxLat in degrees; may cross the antimeridian. Unplaced records never match.',
      example: '35,32,43,38',
    },
  ),
  datetime,
  datetime_match: oneCode(['overlaps', 'within'], {
    description: 'Whether the date of the event must overlap `datetime` or lie within it.',
    example: 'within',
    fallback: 'overlaps',
  }),
  cameo: cameoPrefix,
  plover: codeList(ploverTypes, { description: 'PLOVER event type, any of the list.', example: 'REJECT' }),
  quad_class: codeList(['1', '2', '3', '4'], {
    description: '1 verbal cooperation, 2 material cooperation, 3 verbal conflict, 4 material conflict.',
    example: '3',
  }),
  realis: codeList(codesOf(realisValues), { description: 'Actual, announced or alleged.', example: 'actual' }),
  contested: flag({ description: 'Whether a claim about the event is contested.', example: 'true' }),
  fatalities_min: wholeNumber(0, 1e12, {
    description: 'At least so many deaths by the best estimate.',
    example: '100',
  }),
  intensity_min: decimal(-10, 10, { description: 'Intensity on `intensity_scale` at or above.', example: '-10' }),
  intensity_max: decimal(-10, 10, { description: 'Intensity on `intensity_scale` at or below.', example: '-5' }),
  intensity_scale: oneCode(codesOf(intensityScales), {
    description: 'The scale of `intensity_min` and `intensity_max`; values on other scales never match.',
    example: 'goldstein-gdelt',
    fallback: 'goldstein-gdelt',
  }),
  dataset,
  source,
  q,
  ...since,
});

/** Every filter on statements. */
export const statementFilters = withComplements({
  id,
  speaker: actors('Who said it.', 'Lavrov'),
  on_behalf_of: actors('For whom it was said.'),
  addressee: actors('To whom it was said.'),
  reported_by: actors('The medium that reported it.', 'The Wall Street Journal'),
  medium: codeList(codesOf(statementMedia), { description: 'Where it was said.', example: 'news_conference' }),
  quotation: codeList(codesOf(quotationKinds), {
    description: 'How much is quoted word by word.',
    example: 'full,partial',
  }),
  attribution: codeList(codesOf(attributions), { description: 'How the speaker is known.', example: 'explicit' }),
  about: itemList('id', {
    description: 'Id of an event, claim, actor or statement it is about.',
    example: 'syrian-civil-war',
  }),
  occasion: itemList('id', { description: 'Id of the event at which it was said.', example: 'syrian-civil-war' }),
  cameo: cameoPrefix,
  datetime,
  dataset,
  source,
  q,
  ...since,
});

/** Every filter on claims. */
export const claimFilters = withComplements({
  id,
  actor: actors('Takes a position on the claim; with `position`, that same position.'),
  position: codeList(codesOf(positions), { description: 'A stand taken on the claim.', example: 'denies,disputes' }),
  about: itemList('id', {
    description: 'Id of an event, claim, actor or statement it is about.',
    example: 'syrian-civil-war',
  }),
  contested: flag({ description: 'Whether some actor stands for it and another against it.', example: 'true' }),
  topic: codeList(codesOf(claimTopics), { description: 'What the claim turns on.', example: 'responsibility' }),
  dataset,
  source,
  q,
  ...since,
});

/** Every filter on actors. */
export const actorFilters = withComplements({
  id,
  kind: codeList(codesOf(actorKinds), { description: 'What sort of actor.', example: 'state,person' }),
  country: codeList(countryCodes, { description: 'Country (ISO 3166-1 alpha-3).', example: 'RUS' }),
  affiliated_to: actors('Is, was or will be affiliated to it.'),
  dataset,
  q: readText(
    'text',
    readWords,
    { minLength: 1, maxLength: 200 },
    {
      description: 'Words of any name: the Kremlin finds Russia.',
      example: 'Kremlin',
    },
  ),
  ...since,
});

/** Every filter on sources. */
export const sourceFilters = withComplements({
  id,
  kind: codeList(codesOf(sourceKinds), { description: 'What sort of document.', example: 'article' }),
  datetime,
  dataset,
  ...since,
});

/** Every filter on datasets. */
export const datasetFilters = withComplements({ id, ...since });

/** Parameters that choose a page: where it starts, how long it is, what is counted. */
export const pageParameters = {
  limit: wholeNumber(
    1,
    1000,
    { description: 'Records on the page. Streamed formats take any number and have none by default.', example: '10' },
    50,
  ),
  cursor: readText(
    'cursor',
    (text) => ({ value: text }),
    { minLength: 1, maxLength: 2000 },
    {
      description: 'The `next` of the page before; bound to its endpoint, filters and sort.',
      example: '',
    },
  ),
  count: oneCode(['none', 'bounded', 'exact'], {
    description: 'Whether to count all matches: `bounded` counts to 10,001.',
    example: 'bounded',
    fallback: 'none',
  }),
};

const pathPattern = /^[a-z_]+(\.[A-Za-z0-9_]+)*$/;

/** Parameters that choose the shape of the answer. */
export const shapeParameters = {
  fields: testedList((item) => pathPattern.test(item), 'a field path such as `place.country`', pathPattern.source, {
    description: 'Only these fields, by path; `id` is always given.',
    example: 'id,date',
  }),
  format: oneCode(['json', 'ndjson', 'csv', 'geojson'], {
    description: 'Format of the answer; it beats `Accept`. All but `json` are streamed whole.',
    example: 'json',
    fallback: 'json',
  }),
  csv: oneCode(['safe', 'raw'], {
    description: '`raw` writes free text that starts with `= + - @` as it is; `safe` puts a quote before it.',
    example: 'raw',
    fallback: 'safe',
  }),
};
