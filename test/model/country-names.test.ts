import { expect, test } from 'vitest';
import { countries, countryByIso3 } from '../../src/model/codes/countries.ts';
import { countryOfName, formerCountries } from '../../src/model/codes/country-names.ts';
import { countryOfGw } from '../../src/model/codes/gw-countries.ts';
import { stateActor } from '../../src/model/states.ts';

test('every country is found by its own names, a former state by its own', () => {
  for (const { iso3, name, short_name } of [...countries, ...formerCountries]) {
    expect(countryOfName(name)).toBe(iso3);
    if (short_name !== null) expect(countryOfName(short_name)).toBe(iso3);
  }
});

test('names of the lists of the field, whatever their case, marks, article and punctuation', () => {
  const names = {
    RUS: ['Russian Federation', 'RUSSIA', 'Russia (Soviet Union)'],
    SUN: ['USSR', 'U.S.S.R.', 'the Soviet Union'],
    USA: ['United States', 'the United States of America', 'USA', 'U.S.'],
    CIV: ['Cote d’Ivoire', 'COTE D`IVOIRE', 'Ivory Coast'],
    COD: ['DR Congo (Zaire)', 'Democratic Republic of Congo', 'Zaire'],
    COG: ['Congo', 'Republic of Congo'],
    MKD: ['the former Yugoslav Republic of Macedonia', 'Macedonia, FYR'],
    YUG: ['Serbia (Yugoslavia)', 'Yugoslavia'],
    DEU: ['Federal Republic of Germany', 'Germany'],
    TUR: ['Türkiye', 'Turkiye', 'Turkey'],
    YEM: ['Yemen (North Yemen)', 'Yemen Arab Republic'],
    YMD: ["Yemen People's Republic", 'Democratic Yemen'],
  };
  for (const [iso3, spelled] of Object.entries(names))
    expect(spelled.map(countryOfName)).toEqual(spelled.map(() => iso3));
});

test('a name of no single country is none', () => {
  expect(['', '-', 'Korea', 'Zanzibar', 'All Council Members', 'Republic of Vietnam'].map(countryOfName)).toEqual([
    null,
    null,
    null,
    null,
    null,
    null,
  ]);
});

test('numbers of Gleditsch and Ward', () => {
  expect([2, 345, 365, 678, 626, 970].map(countryOfGw)).toEqual(['USA', 'YUG', 'RUS', 'YEM', 'SSD', 'KIR']);
  expect([0, 1, 817, 9999, Number.NaN].map(countryOfGw)).toEqual([null, null, null, null, null]);
  const former = new Set(formerCountries.map(({ iso3 }) => iso3));
  const states = Array.from({ length: 1000 }, (_, number) => countryOfGw(number)).filter((code) => code !== null);
  expect(states.filter((code) => !countryByIso3.has(code) && !former.has(code))).toEqual([]);
  expect(states.length).toBeGreaterThan(190);
});

test('a former state is an actor under its own code', () => {
  expect(stateActor('sun')).toMatchObject({ id: 'sun', kind: 'state', name: 'Soviet Union', country: null });
  expect(stateActor('yug')?.codes).toEqual([{ scheme: 'iso3', code: 'YUG' }]);
  expect([stateActor('YUG'), stateActor('xxx')]).toEqual([null, null]);
});
