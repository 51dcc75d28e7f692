import { foldName } from '../words.ts';
import { countries } from './countries.ts';

/** A state that is no more and that no state of today simply continues under another name. */
export interface FormerCountry {
  /** ISO 3166-3 alpha-3, in capitals; an actor's id is the same in lower case. */
  readonly iso3: string;
  readonly name: string;
  /** The everyday name where it is another one; else null. */
  readonly short_name: string | null;
  /** Its number with Gleditsch and Ward, in some cases that of its successor too; null where it has none. */
  readonly gw: number | null;
  /** First and last year. */
  readonly from: number;
  readonly until: number;
}

/**
 * The former states that the datasets name. `VDR` is the north of Viet Nam; the south never had a code.
 *
 * @see https://www.iso.org/obp/ui/#search (ISO 3166-3)
 */
export const formerCountries: readonly FormerCountry[] = [
  {
    iso3: 'SUN',
    name: 'Union of Soviet Socialist Republics',
    short_name: 'Soviet Union',
    gw: 365,
    from: 1922,
    until: 1991,
  },
  { iso3: 'YUG', name: 'Yugoslavia', short_name: null, gw: 345, from: 1918, until: 2003 },
  { iso3: 'SCG', name: 'Serbia and Montenegro', short_name: null, gw: 345, from: 2003, until: 2006 },
  { iso3: 'CSK', name: 'Czechoslovakia', short_name: null, gw: 315, from: 1918, until: 1992 },
  { iso3: 'DDR', name: 'German Democratic Republic', short_name: 'East Germany', gw: 265, from: 1949, until: 1990 },
  {
    iso3: 'YMD',
    name: "People's Democratic Republic of Yemen",
    short_name: 'South Yemen',
    gw: 680,
    from: 1967,
    until: 1990,
  },
  {
    iso3: 'VDR',
    name: 'Democratic Republic of Viet-Nam',
    short_name: 'North Vietnam',
    gw: 816,
    from: 1945,
    until: 1976,
  },
  { iso3: 'ANT', name: 'Netherlands Antilles', short_name: null, gw: null, from: 1954, until: 2010 },
];

/** Further names of the countries, a country a line: ISO alpha-3, then the names, in any spelling that folds alike. */
const aliases = `
AGO|People's Republic of Angola
ARE|UAE
ATG|Antigua & Barbuda
BEN|Dahomey
BFA|Upper Volta
BHS|The Bahamas|Bahamas, The
BIH|Bosnia-Herzegovina|Bosnia & Herzegovina|Bosnia
BLR|Byelorussia|Belorussia|Byelorussian SSR|Byelorussian Soviet Socialist Republic
BOL|Plurinational State of Bolivia
BRN|Negara Brunei Darussalam
BES|Caribbean Netherlands|Bonaire, Saint Eustatius and Saba
CAF|Central African Empire
CCK|Cocos Islands|Cocos (Keeling) Islands
CHE|Swiss Confederation
CHN|People's Republic of China|PR China
CIV|Cote d'Ivoire|Republic of Cote d'Ivoire
COD|Democratic Republic of Congo|Congo, the Democratic Republic of the|Congo, Democratic Republic of|Congo, DRC|DRC
COD|DR Congo (Zaire)|Zaire|Congo (Kinshasa)|Congo (Leopoldville)|Democratic Republic of the Congo (Zaire)
COG|Republic of Congo|Congo, Republic of|Congo, Republic of the|Congo-Brazzaville|Congo (Brazzaville)
COM|Comoro Islands|The Comoros
CPV|Cape Verde Islands
CZE|The Czech Republic
DEU|Federal Republic of Germany|Germany, Federal Republic of|West Germany|German Federal Republic
EGY|United Arab Republic|Arab Republic of Egypt
ESH|Sahrawi Arab Democratic Republic|Spanish Sahara
ETH|Ethipia|Federal Democratic Republic of Ethiopia|Abyssinia
FLK|Malvinas|Falkland Islands (Islas Malvinas)
FSM|Federated States of Micronesia|Micronesia, Federated States of
GBR|UK|U.K.|Great Britain|United Kingdom of Great Britain and Northern Ireland
GGY|Bailiwick of Guernsey
GMB|Republic of the Gambia|Gambia (Republic of the)|Gambia, The
GRC|Hellenic Republic
HKG|Hong Kong SAR|Hong Kong SAR China|China, Hong Kong SAR
IRN|Islamic Republic of Iran|Iran, Islamic Republic of|Persia
IRL|Republic of Ireland
JEY|Bailiwick of Jersey
KHM|Cambodia (Kampuchea)|Kampuchea|Democratic Kampuchea|Khmer Republic
KNA|St. Kitts and Nevis|St. Kitts & Nevis|Saint Kitts-Nevis
KOR|Korea, Republic of|Republic of Korea (South Korea)|Korea, South|ROK
LAO|Lao PDR|Lao People's Democratic Republic (Laos)|Lao
LBY|Libyan Arab Jamahiriya|Libyan Arab Republic|State of Libya
LCA|St. Lucia
LKA|Ceylon|Sri Lanka (Ceylon)
MAC|Macao SAR|Macao SAR China|China, Macao SAR
MAF|Saint-Martin|Collectivity of Saint Martin|St. Martin
MDA|Moldova, Republic of|Moldavia
MDG|Madagascar (Malagasy)|Malagasy Republic
MDV|Maldive Islands
MHL|Republic of the Marshall Islands
MKD|Macedonia|Macedonia, FYR|FYR Macedonia|FYROM|Former Yugoslav Republic of Macedonia
MKD|Macedonia, the former Yugoslav Republic of|Macedonia (Former Yugoslav Republic of)|Republic of Macedonia
MMR|Burma|Myanmar (Burma)|Burma/Myanmar|Union of Myanmar
MYS|Federation of Malaya|Malaya
NLD|Kingdom of the Netherlands|Netherlands (Kingdom of the)|The Netherlands|Holland
PCN|Pitcairn Islands
PRK|DPRK|Korea, Democratic People's Republic of|Korea, North|DPR Korea
PSE|Occupied Palestinian Territory|Palestinian Territory, Occupied|Palestinian Territory|Palestinian Territories
PSE|Palestinian Authority|Palestinian National Authority|West Bank and Gaza|West Bank and Gaza Strip
PSE|Gaza Strip|West Bank
ROU|Rumania|Roumania
RUS|Russia (Soviet Union)|Russian Fed.
SHN|St. Helena
SJM|Svalbard|Svalbard and Jan Mayen Islands
STP|Sao Tome & Principe
SVK|Slovak Republic
SWZ|Swaziland|Kingdom of eSwatini|Kingdom of eSwatini (Swaziland)|eSwatini (Swaziland)
SXM|Saint Maarten
SYC|The Seychelles
THA|Siam
TLS|East Timor (Timor-Leste)|Democratic Republic of Timor-Leste
TUR|Turkiye|Republic of Turkiye
TTO|Trinidad & Tobago
TWN|Republic of China|Taiwan, Province of China|Chinese Taipei|Formosa
TZA|Tanzania, United Republic of|Tanganyika
UKR|Ukrainian SSR|Ukrainian Soviet Socialist Republic
UMI|US Minor Outlying Islands
USA|US|U.S.|USA|U.S.A.|America
VAT|Vatican|Vatican City State|Holy See (Vatican City State)|The Vatican
VCT|St. Vincent and the Grenadines|St. Vincent & Grenadines|Saint Vincent & the Grenadines
VEN|Venezuela, Bolivarian Republic of|Bolivarian Republic of Venezuela
VGB|Virgin Islands, British
VIR|Virgin Islands, U.S.|United States Virgin Islands|Virgin Islands (US)|U.S. Virgin Islands
VNM|Vietnam (North Vietnam)|Socialist Republic of Viet Nam|Socialist Republic of Vietnam
WSM|Western Samoa
YEM|Yemen (North Yemen)|North Yemen|Yemen Arab Republic
ZMB|Northern Rhodesia
ZWE|Rhodesia|Southern Rhodesia|Zimbabwe (Rhodesia)
XKX|Kosovo (Serbia)|Republic of Kosovo
SUN|USSR|U.S.S.R.|Soviet Union (USSR)|Union of Soviet Socialist Republics (USSR)
YUG|Serbia (Yugoslavia)|Federal Republic of Yugoslavia|Socialist Federal Republic of Yugoslavia|Yugoslavia (FRY)
CSK|Czech and Slovak Federal Republic|Czechoslovak Socialist Republic
DDR|GDR|German Dem. Rep.
YMD|Democratic Yemen|Yemen People's Republic|Yemen, Democratic|People's Republic of Southern Yemen|Southern Yemen
VDR|Democratic Republic of Vietnam|Vietnam, Democratic Republic of
`;

const byName: ReadonlyMap<string, string> = new Map([
  ...aliases
    .trim()
    .split('\n')
    .flatMap((line) => {
      const [iso3 = '', ...names] = line.split('|');
      return names.map((name) => [foldName(name), iso3] as const);
    }),
  ...[...formerCountries, ...countries].flatMap(({ iso3, name, short_name }) =>
    [name, short_name].flatMap((one) => (one === null ? [] : [[foldName(one), iso3] as const])),
  ),
]);

/**
 * The ISO 3166 alpha-3 code of a country by a name that the lists of the field use, with or without `the` before it;
 * null for a name that is not known or names no single country, as `Korea` does.
 *
 * A state that was only renamed has the code of today (Zaire, Burma, Dahomey); one that fell apart or was merged has its
 * own of ISO 3166-3 (`SUN`, `YUG`, `DDR`).
 */
export function countryOfName(name: string): string | null {
  const folded = foldName(name);
  return byName.get(folded) ?? byName.get(folded.replace(/^the /, '')) ?? null;
}
