import { countryTable } from './countries-table.ts';

/** A country or territory with the codes that the datasets know it by. */
export interface Country {
  /** ISO 3166-1 alpha-3, in capitals; an actor's id is the same in lower case. */
  readonly iso3: string;
  readonly iso2: string;
  /** The short English name of ISO 3166-1, in its common word order. */
  readonly name: string;
  /** The everyday name where it is another one, as Russia; else null. */
  readonly short_name: string | null;
  /** CAMEO country code as GDELT and ICEWS use it; null where they have none. */
  readonly cameo: string | null;
  /** FIPS 10-4 code as GDELT uses it for places; null where there is none for the whole country. */
  readonly fips: string | null;
  /** True for codes that ISO leaves to its users, of which Kosovo's is the only one here. */
  readonly user_assigned: boolean;
}

/** A code of CAMEO's country list that is no country of ISO 3166-1. */
export interface CameoRegion {
  readonly code: string;
  readonly name: string;
  /** The country it is a part of, if it is part of one. */
  readonly iso3: string | null;
}

/** A FIPS 10-4 code beyond the one in the country's own row. */
export interface FipsArea {
  readonly fips: string;
  readonly name: string;
  /** The country it belongs to in ISO 3166-1; null for what is disputed, dissolved or at sea. */
  readonly iso3: string | null;
}

/**
 * Every officially assigned entry of ISO 3166-1, then Kosovo.
 *
 * @see https://www.iso.org/obp/ui/#search
 */
export const countries: readonly Country[] = countryTable.trim().split('\n').map(parseRow);

/**
 * The codes of CAMEO's country list that are regions, blocs, parts of a country or dissolved, and no countries.
 *
 * Its other oddities are countries under an older or own code: `ROM` Romania, `TMP` Timor-Leste, `IMY` Isle of Man and
 * `MTN` Montenegro stand in their rows. `0`, unknown, is left out.
 *
 * @see https://www.gdeltproject.org/data/lookups/CAMEO.country.txt
 */
export const cameoRegions: readonly CameoRegion[] = [
  { code: 'WSB', name: 'West Bank', iso3: 'PSE' },
  { code: 'GZS', name: 'Gaza Strip', iso3: 'PSE' },
  { code: 'BAG', name: 'Baghdad', iso3: 'IRQ' },
  { code: 'AFR', name: 'Africa', iso3: null },
  { code: 'ASA', name: 'Asia', iso3: null },
  { code: 'BLK', name: 'Balkans', iso3: null },
  { code: 'CRB', name: 'Caribbean', iso3: null },
  { code: 'CAU', name: 'Caucasus', iso3: null },
  { code: 'CFR', name: 'Central Africa', iso3: null },
  { code: 'CAS', name: 'Central Asia', iso3: null },
  { code: 'CEU', name: 'Central Europe', iso3: null },
  { code: 'EIN', name: 'East Indies', iso3: null },
  { code: 'EAF', name: 'Eastern Africa', iso3: null },
  { code: 'EEU', name: 'Eastern Europe', iso3: null },
  { code: 'EUR', name: 'Europe', iso3: null },
  { code: 'LAM', name: 'Latin America', iso3: null },
  { code: 'MEA', name: 'Middle East', iso3: null },
  { code: 'MDT', name: 'Mediterranean', iso3: null },
  { code: 'NAF', name: 'North Africa', iso3: null },
  { code: 'NMR', name: 'North America', iso3: null },
  { code: 'PGS', name: 'Persian Gulf', iso3: null },
  { code: 'SCN', name: 'Scandinavia', iso3: null },
  { code: 'SAM', name: 'South America', iso3: null },
  { code: 'SAS', name: 'South Asia', iso3: null },
  { code: 'SEA', name: 'Southeast Asia', iso3: null },
  { code: 'SAF', name: 'Southern Africa', iso3: null },
  { code: 'WAF', name: 'West Africa', iso3: null },
  { code: 'WST', name: 'The West', iso3: null },
  { code: 'ANT', name: 'Netherlands Antilles', iso3: null },
];

/**
 * FIPS 10-4 codes of parts, of former states and of the sea, which GDELT gives for places too.
 *
 * Serbia is `RI` in the standard, and `RB` where GDELT knows the country alone.
 *
 * @see https://www.gdeltproject.org/data/lookups/FIPS.country.txt
 */
export const fipsAreas: readonly FipsArea[] = [
  { fips: 'GZ', name: 'Gaza Strip', iso3: 'PSE' },
  { fips: 'WE', name: 'West Bank', iso3: 'PSE' },
  { fips: 'RB', name: 'Serbia', iso3: 'SRB' },
  { fips: 'JN', name: 'Jan Mayen', iso3: 'SJM' },
  { fips: 'AT', name: 'Ashmore and Cartier Islands', iso3: 'AUS' },
  { fips: 'CR', name: 'Coral Sea Islands', iso3: 'AUS' },
  { fips: 'AX', name: 'Akrotiri', iso3: 'GBR' },
  { fips: 'DX', name: 'Dhekelia', iso3: 'GBR' },
  { fips: 'IP', name: 'Clipperton Island', iso3: 'FRA' },
  { fips: 'BS', name: 'Bassas da India', iso3: 'ATF' },
  { fips: 'EU', name: 'Europa Island', iso3: 'ATF' },
  { fips: 'GO', name: 'Glorioso Islands', iso3: 'ATF' },
  { fips: 'JU', name: 'Juan de Nova Island', iso3: 'ATF' },
  { fips: 'TE', name: 'Tromelin Island', iso3: 'ATF' },
  { fips: 'BQ', name: 'Navassa Island', iso3: 'UMI' },
  { fips: 'DQ', name: 'Jarvis Island', iso3: 'UMI' },
  { fips: 'FQ', name: 'Baker Island', iso3: 'UMI' },
  { fips: 'HQ', name: 'Howland Island', iso3: 'UMI' },
  { fips: 'JQ', name: 'Johnston Atoll', iso3: 'UMI' },
  { fips: 'KQ', name: 'Kingman Reef', iso3: 'UMI' },
  { fips: 'LQ', name: 'Palmyra Atoll', iso3: 'UMI' },
  { fips: 'MQ', name: 'Midway Islands', iso3: 'UMI' },
  { fips: 'WQ', name: 'Wake Island', iso3: 'UMI' },
  { fips: 'NT', name: 'Netherlands Antilles', iso3: null },
  { fips: 'YI', name: 'Serbia and Montenegro', iso3: null },
  { fips: 'PF', name: 'Paracel Islands', iso3: null },
  { fips: 'PG', name: 'Spratly Islands', iso3: null },
  { fips: 'OS', name: 'Oceans', iso3: null },
  { fips: 'OC', name: 'Indian Ocean', iso3: null },
];

/** The countries by ISO alpha-3 code, in capitals. */
export const countryByIso3: ReadonlyMap<string, Country> = new Map(countries.map((row) => [row.iso3, row]));

/** The countries by ISO alpha-2 code, in capitals. */
export const countryByIso2: ReadonlyMap<string, Country> = new Map(countries.map((row) => [row.iso2, row]));

/** The countries by CAMEO code, by ISO code where a dataset uses that, and by the codes of their parts. */
export const countryByCameo: ReadonlyMap<string, Country> = new Map([
  ...countryByIso3,
  ...countries.flatMap((row) => (row.cameo === null ? [] : [[row.cameo, row] as const])),
  ...cameoRegions.flatMap((region) => within(region.code, region.iso3)),
]);

/** The countries by FIPS 10-4 code, those of their parts included. */
export const countryByFips: ReadonlyMap<string, Country> = new Map([
  ...countries.flatMap((row) => (row.fips === null ? [] : [[row.fips, row] as const])),
  ...fipsAreas.flatMap((area) => within(area.fips, area.iso3)),
]);

function within(code: string, iso3: string | null): readonly (readonly [string, Country])[] {
  const country = iso3 === null ? undefined : countryByIso3.get(iso3);
  return country === undefined ? [] : [[code, country]];
}

function parseRow(line: string): Country {
  const [iso3 = '', iso2 = '', fips, cameo, name = '', shortName] = line.split('|');
  return {
    iso3,
    iso2,
    name,
    short_name: shortName || null,
    cameo: cameo || null,
    fips: fips || null,
    user_assigned: iso3 === 'XKX',
  };
}
