import { expect, test } from 'vitest';
import { ungdc } from '../../../src/import/datasets/ungdc.ts';
import type { Layout, RawRow } from '../../../src/import/importer.ts';
import { ActorInput } from '../../../src/model/nouns/actor.ts';
import { DatasetInput } from '../../../src/model/nouns/dataset.ts';
import { StatementInput } from '../../../src/model/nouns/statement.ts';
import { faultOf, rowWith } from '../../support/rows.ts';

const [speeches, speakers] = ungdc.layouts as readonly [Layout, Layout];
const text = (name: string, words = 'We speak.'): RawRow => rowWith(speeches, { name, text: words });
const speaker = (code: string, session: number, country: string, name: string, post = '', remark = ''): RawRow =>
  rowWith(speakers, {
    ...{ Year: String(session + 1945), Session: String(session), 'ISO Code': code, Country: country },
    ...{ 'Name of Person Speaking': name, Post: post, '': remark },
  });

function made(...rows: readonly RawRow[]) {
  const parts = rows.map((row) => ungdc.part(row));
  const [id = '', ...others] = new Set(parts.map((part) => part.id));
  expect(others).toEqual([]);
  const byKey = parts.map(({ key, value }) => [key, value] as const).sort(([a], [b]) => (a < b ? -1 : 1));
  const records = ungdc.join(id, new Map(byKey), null);
  const statement = records?.statement as StatementInput;
  expect(StatementInput.parse(statement)).toEqual(statement);
  for (const actor of records?.actors ?? []) expect(ActorInput.parse(actor)).toEqual(actor);
  return { statement, actors: records?.actors ?? [] };
}

const principal = (...row: Parameters<typeof speaker>) => made(speaker(...row)).statement.on_behalf_of_id;

test('the manifest is one; texts and the list are told by the names of the files', () => {
  expect(DatasetInput.parse(ungdc.manifest.dataset)).toEqual(ungdc.manifest.dataset);
  expect(speeches.files?.test('FRA_72_2017.txt')).toBe(true);
  expect([speeches.files?.test('._FRA_72_2017.txt'), speeches.files?.test('Speakers.csv')]).toEqual([false, false]);
  expect(speakers.files?.test('Speakers_by_session.csv')).toBe(true);
});

test('a text and its speaker are one statement, in either order', () => {
  const rows = [
    text('FRA_72_2017.txt', '\n Peace is a task.\n\nSo is “speech”. \n'),
    speaker('FRA', 72, 'France ', 'Mrs. Noémie Lefèvre', 'Minister for Tides ', 'as printed'),
  ];
  const { statement, actors } = made(...rows);
  expect(made(...rows.toReversed())).toEqual({ statement, actors });
  expect(statement).toEqual({
    id: 'ungdc:FRA_72_2017',
    speaker_id: 'ungdc:fra-noemie-lefevre',
    speaker_raw: 'Mrs. Noémie Lefèvre',
    speaker_candidates: [],
    attribution: 'explicit',
    on_behalf_of_id: 'fra',
    addressee_ids: [],
    quotation: 'full',
    text: 'Peace is a task.\n\nSo is “speech”.',
    paraphrase: null,
    medium: 'speech',
    date: '2017',
    reported_by_id: null,
    occasion_id: null,
    act_event_id: null,
    about: [],
    cameo: null,
    note: 'Post: Minister for Tides.',
    evidence: [],
    curated: [],
    native: {
      speech: { file: 'FRA_72_2017.txt', text: 'Peace is a task.\n\nSo is “speech”.' },
      'speaker:noemie-lefevre': {
        ...{ year: 2017, session: 72, iso_code: 'FRA', country: 'France', post: 'Minister for Tides' },
        ...{ name_of_person_speaking: 'Mrs. Noémie Lefèvre', remark: 'as printed' },
      },
    },
  });
  expect(actors).toMatchObject([
    { id: 'ungdc:fra-noemie-lefevre', kind: 'person', name: 'Noémie Lefèvre', country: 'FRA', affiliations: [] },
  ]);
});

test('a text alone has no speaker, and a speaker alone no text', () => {
  const { statement, actors } = made(text('VAT_72_2017.txt'));
  expect(statement).toMatchObject({ speaker_id: null, attribution: 'unattributed', on_behalf_of_id: 'vat' });
  expect([statement.note, actors]).toEqual([null, []]);
  expect(made(speaker('NRU', 53, 'Nauru', 'Ann Reef')).statement).toMatchObject({
    ...{ quotation: 'none', text: null, speaker_id: 'ungdc:nru-ann-reef' },
    paraphrase: 'Spoke for Nauru in the General Debate of the 53rd session of the General Assembly.',
  });
  expect(made(speaker('NRU', 53, 'Nauru', ' ', 'President')).statement).toMatchObject({
    ...{ speaker_id: null, speaker_raw: null, attribution: 'unattributed', note: 'Post: President.' },
  });
});

test('two speakers for one speech are candidates; the same name twice is one', () => {
  const { statement } = made(
    speaker('IND', 23, 'India', 'Mr. Banyan'),
    speaker('IND', 23, 'India', 'Lotus River', 'President'),
  );
  expect(statement).toMatchObject({
    ...{ speaker_id: null, attribution: 'unattributed', speaker_raw: 'Mr. Banyan; Lotus River' },
    speaker_candidates: ['ungdc:ind-banyan-1968', 'ungdc:ind-lotus-river'].sort(),
  });
  const [one, two] = [speaker('IRQ', 11, 'Iraq', 'Mr. PALM '), speaker('IRQ', 11, 'Iraq', 'Mr Palm')];
  expect(ungdc.part(one).key).toBe(ungdc.part(two).key);
});

test('a surname alone is not held to be the same person in two years', () => {
  const id = (...row: Parameters<typeof speaker>) => made(speaker(...row)).statement.speaker_id;
  expect(id('GIN', 34, 'Guinea', 'Palm')).toBe('ungdc:gin-palm-1979');
  expect(id('GIN', 35, 'Guinea', 'Mr. PALM')).toBe('ungdc:gin-palm-1980');
  expect(id('GIN', 35, 'Guinea', 'Mr. Ada PALM,')).toBe(id('GIN', 50, 'Guinea', 'Ada Palm'));
});

test('former states have their own codes, by name or, for the Soviet Union, by year', () => {
  expect(principal('RUS', 14, 'Union of Soviet Socialist Republics', 'A B')).toBe('sun');
  expect(principal('RUS', 10, 'Union of Sovier Socialist Republics', 'A B')).toBe('sun');
  expect(made(text('RUS_40_1985.txt')).statement.on_behalf_of_id).toBe('sun');
  expect(principal('RUS', 47, 'Russian Federation', 'A B')).toBe('rus');
  expect(principal('YUG', 60, 'Serbia and Montenegro', 'A B')).toBe('scg');
  expect(principal('DDR', 43, 'DDR', 'A B')).toBe('ddr');
  const yemen = [text('YDYE_44_1989.txt'), speaker('YDYE ', 44, 'South Yemen', 'A B')];
  expect(made(...yemen).statement).toMatchObject({ id: 'ungdc:YMD_44_1989', on_behalf_of_id: 'ymd' });
  expect(made(...yemen).actors).toMatchObject([{ country: null }]);
});

test('the Holy See and Palestine are states here, organisations are actors of the corpus', () => {
  expect(principal('VAT', 64, 'Holy See/Vatican', 'A B')).toBe('vat');
  expect(principal('PSE', 65, 'Palestine Liberation Organization', 'A B')).toBe('pse');
  const { statement, actors } = made(text('EU_72_2017.txt'), speaker('EU', 72, 'European Union ', 'A B'));
  expect(statement.on_behalf_of_id).toBe('ungdc:european-union');
  expect(actors.map(({ id, kind, name }) => [id, kind, name])).toEqual([
    ['ungdc:european-union-a-b', 'person', 'A B'],
    ['ungdc:european-union', 'igo', 'European Union'],
  ]);
  expect(principal('EC', 68, 'European Council', 'A B')).toBe('ungdc:european-council');
  expect(made(speaker('', 42, 'Leage of Arab States ', 'A B')).statement).toMatchObject({
    id: 'ungdc:LAS_42_1987',
    on_behalf_of_id: 'ungdc:league-of-arab-states',
  });
});

test('a mistyped code gives way to the name, and two states in one row to none', () => {
  expect(made(text('PRT_72_2017.txt'), speaker('POR', 72, 'Portugal', 'A B')).statement.on_behalf_of_id).toBe('prt');
  expect(made(speaker('PKR', 72, 'Democratic People’s Republic of Korea', 'A B')).statement.id).toBe(
    'ungdc:PRK_72_2017',
  );
  expect(principal('CHE', 56, 'Sweden', 'A B')).toBeNull();
  expect(principal('QQQ', 56, 'Atlantis', 'A B')).toBeNull();
  expect(principal('TUR', 75, 'Republic of Turkey', 'A B')).toBe('tur');
});

test.each([
  [text('README.txt'), 'name', 'README.txt'],
  [text('FRA_72_2017.txt', ' \n '), 'text', ''],
  [speaker('', 42, ' ', 'A B'), 'ISO Code', ''],
  [rowWith(speakers, { Year: 'x', Session: '1', 'ISO Code': 'FRA', Country: 'France' }), 'Year', 'x'],
  [rowWith(speakers, { Year: '1999', Session: '', 'ISO Code': 'FRA', Country: 'France' }), 'Session', ''],
])('refused %#', (row, column, value) => {
  expect(faultOf(() => ungdc.part(row))).toEqual([column, value, expect.any(String)]);
});
