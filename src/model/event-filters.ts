import { cameoCodes } from './codes/cameo.ts';
import { eventTypeNames } from './codes/event-types.ts';
import { codesOf, intensityScales, participantRoles, placePrecisions, realisValues } from './codes/lists.ts';
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
} from './filter-values.ts';
import { codeList, decimal, flag, oneCode, readText, wholeNumber } from './parameter.ts';

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
