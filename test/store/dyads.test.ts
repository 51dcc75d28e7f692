import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { DyadRow } from '../../src/model/aggregate.ts';
import { classify } from '../../src/model/codes/cameo.ts';
import { eventTypes } from '../../src/model/codes/event-types.ts';
import { parseDatetimeFilter } from '../../src/model/edtf.ts';
import { type DyadOptions, dyads } from '../../src/store/query/dyads.ts';
import { type MadeUpEvent, madeUpActors, madeUpEvents } from '../support/events.ts';
import { engines, openTestStore, type TestStore } from '../support/store.ts';

const cameoOf = new Map<string, string | null>(eventTypes.map((row) => [row.type, row.cameo]));

function classOf({ type, cameo }: MadeUpEvent) {
  const code = cameo === undefined ? (cameoOf.get(type) ?? null) : cameo;
  return code === null ? null : classify(code);
}

/** The directed pairs of one event, each once, written out the long way. */
function pairsOf({ type, participants = [] }: MadeUpEvent): Set<string> {
  const receiving = ['recipient', 'target', 'victim', ...(type === 'visit' ? ['host'] : [])];
  const pairs = new Set<string>();
  for (const one of participants) {
    for (const other of participants) {
      const [from, to] = [one.principal_id ?? one.actor_id, other.principal_id ?? other.actor_id];
      const acts = one.role === 'initiator' && receiving.includes(other.role);
      const equals = one.role === 'participant' && other.role === 'participant';
      if (from !== to && (acts || equals)) pairs.add(`${from} ${to}`);
    }
  }
  return pairs;
}

/** All dyads of some events by hand. */
function naive(events: readonly MadeUpEvent[]): DyadRow[] {
  const byPair = new Map<string, MadeUpEvent[]>();
  for (const event of events) {
    for (const pair of pairsOf(event)) byPair.set(pair, [...(byPair.get(pair) ?? []), event]);
  }
  return [...byPair].map(([pair, own]) => {
    const [initiator = '', recipient = ''] = pair.split(' ');
    const classes = own.map((event) => classOf(event)?.quad_class ?? 0);
    const tenths = own.flatMap((event) => {
      const value = classOf(event)?.intensity?.value;
      return value === undefined ? [] : [Math.round(value * 10)];
    });
    const sum = tenths.reduce((before, value) => before + value, 0);
    return {
      initiator,
      recipient,
      events: own.length,
      cooperation: classes.filter((quad) => quad === 1 || quad === 2).length,
      conflict: classes.filter((quad) => quad === 3 || quad === 4).length,
      mean_intensity: tenths.length === 0 ? null : Math.round((sum * 100) / tenths.length) / 1000 + 0,
    };
  });
}

const pairOf = ({ initiator, recipient }: DyadRow) => `${initiator} ${recipient}`;
const byPair = (a: DyadRow, b: DyadRow) => (pairOf(a) < pairOf(b) ? -1 : 1);

describe.each(engines)('dyads on %s', (name) => {
  let store: TestStore;
  beforeAll(async () => {
    store = await openTestStore(name);
  });
  afterAll(() => store.close());

  const ask = async (options: DyadOptions = {}, filter = {}) => {
    const query = await store.query('events', { dataset: ['made-up'], ...filter });
    return dyads(store.database, query, options);
  };
  type Given = Pick<MadeUpEvent, 'type' | 'participants'>;
  const load = (...given: Given[]) => {
    const events = given.map((event, at) => ({ id: `e-${at}`, title: 'An event', ...event }) as MadeUpEvent);
    return store.load({ actors: madeUpActors ?? [], events });
  };
  const pairs = async () => (await ask({ sort: 'initiator' })).rows.map(pairOf);

  test('from initiators to recipients, targets and victims, not back', async () => {
    await load({
      type: 'threat',
      participants: [
        { actor_id: 'aaa', role: 'initiator' },
        { actor_id: 'bbb', role: 'recipient' },
        { actor_id: 'ccc', role: 'target' },
        { actor_id: 'ddd', role: 'victim' },
        { actor_id: 'council', role: 'mediator' },
      ],
    });
    expect(await pairs()).toEqual(['aaa bbb', 'aaa ccc', 'aaa ddd']);
  });

  test('equals count once each way, for those they act for', async () => {
    await load({
      type: 'meeting',
      participants: [
        { actor_id: 'minister-aaa', principal_id: 'aaa', role: 'participant' },
        { actor_id: 'minister-bbb', principal_id: 'bbb', role: 'participant' },
        { actor_id: 'aaa', role: 'participant' },
        { actor_id: 'ccc', role: 'host' },
      ],
    });
    expect(await pairs()).toEqual(['aaa bbb', 'bbb aaa']);
    expect((await ask()).rows[0]).toMatchObject({ events: 1, cooperation: 1, conflict: 0 });
  });

  test('the host is on the receiving side of a visit only', async () => {
    const participants = [
      { actor_id: 'aaa', role: 'initiator' },
      { actor_id: 'bbb', role: 'host' },
    ] as const;
    await load({ type: 'visit', participants: [...participants] });
    expect(await pairs()).toEqual(['aaa bbb']);
    await load({ type: 'aid', participants: [...participants] });
    expect(await pairs()).toEqual([]);
  });

  test('nobody is a pair with itself', async () => {
    await load({
      type: 'threat',
      participants: [
        { actor_id: 'aaa', role: 'initiator' },
        { actor_id: 'minister-aaa', principal_id: 'aaa', role: 'target' },
      ],
    });
    expect(await ask()).toEqual({ rows: [], meta: { pairs: 0 } });
  });

  test('one statement, whatever the filters', async () => {
    await store.seed();
    const session = store.database.session();
    const filter = { actor: ['Russia'], datetime: parseDatetimeFilter('2017-04-12') };
    const { rows } = await dyads(session, await store.query('events', filter, ['Russia']), {
      limit: 2,
    });
    expect(session.statements).toBe(1);
    expect(rows).toHaveLength(2);
    for (const row of rows) DyadRow.parse(row);
  });

  test('the pairs are those of a count by hand, whatever the order and the limit', async () => {
    await fc.assert(
      fc.asyncProperty(madeUpEvents, fc.integer({ min: 1, max: 25 }), async (events, limit) => {
        await store.load({ actors: madeUpActors ?? [], events });
        const expected = naive(events).toSorted(byPair);
        const largest = expected.toSorted((a, b) => b.events - a.events || byPair(a, b));
        const meta = { pairs: expected.length };
        expect(await ask({ sort: 'initiator', limit: 1000 })).toEqual({ rows: expected, meta });
        expect(await ask({ limit })).toEqual({ rows: largest.slice(0, limit), meta });
      }),
      { numRuns: 50 },
    );
  });
});
