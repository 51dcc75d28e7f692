import type { ActorInput } from './actor.ts';
import { type Country, countryByIso3 } from './codes/countries.ts';
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

/** The state with an id, which is its ISO code in lower case; null for an id of none. */
export function stateActor(id: string): ActorInput | null {
  const country = id.length === 3 && id === id.toLowerCase() ? countryByIso3.get(id.toUpperCase()) : undefined;
  if (country === undefined) return null;
  const { name, short_name, iso3 } = country;
  return {
    id,
    kind: 'state',
    name: short_name ?? name,
    names: short_name === null ? [] : [{ name, kind: 'official' }],
    country: iso3,
    codes: codesOf(country),
    affiliations: [],
    evidence: [],
    curated: [],
  };
}
