import fc from 'fast-check';
import { type ColumnOptions, columnsOf } from '../../src/formats/columns.ts';
import { projector, type Row } from '../../src/formats/fields.ts';
import { formats, type TextFormat } from '../../src/formats/formats.ts';
import { Claim } from '../../src/model/nouns/claim.ts';
import { Event } from '../../src/model/nouns/event.ts';
import type { Noun } from '../../src/model/nouns.ts';

const stamps = { recorded_at: '2024-01-02T03:04:05.678Z', updated_at: '2024-02-03T04:05:06.789Z', revision: 7 };

const passage = (source_id: string | null, url: string | null = null) => ({ source_id, url });

/** A veto with something in every sort of field: lists, a null part, a figure, a free text that looks like a formula. */
export const veto = Event.parse({
  id: 'russia-vetoes-draft',
  dataset: 'curated',
  type: 'veto',
  title: '=Russia "vetoes", again',
  summary: null,
  date: '2017-04-12',
  place: { name: 'New York', country: 'USA', latitude: 40.75, longitude: -73.97, precision: 'exact' },
  participants: [
    { actor_id: 'safronkov', principal_id: 'rus', role: 'initiator', name_raw: 'Mr. Safronkov' },
    { actor_id: 'gbr', role: 'recipient' },
    { actor_id: 'fra', principal_id: 'fra', role: 'target' },
    { actor_id: 'usa', principal_id: 'usa', role: 'host' },
  ],
  quantities: [
    { kind: 'votes', value: 10 },
    { kind: 'length', value: 1.5, unit: 'h' },
  ],
  relations: [{ type: 'follows', event_id: 'attack' }],
  evidence: [passage('article'), passage('article'), passage(null, 'https://example.org/a')],
  curated: ['place.latitude', 'place.longitude'],
  date_earliest: '2017-04-12',
  date_latest: '2017-04-12',
  date_precision: 'day',
  contested: false,
  classification: {
    cameo: { code: '129', base: '129', root: '12', label: 'Veto' },
    plover: { type: 'REJECT', mode: null, contexts: ['diplomatic', 'legal'] },
    quad_class: 3,
    intensity: { value: -5, scale: 'goldstein-gdelt', inherited: false },
  },
  native: { tone: -1.5, note: '@home', constructor: 'own', tags: ['a', 'b'] },
  ...stamps,
  details: { body: 'unsc', draft: 'S/2017/315', ordinal: 8, ballots: [{ actor_id: 'rus', vote: 'no', veto: true }] },
});

/** An event of which little is known: no place, no details, a year before ours, which begins with a minus. */
export const bare = Event.parse({
  id: 'x:1',
  dataset: 'x',
  type: 'protest',
  title: 'Protest',
  date: '-0044-03-15',
  date_earliest: null,
  date_latest: null,
  date_precision: null,
  contested: true,
  classification: { cameo: null, plover: null, quad_class: null, intensity: null },
  ...stamps,
});

/** A claim with two positions, the first of them the source's own. */
export const claim = Claim.parse({
  id: 'sarin-used',
  dataset: 'curated',
  proposition: 'Sarin was used.',
  topic: 'weapon_use',
  about: [{ kind: 'event', id: 'attack' }],
  positions: [
    { actor_id: null, position: 'asserts' },
    { actor_id: 'rus', position: 'denies', date: '2017-04', note: '-no, never', evidence: [passage('article')] },
  ],
  contested: true,
  ...stamps,
});

/** What a response is asked for. */
export interface Wish extends ColumnOptions {
  readonly noun?: Noun;
  readonly raw?: boolean;
}

/** The whole text of a response. */
export function write(
  name: TextFormat['name'],
  records: readonly Row[],
  { noun = 'event', raw = false, ...wish }: Wish = {},
) {
  const format = formats.find((each) => each.name === name);
  if (!format?.streamed || format.binary) throw new Error(`${name} is not streamed`);
  const project = wish.fields && projector(wish.fields);
  const writer = format.writer(noun, { columns: columnsOf(noun, wish), raw, project });
  return writer.head + records.map((record) => writer.row(JSON.stringify(record))).join('') + writer.foot;
}

/** Text of every sort, most of it hard on a format. */
export const anyText = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.string({ unit: fc.constantFrom('"', ',', '\r', '\n', '=', '+', '-', '@', '\t', ' ', ';', 'é', '\u{1F54A}', 'x') }),
);
