import { expect, test } from 'vitest';
import { icews } from '../../../src/import/datasets/icews.ts';
import { ActorInput } from '../../../src/model/nouns/actor.ts';
import { DatasetInput } from '../../../src/model/nouns/dataset.ts';
import { EventInput } from '../../../src/model/nouns/event.ts';
import { faultOf, rowsOf, rowWith } from '../../support/rows.ts';

const layout = icews.layouts[0]!;

const base = {
  'Event ID': '70000001',
  'Event Date': '2016-02-29',
  'Source Name': 'Ada Example',
  'Source Sectors': 'Government,Executive',
  'Source Country': 'Norway',
  'Event Text': 'fight with small arms and light weapons',
  'CAMEO Code': '193',
  Intensity: '-9.5',
  'Target Name': 'Police (Russia)',
  'Target Sectors': 'Government,Police',
  'Target Country': 'Russian Federation',
  'Story ID': '41',
  'Sentence Number': '3',
  Publisher: 'The "Daily" Example',
  City: 'Kirkenes',
  District: '',
  Province: 'Finnmark',
  Country: 'Norway',
  Latitude: '69.7271',
  Longitude: '30.0456',
};

const mapped = (cells: Partial<typeof base> = {}) => {
  const records = icews.map(rowWith(layout, { ...base, ...cells }));
  expect(EventInput.parse(records.event)).toEqual(records.event);
  for (const actor of records.actors) expect(ActorInput.parse(actor)).toEqual(actor);
  return { ...records, event: records.event! };
};

test('a row becomes an event of two actors on behalf of their states', () => {
  const same = { names: [], codes: [], affiliations: [], evidence: [], curated: [] };
  expect(mapped()).toEqual({
    actors: [
      { id: 'icews:ada-example-nor', kind: 'unknown', name: 'Ada Example', country: 'NOR', ...same },
      { id: 'icews:police-russia', kind: 'ministry', name: 'Police (Russia)', country: 'RUS', ...same },
    ],
    event: {
      id: 'icews:70000001-2016-02-29',
      type: 'armed-conflict',
      title: 'Fight with small arms and light weapons: Ada Example – Police (Russia)',
      summary: null,
      date: '2016-02-29',
      place: {
        ...{ name: 'Kirkenes', name_raw: 'Kirkenes, Finnmark, Norway', country: 'NOR' },
        ...{ latitude: 69.7271, longitude: 30.0456, precision: 'city' },
      },
      realis: 'actual',
      participants: [
        {
          ...{ actor_id: 'icews:ada-example-nor', principal_id: 'nor', role: 'initiator' },
          ...{ name_raw: 'Ada Example', alleged: false, claim_id: null },
        },
        {
          ...{ actor_id: 'icews:police-russia', principal_id: 'rus', role: 'target' },
          ...{ name_raw: 'Police (Russia)', alleged: false, claim_id: null },
        },
      ],
      fatalities: null,
      quantities: [],
      relations: [],
      mentions: null,
      evidence: [],
      curated: [],
      cameo: '193',
      native: {
        ...{ event_id: 70000001, source_sectors: 'Government,Executive', source_country: 'Norway' },
        ...{ event_text: 'fight with small arms and light weapons', intensity: -9.5 },
        ...{ target_sectors: 'Government,Police', target_country: 'Russian Federation' },
        ...{ story_id: 41, sentence_number: 3, publisher: 'The "Daily" Example' },
        ...{ province: 'Finnmark', country: 'Norway' },
      },
      details: null,
    },
  });
});

test('a meeting told from either side is two records, stray quotes are text', () => {
  const names = Object.keys(base);
  const visit = { ...base, 'CAMEO Code': '042', 'Event Text': 'Make a visit', 'Source Name': '"Ada" Example' };
  const host = { ...base, 'Event ID': '70000002', 'CAMEO Code': '043', 'Event Text': 'Host a visit' };
  const lines = [names, ...[visit, host].map((row) => Object.values(row))].map((cells) => cells.join('\t'));
  const events = rowsOf(`${lines.join('\n')}\n`, layout).map((row) => icews.map(row).event);
  expect(events.map((event) => event?.id)).toEqual(['icews:70000001-2016-02-29', 'icews:70000002-2016-02-29']);
  expect(events.map((event) => event?.participants.map(({ role }) => role))).toEqual([
    ['initiator', 'recipient'],
    ['initiator', 'recipient'],
  ]);
  expect(events[0]?.participants[0]?.name_raw).toBe('"Ada" Example');
});

test('an event id with two dates is two records, whatever else is in the file', () => {
  expect(mapped({ 'Event Date': '2016-03-01' }).event.id).toBe('icews:70000001-2016-03-01');
  expect(mapped({ 'Event Date': '3/1/2016' }).event).toMatchObject({
    date: '2016-03-01',
    id: 'icews:70000001-2016-03-01',
  });
});

test('a country itself is the state; the same name in two countries is two actors', () => {
  const { actors, event } = mapped({ 'Source Name': 'Russia', 'Source Country': 'Russian Federation' });
  expect(actors).toHaveLength(1);
  expect(event.participants[0]).toMatchObject({ actor_id: 'rus', principal_id: null, name_raw: 'Russia' });
  const front = (country: string) =>
    mapped({ 'Source Name': 'People’s Front', 'Source Country': country }).event.participants[0]?.actor_id;
  expect([front('Chile'), front('the former Yugoslav Republic of Macedonia'), front('Atlantis'), front('')]).toEqual([
    'icews:people-s-front-chl',
    'icews:people-s-front-mkd',
    'icews:people-s-front-atlantis',
    'icews:people-s-front',
  ]);
  expect(mapped({ 'Source Name': 'Москва', 'Source Country': '' }).actors[0]?.id).toMatch(/^icews:u43cu43e/);
});

test('kinds are told by names of sorts, of regions and of organisations', () => {
  const kind = (name: string, sectors = '', country = '') =>
    mapped({ 'Source Name': name, 'Source Sectors': sectors, 'Source Country': country }).actors[0]?.kind;
  const global = 'Global,International Government Organization';
  expect([kind('United Nations', global), kind('Bo Example', global)]).toEqual(['igo', 'unknown']);
  expect([kind('Latin America'), kind('Somebody')]).toEqual(['region', 'unknown']);
  expect(
    ['Citizen', 'Government', 'Armed Rebel', 'Military', 'Media', 'Head of Government'].map((sort) =>
      kind(`${sort} (India)`, '', 'India'),
    ),
  ).toEqual(['population', 'government', 'armed_group', 'military', 'media', 'unknown']);
});

test('a place is as precise as the smallest part that is named', () => {
  const place = (City: string, District: string, Province: string, Country: string) =>
    mapped({ City, District, Province, Country }).event.place;
  expect(place('', 'Sør-Varanger', '', 'Norway')).toMatchObject({ name: 'Sør-Varanger', precision: 'region' });
  expect(place('', '', 'Finnmark', 'Norway')).toMatchObject({ name: 'Finnmark', precision: 'region' });
  expect(place('', '', '', 'Norway')).toMatchObject({ name: 'Norway', country: 'NOR', precision: 'country' });
  const nowhere = mapped({ City: '', Province: '', Country: '' }).event;
  expect(nowhere.place).toBeNull();
  expect(nowhere.native).toMatchObject({ latitude: 69.7271, longitude: 30.0456 });
});

test('what cannot be understood is refused with column, value and reason', () => {
  const fault = (cells: Partial<typeof base>) => faultOf(() => icews.map(rowWith(layout, { ...base, ...cells })));
  expect(fault({ 'Event ID': '' })).toEqual(['Event ID', '', 'is empty']);
  expect(fault({ 'Event ID': '7e7' })).toEqual(['Event ID', '7e7', 'is not a number']);
  expect(fault({ 'Event Date': '2015-02-29' })).toEqual(['Event Date', '2015-02-29', 'is not a calendar day']);
  expect(fault({ 'CAMEO Code': '10' })).toEqual(['CAMEO Code', '10', 'is not three or four digits']);
  expect(fault({ 'CAMEO Code': '13y' })).toEqual(['CAMEO Code', '13y', 'is not three or four digits']);
  expect(fault({ 'CAMEO Code': '999' })).toEqual(['CAMEO Code', '999', 'is not a CAMEO code']);
  expect(fault({ 'Source Name': '' })).toEqual(['Source Name', '', 'is empty']);
  expect(fault({ Longitude: '181' })).toEqual(['Longitude', '181', 'is not from -180 to 180']);
});

test('the manifest is a dataset', () => {
  expect(DatasetInput.parse(icews.manifest.dataset)).toEqual(icews.manifest.dataset);
});
