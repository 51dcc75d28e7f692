import { classify } from '../../model/codes/cameo.ts';
import { eventTypes } from '../../model/codes/event-types.ts';
import { type Ballot, type DetailFilter, typedCollections } from '../../model/details.ts';
import type { Classification, Participant } from '../../model/event-parts.ts';
import type { Event, EventInput } from '../../model/nouns/event.ts';
import { cutWords, foldName } from '../../model/words.ts';
import { dateFields, dayColumns, daysOf, spansOf } from '../days.ts';
import { RecordFault } from '../fault.ts';
import {
  type ActorLookup,
  type Content,
  type Hidden,
  optional,
  type Reference,
  type SideRow,
  type StoreNoun,
  type Term,
} from '../noun.ts';
import { type RoleSide, roleBits, rolesOn, voterBit } from '../roles.ts';
import { eventFilters } from './event-filters.ts';

const defaultCameo = new Map<string, string | null>(eventTypes.map((row) => [row.type, row.cameo]));
const unclassified: Classification = { cameo: null, plover: null, quad_class: null, intensity: null };

function classification({ type, cameo }: EventInput): Classification {
  const code = cameo === undefined ? (defaultCameo.get(type) ?? null) : cameo;
  if (code === null) return unclassified;
  const found = classify(code);
  if (found === null) throw new RecordFault('cameo', code, `"${code}" is not a CAMEO code`);
  return found as Classification;
}

/** An event as served, with derived date and classification; `contested` is set later from the claims about it. */
function serve(given: EventInput) {
  const { type, title, summary, date, place, realis, participants, details } = given;
  return {
    type,
    title,
    summary,
    date,
    ...dateFields(date),
    place,
    realis,
    contested: false,
    participants,
    classification: classification(given),
    fatalities: given.fatalities,
    quantities: given.quantities,
    details,
    relations: given.relations,
    mentions: given.mentions,
    evidence: given.evidence,
    curated: given.curated,
  };
}

/** Removes the dataset's native fields and the ballots from an event. */
function hide(content: Content, { native }: EventInput): { content: Content; hidden: Hidden | null } {
  const details = content.details as { ballots?: unknown[] | null } | null;
  const ballots = details?.ballots ?? undefined;
  if (native === undefined && ballots === undefined) return { content, hidden: null };
  const shown = ballots === undefined ? content : { ...content, details: { ...details, ballots: null } };
  return { content: shown, hidden: { native, ballots } };
}

const ballotsOf = ({ ballots }: Hidden) => (ballots ?? []) as readonly Ballot[];

function detailTerms({ type, details }: Event): Term[] {
  const collection = typedCollections.find((one) => one.type === type);
  if (collection === undefined || details === null) return [];
  return Object.entries<DetailFilter>(collection.filters).flatMap(([name, { match, field = name }]) => {
    const value = (details as Record<string, unknown>)[field];
    if (typeof value !== 'string') return [];
    const words = match === 'text' ? cutWords(value).map(({ word }) => word) : [];
    return [foldName(value), ...words].map((folded) => [name, folded] as const);
  });
}

/** Every actor that matches an event, with its own roles and those through its tree and as a principal. */
function eventActors(event: Event, actors: ActorLookup, hidden: Hidden): SideRow<'event_actors'>[] {
  const { earliest, latest } = daysOf(event.date);
  const found = new Map<string, number>();
  const mark = (id: string, side: RoleSide, bit: number) => found.set(id, (found.get(id) ?? 0) | rolesOn(side, bit));
  for (const { actor_id, principal_id, role } of event.participants as readonly Participant[]) {
    const bit = roleBits[role];
    mark(actor_id, 'self', bit);
    mark(principal_id ?? actor_id, 'principal', bit);
    for (const start of principal_id === null ? [actor_id] : [actor_id, principal_id]) {
      for (const id of actors.ancestors(start, earliest, latest)) mark(id, 'tree', bit);
    }
  }
  for (const { actor_id } of ballotsOf(hidden)) {
    mark(actor_id, 'self', voterBit);
    for (const id of actors.ancestors(actor_id, earliest, latest)) mark(id, 'tree', voterBit);
  }
  return Array.from(found, ([id, roles]) => ({ actor: actors.key(id), type: event.type, roles }));
}

function references({ participants, quantities, relations }: Event, hidden: Hidden): Reference[] {
  return [
    ...participants.flatMap(({ actor_id, principal_id, claim_id }, at) => [
      ...optional('actor', `participants.${at}.actor_id`, actor_id),
      ...optional('actor', `participants.${at}.principal_id`, principal_id),
      ...optional('claim', `participants.${at}.claim_id`, claim_id),
    ]),
    ...ballotsOf(hidden).flatMap(({ actor_id }, at) => optional('actor', `details.ballots.${at}.actor_id`, actor_id)),
    ...quantities.flatMap(({ claim_id }, at) => optional('claim', `quantities.${at}.claim_id`, claim_id)),
    ...relations.flatMap(({ event_id }, at) => optional('event', `relations.${at}.event_id`, event_id)),
  ];
}

const texts = ({ title, summary, place }: Event) => [title, summary, place?.name, place?.name_raw];

/** How events are stored and queried. */
export const event: StoreNoun<EventInput, Event, 'events'> = {
  noun: 'event',
  table: 'events',
  serve,
  hide,
  day: ({ date }) => daysOf(date).first,
  columns: {
    ...dayColumns('date'),
    type: ({ type }) => type,
    country: ({ place }) => place?.country ?? null,
    place_precision: ({ place }) => place?.precision ?? null,
    latitude: ({ place }) => place?.latitude ?? null,
    longitude: ({ place }) => place?.longitude ?? null,
    realis: ({ realis }) => realis,
    contested: ({ contested }) => (contested ? 1 : 0),
    cameo: ({ classification: { cameo } }) => cameo?.code ?? null,
    plover: ({ classification: { plover } }) => plover?.type ?? null,
    quad_class: ({ classification: { quad_class } }) => quad_class,
    fatalities_best: ({ fatalities }) => fatalities?.best ?? null,
    intensity_tenths: ({ classification: { intensity } }) =>
      intensity === null ? null : Math.round(intensity.value * 10),
    intensity_scale: ({ classification: { intensity } }) => intensity?.scale ?? null,
  },
  side: { event_actors: eventActors, spans: spansOf },
  terms: detailTerms,
  words: texts,
  references,
  filters: eventFilters,
  sorts: ['-date', 'date', '-updated_at', 'relevance'],
  indexed: [
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
  related: {
    actors: 'named',
    sources: 'named',
    statements: ['statement.about', 'statement.occasion', 'statement.act'],
    claims: ['claim.about'],
  },
  show: (record) => ({ title: record.title, date: record.date, texts: texts(record) }),
};
