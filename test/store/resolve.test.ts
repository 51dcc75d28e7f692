import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Session } from '../../src/db/database.ts';
import { Problem } from '../../src/errors.ts';
import { resolveActors } from '../../src/store/resolve.ts';
import { readState } from '../../src/store/state.ts';
import { engines, openTestStore, type TestStore } from '../support/store.ts';

const actor = (id: string, name: string, more: object = {}) => ({ id, kind: 'state' as const, name, ...more });
const coded = (scheme: 'iso3' | 'cameo' | 'fips', code: string) => ({ codes: [{ scheme, code }] });

describe.each(engines)('actors by what a query calls them, on %s', (name) => {
  let store: TestStore;
  beforeAll(async () => {
    store = await openTestStore(name);
    await store.seed();
    const letters = Array.from({ length: 3000 }, (_, at) =>
      actor(`x:${at}`, `Mount ${at.toString(36).padStart(3, 'a')}`),
    );
    await store.load({
      dataset: 'x',
      actors: [
        actor('x:made', 'Made', {
          names: [
            { name: 'rus', kind: 'alias' },
            { name: 'Atlantis', kind: 'alias' },
          ],
        }),
        actor('x:atlantis', 'Atlantís'),
        actor('atl', 'Other', coded('iso3', 'QQQ')),
        actor('qqq', 'By its id'),
        actor('x:coded', 'Coded', coded('cameo', 'CAMCODE')),
        actor('x:named', 'CamCode'),
        actor('x:fips', 'Fips', coded('fips', 'FIPSCODE')),
        actor('x:signs', '«»', { names: [{ name: 'Łódź & Søn', kind: 'alias' }] }),
        ...letters,
      ],
    });
  });
  afterAll(() => store.close());

  async function ask(values: readonly string[], db: Session = store.database.session()) {
    const keys = await resolveActors(db, await readState(store.database), new Map([['actor', values]]));
    const ids: unknown[] = [];
    for (const value of values) {
      const id = [...keys].find(([one]) => one === value)?.[1];
      ids.push(id);
    }
    return { ids, statements: db.statements };
  }
  const keyOf = async (id: string) => (await ask([id])).ids[0];
  const refusal = async (value: string) => {
    const db = store.database.session();
    const cause = await ask([value], db).then(
      () => null,
      (problem: unknown) => problem,
    );
    expect(cause).toBeInstanceOf(Problem);
    const { code, errors, message } = cause as Problem;
    return { code, message, item: errors[0], statements: db.statements };
  };

  test.each([
    ['rus', 'rus'],
    ['RUS', 'rus'],
    ['Russia', 'rus'],
    ['  the  kremlin ', 'rus'],
    ['THE KREMLIN', 'rus'],
    ['u.s.', 'usa'],
    ['qqq', 'qqq'],
    ['QQQ', 'qqq'],
    ['camcode', 'x:coded'],
    ['Łódź & Søn', 'x:signs'],
    ['lodz son', 'x:signs'],
  ])('%s is %s', async (value, id) => {
    expect((await ask([value])).ids).toEqual([await keyOf(id)]);
  });

  test.each([
    'FIPSCODE',
    '«»',
    '',
    '%',
    "' or 1=1 --",
    '=syr1',
    'toString',
    '__proto__',
    '\u{10ffff}',
    'a'.repeat(200),
  ])('%j is unknown', async (value) => {
    expect((await refusal(value)).code).toBe('unknown-actor');
  });

  test('several names cost one statement, known ones none', async () => {
    const values = ['Syria', 'Iraq', 'Britain', 'Assad'];
    expect((await ask(values)).statements).toBe(1);
    expect((await ask(values)).statements).toBe(0);
    await store.load({ dataset: 'y', actors: [actor('y:new', 'New')] });
    expect((await ask(values)).statements).toBe(1);
  });

  test('a name that fits several is refused with all of them', async () => {
    const { code, item } = await refusal('atlantis');
    expect([code, item?.accepted]).toEqual(['ambiguous-actor', ['x:atlantis', 'x:made']]);
  });

  test('a slip is told what was perhaps meant, by one more statement', async () => {
    for (const [value, meant] of [
      ['Rusia', 'russia'],
      ['Russai', 'russia'],
      ['Lavrow', 'lavrov'],
      ['Untied States', undefined],
      ['Unitedd State', 'united states'],
      ['Mount 00', 'mount a00'],
    ]) {
      const { item, statements, message } = await refusal(value ?? '');
      if (meant !== undefined && meant !== 'mount a00') expect([value, item?.did_you_mean]).toEqual([value, meant]);
      if (item?.did_you_mean !== undefined) {
        expect(message).toContain(`Did you mean \`${item.did_you_mean}\`?`);
        expect((await ask([item.did_you_mean])).ids[0]).toBeTypeOf('number');
      }
      expect(statements).toBe(2);
    }
  });

  test('the longest value costs no more than a few milliseconds', async () => {
    for (const value of ['Mount '.repeat(33), 'm'.repeat(200), 'mount zzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzz', 'mo']) {
      await refusal(value);
      const before = performance.now();
      for (let time = 0; time < 10; time += 1) await refusal(`${value}`);
      expect((performance.now() - before) / 10).toBeLessThan(15);
    }
  });
});
