import { z } from 'zod';
import {
  codesOf,
  fatalityQualifiers,
  participantRoles,
  placePrecisions,
  quantityQualifiers,
  relationTypes,
} from './codes/lists.ts';
import { CameoCode, CountryCode, Id } from './record.ts';

/** An actor in an event. */
export const Participant = z
  .strictObject({
    actor_id: Id.describe('The actor.'),
    principal_id: Id.nullable().default(null).describe('The state or organisation on whose behalf it acts here.'),
    role: z.enum(codesOf(participantRoles)).describe('Its part in this event.'),
    name_raw: z.string().nullable().default(null).describe('What the source calls it.'),
    alleged: z.boolean().default(false).describe('True when the source only alleges that it took part.'),
    claim_id: Id.nullable().default(null).describe('The claim that alleges it.'),
  })
  .meta({ id: 'Participant' });
export type Participant = z.infer<typeof Participant>;

/** Where an event took place; coordinates in degrees, WGS 84. */
export const Place = z
  .strictObject({
    name: z.string().nullable().default(null).describe('Name of the place.'),
    name_raw: z.string().nullable().default(null).describe('What the source calls it.'),
    country: CountryCode.nullable().default(null),
    latitude: z.number().min(-90).max(90).nullable().default(null).describe('Degrees north, WGS 84.'),
    longitude: z.number().min(-180).max(180).nullable().default(null).describe('Degrees east, WGS 84.'),
    precision: z.enum(codesOf(placePrecisions)).describe('How exactly the place is known.'),
  })
  .meta({ id: 'Place' });

/** An event's codes in the standard coding schemes; the intensity scale is always named. */
export const Classification = z
  .strictObject({
    cameo: z
      .strictObject({
        code: CameoCode,
        base: CameoCode.describe('Three-digit base of the code.'),
        root: CameoCode.describe('Two-digit root of the code.'),
        label: z.string().describe('What the code means.'),
      })
      .nullable()
      .describe('CAMEO, the code book of verbs; null where there is none.'),
    plover: z
      .strictObject({
        type: z.string().describe('PLOVER event type.'),
        mode: z.string().nullable().describe('PLOVER mode.'),
        contexts: z.array(z.string()).describe('PLOVER contexts.'),
      })
      .nullable()
      .describe('By the crosswalk from the CAMEO code, never from our type.'),
    quad_class: z
      .int()
      .min(1)
      .max(4)
      .nullable()
      .describe("GDELT's four classes, 1 verbal cooperation to 4 material conflict."),
    intensity: z
      .strictObject({
        value: z.number().min(-10).max(10).describe('From -10 (conflict) to +10 (cooperation).'),
        scale: z.string().describe('The published table the value is from; three of them disagree.'),
        inherited: z.boolean().describe('True when the code has no value of its own and takes that of its base.'),
      })
      .nullable()
      .describe('How cooperative or hostile such an event is rated; null if the table has no value.'),
  })
  .meta({ id: 'Classification', description: 'Codes of the event in the standard coding schemes.' });
export type Classification = z.infer<typeof Classification>;

/** Deaths: bounds and best estimate. */
export const Fatalities = z
  .strictObject({
    low: z.int().min(0).nullable().default(null).describe('Lowest estimate.'),
    best: z.int().min(0).nullable().default(null).describe('Best estimate.'),
    high: z.int().min(0).nullable().default(null).describe('Highest estimate.'),
    qualifier: z.enum(codesOf(fatalityQualifiers)).default('exact').describe('How the source words the figure.'),
  })
  .meta({ id: 'Fatalities' });

/** A figure of the source as a number. */
export const Quantity = z
  .strictObject({
    kind: z.string().describe('What is counted: `killed`, `munitions_launched`, …'),
    value: z.number().describe('The number.'),
    unit: z.string().nullable().default(null).describe('Unit of the number.'),
    qualifier: z.enum(codesOf(quantityQualifiers)).default('exact').describe('How the source words it.'),
    claim_id: Id.nullable().default(null).describe('The claim that asserts the figure, when only a party gives it.'),
  })
  .meta({ id: 'Quantity' });

/** A relation to another event. */
export const Relation = z
  .strictObject({
    type: z.enum(codesOf(relationTypes)).describe('How this event is related to the other.'),
    event_id: Id.describe('The other event.'),
    note: z.string().nullable().default(null).describe('Why, in our words.'),
  })
  .meta({ id: 'Relation' });
