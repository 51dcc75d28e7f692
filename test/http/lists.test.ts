import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { listQuery } from '../../src/api/list-query.ts';
import { collections } from '../../src/store/query/collections.ts';
import { openApp, type TestApp } from '../support/app.ts';
import { detailMeaning, find, meaning } from '../support/meaning.ts';
import { type Query, type Raw, seed } from '../support/naive.ts';

const states = [
  'rus',
  'RUS',
  'Russia',
  'the Kremlin',
  'KREMLIN',
  'usa',
  'U.S.',
  'Syria',
  'gbr',
  'rus,syr',
  'Trump,Assad',
];
const people = seed.actors.map(({ id }) => id as string);
const ids = (records: readonly Raw[]) => records.map(({ id }) => id as string);
const all = (values: readonly unknown[]) => [...new Set(values.filter((value) => value != null).map(String))];
const pairs = (values: readonly string[]) => [...values, values.slice(0, 2).join(','), values.slice(-3).join(',')];
const days = [
  '2017-04-12',
  '2017-04',
  '2017',
  '2011',
  '2017-04-10/2017-04-14',
  '../2017-04-11',
  '2017-04-13/..',
  '1066',
];
const texts = [
  'sarin',
  'SARIN',
  'chemical weapons',
  '"chemical weapons"',
  'Russia -attack',
  'chem*',
  'nothinglikethis',
  "assad's",
  '-Russia sarin',
];

/** Values to ask each filter for: all there are in the seed, and some that find nothing. */
const samples: Readonly<Record<string, readonly string[]>> = {
  type: pairs(all(seed.events.map(({ type }) => type))),
  ...{ actor: [...people, ...states], actor__all: ['rus,usa', 'rus,usa,syr', 'Lavrov,Tillerson', 'rus'] },
  ...{ initiator: [...people, ...states], recipient: [...people, ...states], principal: [...people, ...states] },
  role: pairs(['initiator', 'recipient', 'target', 'victim', 'host', 'mediator', 'beneficiary', 'participant']),
  actor_scope: ['tree', 'self'],
  country: pairs(['SYR', 'RUS', 'USA', 'IRQ', 'FRA']),
  place_precision: pairs(['exact', 'city', 'region', 'country']),
  bbox: ['35,32,43,38', '-180,-90,180,90', '170,-90,-60,90', '30,0,-60,60', '-74,40,-74,41', '0,0,0,0'],
  datetime: [...days, '2017-04-12T23:59:59Z', '2017-04-12T00:00:00Z/..'],
  datetime_match: ['overlaps', 'within'],
  cameo: ['1', '12', '129', '0', '05,19', '204', '2041', '1951', '20,01'],
  plover: pairs(['REJECT', 'ASSAULT', 'ACCUSE', 'CONSULT', 'SUPPORT']),
  quad_class: pairs(['1', '2', '3', '4']),
  realis: pairs(['actual', 'announced', 'alleged']),
  contested: ['true', 'false'],
  fatalities_min: ['0', '1', '150', '400000', '400001'],
  intensity_min: ['-10', '-5', '-0.1', '0', '3.4', '10'],
  intensity_max: ['-10', '-9.99', '-5', '0', '10'],
  intensity_scale: ['goldstein-gdelt'],
  dataset: ['curated'],
  source: all(seed.sources.map(({ id }) => id)),
  q: texts,
  ...{ updated_since: ['2001-01-01T00:00:00Z', '2999-01-01T00:00:00+01:00'], revision_after: ['0', '1'] },
  ...{
    speaker: [...people, ...states],
    on_behalf_of: states,
    addressee: states,
    reported_by: [...people.slice(-9), 'rus'],
  },
  medium: pairs(['news_conference', 'interview', 'council_meeting', 'delegation', 'press', 'unknown']),
  quotation: pairs(['full', 'partial', 'none']),
  attribution: pairs(['explicit', 'pronoun', 'inferred', 'unattributed']),
  about: all([...seed.statements, ...seed.claims].flatMap(({ about = [] }) => about.map((item: Raw) => item.id))),
  occasion: all(seed.statements.map(({ occasion_id }) => occasion_id)),
  position: pairs(['asserts', 'denies', 'disputes', 'doubts', 'considers_possible', 'declines_to_say']),
  topic: pairs(all(seed.claims.map(({ topic }) => topic))),
  kind: pairs(['state', 'person', 'media', 'igo', 'armed_group']),
  affiliated_to: states,
  ...{ vetoed_by: states, body: ['unsc', 'UNSC', 'unga'], draft: ['S/2017/315', 's 2017 315', 'nothing'] },
  ...{
    weapon: ['Tomahawk', 'cruise missiles', 'missile', 'nothing'],
    agent: ['sarin', 'SARIN'],
    meeting_format: ['bilateral', 'multilateral'],
  },
};
const kinds: Readonly<Record<string, readonly string[]>> = { sources: ['article', 'report'] };

/** A list, the records it is of and what its filters mean. */
const lists = [...collections.values()].flatMap((collection) => {
  const { path, noun, type } = collection;
  const records = seed[`${noun}s` as keyof typeof seed];
  if (records === undefined) return [];
  const query = listQuery(collection);
  const shown = type === null ? records : records.filter((record) => record.type === type);
  const tests = { ...meaning[`${noun}s`], ...(type === null ? {} : detailMeaning) };
  return [{ path, type, shown, tests, filters: [...query.filterNames] }];
});
const valuesOf = (path: string, filter: string, shown: readonly Raw[]): readonly string[] => {
  const name = filter.replace(/__not$/, '');
  if (name === 'id') return [...ids(shown).slice(0, 3), ids(shown).slice(1, 4).join(',') || 'none', 'none'];
  const values = (name === 'kind' ? kinds[path] : undefined) ?? samples[name];
  if (values === undefined) throw new Error(`There is no sample of ${name}.`);
  return values.filter((_, at) => at % Math.ceil(values.length / 8) === 0 || values.length < 9);
};

describe('lists', () => {
  let app: TestApp;
  beforeAll(async () => {
    app = await openApp();
  });
  afterAll(() => app.close());

  async function found(path: string, query: Query): Promise<string[]> {
    const text = new URLSearchParams({ ...query, limit: '1000', fields: 'id' });
    const answer = await fetch(`${app.address}/v1/${path}?${text}`);
    const body = (await answer.json()) as { data: { id: string }[] };
    expect([decodeURIComponent(String(text)), answer.status]).toEqual([decodeURIComponent(String(text)), 200]);
    return body.data.map(({ id }) => id).toSorted();
  }

  for (const { path, type, shown, tests, filters } of lists) {
    // The filters that typed collections share with events are asked of events; here two of them stand for all.
    const asked =
      type === null
        ? filters
        : filters.filter((name) => name.replace('__not', '') in detailMeaning || name === 'actor' || name === 'q');
    test.each(asked)(`${path}: %s finds what it means`, async (filter) => {
      for (const value of valuesOf(path, filter, shown)) {
        const query = { [filter]: value };
        expect([query, await found(path, query)]).toEqual([query, find(shown, tests, query)]);
      }
    });

    test(`${path}: any filters together find what all of them mean`, async () => {
      const one = fc
        .constantFrom(...filters)
        .chain((name) => fc.tuple(fc.constant(name), fc.constantFrom(...valuesOf(path, name, shown))));
      const queries = fc.array(one, { minLength: 2, maxLength: 4 }).map((given) => Object.fromEntries(given) as Query);
      await fc.assert(
        fc.asyncProperty(queries, async (query) => {
          expect(await found(path, query)).toEqual(find(shown, tests, query));
        }),
        { numRuns: type === null ? 60 : 8, seed: 7 },
      );
    });
  }

  test('the complement of a list is exactly what it leaves out', async () => {
    const everything = await found('events', {});
    for (const [filter, value] of [
      ['country', 'SYR'],
      ['actor', 'rus'],
      ['cameo', '1'],
      ['plover', 'REJECT'],
      ['role', 'host'],
    ] as const) {
      const [having, lacking] = [
        await found('events', { [filter]: value }),
        await found('events', { [`${filter}__not`]: value }),
      ];
      expect([...having, ...lacking].toSorted()).toEqual(everything);
      expect(having.length * lacking.length).toBeGreaterThan(0);
    }
  });

  test('role is that of the same participant', async () => {
    const both = { actor: 'rus', role: 'initiator' };
    expect(await found('events', both)).toEqual(await found('events', { initiator: 'rus' }));
    expect(await found('events', { ...both, actor_scope: 'self' })).not.toEqual(await found('events', both));
    const here = find(seed.events, meaning.events ?? {}, { role: 'initiator', actor__all: 'rus' });
    expect(here.length).toBeGreaterThan((await found('events', both)).length);
  });
});
