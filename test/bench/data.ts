import type { DatasetContents } from '../../src/import/dataset-contents.ts';
import { eventTypes } from '../../src/model/codes/event-types.ts';
import { isoDay } from '../../src/model/edtf.ts';
import { ActorInput } from '../../src/model/nouns/actor.ts';
import { EventInput } from '../../src/model/nouns/event.ts';

/** A small generator of pseudo-random numbers (mulberry32), so that every run has the same data. */
export function randomFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** First and last day of the made-up events, as day numbers. */
export const days = { first: 733_042, last: 738_520 };

const types = eventTypes.filter((row) => row.cameo !== null).map((row) => row.type);
const countries = ['SYR', 'IRQ', 'UKR', 'FRA', 'USA', 'RUS', 'CHN', 'DEU', 'TUR', 'EGY'];

/** Names of the made-up states. */
export const stateIds = Array.from({ length: 60 }, (_, at) => `state-${at + 1}`);

function event(at: number, random: () => number): unknown {
  const pick = <Item>(items: readonly Item[]) => items[Math.floor(random() * random() * items.length)] as Item;
  const [from, to] = [pick(stateIds), pick(stateIds)];
  return {
    id: `bench-${at}`,
    type: pick(types),
    title: `Event ${at} between ${from} and ${to}`,
    summary: 'A made-up event with a summary of the length that summaries have, a sentence or so of plain words.',
    date: isoDay(days.first + Math.floor(random() * (days.last - days.first))),
    place: {
      name: 'Somewhere',
      country: pick(countries),
      latitude: random() * 90,
      longitude: random() * 90,
      precision: 'city',
    },
    participants: [
      { actor_id: from, principal_id: from, role: 'initiator', name_raw: from },
      { actor_id: to, principal_id: to, role: 'recipient', name_raw: to },
    ],
    evidence: [{ url: `https://example.org/articles/${at}` }],
  };
}

/** A dataset of made-up events between made-up states, the same at every call. */
export function benchBatch(count: number): DatasetContents {
  const random = randomFrom(7);
  const actor = (id: string) => ActorInput.parse({ id, kind: 'state', name: `State ${id.slice(6)}` });
  return {
    dataset: {
      id: 'bench',
      title: 'Made-up events',
      publisher: null,
      licence: 'CC0-1.0',
      attribution: 'Made up for the bench.',
      homepage: null,
      version: null,
    },
    sources: [],
    actors: stateIds.map(actor),
    events: Array.from({ length: count }, (_, at) => EventInput.parse(event(at, random))),
    statements: [],
    claims: [],
  };
}
