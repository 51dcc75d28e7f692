import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { WriteConflict } from '../../src/db/database.ts';
import { sql } from '../../src/db/sql.ts';
import { UsageError } from '../../src/errors.ts';
import { readCurated } from '../../src/import/datasets/curated.ts';
import { loadDataset } from '../../src/import/load.ts';
import { parseDatetimeFilter } from '../../src/model/edtf.ts';
import { readState } from '../../src/store/state.ts';
import { by, claim, event, openSaving, person, type Saving, words } from '../support/saving.ts';
import { batchOf, engines } from '../support/store.ts';

describe.each(engines)('saving on %s', (name) => {
  let store: Saving;
  beforeEach(async () => {
    store = await openSaving(name);
  });
  afterEach(() => store.close());

  test('saves the curated dataset once: the second time changes nothing', async () => {
    const first = await loadDataset(store.database, readCurated());
    const before = await readState(store.database);
    const second = await loadDataset(store.database, readCurated());
    expect(second).toMatchObject({ saved: 0, removed: 0, unchanged: first.saved, read: first.read, revision: 1 });
    expect(await readState(store.database)).toEqual(before);
  });

  test('a changed record has a new revision and keeps when it was recorded; the others stay as they are', async () => {
    await store.load({ events: [event('a'), event('b')] });
    const [a, b] = [await store.read('a'), await store.read('b')];
    const report = await store.load({ events: [event('a', { title: 'Changed' }), event('b')] });
    expect(report).toMatchObject({ saved: 1, unchanged: 1, revision: 2 });
    const changed = await store.read('a');
    expect(changed).toMatchObject({ title: 'Changed', revision: 2, recorded_at: a?.recorded_at });
    expect(String(changed?.updated_at) > String(a?.updated_at)).toBe(true);
    expect(await store.read('b')).toEqual(b);
    expect(await store.ids('events', words('changed'))).toEqual(['a']);
    expect(await store.ids('events', words('event'))).toEqual(['b']);
    expect(await store.ids('events', { revision_after: 1 })).toEqual(['a']);
  });

  test('no save is told to be older than one before it, whatever the clock says', async () => {
    await store.load({ events: [event('a')] });
    const before = String((await store.read('a'))?.updated_at);
    const earlier = batchOf({ events: [event('a'), event('b')] });
    await loadDataset(
      store.database,
      { given: earlier, sha256: '0'.repeat(64) },
      { now: () => new Date('1999-01-01T00:00:00.000Z') },
    );
    expect(await store.read('b')).toMatchObject({ updated_at: before, recorded_at: before, revision: 2 });
    expect(await store.ids('events', { updated_since: before })).toEqual(['b', 'a']);
    await store.load({ events: [event('a'), event('b', { title: 'Changed' })] });
    const after = String((await store.read('b'))?.updated_at);
    expect(after > before).toBe(true);
    expect(await store.ids('events', { updated_since: after })).toEqual(['b']);
    expect(await store.ids('events', { updated_since: '2999-01-01T00:00:00.000Z' })).toEqual([]);
  });

  test('a corrected date moves a record in order and index', async () => {
    const on = (first: string | null) => ({
      events: [event('a', { date: first }), event('b', { date: '2017-04-12' }), event('c', { date: '2016' })],
    });
    await store.load(on('2017-04-13'));
    expect(await store.ids('events')).toEqual(['a', 'b', 'c']);
    for (const [date, order] of [
      ['2017-04-12', ['a', 'b', 'c']],
      ['2016', ['b', 'c', 'a']],
      [null, ['b', 'c', 'a']],
      ['2015-01-01/2018', ['b', 'c', 'a']],
      ['../1999', ['b', 'c', 'a']],
    ] as const) {
      await store.load(on(date));
      expect((await store.ids('events')).toSorted()).toEqual(['a', 'b', 'c']);
      if (date !== '2017-04-12' && date !== '2016') expect(await store.ids('events')).toEqual(order);
      expect(await store.rowsOf('events')).toBe(3);
      expect(await store.rowsOf('event_bodies')).toBe(3);
      const found = await store.ids('events', { datetime: parseDatetimeFilter('2017-04-13') });
      expect(found).toEqual(date === '2015-01-01/2018' ? ['a'] : []);
      expect(await store.ids('events', words('"event a"'))).toEqual(['a']);
    }
  });

  test('a removed record goes from every table and from the search', async () => {
    const actors = [person('x'), person('y')];
    const statement = {
      id: 's',
      attribution: 'explicit',
      speaker_id: 'x',
      quotation: 'none',
      paraphrase: 'Gone words.',
    } as const;
    await store.load({
      actors,
      events: [event('a', by('x'))],
      claims: [claim('c', 'a', ['x', 'denies'])],
      statements: [statement],
    });
    expect((await store.read('made-up', 'dataset'))?.records).toMatchObject({
      events: 1,
      actors: 2,
      statements: 1,
      claims: 1,
    });
    expect(await store.load({ actors: [person('y')] })).toMatchObject({ removed: 4, saved: 0, unchanged: 1 });
    for (const table of [
      'event_actors',
      'statement_actors',
      'claim_positions',
      'terms',
      'events',
      'statements',
      'claims',
    ])
      expect([table, await store.rowsOf(table)]).toEqual([table, 0]);
    for (const path of ['events', 'statements', 'claims']) expect(await store.ids(path, words('words'))).toEqual([]);
    expect(await store.ids('actors', words('person'))).toEqual(['y']);
    expect((await store.read('made-up', 'dataset'))?.records).toMatchObject({
      events: 0,
      actors: 1,
      statements: 0,
      claims: 0,
    });
  });

  test('of two writers at the same time neither is lost', async () => {
    await store.load({ events: [event('a')] });
    const reports = await Promise.all(
      ['one', 'two', 'three'].map((dataset) =>
        store.load({ dataset, events: [event(`${dataset}:1`), event(`${dataset}:2`)] }),
      ),
    );
    expect(reports.map(({ revision }) => revision).toSorted()).toEqual([2, 3, 4]);
    expect((await store.ids('events')).toSorted()).toEqual([
      'a',
      'one:1',
      'one:2',
      'three:1',
      'three:2',
      'two:1',
      'two:2',
    ]);
    expect(Object.keys((await readState(store.database)).catalogue).toSorted()).toEqual([
      'made-up',
      'one',
      'three',
      'two',
    ]);
  });

  test('a change of other than the expected rows is a conflict, and leaves nothing of its transaction', async () => {
    await store.load({ events: [event('a')] });
    const transaction = await store.database.begin();
    await transaction.remove('events', [1]);
    await transaction.change(sql`delete from events`, [{}]);
    const overtaken = transaction.change(sql`update state set revision = 9 where revision = 7`, [{}], 1);
    await expect(overtaken).rejects.toThrow(WriteConflict);
    await transaction.rollback();
    expect(await store.ids('events')).toEqual(['a']);
  });

  test('a run tells when it began and when it was over', async () => {
    await store.load({ events: [event('a')] });
    const { last_run } = (await store.read('made-up', 'dataset')) as { last_run: object };
    expect(last_run).toMatchObject({
      started_at: '2024-01-01T00:00:01.000Z',
      finished_at: '2024-01-01T00:00:02.000Z',
      saved: 1,
    });
  });

  test('refuses a date that is none, naming record and field', async () => {
    await expect(store.load({ events: [event('a', { date: '2017-02-30' })] })).rejects.toThrow(/a.*date|date.*a/);
    await expect(store.load({ events: [event('a', { date: 'soon' })] })).rejects.toThrow(UsageError);
  });
});
