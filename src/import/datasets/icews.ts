import { cameoByCode } from '../../model/codes/cameo.ts';
import { cameoRegions } from '../../model/codes/countries.ts';
import { countryOfName } from '../../model/codes/country-names.ts';
import { cameoToType } from '../../model/codes/event-types.ts';
import type { ActorInput } from '../../model/nouns/actor.ts';
import type { EventInput } from '../../model/nouns/event.ts';
import { calendarDay, cell, decimal, required } from '../cells.ts';
import { type Manifest, type RawRow, type Records, RowFault, type RowImporter } from '../importer.ts';
import { importedActor, importedEvent, nativeOf, participant, slug } from '../records.ts';

const manifest: Manifest = {
  dataset: {
    id: 'icews',
    title: 'ICEWS Coded Event Data',
    publisher: 'Lockheed Martin and Leidos, by Harvard Dataverse',
    licence: 'Copyright; for research and educational purposes only (terms of Harvard Dataverse doi:10.7910/DVN/28075)',
    attribution:
      "Boschee, Elizabeth; Lautenschlager, Jennifer; O'Brien, Sean; Shellman, Steve; Starz, James; Ward, Michael (2015): ICEWS Coded Event Data. Harvard Dataverse, doi:10.7910/DVN/28075",
    homepage: 'https://doi.org/10.7910/DVN/28075',
    version: null,
  },
  codebook: 'https://doi.org/10.7910/DVN/28075 (ICEWS Events Documentation; CAMEO 1.1b3)',
  files: 'yearly, weekly or daily .tab files, plain or zipped, with their header',
  expected: 'about 18,700,000 rows, 1995 to April 2023; one to three thousand a day',
};

const columns = [
  ...['Event ID', 'Event Date', 'Source Name', 'Source Sectors', 'Source Country', 'Event Text', 'CAMEO Code'],
  ...['Intensity', 'Target Name', 'Target Sectors', 'Target Country', 'Story ID', 'Sentence Number', 'Publisher'],
  ...['City', 'District', 'Province', 'Country', 'Latitude', 'Longitude'],
];
const placed = new Set([
  ...['event_date', 'source_name', 'target_name', 'cameo_code', 'city', 'latitude', 'longitude'],
]);
const numbers = new Set(['event_id', 'intensity', 'story_id', 'sentence_number']);

/**
 * What the actors are that ICEWS names by their sort, as `Police (India)`; all other names are persons, parties, firms
 * and groups alike, which the sectors do not tell apart.
 */
const sorts: readonly (readonly [ActorInput['kind'], RegExp])[] = [
  ['government', /^(Government|Cabinet\b.*|Royal Administration)$/],
  ['ministry', /\bMinist(ry|ery)\b|^(Foreign Affairs|Domestic Affairs|Police)$/],
  ['military', /^(Military( Personnel.*| Police| Intelligence)?|Naval|Navy|Air Force|Army( Personnel)?|Marine Corp)$/],
  ['armed_group', /^(Armed (Rebel|Gang|Band|Separatist|Opposition)|Insurgent|Militia|Death Squad|Tribal Insurgent)$/],
  ['population', /^(Citizen|Population|Men|Women|Children|Immigrants|Indigenous People|Refugee|Ethnic Group|Student)$/],
  ['population', /^(Protester|Mob|Villager|Employee|Farm Worker|Muslim|Christian|Hindu|Sikh|Jew|Buddhist)$/],
  ['media', /^(Media|Newspaper|News Agency)$/],
];

/** Words in the names of organisations, which tell them from the people whom ICEWS gives the same sectors. */
const organisation =
  /\b(Union|Nations|Organi[sz]ations?|Bank|Fund|Court|Council|Commission|Parliament|Assembly|Agency|Interpol|League|Association|Community|Commonwealth|Conference|Forum|Panel|Programme?|Tribunal|Secretariat|UN|Task Force)\b/;

const regions = new Set(cameoRegions.filter(({ iso3 }) => iso3 === null).map(({ name }) => name));

function kindOf(name: string, sectors: string, country: string): ActorInput['kind'] {
  if (country === '' && regions.has(name)) return 'region';
  if (country === '' && sectors.includes('International Government Organization') && organisation.test(name)) {
    return 'igo';
  }
  const [, sort] = /^(.+) \(.+\)$/.exec(name) ?? [];
  return sorts.find(([, names]) => sort !== undefined && names.test(sort))?.[0] ?? 'unknown';
}

/**
 * Who stands on a side: the state when the name is that of the country itself, else an actor on its behalf.
 *
 * The same name in two countries is two actors (the National Liberation Army of Colombia and that of Macedonia), so that
 * the id has the country behind the name unless the name ends with it.
 */
function sideOf(row: RawRow, side: 'Source' | 'Target', role: 'initiator' | 'recipient' | 'target') {
  const name = required(row, `${side} Name`);
  const country = cell(row, `${side} Country`);
  const iso3 = countryOfName(country);
  if (iso3 !== null && countryOfName(name) === iso3) {
    return { name, actors: [], participants: [participant(iso3.toLowerCase(), role, name)] };
  }
  const inside = /\(([^()]+)\)$/.exec(name)?.[1] ?? '';
  const tail = iso3 === null ? slug(country) : countryOfName(inside) === iso3 ? '' : iso3.toLowerCase();
  const id = `icews:${[slug(name) || 'unnamed', tail].filter((part) => part !== '').join('-')}`;
  return {
    name,
    actors: [importedActor(id, kindOf(name, cell(row, `${side} Sectors`), country), name, iso3)],
    participants: [participant(id, role, name, iso3?.toLowerCase() ?? null)],
  };
}

/** The code as it is written: `010` is not `10`, which ICEWS never gives and a spreadsheet makes of it. */
function codeOf(row: RawRow): string {
  const code = required(row, 'CAMEO Code');
  if (!/^\d{3,4}$/.test(code)) throw new RowFault('CAMEO Code', code, 'is not three or four digits');
  if (!cameoByCode.has(code)) throw new RowFault('CAMEO Code', code, 'is not a CAMEO code');
  return code;
}

/** The day; the file of 2017 has month, day and year between slashes. */
function dayOf(row: RawRow): string {
  const text = required(row, 'Event Date');
  const [, month = '', day = '', year = ''] = /^(\d{1,2})\/(\d{1,2})\/(\d{4})$/.exec(text) ?? [];
  return calendarDay('Event Date', year === '' ? text : `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`);
}

/** The place, as precise as the smallest part named; coordinates without any name say nothing of their precision. */
function placeOf(row: RawRow): { place: EventInput['place']; native: Record<string, number> } {
  const latitude = decimal('Latitude', cell(row, 'Latitude'), -90, 90);
  const longitude = decimal('Longitude', cell(row, 'Longitude'), -180, 180);
  const [city = '', ...wider] = ['City', 'District', 'Province', 'Country'].map((name) => cell(row, name));
  const names = [city, ...wider].filter((name) => name !== '');
  const [name] = names;
  if (name === undefined) {
    return {
      place: null,
      native: { ...(latitude !== null && { latitude }), ...(longitude !== null && { longitude }) },
    };
  }
  const precision = city !== '' ? 'city' : wider[0] !== '' || wider[1] !== '' ? 'region' : 'country';
  const country = countryOfName(wider[2] ?? '');
  return { place: { name, name_raw: names.join(', '), country, latitude, longitude, precision }, native: {} };
}

/**
 * One coded interaction. Each meeting is told twice, once from either side: two records, as published.
 *
 * An event id may come again with another date, and is unique together with it: both make our id. The target is the
 * `recipient` of cooperation, in words or deed (quad classes 1 and 2), and the `target` of conflict (3 and 4). The
 * intensity stays native, being of another table than ours.
 */
function map(row: RawRow): Records {
  const number = required(row, 'Event ID');
  if (!/^\d+$/.test(number)) throw new RowFault('Event ID', number, 'is not a number');
  const date = dayOf(row);
  const cameo = codeOf(row);
  const type = cameoToType(cameo);
  if (type === null) throw new RowFault('CAMEO Code', cameo, 'has no type of event');
  const isConflict = (cameoByCode.get(cameo)?.quad_class ?? 1) >= 3;
  const source = sideOf(row, 'Source', 'initiator');
  const target = sideOf(row, 'Target', isConflict ? 'target' : 'recipient');
  const { place, native } = placeOf(row);
  const words = cell(row, 'Event Text') || (cameoByCode.get(cameo)?.label ?? cameo);
  const event = importedEvent({
    id: `icews:${number}-${date}`,
    type,
    title: `${words.charAt(0).toUpperCase()}${words.slice(1)}: ${source.name} – ${target.name}`,
    date,
    place,
    participants: [...source.participants, ...target.participants],
    fatalities: null,
    cameo,
    native: { ...nativeOf(row, placed, numbers), ...native },
  });
  return { actors: [...source.actors, ...target.actors], event };
}

/** The coded interactions of ICEWS, 1995 to 2023. */
export const icews: RowImporter = {
  manifest,
  layouts: [{ name: 'ICEWS events', cut: 'tabs', header: true, columns }],
  map,
};
