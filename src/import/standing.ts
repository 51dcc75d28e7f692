import type { Event, EventInput } from '../model/nouns/event.ts';
import type { Standing } from './importer.ts';

/**
 * Turns a stored event back into importer input, so that an importer can change part of it.
 *
 * Derived fields are left out and the classification becomes its CAMEO code again. An event without `native` gets none.
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
