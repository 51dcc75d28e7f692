import {
  type CameoActorPart,
  cameoGroups,
  cameoPeoples,
  cameoReligions,
  cameoSectors,
} from '../../model/codes/cameo-actors.ts';
import { type Country, cameoRegions, countryByCameo } from '../../model/codes/countries.ts';
import type { ActorInput } from '../../model/nouns/actor.ts';
import { idPart } from '../cells.ts';

type Sort = 'country' | 'region' | 'group' | 'people' | 'religion' | 'sector' | 'unknown';

/** Three letters of an actor code, and what they stand for. */
interface Part extends CameoActorPart {
  readonly sort: Sort;
  /** The country itself, or the one a region is in. */
  readonly country: Country | null;
}

/** What an actor code says. */
export interface ActorCode {
  /** A state's lower-case ISO code, or `cameo:` and the code. */
  readonly id: string;
  /** The state or organisation it acts for; null when none or not told. */
  readonly principal: string | null;
  readonly name: string;
  /** True when the code tells a country or an organisation: a name the source uses then says more beside it. */
  readonly isAffiliated: boolean;
  /** The actors it needs: itself and the organisation it acts for; none for a state. */
  readonly actors: readonly ActorInput[];
  /** The eight columns as GDELT fills them from the code: country, known group, people, religions, types. */
  readonly columns: readonly string[];
  /** The names of its country: a source that uses one of them says no more than the code. */
  readonly countryNames: readonly string[];
  /** True when the code can be told from the id. */
  readonly isImpliedById: boolean;
}

/** Those who fight or oppose a state, or break its laws, do not act for it. */
const opposed = new Set(['REB', 'INS', 'SEP', 'UAF', 'OPP', 'RAD', 'CRM', 'IMG']);

/** Parts that stand in actor codes and in none of the columns. */
const unlisted = new Set(['AFU', 'PTY', 'REL']);

/** Serbia and Montenegro, dissolved in 2006, still stands before the code of Serbia. */
const dissolved = 'SCG';

const shortName = ({ name, short_name }: Country) => short_name ?? name;

const known: ReadonlyMap<string, Part> = new Map(
  [
    ...sorted('people', cameoPeoples),
    ...sorted('religion', cameoReligions),
    ...sorted('sector', cameoSectors),
    ...sorted('group', cameoGroups),
    ...[...countryByCameo].map(([code, country]): Part => {
      return { code, name: shortName(country), kind: null, sort: 'country', country };
    }),
    ...cameoRegions.map(({ code, name }): Part => {
      return { code, name, kind: 'region', sort: 'region', country: countryByCameo.get(code) ?? null };
    }),
  ].map((part) => [part.code, part]),
);

function sorted(sort: Sort, parts: readonly CameoActorPart[]): Part[] {
  return parts.map((part) => ({ ...part, sort, country: null }));
}

function partsOf(code: string): Part[] {
  const parts = (code.match(/.{1,3}/g) ?? []).map(
    (part): Part => known.get(part) ?? { code: part, name: part, kind: null, sort: 'unknown', country: null },
  );
  return parts.length > 1 && parts[0]?.code === dissolved ? parts.slice(1) : parts;
}

/** Reads an actor code, such as `USA`, `RUSGOV`, `IGOUNOREFHCR` or `kur`. */
export function readActorCode(code: string): ActorCode {
  const parts = partsOf(code);
  const country = parts.find(({ sort }) => sort === 'country')?.country ?? null;
  const columns = columnsOf(parts);
  const countryNames = country === null ? [] : [country.name, shortName(country)];
  const isAffiliated = parts.some(({ sort }) => sort === 'country' || sort === 'region' || sort === 'group');
  if (country !== null && parts.length === 1) {
    const id = country.iso3.toLowerCase();
    const isImpliedById = code === country.cameo;
    return {
      id,
      principal: null,
      name: shortName(country),
      isAffiliated,
      actors: [],
      columns,
      countryNames,
      isImpliedById,
    };
  }
  const actor = actorOf(code, parts, country);
  const organisation = country === null ? organisationOf(code, parts) : null;
  const state = country === null || parts.some(({ code }) => opposed.has(code)) ? null : country.iso3.toLowerCase();
  return {
    id: actor.id,
    principal: state ?? organisation?.id ?? null,
    name: actor.name,
    isAffiliated,
    actors: organisation === null ? [actor] : [actor, organisation],
    columns,
    countryNames,
    isImpliedById: actor.id === `cameo:${code}`,
  };
}

function columnsOf(parts: readonly Part[]): string[] {
  const codes = (...sorts: Sort[]) =>
    parts.filter(({ sort, code }) => sorts.includes(sort) && !unlisted.has(code)).map(({ code }) => code);
  const [place = ''] = parts.flatMap(({ sort, code, country }) =>
    sort === 'region' || (sort === 'country' && country?.cameo === code) ? [code] : [],
  );
  const [[group = ''], [people = '']] = [codes('group'), codes('people')];
  const [[religion1 = '', religion2 = ''], [type1 = '', type2 = '', type3 = '']] = [codes('religion'), codes('sector')];
  return [place, group, people, religion1, religion2, type1, type2, type3];
}

function actorOf(code: string, parts: readonly Part[], country: Country | null): ActorInput {
  return {
    id: `cameo:${idPart(code)}`,
    kind: kindOf(parts),
    name: nameOf(parts).slice(0, 300),
    names: [],
    country: (country ?? parts.find((part) => part.country !== null)?.country)?.iso3 ?? null,
    codes: [{ scheme: 'cameo', code }],
    affiliations: [],
    evidence: [],
    curated: [],
  };
}

/** The organisation of an organ or office of it, as the United Nations of `IGOUNOREFHCR`; null for the organisation itself. */
function organisationOf(code: string, parts: readonly Part[]): ActorInput | null {
  const end = parts.findIndex(({ sort }) => sort === 'group') + 1;
  if (parts[0]?.code !== 'IGO' || end === 0 || end === parts.length) return null;
  return actorOf(code.slice(0, 3 * end), parts.slice(0, end), null);
}

function kindOf(parts: readonly Part[]): ActorInput['kind'] {
  const of = (...sorts: Sort[]) => parts.find(({ sort }) => sorts.includes(sort));
  const doer = parts.findLast(({ sort }) => sort === 'group') ?? of('sector');
  if (doer !== undefined) return doer.kind ?? 'unknown';
  if (of('religion', 'people') !== undefined) return 'population';
  return of('region', 'country') === undefined ? 'unknown' : 'region';
}

/** A name made of the parts: `Russia: government, military`, `Taliban (Afghanistan: insurgents)`, `World Bank`. */
function nameOf(parts: readonly Part[]): string {
  const head = parts.findLast(({ sort }) => sort === 'group');
  if (head === undefined) return capital(inWords(parts));
  const behind = parts.slice(parts.indexOf(head) + 1);
  if (parts[0]?.code === 'IGO') return behind.length === 0 ? head.name : `${head.name}: ${inWords(behind)}`;
  const others = parts.filter((part) => part !== head);
  return others.length === 0 ? capital(head.name) : `${capital(head.name)} (${inWords(others)})`;
}

function inWords(parts: readonly Part[]): string {
  const place = parts.find(({ sort }) => sort === 'country' || sort === 'region');
  const others = [...new Set(parts.filter((part) => part !== place).map(({ name }) => name))];
  if (place === undefined) return others.join(', ');
  return others.length === 0 ? place.name : `${place.name}: ${others.join(', ')}`;
}

const capital = (text: string) => text.charAt(0).toUpperCase() + text.slice(1);
