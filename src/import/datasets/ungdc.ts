import { countryByIso3 } from '../../model/codes/countries.ts';
import { countryOfName, formerCountries } from '../../model/codes/country-names.ts';
import { onOneLine } from '../../model/codes/un-symbols.ts';
import type { StatementInput } from '../../model/nouns/statement.ts';
import { stateName } from '../../model/states.ts';
import { foldName } from '../../model/words.ts';
import { cell, idPart, required, wholeNumber } from '../cells.ts';
import {
  type JoinedImporter,
  type Layout,
  type Manifest,
  type Part,
  type RawRow,
  type Records,
  RowFault,
} from '../importer.ts';
import { importedActor, nativeOf, slug } from '../records.ts';

const manifest: Manifest = {
  dataset: {
    id: 'ungdc',
    title: 'United Nations General Debate Corpus',
    publisher: 'Slava Jankin, Alexander Baturo and Niheer Dasandi, Harvard Dataverse',
    licence: 'CC0-1.0',
    attribution:
      'Slava Jankin, Alexander Baturo, Niheer Dasandi, "Words to Unite Nations: The Complete United Nations General Debate Corpus, 1946–present", Journal of Peace Research (2025), doi:10.7910/DVN/0TJX8Y',
    homepage: 'https://doi.org/10.7910/DVN/0TJX8Y',
    version: null,
  },
  codebook: 'https://doi.org/10.7910/DVN/0TJX8Y',
  files: 'the texts (one a speech, named ISO3_session_year.txt) and Speakers_by_session.csv, packed or in a folder',
  expected: 'about 11,000 speeches, 190 a year',
};

const speeches: Layout = {
  name: 'speech',
  cut: 'whole',
  header: false,
  columns: ['name', 'text'],
  files: /^(?!\._).*\.txt$/i,
};
const speakers: Layout = {
  name: 'speakers',
  cut: 'csv',
  header: true,
  columns: ['Year', 'Session', 'ISO Code', 'Country', 'Name of Person Speaking', 'Post'],
  files: /\.csv$/i,
};

type Kept = Readonly<Record<string, unknown>>;
const numbers = new Set(['year', 'session']);
const textOf = (kept: Kept | undefined, name: string): string => String(kept?.[name] ?? '');

/** Speakers that are no state: under the code of the corpus, or by name where they have none. */
const organisations: Readonly<Record<string, string>> = {
  EU: 'European Union',
  EC: 'European Council',
  LAS: 'League of Arab States',
};
const codeOfName = new Map([
  ...Object.entries(organisations).map(([code, name]) => [foldName(name), code] as const),
  ['leage of arab states', 'LAS'],
]);
/** Codes that the corpus gives states besides theirs. */
const ownCodes: Readonly<Record<string, string>> = { YDYE: 'YMD', POR: 'PRT' };
const former = new Map(formerCountries.map((row) => [row.iso3, row]));
const isState = (code: string) => countryByIso3.has(code) || former.has(code);

/** The code by which a speech is known: that of a state of today or a former one, of an organisation, else as given. */
function codeOf(given: string, country: string): string {
  const code = given.trim().toUpperCase();
  if (isState(code) || organisations[code] !== undefined) return code;
  const named = ownCodes[code] ?? countryOfName(country) ?? codeOfName.get(foldName(country)) ?? code;
  return named === '' ? idPart(country) : named;
}

function speechPart(row: RawRow): Part {
  const file = cell(row, 'name');
  const [, code, session, year] = /^([A-Z]{2,4})_(\d{1,3})_(\d{4})\.txt$/i.exec(file) ?? [];
  if (code === undefined) throw new RowFault('name', file, 'is not a code, a session and a year, as FRA_72_2017.txt');
  const text = required(row, 'text');
  return { id: `ungdc:${codeOf(code, '')}_${Number(session)}_${year}`, key: 'speech', value: { file, text } };
}

/** Forms of address are no part of a name. */
const bareName = (name: string): string =>
  onOneLine(name)
    .replace(/^(?:(?:mr|mrs|ms|miss)\.? )+/i, '')
    .replace(/[\s,;]+$/, '');

/** Several rows with one code and session are several speakers; the same name twice is one. */
function speakerPart(row: RawRow): Part {
  const year = wholeNumber('Year', required(row, 'Year'), 1945);
  const session = wholeNumber('Session', required(row, 'Session'), 1);
  const code = codeOf(cell(row, 'ISO Code'), cell(row, 'Country'));
  if (code === '') throw new RowFault('ISO Code', '', 'is empty, and so is Country');
  const name = slug(bareName(cell(row, 'Name of Person Speaking')));
  return { id: `ungdc:${code}_${session}_${year}`, key: `speaker:${name}`, value: keptOf(row) };
}

/** The last column of the list has no name; remarks stand in it. */
function keptOf(row: RawRow): Kept {
  const { '': remark, ...kept } = nativeOf(row, new Set(), numbers);
  return remark === undefined ? kept : { ...kept, remark };
}

/** For whom a speech was held: a former state under the code of its successor is told by its name or by the year. */
function principalOf(code: string, year: number, country: string) {
  const organisation = organisations[code];
  if (organisation !== undefined) {
    const id = `ungdc:${slug(organisation)}`;
    return { id, actor: importedActor(id, 'igo', organisation) };
  }
  const named = countryOfName(country);
  if (named !== null && former.has(named)) return { id: named.toLowerCase(), actor: null };
  if (code === 'RUS' && year <= (former.get('SUN')?.until ?? 0)) return { id: 'sun', actor: null };
  // The list has a few rows whose code and name are those of two states.
  if (!isState(code) || (named !== null && named !== code)) return { id: null, actor: null };
  return { id: code.toLowerCase(), actor: null };
}

/** A speaker as an actor; one of whom only a surname is told is not held to be the same in two years. */
function personOf(speaker: Kept, principal: string | null, code: string, year: number) {
  const name = bareName(textOf(speaker, 'name_of_person_speaking'));
  const words = slug(name);
  if (words === '') return [];
  const whose = principal?.replace(/^ungdc:/, '') ?? code.toLowerCase();
  const id = `ungdc:${whose}-${words}${foldName(name).includes(' ') ? '' : `-${year}`}`.slice(0, 200);
  const country = principal !== null && countryByIso3.has(principal.toUpperCase()) ? principal.toUpperCase() : null;
  return [importedActor(id, 'person', name, country)];
}

const ordinal = (number: number): string => {
  const tens = number % 100;
  const ending = tens > 10 && tens < 14 ? 'th' : (['th', 'st', 'nd', 'rd'][number % 10] ?? 'th');
  return `${number}${ending}`;
};

/**
 * One statement for each state and session: what was said, who said it and in what post.
 *
 * A speech whose text is not loaded has only who held it; the list of speakers covers all years. Where the list has two
 * speakers for one speech, both are candidates. A post is a note: the list does not say since when or until when it was held.
 */
function join(id: string, parts: ReadonlyMap<string, unknown>): Records {
  const [, code = '', session = '', year = ''] = /^ungdc:(.*)_(\d+)_(\d+)$/.exec(id) ?? [];
  const listed = [...parts].flatMap(([key, value]) => (key.startsWith('speaker:') ? [value as Kept] : []));
  const principal = principalOf(code, Number(year), textOf(listed[0], 'country'));
  const persons = listed.flatMap((speaker) => personOf(speaker, principal.id, code, Number(year)));
  const speaker = persons.length === 1 && listed.length === 1 ? (persons[0]?.id ?? null) : null;
  const names = listed.map((one) => textOf(one, 'name_of_person_speaking')).filter((name) => name !== '');
  const posts = listed.map((one) => textOf(one, 'post')).filter((post) => post !== '');
  const text = textOf(parts.get('speech') as Kept | undefined, 'text') || null;
  const statement: StatementInput = {
    id,
    speaker_id: speaker,
    speaker_raw: names.join('; ') || null,
    speaker_candidates: speaker === null ? persons.map((person) => person.id) : [],
    attribution: speaker === null ? 'unattributed' : 'explicit',
    on_behalf_of_id: principal.id,
    addressee_ids: [],
    quotation: text === null ? 'none' : 'full',
    text,
    paraphrase: text === null ? paraphraseOf(code, principal.id, Number(session)) : null,
    medium: 'speech',
    date: year,
    reported_by_id: null,
    occasion_id: null,
    act_event_id: null,
    about: [],
    cameo: null,
    note: posts.length === 0 ? null : `Post: ${posts.join('; ')}.`,
    evidence: [],
    curated: [],
    native: Object.fromEntries(parts),
  };
  const actors = new Map(
    [...persons, ...(principal.actor === null ? [] : [principal.actor])].map((actor) => [actor.id, actor]),
  );
  return { statement, actors: [...actors.values()] };
}

/** What is said of a speech whose text is not there. */
function paraphraseOf(code: string, principal: string | null, session: number): string {
  const whose = (principal === null ? null : stateName(principal)) ?? organisations[code] ?? code;
  return `Spoke for ${whose} in the General Debate of the ${ordinal(session)} session of the General Assembly.`;
}

/** Speeches in the General Debate of the United Nations: texts and speakers, of which either may come first. */
export const ungdc: JoinedImporter = {
  manifest,
  layouts: [speeches, speakers],
  part: (row) => (row.layout === speeches ? speechPart(row) : speakerPart(row)),
  join,
};
