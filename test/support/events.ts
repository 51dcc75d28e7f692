import fc from 'fast-check';
import type { z } from 'zod';
import type { EventInput } from '../../src/model/nouns/event.ts';
import type { Records } from './store.ts';

/** An event as a curator would give it. */
export type MadeUpEvent = z.input<typeof EventInput>;

const states = ['aaa', 'bbb', 'ccc', 'ddd'] as const;

/** Four states, a person of each and a body that belongs to none. */
export const madeUpActors: Records['actors'] = [
  ...states.map((id) => ({ id, kind: 'state' as const, name: `State ${id}` })),
  ...states.map((id) => ({
    id: `minister-${id}`,
    kind: 'person' as const,
    name: `Minister of ${id}`,
    affiliations: [{ actor_id: id }],
  })),
  { id: 'council', kind: 'igo', name: 'The Council' },
];

const twoDigits = (value: number) => String(value).padStart(2, '0');
const year = fc.integer({ min: 2015, max: 2017 }).map(String);
const month = fc.tuple(year, fc.integer({ min: 1, max: 12 })).map(([y, m]) => `${y}-${twoDigits(m)}`);
/** Days near the borders of weeks, months and years are as likely as any other. */
const day = fc.oneof(
  fc.constantFrom('2015-12-31', '2016-01-01', '2016-01-03', '2016-01-04', '2016-02-29', '2016-12-31', '2017-01-01'),
  fc.tuple(month, fc.integer({ min: 1, max: 28 })).map(([m, d]) => `${m}-${twoDigits(d)}`),
);
const interval = fc.tuple(day, day).map((ends) => ends.toSorted().join('/'));

/** EDTF dates of every precision, open and absent ones too. */
export const madeUpDate = fc.oneof(
  { weight: 5, arbitrary: day },
  { weight: 2, arbitrary: month },
  { weight: 2, arbitrary: interval },
  { weight: 1, arbitrary: year },
  { weight: 1, arbitrary: day.map((d) => `${d}~`) },
  { weight: 1, arbitrary: day.map((d) => `${d}/..`) },
  { weight: 1, arbitrary: day.map((d) => `../${d}`) },
  { weight: 1, arbitrary: fc.constant(null) },
);

const participant = fc.oneof(
  fc.record({
    actor_id: fc.constantFrom(...states, 'council'),
    role: fc.constantFrom('initiator', 'recipient', 'target', 'victim', 'host', 'mediator', 'participant'),
  }),
  fc
    .record({ state: fc.constantFrom(...states), role: fc.constantFrom('initiator', 'recipient', 'participant') })
    .map(({ state, role }) => ({ actor_id: `minister-${state}`, principal_id: state, role })),
);

const content = fc.record({
  type: fc.constantFrom('meeting', 'visit', 'veto', 'threat', 'aid', 'bombing'),
  date: madeUpDate,
  // The codes of one type without any: no quad class, no intensity.
  cameo: fc.constantFrom(undefined, undefined, null, '043', '190'),
  place: fc.option(
    fc.record({ country: fc.constantFrom('SYR', 'RUS', null), precision: fc.constantFrom('city', 'country') }),
  ),
  fatalities: fc.option(fc.record({ best: fc.option(fc.integer({ min: 0, max: 50 })) })),
  realis: fc.constantFrom('actual', 'alleged', 'announced'),
  participants: fc.array(participant, { maxLength: 5 }),
});

/** Any events, with ids and titles that say which they are. */
export const madeUpEvents: fc.Arbitrary<MadeUpEvent[]> = fc
  .array(content, { minLength: 0, maxLength: 40 })
  .map((all) => all.map((event, at) => ({ id: `event-${at}`, title: `Event ${at}`, ...event }) as MadeUpEvent));
