import fc from 'fast-check';
import type { Database } from '../../src/db/database.ts';
import { sql } from '../../src/db/sql.ts';
import { type MadeUpEvent, madeUpEvents } from './events.ts';
import type { Records } from './store.ts';

const people = ['minister-aaa', 'minister-bbb', 'minister-ccc', 'minister-ddd'] as const;
const voters = Array.from({ length: 24 }, (_, at) => `voter-${at}`);

/** Actors that can be states. */
export const lands = ['aaa', 'bbb', 'ccc', 'ddd', 'voter-0', 'voter-23'] as const;

/** States, some of which may be none, and people who may belong to any of them, at any time. */
const actors: fc.Arbitrary<NonNullable<Records['actors']>> = fc
  .record({
    kinds: fc.array(fc.constantFrom('state', 'state', 'state', 'government'), { minLength: 4, maxLength: 4 }),
    affiliations: fc.array(
      fc.array(
        fc.record({
          actor_id: fc.constantFrom('aaa', 'bbb', 'ccc', 'ddd'),
          from: fc.constantFrom(null, '2016', '2016-06-15'),
          until: fc.constantFrom(null, '2016', '2016-09'),
        }),
        { maxLength: 2 },
      ),
      { minLength: 4, maxLength: 4 },
    ),
  })
  .map(({ kinds, affiliations }) => [
    ...lands.slice(0, 4).map((id, at) => ({ id, kind: kinds[at] as 'state', name: id })),
    ...people.map((id, at) => ({ id, kind: 'person' as const, name: id, affiliations: affiliations[at] ?? [] })),
    ...voters.map((id) => ({ id, kind: 'state' as const, name: id })),
    { id: 'council', kind: 'igo', name: 'The Council' },
  ]);

/** Votes of six to all voters, so many that their pairs are not all summed. */
const votes: fc.Arbitrary<MadeUpEvent[]> = fc.array(
  fc
    .record({
      date: fc.constantFrom('2016-02-29', '2016-03', '2016', '2015-12-20/2016-01-10', null),
      count: fc.integer({ min: 4, max: voters.length }),
      role: fc.constantFrom('participant' as const, 'recipient' as const),
      host: fc.constantFrom('aaa', 'voter-0'),
    })
    .map(({ date, count, role, host }) => ({
      id: '',
      type: 'meeting' as const,
      title: 'A vote',
      date,
      participants: [
        { actor_id: host, role: 'initiator' as const },
        ...voters.slice(0, count).map((actor_id) => ({ actor_id, role })),
      ],
    })),
  { maxLength: 2 },
);

const datasets = ['one', 'two'] as const;

/** One dataset anew: its events, and claims that dispute some of them. */
const events: fc.Arbitrary<Records> = fc
  .record({
    dataset: fc.constantFrom(...datasets),
    events: fc.tuple(madeUpEvents, votes).map((both) => both.flat()),
    disputed: fc.array(fc.nat({ max: 50 }), { maxLength: 3 }),
  })
  .map(({ dataset, events: given, disputed }) => {
    const own = given.map((event, at) => ({ ...event, id: `${dataset}:${at}` }));
    const claims = [...new Set(disputed)].flatMap((at) => {
      const event = own[at];
      const positions = [
        { actor_id: 'aaa', position: 'asserts' as const },
        { actor_id: 'bbb', position: 'denies' as const },
      ];
      if (event === undefined) return [];
      return [
        {
          id: `${dataset}:claim-${at}`,
          proposition: 'It happened.',
          topic: 'motive' as const,
          about: [{ kind: 'event' as const, id: event.id }],
          positions,
        },
      ];
    });
    return { dataset, events: own, claims };
  });

/** Any saves, one after the other: actors first and at times again, datasets given anew, corrected and emptied. */
export const madeUpSaves: fc.Arbitrary<Records[]> = fc
  .tuple(
    actors,
    fc.array(
      fc.oneof(
        { weight: 3, arbitrary: events },
        { weight: 2, arbitrary: actors.map((given): Records => ({ dataset: 'actors', actors: given })) },
        { weight: 1, arbitrary: fc.constantFrom(...datasets).map((dataset): Records => ({ dataset })) },
      ),
      { minLength: 2, maxLength: 6 },
    ),
  )
  .map(([first, saves]) => [{ dataset: 'one' }, { dataset: 'two' }, { dataset: 'actors', actors: first }, ...saves]);

const tables = {
  event_totals: 'scope, period, dataset',
  event_kinds: 'scope, period, dataset, type, cameo, quad_class, plover',
  event_places: 'scope, period, dataset, country, place_precision, realis, contested',
  event_principals: 'scope, period, dataset, actor',
  event_links: 'scope, period, dataset, actor, other, counts',
  event_crowds: 'key',
};

/** Every row of every table of sums. */
export async function allSums(database: Database): Promise<Record<string, unknown>> {
  const found: Record<string, unknown> = {};
  for (const [table, order] of Object.entries(tables)) {
    found[table] = await database.rows(sql`select * from ${sql.raw(`${table} order by ${order}`)}`);
  }
  return found;
}
