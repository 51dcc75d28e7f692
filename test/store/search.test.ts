import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { SearchHit } from '../../src/model/aggregate.ts';
import { sliceCodePoints } from '../../src/model/codepoints.ts';
import { parseTextQuery } from '../../src/model/text-query.ts';
import { foldText } from '../../src/model/words.ts';
import { type SearchQuery, search } from '../../src/store/query/search.ts';
import { engines, openTestStore, type TestStore } from '../support/store.ts';

function read(q: string): SearchQuery['q'] {
  const result = parseTextQuery(q);
  if (!result.ok) throw new Error(result.reason);
  return result.query;
}

describe.each(engines)('search on %s', (name) => {
  let store: TestStore;
  beforeAll(async () => {
    store = await openTestStore(name);
    await store.seed();
  });
  afterAll(() => store.close());

  const ask = (q: string, more: Omit<SearchQuery, 'q'> = {}) => search(store.database, { q: read(q), ...more });

  test('one list over all nouns, ranked from 1, in one statement', async () => {
    const session = store.database.session();
    const hits = await search(session, { q: read('sarin'), limit: 100 });
    expect(session.statements).toBe(1);
    expect(new Set(hits.map(({ noun }) => noun))).toEqual(new Set(['event', 'statement', 'claim', 'actor']));
    expect(hits.map(({ rank }) => rank)).toEqual(hits.map((_, at) => at + 1));
    for (const hit of hits) SearchHit.parse(hit);
  });

  test('only the nouns that are asked for, at most so many', async () => {
    const hits = await ask('sarin', { noun: ['claim', 'event'] });
    expect(new Set(hits.map(({ noun }) => noun))).toEqual(new Set(['claim', 'event']));
    const best = await ask('sarin');
    for (const limit of [1, 2, 3, 5, 8]) expect(await ask('sarin', { limit })).toEqual(best.slice(0, limit));
    expect(await ask('Moscow', { noun: ['actor'] })).toMatchObject([{ id: 'rus', title: 'Russia', date: null }]);
    expect(await ask('nobodywrotethis')).toEqual([]);
  });

  test('what matches is shown: every hit has the words, where it says', async () => {
    for (const q of ['sarin', 'chem*', '"chemical weapons"', 'assad -sarin', 'veto']) {
      const [word = ''] = foldText(q).match(/[a-z]+/g) ?? [];
      const hits = await ask(q, { limit: 100 });
      expect(hits.length).toBeGreaterThan(0);
      for (const { snippet } of hits) {
        expect(snippet.hits.length).toBeGreaterThan(0);
        for (const { start, end } of snippet.hits) {
          expect(foldText(sliceCodePoints(snippet.text, start, end)).startsWith(word)).toBe(true);
        }
      }
    }
  });

  test('each noun has its title and its date', async () => {
    const place = { name: 'Zyxwvut', precision: 'city' } as const;
    const text = `Zyxwvut 😀 ${'again and '.repeat(30)}again`;
    const statement = { attribution: 'explicit', quotation: 'full', text } as const;
    await store.load({
      actors: [{ id: 'speaker-of-zy', kind: 'person', name: 'Speaker of Zyxwvut' }],
      events: [{ id: 'event-of-zy', type: 'threat', title: 'A threat', date: '2017-04~', place }],
      statements: [
        { id: 'named', speaker_id: 'speaker-of-zy', speaker_raw: 'he', date: '2017-04-12', ...statement },
        { id: 'raw', speaker_raw: 'a person on the scene', ...statement, attribution: 'unattributed' },
        {
          id: 'nobody',
          ...statement,
          quotation: 'none',
          text: null,
          paraphrase: 'Zyxwvut.',
          attribution: 'unattributed',
        },
      ],
      claims: [
        {
          id: 'claim-of-zy',
          proposition: 'It was there.',
          topic: 'responsibility',
          positions: [{ actor_id: null, position: 'asserts', note: 'It says Zyxwvut.' }],
        },
      ],
    });
    const hits = await ask('zyxwvut');
    const shown = Object.fromEntries(hits.map(({ id, title, date }) => [id, [title, date]]));
    expect(shown).toEqual({
      'speaker-of-zy': ['Speaker of Zyxwvut', null],
      'event-of-zy': ['A threat', '2017-04~'],
      named: [expect.stringMatching(/^Speaker of Zyxwvut: Zyxwvut 😀 again .*…$/u), '2017-04-12'],
      raw: [expect.stringMatching(/^a person on the scene: Zyxwvut/u), null],
      nobody: ['Zyxwvut.', null],
      'claim-of-zy': ['It was there.', null],
    });
    expect(hits.find(({ id }) => id === 'event-of-zy')?.snippet).toEqual({
      text: 'A threat · Zyxwvut',
      hits: [{ start: 11, end: 18 }],
    });
    await store.load({});
  });

  test('any text query is answered with hits inside their snippets', async () => {
    const word = fc.constantFrom(
      'assad',
      'russia',
      'veto',
      'the',
      'Trump',
      'U.S.',
      '"missile strike"',
      'syri*',
      '-sarin',
      'Кремль',
      '😀',
      '',
    );
    await fc.assert(
      fc.asyncProperty(
        fc.array(word, { minLength: 1, maxLength: 4 }),
        fc.integer({ min: 1, max: 30 }),
        async (words, limit) => {
          const q = parseTextQuery(words.join(' '));
          if (!q.ok) return;
          const hits = await search(store.database, { q: q.query, limit });
          expect(hits.length).toBeLessThanOrEqual(limit);
          for (const { snippet } of hits) {
            const length = [...snippet.text].length;
            for (const { start, end } of snippet.hits) expect(start < end && end <= length).toBe(true);
          }
        },
      ),
      { numRuns: 60 },
    );
  });
});
