import { z } from 'zod';
import { q } from './filter-values.ts';
import { searchedNouns } from './nouns.ts';
import { codeList, oneCode, wholeNumber } from './parameter.ts';
import { Day, Id } from './record.ts';

/** Stretches of time that a timeline counts in; weeks are ISO weeks, from Monday. */
export const intervals = ['day', 'week', 'month', 'year'] as const;

/** A stretch of time that a timeline counts in. */
export type Interval = (typeof intervals)[number];

/** What a timeline can be split by. */
export const timelineGroups = ['type', 'quad_class', 'country', 'principal', 'dataset'] as const;

/** What a timeline is split by. */
export type TimelineGroup = (typeof timelineGroups)[number];

/** Properties of events whose values can be counted. */
export const facetNames = [
  'type',
  'country',
  'principal',
  'dataset',
  'quad_class',
  'realis',
  'plover',
  'cameo_root',
  'place_precision',
  'contested',
  'year',
] as const;

/** A property of events whose values can be counted. */
export type FacetName = (typeof facetNames)[number];

/** The most cells, interval by group, that one timeline answers with. */
export const maxCells = 10_000;

/** The most values of a facet that are listed individually. */
export const maxFacetValues = 100;

/** What a timeline counts in, what splits it and whether empty intervals are included. */
export const timelineParameters = {
  interval: oneCode(intervals, {
    description:
      'The stretch of time to count in; weeks are ISO weeks and start on Monday. An event counts in the interval that fully contains its date; the rest is counted in `meta.unbinned`.',
    example: 'day',
    fallback: 'month',
  }),
  group_by: oneCode(timelineGroups, {
    description:
      'Splits each interval; `country` is that of the place. With `principal` an event counts once for each of its principals. A null group holds the events without a value.',
    example: 'quad_class',
  }),
  fill: oneCode(['none', 'zero'], {
    description:
      '`zero` returns every interval for every group, from one end of `datetime` to the other; where an end is open or `datetime` not given, from the first or to the last interval that has events.',
    example: 'zero',
    fallback: 'none',
  }),
};

/** Which facets to count. */
export const facetsParameters = {
  facets: codeList(facetNames, {
    description:
      'What to count the values of; required. With `principal` an event counts once for each of its principals; `year` is the year that wholly contains its date.',
    example: 'type,country',
  }),
};

/** How dyads are ordered and how many are given. */
export const dyadParameters = {
  sort: oneCode(['-events', 'initiator'], {
    description: 'Order; ties by the ids of initiator and recipient.',
    example: 'initiator',
    fallback: '-events',
  }),
  limit: wholeNumber(1, 1000, { description: 'Maximum number of pairs.', example: '10' }, 100),
};

/** What the search looks for and in which nouns. */
export const searchParameters = {
  q,
  noun: codeList(searchedNouns, {
    description: 'Nouns to search; all of them when left out.',
    example: 'event,statement',
  }),
  limit: wholeNumber(1, 100, { description: 'Maximum number of hits; there are no further pages.', example: '10' }, 20),
};

const events = z.int().min(0).describe('Number of events.');
const meanIntensity = z
  .number()
  .min(-10)
  .max(10)
  .nullable()
  .describe('Mean intensity on `intensity_scale`, to three decimals; null when no event has a value on it.');

/** One cell of a timeline. */
export const TimelineRow = z
  .strictObject({
    start: Day.describe('First day of the interval.'),
    group: z.string().nullable().describe('Value of `group_by`; null for events without one, and without `group_by`.'),
    events,
    fatalities_best: z.int().min(0).nullable().describe('Sum of the best estimates; null when no event has a figure.'),
    mean_intensity: meanIntensity,
  })
  .meta({ id: 'TimelineRow' });
export type TimelineRow = z.infer<typeof TimelineRow>;

/** What a timeline leaves out, never spread or rounded into it. */
export const TimelineMeta = z
  .strictObject({
    unbinned: z
      .strictObject({
        undated: z.int().min(0).describe('Events without a date.'),
        wider: z.int().min(0).describe('Events whose date no single interval wholly contains.'),
      })
      .describe('Matching events that are in no interval.'),
  })
  .meta({ id: 'TimelineMeta' });
export type TimelineMeta = z.infer<typeof TimelineMeta>;

/** The counts of the values of one property. */
export const Facet = z
  .strictObject({
    facet: z.enum(facetNames).describe('The property.'),
    values: z
      .array(
        z.strictObject({
          value: z
            .string()
            .describe('The value as filters take it: for `cameo_root` as `cameo`, for `year` as `datetime`.'),
          events,
        }),
      )
      .max(maxFacetValues)
      .describe('The 100 values of most events, ties in the order of the values.'),
    other: z
      .strictObject({ values: z.int().min(0).describe('Number of values.'), events })
      .describe('All further values together.'),
    missing: z.int().min(0).describe('Events without a value.'),
  })
  .meta({ id: 'Facet' });
export type Facet = z.infer<typeof Facet>;

/** What one principal did to another. */
export const DyadRow = z
  .strictObject({
    initiator: Id.describe('Actor id of the principal that acts.'),
    recipient: Id.describe('Actor id of the principal that is acted on.'),
    events,
    cooperation: z.int().min(0).describe('Events of quad classes 1 and 2.'),
    conflict: z.int().min(0).describe('Events of quad classes 3 and 4.'),
    mean_intensity: meanIntensity,
  })
  .meta({ id: 'DyadRow' });
export type DyadRow = z.infer<typeof DyadRow>;

/** What a list of dyads leaves out. */
export const DyadMeta = z
  .strictObject({ pairs: z.int().min(0).describe('Total number of directed pairs; at most `limit` are returned.') })
  .meta({ id: 'DyadMeta' });
export type DyadMeta = z.infer<typeof DyadMeta>;

/** One hit of the search over all nouns. */
export const SearchHit = z
  .strictObject({
    noun: z.enum(searchedNouns).describe('The kind of record.'),
    id: Id,
    title: z.string().describe('Title, proposition or name; for a statement its speaker and how it begins.'),
    date: z.string().nullable().describe('Its EDTF date; null for records without one.'),
    snippet: z
      .strictObject({
        text: z.string().describe('Plain text around the first hits, cut at word borders.'),
        hits: z
          .array(z.strictObject({ start: z.int().min(0), end: z.int().min(0) }))
          .describe('Positions of the words in `text`: Unicode code points, `end` exclusive.'),
      })
      .describe('An excerpt with the hits.'),
    rank: z.int().min(1).describe('Place in the list, from 1.'),
  })
  .meta({ id: 'SearchHit' });
export type SearchHit = z.infer<typeof SearchHit>;
