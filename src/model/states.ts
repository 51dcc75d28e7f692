import { type Country, countryByIso3 } from './codes/countries.ts';
import { type FormerCountry, formerCountries } from './codes/country-names.ts';
import type { ActorInput } from './nouns/actor.ts';
import type { DatasetInput } from './nouns/dataset.ts';

/** The dataset of the states that imports name and no other dataset describes; another may take one over. */
export const statesDataset: DatasetInput = {
  id: 'states',
  title: 'States and territories',
  publisher: 'Demarche',
  licence: 'CC0-1.0',
  attribution: 'ISO 3166-1 and 3166-3 codes and English short names, with the codes of CAMEO and FIPS 10-4.',
  homepage: 'https://www.iso.org/iso-3166-country-codes.html',
  version: null,
};

function codesOf({ iso3, cameo, fips }: Country): ActorInput['codes'] {
  return [
    { scheme: 'iso3' as const, code: iso3 },
    ...(cameo === null ? [] : [{ scheme: 'cameo' as const, code: cameo }]),
    ...(fips === null ? [] : [{ scheme: 'fips' as const, code: fips }]),
  ];
}

const formerById = new Map(formerCountries.map((row) => [row.iso3.toLowerCase(), row]));

const stateOf = (id: string): Country | FormerCountry | undefined =>
  id.length === 3 && id === id.toLowerCase() ? (countryByIso3.get(id.toUpperCase()) ?? formerById.get(id)) : undefined;

/** The everyday name of the state with an id, which is its ISO code in lower case; null for an id of none. */
export function stateName(id: string): string | null {
  const state = stateOf(id);
  return state === undefined ? null : (state.short_name ?? state.name);
}

/**
 * The state with an id, which is its ISO code in lower case; null for an id of none. A former state has its code of
 * ISO 3166-3 and no country.
 */
export function stateActor(id: string): ActorInput | null {
  const state = stateOf(id);
  if (state === undefined) return null;
  const { name, short_name, iso3 } = state;
  return {
    id,
    kind: 'state',
    name: short_name ?? name,
    names: short_name === null ? [] : [{ name, kind: 'official' }],
    country: 'iso2' in state ? iso3 : null,
    codes: 'iso2' in state ? codesOf(state) : [{ scheme: 'iso3', code: iso3 }],
    affiliations: [],
    evidence: [],
    curated: [],
  };
}
