import { z } from 'zod';
import { cameoCodes } from '../codes/cameo.ts';
import { type EventType, eventTypeNames } from '../codes/event-types.ts';
import {
  codesOf,
  datePrecisions,
  intensityScales,
  participantRoles,
  placePrecisions,
  realisValues,
} from '../codes/lists.ts';
import { type TypedCollection, typedCollections } from '../details.ts';
import { Classification, Fatalities, Participant, Place, Quantity, Relation } from '../event-parts.ts';
import { evidenceList } from '../evidence.ts';
import {
  actors,
  cameoPrefix,
  countryCodes,
  dataset,
  datetime,
  id,
  q,
  readBox,
  since,
  source,
  withComplements,
} from '../filter-values.ts';
import { type NounModel, ownEvidence } from '../noun.ts';
import { codeList, decimal, flag, oneCode, readText, wholeNumber } from '../parameter.ts';
import { CameoCode, curated, Day, EdtfDate, Id, identity, native, stamps } from '../record.ts';

const day = (which: string) => Day.nullable().describe(`${which} day the date allows; null when open or undated.`);

/** Fields of an event that a curator or importer gives, before `details`. */
const given = {
  title: z.string().min(1).max(500).describe('A headline of ours.'),
  summary: z.string().nullable().default(null).describe('What happened, in our own words.'),
  date: EdtfDate.nullable().default(null),
  place: Place.nullable().default(null).describe('Where; null when the source does not say.'),
  realis: z.enum(codesOf(realisValues)).default('actual').describe('Whether it happened, was announced or is alleged.'),
  participants: z.array(Participant).default([]).describe('Who took part, with roles.'),
  fatalities: Fatalities.nullable().default(null).describe('Deaths; null when the source gives no figure.'),
  quantities: z.array(Quantity).default([]).describe('The figures of the source, as numbers.'),
  relations: z.array(Relation).default([]).describe('Relations to other events.'),
  mentions: z.int().min(0).nullable().default(null).describe('How often the dataset saw it mentioned.'),
  evidence: evidenceList,
  curated,
};

/** Fields the service derives from those given. */
const derived = {
  date_earliest: day('First'),
  date_latest: day('Last'),
  date_precision: z.enum(codesOf(datePrecisions)).nullable().describe('How precise `date` is.'),
  contested: z.boolean().describe('True when a claim about the event is contested.'),
  classification: Classification,
};

const typedNames = new Set<string>(typedCollections.map((collection) => collection.type));
const plainTypes = eventTypeNames.filter((type) => !typedNames.has(type)) as [EventType, ...EventType[]];

/** One object schema an event type that has details, and one for all the others, told apart by `type`. */
function byType<Before extends z.ZodRawShape, After extends z.ZodRawShape>(
  suffix: string,
  before: Before,
  after: After,
) {
  const variants = (typedCollections as readonly TypedCollection[]).map(({ type, name, details }) =>
    z
      .strictObject({
        ...before,
        type: z.literal(type).describe('What happened.'),
        ...after,
        details: details.nullable().default(null).describe('What only events of this type have.'),
      })
      .meta({ id: `${name}${suffix}` }),
  );
  const plain = z
    .strictObject({
      ...before,
      type: z.enum(plainTypes).describe('What happened.'),
      ...after,
      details: z.null().default(null).describe('Always null: events of this type have no details.'),
    })
    .meta({ id: `Plain${suffix}` });
  return z.discriminatedUnion('type', [plain, ...variants]);
}

/** An event as a curator or importer gives it; everything else is derived when it is saved. */
export const EventInput = byType(
  'EventInput',
  { id: Id },
  {
    ...given,
    cameo: CameoCode.nullable().optional().describe("CAMEO code; the type's default when left out, null for none."),
    native,
  },
);
export type EventInput = z.infer<typeof EventInput>;

/** Something that happened, was announced or alleged, with participants, time and place. */
export const Event = byType('Event', identity, { ...given, ...derived, native, ...stamps }).meta({ id: 'Event' });
export type Event = z.infer<typeof Event>;

const ploverTypes = [...new Set(cameoCodes.flatMap((row) => row.plover?.type ?? []))].sort() as [string, ...string[]];

/** Every filter on events, with what it means; all of them are ANDed. */
export const eventFilters = withComplements({
  id,
  type: codeList(eventTypeNames, { description: 'Event type, any of the list.', example: 'veto,threat' }),
  actor: actors('Takes part in any role, or votes.'),
  actor__all: actors('Each of the listed actors takes part or votes.', 'Russia,USA'),
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
    description: 'At least this many deaths by the best estimate.',
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

/** What an event is. */
export const eventModel = {
  noun: 'event',
  path: 'events',
  given: EventInput,
  record: Event,
  filters: eventFilters,
  hidden: ['native', 'ballots'],
  words: {
    summary: 'Events',
    description:
      'What happened, was announced or alleged, newest first, with participants, classification and evidence.',
    tag: 'What happened, was announced or alleged: lists, single records and counts.',
    example: 'russia-veto-2017-04-12',
    examples: [
      '?datetime=2017-04-10/2017-04-14&limit=2',
      '?actor=Russia&role=initiator&fields=id,date,title&limit=5',
      '?type=veto&include=actors,claims',
    ],
  },
  evidence: ownEvidence,
} as const satisfies NounModel;
