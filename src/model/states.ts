import type { ActorInput } from './actor.ts';
import { type Country, countryByIso3 } from './codes/countries.ts';
import { type FormerCountry, formerCountries } from './codes/country-names.ts';
import type { DatasetInput } from './dataset.ts';

/** The dataset of the states that imports name and no other dataset describes; another may take one over. */
export const statesDataset: DatasetInput = {
  id: 'states',
  title: 'States and territories',
  publisher: 'Demarche',
  licence: 'CC0-1.0',
  attribution: 'ISO 3166-1 codes and English short names, with the codes of CAMEO and FIPS 10-4.',
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

const formerByIso3: ReadonlyMap<string, FormerCountry> = new Map(formerCountries.map((row) => [row.iso3, row]));

/** The state with an id, which is its ISO code in lower case, former ones included; null for an id of none. */
export function stateActor(id: string): ActorInput | null {
  if (id.length !== 3 || id !== id.toLowerCase()) return null;
  const country = countryByIso3.get(id.toUpperCase());
  const state = country ?? formerByIso3.get(id.toUpperCase());
  if (state === undefined) return null;
  const { name, short_name, iso3 } = state;
  return {
    id,
    kind: 'state',
    name: short_name ?? name,
    names: short_name === null ? [] : [{ name, kind: 'official' }],
    country: iso3,
    codes: country === undefined ? [{ scheme: 'iso3', code: iso3 }] : codesOf(country),
    affiliations: [],
    evidence: [],
    curated: [],
  };
}
