import type { Event, EventInput } from '../model/nouns/event.ts';
import type { Standing } from './importer.ts';

/**
 * What would have to be given to make an event that stands, so that an importer can change a part of it.
 *
 * The derived fields are left out, the classification leads back to its CAMEO code. An event without `native` is given
 * none.
 */
export function givenEvent({ record, native }: Standing): EventInput {
  const event = record as unknown as Event;
  return {
    id: event.id,
    type: event.type,
    title: event.title,
    summary: event.summary,
    date: event.date,
    place: event.place,
    realis: event.realis,
    participants: event.participants,
    fatalities: event.fatalities,
    quantities: event.quantities,
    relations: event.relations,
    mentions: event.mentions,
    evidence: event.evidence,
    curated: event.curated,
    cameo: event.classification.cameo?.code ?? null,
    ...(Object.keys(native).length === 0 ? {} : { native }),
    details: event.details,
  } as EventInput;
}
