import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { FilterValues } from '../../src/store/query/clause.ts';
import { readState } from '../../src/store/state.ts';
import { by, claim, event, openSaving, person, type Saving } from '../support/saving.ts';
import { engines, type Records } from '../support/store.ts';

describe.each(engines)('ties between records on %s', (name) => {
  let store: Saving;
  beforeEach(async () => {
    store = await openSaving(name);
  });
  afterEach(() => store.close());

  test('an actor with another affiliation is found by it in its events, those of the same file included', async () => {
    const states = ['p', 'q'].map((id) => ({ id, kind: 'state', name: `State ${id}` }) as const);
    const events = [event('a', { ...by('x'), date: '2017-04-12' })];
    const belonging = (...affiliations: object[]) => ({ actors: [...states, person('x', ...affiliations)], events });
    const found = async () => [
      await store.ids('events', { actor: ['p'] }, ['p']),
      await store.ids('events', { actor: ['q'] }, ['q']),
    ];
    await store.load(belonging({ actor_id: 'p' }));
    expect(await found()).toEqual([['a'], []]);
    await store.load(belonging({ actor_id: 'q' }));
    expect(await found()).toEqual([[], ['a']]);
    await store.load(belonging({ actor_id: 'q', until: '2017-04-11' }, { actor_id: 'p', from: '2017-04-13' }));
    expect(await found()).toEqual([[], []]);
    expect(
      await store.load(belonging({ actor_id: 'q', until: '2017-04-12' }, { actor_id: 'p', from: '2017-04' })),
    ).toMatchObject({ saved: 1 });
    expect(await found()).toEqual([['a'], ['a']]);
    expect(await store.read('a')).toMatchObject({ revision: 1, updated_at: '2024-01-01T00:00:02.000Z' });
  });

  test('an actor with another affiliation is found by it in the events of another dataset', async () => {
    const states = ['p', 'q'].map((id) => ({ id, kind: 'state', name: `State ${id}` }) as const);
    const body = (to: string) => ({
      id: 'body',
      kind: 'ministry' as const,
      name: 'Body',
      affiliations: [{ actor_id: to }],
    });
    await store.load({ actors: [...states, body('p'), person('x', { actor_id: 'body' })] });
    await store.load({ dataset: 'other', events: [event('a', by('x'))] });
    expect(await store.ids('events', { actor: ['p'] }, ['p'])).toEqual(['a']);
    await store.load({ actors: [...states, body('q'), person('x', { actor_id: 'body' })] });
    expect(await store.ids('events', { actor: ['p'] }, ['p'])).toEqual([]);
    expect(await store.ids('events', { actor: ['q'] }, ['q'])).toEqual(['a']);
  });

  test('who voted is found by that, but is no participant, principal or part of a dyad', async () => {
    const states = ['p', 'q', 'r'].map((id) => ({ id, kind: 'state', name: `State ${id}` }) as const);
    const ballots = ['p', 'q'].map((actor_id) => ({ actor_id, vote: 'no' as const }));
    const voted = { ...event('a', by('r')), type: 'vote' as const, details: { body: 'unga', ballots } };
    const records = (until: string) => ({
      actors: [...states, person('x', { actor_id: 'r', until })],
      events: [
        {
          ...voted,
          date: '2017',
          details: { ...voted.details, ballots: [...ballots, { actor_id: 'x', vote: 'yes' as const }] },
        },
      ],
    });
    const found = async (filter: FilterValues, ...named: string[]) => store.ids('events', filter, named);
    await store.load({ ...records('2018'), events: [] });
    await store.load({ ...records('2018'), dataset: 'other', actors: [] });
    for (const until of ['2018', '2016', '2018']) {
      await store.load({ ...records(until), events: [] });
      expect(await found({ actor: ['p'] }, 'p')).toEqual(['a']);
      expect(await found({ actor__all: ['p', 'q'] }, 'p', 'q')).toEqual(['a']);
      expect(await found({ actor: ['x'], actor_scope: 'self' }, 'x')).toEqual(['a']);
      expect(await found({ actor__not: ['q'] }, 'q')).toEqual([]);
      for (const filter of [{ principal: ['p'] }, { initiator: ['p'] }, { actor: ['p'], role: ['participant'] }]) {
        expect(await found(filter, 'p')).toEqual([]);
      }
      expect(await found({ actor: ['r'] }, 'r')).toEqual(['a']);
    }
  });

  test('a ballot of nobody is refused', async () => {
    const ballots = [{ actor_id: 'nobody', vote: 'yes' as const }];
    const voted = { ...event('a'), type: 'vote' as const, details: { ballots } };
    await expect(store.load({ events: [voted] })).rejects.toThrow(/details\.ballots\.0\.actor_id/);
  });

  test.each(['the same dataset', 'another dataset'])(
    'a claim that is contested, or no longer, flips the events of %s',
    async (which) => {
      const actors = [person('x'), person('y')];
      const apart = which === 'another dataset';
      if (apart) {
        await store.load({ actors: [] });
        await store.load({ dataset: 'other', events: [event('a'), event('b')] });
      }
      const give = (...claims: NonNullable<Records['claims']>) =>
        store.load({ actors, events: apart ? [] : [event('a'), event('b')], claims });
      const contested = async () => [
        (await store.read('a'))?.contested,
        (await store.read('b'))?.contested,
        await store.ids('events', { contested: true }),
      ];
      await give(claim('c', 'a', ['x', 'asserts']));
      expect(await contested()).toEqual([false, false, []]);
      await give(claim('c', 'a', ['x', 'asserts'], ['y', 'denies']));
      expect(await contested()).toEqual([true, false, ['a']]);
      await give(claim('c', 'b', ['x', 'asserts'], ['y', 'denies']));
      expect(await contested()).toEqual([false, true, ['b']]);
      await give(claim('c', 'b', ['x', 'asserts'], ['y', 'denies'], ['y', 'retracts']));
      expect(await contested()).toEqual([false, false, []]);
      await give(
        claim('c', 'b', ['x', 'asserts'], ['y', 'doubts']),
        claim('d', 'b', ['x', 'asserts'], ['y', 'denies']),
      );
      await give(claim('c', 'b', ['x', 'asserts']));
      expect(await contested()).toEqual([false, false, []]);
    },
  );

  test.each<[string, Records]>([
    ['event a, participants.0.actor_id', { events: [event('a', by('nobody'))] }],
    [
      'event a, relations.0.event_id',
      { events: [event('a', { relations: [{ type: 'follows', event_id: 'nobody' }] })] },
    ],
    ['event a, evidence.0.source_id', { events: [event('a', { evidence: [{ source_id: 'nobody' }] })] }],
    ['claim c, about.0.id', { claims: [claim('c', 'nobody', ['x', 'asserts'])], actors: [person('x')] }],
    ['claim c, positions.0.actor_id', { claims: [claim('c', 'a', ['nobody', 'asserts'])], events: [event('a')] }],
    ['actor x, affiliations.0.actor_id', { actors: [person('x', { actor_id: 'nobody' })] }],
  ])('refuses %s that leads nowhere, and changes nothing', async (where, records) => {
    await expect(store.load(records)).rejects.toThrow(`${where}: there is no`);
    expect((await readState(store.database)).revision).toBe(0);
  });

  test('refuses a reference to a record that the same save takes out', async () => {
    await store.load({ actors: [person('x')], events: [event('a', by('x'))] });
    await expect(store.load({ events: [event('a', by('x'))] })).rejects.toThrow(
      'event a, participants.0.actor_id: there is no',
    );
    await expect(store.load({ actors: [person('x')], events: [] })).resolves.toMatchObject({ removed: 1 });
  });

  test('refuses to take out an actor that another dataset names', async () => {
    await store.load({ actors: [person('x')] });
    await store.load({ dataset: 'other', events: [event('a', by('x'))] });
    await expect(store.load({ actors: [] })).rejects.toThrow(/x/);
    expect(await store.ids('actors')).toEqual(['x']);
  });

  test('refuses to take a record over from another dataset', async () => {
    await store.load({ actors: [person('x')] });
    await expect(store.load({ dataset: 'other', actors: [person('x')] })).rejects.toThrow(
      'actor x: the dataset made-up already has this id',
    );
  });
});
