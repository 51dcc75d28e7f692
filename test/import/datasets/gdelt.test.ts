import { expect, test } from 'vitest';
import { gdelt } from '../../../src/import/datasets/gdelt.ts';
import type { Layout, RawRow, Records } from '../../../src/import/importer.ts';
import { ActorInput } from '../../../src/model/nouns/actor.ts';
import { EventInput } from '../../../src/model/nouns/event.ts';
import { type GdeltFault, gdeltFaults, gdeltRows, type Planted } from '../../support/gdelt-rows.ts';

type Cells = Readonly<Record<string, string>>;

const [wide, middle, narrow] = gdelt.layouts as readonly [Layout, Layout, Layout];

const visit: Cells = {
  ...{ GlobalEventID: '410412347', SQLDATE: '20150218', MonthYear: '201502', Year: '2015', FractionDate: '2015.1315' },
  ...{ Actor1Code: 'RUSGOV', Actor1Name: 'SERGEY LAVROV', Actor1CountryCode: 'RUS', Actor1Type1Code: 'GOV' },
  ...{ Actor2Code: 'USA', Actor2Name: 'UNITED STATES', Actor2CountryCode: 'USA', IsRootEvent: '1' },
  ...{ EventCode: '042', EventBaseCode: '042', EventRootCode: '04', QuadClass: '1', GoldsteinScale: '1.9' },
  ...{ NumMentions: '12', NumSources: '2', NumArticles: '11', AvgTone: '-1.25' },
  ...{ Actor1Geo_Type: '0', Actor2Geo_Type: '4', ActionGeo_Type: '4', ActionGeo_CountryCode: 'RS' },
  ...{ Actor2Geo_FullName: 'Moscow, Moskva, Russia', ActionGeo_FullName: 'Moscow, Moskva, Russia' },
  ...{ Actor2Geo_CountryCode: 'RS', Actor2Geo_ADM1Code: 'RS48', ActionGeo_ADM1Code: 'RS48' },
  ...{ Actor2Geo_Lat: '55.7522', Actor2Geo_Long: '37.6156', ActionGeo_Lat: '55.7522', ActionGeo_Long: '37.6156' },
  ...{ Actor2Geo_FeatureID: '-2960561', ActionGeo_FeatureID: '-2960561' },
  ...{ DATEADDED: '20150218230000', SOURCEURL: 'https://news.example/visit' },
};

function row(cells: Cells, layout = wide): RawRow {
  const all = { ...visit, ...cells };
  return {
    layout,
    cells: layout.columns.map((name) => all[name] ?? ''),
    columns: new Map(layout.columns.map((name, at) => [name, at])),
  };
}

/** The records of the visit with other cells, each as its schema has it. */
function map(cells: Cells, layout = wide): Records & { event: EventInput } {
  const records = gdelt.map(row(cells, layout));
  expect(EventInput.parse(records.event)).toEqual(records.event);
  for (const actor of records.actors) expect(ActorInput.parse(actor)).toEqual(actor);
  return records as Records & { event: EventInput };
}

const none = { ...{ Actor1Code: '', Actor1Name: '', Actor1CountryCode: '', Actor1Type1Code: '' } };
const participant = { alleged: false, claim_id: null };

test('a row becomes an event, and what has no place in it stays in native', () => {
  expect(map({})).toEqual({
    actors: [
      {
        ...{ id: 'cameo:RUSGOV', kind: 'government', name: 'Russia: government', names: [], country: 'RUS' },
        ...{ codes: [{ scheme: 'cameo', code: 'RUSGOV' }], affiliations: [], evidence: [], curated: [] },
      },
    ],
    event: {
      id: 'gdelt:410412347',
      type: 'visit',
      title: 'Make a visit: Sergey Lavrov (Russia: government) to United States',
      summary: null,
      date: '2015-02-18',
      place: {
        ...{ name: 'Moscow', name_raw: 'Moscow, Moskva, Russia', country: 'RUS', precision: 'city' },
        ...{ latitude: 55.7522, longitude: 37.6156 },
      },
      realis: 'actual',
      participants: [
        {
          ...{ actor_id: 'cameo:RUSGOV', principal_id: 'rus', role: 'initiator', name_raw: 'SERGEY LAVROV' },
          ...participant,
        },
        { actor_id: 'usa', principal_id: null, role: 'recipient', name_raw: 'UNITED STATES', ...participant },
      ],
      ...{ fatalities: null, quantities: [], relations: [], mentions: 12 },
      evidence: [
        {
          ...{ source_id: null, url: 'https://news.example/visit', selector: null, sentence: null, supports: null },
          ...{ exact: null, sha256: null, status: 'unverified' },
        },
      ],
      curated: [],
      cameo: '042',
      native: {
        ...{ is_root_event: 1, num_sources: 2, num_articles: 11, avg_tone: -1.25, date_added: 20150218230000 },
        ...{ action_geo_type: 4, action_geo_adm1_code: 'RS48', action_geo_feature_id: '-2960561', actor2_geo_type: 4 },
      },
      details: null,
    },
  });
});

test('the older layouts, which one file may mix, become the same; a header is no row', () => {
  const { native, evidence, ...event } = map({}).event;
  const added = { DATEADDED: '20150218' };
  expect(map(added, middle).event).toEqual({ ...event, evidence, native: { ...native, date_added: 20150218 } });
  expect(map(added, narrow).event).toEqual({ ...event, evidence: [], native: { ...native, date_added: 20150218 } });
  expect([wide, middle, narrow].map(({ columns }) => columns.length)).toEqual([61, 58, 57]);
  expect(wide.ignores?.(['GLOBALEVENTID', 'SQLDATE'])).toBe(true);
  expect(wide.ignores?.(['410412347', '20150218'])).toBe(false);
});

test.each([
  ['USA', 'usa', null],
  ['ROM', 'rou', null],
  ['ROU', 'rou', null],
  ['TMP', 'tls', null],
  ['SCGSRB', 'srb', null],
  ['USAGOV', 'cameo:USAGOV', 'usa'],
  ['MNCUSAMED', 'cameo:MNCUSAMED', 'usa'],
  ['DNKGRL', 'cameo:DNKGRL', 'dnk'],
  ['SYRREB', 'cameo:SYRREB', null],
  ['EUR', 'cameo:EUR', null],
  ['AFRGOV', 'cameo:AFRGOV', null],
  ['GZS', 'cameo:GZS', null],
  ['IGOUNO', 'cameo:IGOUNO', null],
  ['IGOUNOREFHCR', 'cameo:IGOUNOREFHCR', 'cameo:IGOUNO'],
  ['IGOAFRDEVAFB', 'cameo:IGOAFRDEVAFB', null],
  ['BUS', 'cameo:BUS', null],
  ['kur', 'cameo:kur', null],
])('the actor %s is %s and acts for %s', (code, actor_id, principal_id) => {
  const { event, actors } = map({ ...none, Actor1Code: code });
  expect(event.participants[0]).toMatchObject({ actor_id, principal_id, role: 'initiator', name_raw: null });
  const named = [actor_id, principal_id].filter((id) => id?.startsWith('cameo:'));
  expect(actors.map(({ id }) => id)).toEqual(named);
});

test.each([
  ['EUR', 'region', 'Europe', null],
  ['GZS', 'region', 'Gaza Strip', 'PSE'],
  ['IGOUNOREFHCR', 'igo', 'Office of the UN High Commissioner for Refugees', null],
  ['IGOEUREECLEG', 'igo', 'European Union: legislature', null],
  ['IGOWSTNAT', 'alliance', 'North Atlantic Treaty Organization', null],
  ['AFGINSTAL', 'armed_group', 'Taliban (Afghanistan: insurgents)', 'AFG'],
  ['RUSGOVMIL', 'government', 'Russia: government, military', 'RUS'],
  ['LBYCHR', 'population', 'Libya: Christians', 'LBY'],
  ['kurREB', 'armed_group', 'Kurds, rebels', null],
  ['CHRANG001', 'population', 'Christians, ANG, 001', null],
  ['XYZ', 'unknown', 'XYZ', null],
])('the actor %s is of kind %s and called %s', (code, kind, name, country) => {
  expect(map({ ...none, Actor1Code: code }).actors[0]).toMatchObject({ kind, name, country });
});

test('an actor is the same object each time', () => {
  expect(map({}).actors[0]).toBe(map({ Actor1Name: 'MOSCOW' }).actors[0]);
});

test('a name without a code is nobody, and stays in native', () => {
  const { event, actors } = map({ ...none, Actor1Name: 'SOMEONE' });
  expect(actors).toEqual([]);
  expect(event.title).toBe('Make a visit: to United States');
  expect(event.participants).toHaveLength(1);
  expect(event.native).toMatchObject({ actor1_name: 'SOMEONE' });
});

test('Actor2 is the target of a material conflict', () => {
  const attack = { EventCode: '190', EventBaseCode: '190', EventRootCode: '19', QuadClass: '4', GoldsteinScale: '-10' };
  const { event } = map(attack);
  expect(event.participants[1]).toMatchObject({ actor_id: 'usa', role: 'target' });
  expect(event.title).toMatch(/^Use conventional military force: .* against United States$/);
  expect(event.type).toBe('armed-conflict');
});

test('what columns say beyond our tables stays in native, the same numbers otherwise written do not', () => {
  const same = { GoldsteinScale: '1.90', FractionDate: '2015.13150' };
  expect(map(same).event.native).toEqual(map({}).event.native);
  const other = {
    ...{ EventBaseCode: '043', EventRootCode: '05', QuadClass: '2', GoldsteinScale: '2' },
    ...{ MonthYear: '201501', Year: '2014', FractionDate: '2015.1' },
    ...{ Actor1CountryCode: 'UKR', Actor1EthnicCode: 'tat', Actor2Code: 'TMP', Actor2CountryCode: 'TMP' },
  };
  expect(map(other).event.native).toMatchObject({
    ...{ event_base_code: '043', event_root_code: '05', quad_class: 2, goldstein_scale: 2 },
    ...{ month_year: '201501', year: '2014', fraction_date: 2015.1 },
    ...{ actor1_country_code: 'UKR', actor1_ethnic_code: 'tat' },
  });
  expect(map({ Actor2Code: 'ROU' }).event.native).toMatchObject({ actor2_code: 'ROU', actor2_country_code: 'USA' });
});

test('codes lead with zeros', () => {
  const { event } = map({ EventCode: '0251', EventBaseCode: '025', EventRootCode: '02', GoldsteinScale: '-0.3' });
  expect(event.cameo).toBe('0251');
  expect(event.type).toBe('appeal');
});

const blank = {
  ...{ Actor2Geo_FullName: '', Actor2Geo_CountryCode: '', Actor2Geo_ADM1Code: '', Actor2Geo_Type: '0' },
  ...{ Actor2Geo_Lat: '', Actor2Geo_Long: '', Actor2Geo_FeatureID: '' },
};

test('a country as a whole has no coordinates; its own stay in native', () => {
  const country = {
    ...blank,
    ...{ ActionGeo_Type: '1', ActionGeo_FullName: 'Serbia', ActionGeo_CountryCode: 'RB', ActionGeo_ADM1Code: 'RB' },
    ...{ ActionGeo_Lat: '44', ActionGeo_Long: '20.5', ActionGeo_FeatureID: 'RB' },
  };
  const { place, native } = map(country).event;
  expect(place).toEqual({
    ...{ name: 'Serbia', name_raw: 'Serbia', country: 'SRB', latitude: null, longitude: null, precision: 'country' },
  });
  expect(native).toMatchObject({ action_geo_country_code: 'RB', action_geo_lat: 44, action_geo_long: 20.5 });
});

test.each([
  ['2', 'region'],
  ['3', 'city'],
  ['5', 'region'],
])('a place of type %s is a %s', (type, precision) => {
  expect(map({ ActionGeo_Type: type }).event.place?.precision).toBe(precision);
});

test('a place of type 0 is none, whatever else is told of it', () => {
  const { place, native } = map({ ...blank, ActionGeo_Type: '0', ActionGeo_FullName: '' }).event;
  expect(place).toBeNull();
  expect(native).toMatchObject({ action_geo_country_code: 'RS', action_geo_lat: 55.7522 });
  expect(native).not.toHaveProperty('action_geo_type');
});

test('padded names are trimmed, unknown countries kept, feature ids are text', () => {
  const name = `Kerch${' '.repeat(250)},Krym${' '.repeat(280)},Ukraine `;
  const { place, native } = map({
    ...{ ActionGeo_FullName: name, ActionGeo_CountryCode: 'ZZ', ActionGeo_FeatureID: 'NY' },
  }).event;
  expect(place).toMatchObject({ name: 'Kerch', name_raw: 'Kerch, Krym, Ukraine', country: null });
  expect(native).toMatchObject({ action_geo_country_code: 'ZZ', action_geo_feature_id: 'NY' });
});

test('the place of an actor is told whole where it is another than that of the event', () => {
  const { native } = map({ Actor2Geo_FullName: 'Washington, United States', Actor2Geo_CountryCode: 'US' }).event;
  expect(native).toMatchObject({
    ...{ actor2_geo_type: 4, actor2_geo_full_name: 'Washington, United States', actor2_geo_country_code: 'US' },
    ...{ actor2_geo_lat: 55.7522 },
  });
});

test('a source that is no web address is no evidence', () => {
  const { evidence, native } = map({ SOURCEURL: 'BBC Monitoring' }).event;
  expect(evidence).toEqual([]);
  expect(native).toMatchObject({ source_url: 'BBC Monitoring' });
});

test.each([
  ['GlobalEventID', '12x9', 'is not a number'],
  ['GlobalEventID', '', 'is empty'],
  ['SQLDATE', '20151345', 'is not a calendar day'],
  ['SQLDATE', '2015', 'is not a day as 20170404'],
  ['EventCode', '---', 'is not a CAMEO event code'],
  ['EventCode', '42', 'is not a CAMEO event code'],
  ['QuadClass', '7', 'is not from 1 to 4'],
  ['GoldsteinScale', 'n/a', 'is not a number'],
  ['NumMentions', '-1', 'is less than 0'],
  ['AvgTone', 'x', 'is not a number'],
  ['DATEADDED', 'today', 'is not a whole number'],
  ['ActionGeo_Type', '9', 'is no type of place from 0 to 5'],
  ['ActionGeo_Lat', '97.5', 'is not from -90 to 90'],
  ['ActionGeo_Long', 'E 37.6', 'is not a number'],
  ['Actor2Geo_Long', '200', 'is not from -180 to 180'],
  ['Actor1Name', 'C\uFFFDTE D\u2019IVOIRE', 'is not UTF-8'],
])('%s "%s" %s', (column, value, reason) => {
  expect(() => gdelt.map(row({ [column]: value }))).toThrow(expect.objectContaining({ column, value, reason }));
});

test('a garbled name without a code is refused as well', () => {
  const fault = expect.objectContaining({ column: 'Actor1Name', reason: 'is not UTF-8' });
  expect(() => gdelt.map(row({ ...none, Actor1Name: 'S\uFFFDO' }))).toThrow(fault);
});

test('of made-up rows exactly the faulty ones are refused, for the column that is wrong', () => {
  const planted: Planted[] = [];
  const onPlanted = (one: Planted) => planted.push(one);
  const options = { rows: 5_000, seed: 3, from: '2024-02-28', faults: 0.02, duplicates: 0.01, onPlanted };
  const ids: string[] = [];
  const refused = [...gdeltRows(options)].flatMap((line, at): [number, string | null][] => {
    const cells = line.split('\t');
    if (cells.length !== 61) return [[at + 1, null]];
    try {
      const { event, actors } = gdelt.map({ layout: wide, cells, columns: new Map() });
      expect(EventInput.safeParse(event).success && actors.every((one) => ActorInput.safeParse(one).success)).toBe(
        true,
      );
      ids.push((event as EventInput).id);
      return [];
    } catch (cause) {
      return [[at + 1, (cause as { column: string | null }).column]];
    }
  });
  const faults = planted.filter(({ fault }) => fault !== 'duplicate');
  expect(refused).toEqual(faults.map(({ line, fault }) => [line, gdeltFaults[fault as GdeltFault]]));
  expect(ids.length - new Set(ids).size).toBe(planted.length - faults.length);
  expect(faults.length).toBeGreaterThan(50);
});
