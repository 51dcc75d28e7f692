import { expect, test } from 'vitest';
import { ucdpGed } from '../../../src/import/datasets/ucdp-ged.ts';
import { ActorInput } from '../../../src/model/nouns/actor.ts';
import { DatasetInput } from '../../../src/model/nouns/dataset.ts';
import { EventInput } from '../../../src/model/nouns/event.ts';
import { faultOf, rowsOf, rowWith } from '../../support/rows.ts';

const layout = ucdpGed.layouts[0]!;

const base = {
  id: '900001',
  relid: 'MAR-2031-1-77-5',
  year: '2031',
  active_year: '1',
  type_of_violence: '1',
  conflict_new_id: '501',
  conflict_name: 'Mali: Government',
  dyad_new_id: '77',
  dyad_name: 'Government of Mali - River Front',
  side_a_new_id: '72',
  side_a: 'Government of Mali',
  side_b_new_id: '6001',
  side_b: 'River Front',
  source_headline: '2031',
  where_prec: '2',
  where_coordinates: 'Tessit village',
  where_description: 'north of Tessit',
  adm_2: '',
  latitude: '15.200000',
  longitude: '-0.5',
  country: 'Mali',
  country_id: '432',
  date_prec: '1',
  date_start: '2031-03-07 00:00:00.000',
  date_end: '2031-03-07 00:00:00.000',
  deaths_a: '2',
  deaths_b: '3',
  best: '5',
  high: '9',
  low: '4',
  gwnoa: '432',
  gwnob: '',
};

const mapped = (cells: Partial<typeof base> & Record<string, string> = {}) => {
  const records = ucdpGed.map(rowWith(layout, { ...base, ...cells }));
  expect(EventInput.parse(records.event)).toEqual(records.event);
  for (const actor of records.actors) expect(ActorInput.parse(actor)).toEqual(actor);
  return { ...records, event: records.event! };
};

test('a row becomes an event of a state and a group, with nothing of it lost', () => {
  expect(mapped()).toEqual({
    actors: [
      {
        ...{ id: 'ucdp-ged:actor-6001', kind: 'armed_group', name: 'River Front', names: [], country: null },
        ...{ codes: [], affiliations: [], evidence: [], curated: [] },
      },
    ],
    event: {
      id: 'ucdp-ged:900001',
      type: 'armed-conflict',
      title: 'Armed conflict: Government of Mali – River Front, Tessit village, Mali',
      summary: null,
      date: '2031-03-07',
      place: {
        ...{ name: 'Tessit village', name_raw: 'north of Tessit', country: 'MLI' },
        ...{ latitude: 15.2, longitude: -0.5, precision: 'region' },
      },
      realis: 'actual',
      participants: [
        {
          ...{ actor_id: 'mli', principal_id: null, role: 'initiator' },
          ...{ name_raw: 'Government of Mali', alleged: false, claim_id: null },
        },
        {
          ...{ actor_id: 'ucdp-ged:actor-6001', principal_id: null, role: 'target' },
          ...{ name_raw: 'River Front', alleged: false, claim_id: null },
        },
      ],
      fatalities: { low: 4, best: 5, high: 9, qualifier: 'exact' },
      quantities: [],
      relations: [],
      mentions: null,
      evidence: [],
      curated: [],
      cameo: '190',
      native: {
        ...{ relid: 'MAR-2031-1-77-5', year: 2031, active_year: true },
        ...{ conflict_new_id: 501, conflict_name: 'Mali: Government' },
        ...{ dyad_new_id: 77, dyad_name: 'Government of Mali - River Front' },
        ...{ side_a_new_id: 72, side_b_new_id: 6001, source_headline: '2031' },
        ...{ where_prec: 2, country: 'Mali', country_id: 432, date_prec: 1, deaths_a: 2, deaths_b: 3, gwnoa: 432 },
      },
      details: null,
    },
  });
});

test('one-sided violence has civilians as victims and no CAMEO code', () => {
  const { actors, event } = mapped({ type_of_violence: '3', side_b: 'Civilians', side_b_new_id: '1', gwnoa: '' });
  expect(actors).toMatchObject([{ id: 'ucdp-ged:actor-1', kind: 'population', name: 'Civilians' }]);
  expect(event).toMatchObject({ type: 'one-sided-violence', cameo: null });
  expect(event.participants.map(({ actor_id, role }) => [actor_id, role])).toEqual([
    ['mli', 'initiator'],
    ['ucdp-ged:actor-1', 'victim'],
  ]);
});

test('groups fight each other', () => {
  const { actors, event } = mapped({ type_of_violence: '2', side_a: 'Hill Guard', side_a_new_id: '6002', gwnoa: '' });
  expect(actors.map(({ id, kind }) => [id, kind])).toEqual([
    ['ucdp-ged:actor-6002', 'armed_group'],
    ['ucdp-ged:actor-6001', 'armed_group'],
  ]);
  expect([event.type, event.cameo]).toEqual(['non-state-conflict', '190']);
});

test('governments are their states, by number or by name, several of a side one by one', () => {
  const ids = (cells: Record<string, string>) => mapped(cells).event.participants.map(({ actor_id }) => actor_id);
  expect(ids({ side_b: 'Government of Jordan', gwnob: '' })).toEqual(['mli', 'jor']);
  expect(ids({ side_b: 'Government of Serbia (Yugoslavia)', gwnob: '345' })).toEqual(['mli', 'yug']);
  const allies = { side_a: 'Government of Niger, Government of Macedonia, FYR', gwnoa: '436, 343' };
  expect(ids(allies)).toEqual(['ner', 'mkd', 'ucdp-ged:actor-6001']);
  const unknown = mapped({ side_b: 'Government of Hyderabad', gwnob: '751' });
  expect(unknown.actors).toMatchObject([{ id: 'ucdp-ged:actor-6001', kind: 'government' }]);
});

test('dates are as precise as the row and no more, in three spellings', () => {
  const date = (date_prec: string, date_start: string, date_end: string) =>
    mapped({ date_prec, date_start, date_end }).event.date;
  expect(date('1', '2031-03-07', '2031-03-07')).toBe('2031-03-07');
  expect(date('1', '2031-03-07T00:00:00.000Z', '2031-03-07T00:00:00.000Z')).toBe('2031-03-07');
  expect(date('2', '2031-03-07', '2031-03-09')).toBe('2031-03-07/2031-03-09');
  expect(date('3', '2031-03-07', '2031-03-13')).toBe('2031-03-07/2031-03-13');
  expect(date('4', '2032-02-01', '2032-02-29')).toBe('2032-02');
  expect(date('4', '2032-02-01', '2032-02-28')).toBe('2032-02-01/2032-02-28');
  expect(date('5', '2031-01-01', '2031-12-31')).toBe('2031');
  expect(date('5', '2031-11-20', '2032-02-01')).toBe('2031-11-20/2032-02-01');
  expect(date('2', '2031-03-07', '2031-03-07')).toBe('2031-03-07~');
});

test('what is not told is null; a country is known by its number or by its name', () => {
  const silent = {
    where_coordinates: '',
    where_description: '',
    latitude: '',
    longitude: '',
    low: '',
    best: '',
    high: '',
  };
  expect(mapped({ ...silent, where_prec: '6', country: 'Atlantis', country_id: '3' }).event).toMatchObject({
    title: 'Armed conflict: Government of Mali – River Front, Atlantis',
    place: { name: null, name_raw: null, country: null, latitude: null, longitude: null, precision: 'country' },
    fatalities: null,
  });
  expect(mapped({ country: 'DR Congo (Zaire)', country_id: '' }).event.place?.country).toBe('COD');
  const precisions = ['1', '3', '4', '5', '7'].map((where_prec) => mapped({ where_prec }).event.place?.precision);
  expect(precisions).toEqual(['city', 'region', 'region', 'region', 'region']);
  expect(['TRUE', '0', ''].map((active_year) => mapped({ active_year }).event.native?.active_year)).toEqual([
    true,
    false,
    undefined,
  ]);
});

test('columns in another order, a row of tags and line breaks inside cells', () => {
  const names = Object.keys(base).reverse();
  const line = (cells: Record<string, string>) =>
    names.map((name) => `"${(cells[name] ?? '').replaceAll('"', '""')}"`).join(',');
  const tags = { date_start: '#date+start', country: '#country+name' };
  const noted = { ...base, where_description: 'north of\n\n"Tessit", #Mali' };
  const rows = rowsOf([names.join(','), line(tags), line(noted), ''].join('\r\n'), layout);
  expect(rows.map((row) => ucdpGed.map(row).event?.place?.name_raw)).toEqual(['north of\n\n"Tessit", #Mali']);
  expect(layout.columns.filter((name) => !(name in base))).toEqual([]);
});

test('what cannot be understood is refused with column, value and reason', () => {
  const fault = (cells: Partial<typeof base>) => faultOf(() => ucdpGed.map(rowWith(layout, { ...base, ...cells })));
  expect(fault({ id: '' })).toEqual(['id', '', 'is empty']);
  expect(fault({ id: '//' })).toEqual(['id', '//', 'has no letter or digit']);
  expect(fault({ type_of_violence: '4' })).toEqual(['type_of_violence', '4', 'is not from 1 to 3']);
  expect(fault({ side_b: '' })).toEqual(['side_b', '', 'is empty']);
  expect(fault({ side_b_new_id: 'x' })).toEqual(['side_b_new_id', 'x', 'is not a number']);
  expect(fault({ where_prec: '8' })).toEqual(['where_prec', '8', 'is not from 1 to 7']);
  expect(fault({ date_prec: '0' })).toEqual(['date_prec', '0', 'is not from 1 to 5']);
  expect(fault({ date_start: '2031-02-30' })).toEqual(['date_start', '2031-02-30', 'is not a calendar day']);
  expect(fault({ date_end: '2031-03-06' })).toEqual(['date_end', '2031-03-06', 'lies before date_start, 2031-03-07']);
  expect(fault({ latitude: '91' })).toEqual(['latitude', '91', 'is not from -90 to 90']);
  expect(fault({ best: '-1' })).toEqual(['best', '-1', 'is less than 0']);
  expect(fault({ active_year: 'yes' })).toEqual(['active_year', 'YES', 'is not 0, 1, TRUE or FALSE']);
});

test('the manifest is a dataset', () => {
  expect(DatasetInput.parse(ucdpGed.manifest.dataset)).toEqual(ucdpGed.manifest.dataset);
});
