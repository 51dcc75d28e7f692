import { type CameoCode, cameoCodes, classify, type PloverCode } from './cameo.ts';
import { cameoRegions, countries, fipsAreas } from './countries.ts';
import { cameoToType, eventTypes } from './event-types.ts';
import * as lists from './lists.ts';
import { ploverTypes } from './plover.ts';

/** One code as `GET /v1/codes/{scheme}` serves it; what only some schemes have stands in fields only they have. */
export interface CodeEntry {
  readonly code: string;
  readonly label: string;
  readonly description: string | null;
  /** The next broader code of the same scheme. */
  readonly parent: string | null;
  /** PLOVER: whether the code is a type, a mode of one, or a context. */
  readonly kind?: 'type' | 'mode' | 'context';
  /** CAMEO: the event type that an imported row of this code gets. */
  readonly event_type?: string | null;
  readonly plover?: PloverCode | null;
  readonly quad_class?: number;
  readonly intensity?: { readonly value: number; readonly scale: string; readonly inherited: boolean } | null;
  /** Event types: the CAMEO code taken when none is named. Countries: their code in CAMEO. */
  readonly cameo?: string | null;
  /** Positions: the side that counts when we ask whether a claim is contested. */
  readonly side?: 'for' | 'against' | 'neutral';
  /** Figures: the unit of the value. */
  readonly unit?: string;
  /** Quad classes: the number that records carry. */
  readonly value?: number;
  readonly iso2?: string;
  readonly fips?: string | null;
  /** Regions and areas: the country they belong to. */
  readonly iso3?: string | null;
}

/** A list of codes with what it is for. */
export interface CodeScheme {
  /** Its name in the path. */
  readonly scheme: string;
  readonly title: string;
  readonly description: string;
  /** Where the codes come from; null for lists of our own. */
  readonly see: string | null;
  readonly entries: readonly CodeEntry[];
}

/** Every code list that the service answers with, in the order it names them. */
export const codeSchemesServed: readonly CodeScheme[] = [
  {
    scheme: 'event-types',
    title: 'Event types',
    description: 'What kind of event it is: each event has exactly one.',
    see: null,
    entries: eventTypes.map((row) => ({
      code: row.type,
      label: row.label,
      description: row.description,
      parent: null,
      cameo: row.cameo,
    })),
  },
  {
    scheme: 'cameo',
    title: 'CAMEO event codes',
    description: 'Codes of CAMEO 1.1b3 with what follows from them; a longer code is a narrower one.',
    see: 'https://data.gdeltproject.org/documentation/CAMEO.Manual.1.1b3.pdf',
    entries: cameoCodes.map(cameoEntry),
  },
  {
    scheme: 'plover',
    title: 'PLOVER types, modes and contexts',
    description: 'The PLOVER codes that follow from CAMEO codes; a mode is written with its type, as CONSULT:visit.',
    see: 'https://github.com/openeventdata/PLOVER',
    entries: ploverEntries(),
  },
  {
    scheme: 'quad-classes',
    title: 'Quad classes',
    description: 'Cooperation or conflict, in words or in deed, numbered as GDELT does.',
    see: 'https://data.gdeltproject.org/documentation/GDELT-Event_Codebook-V2.0.pdf',
    entries: entriesOf(lists.quadClasses),
  },
  {
    scheme: 'intensity-scales',
    title: 'Scales of intensity',
    description: 'The tables that intensities are taken from.',
    see: 'https://www.gdeltproject.org/data/lookups/CAMEO.goldsteinscale.txt',
    entries: entriesOf(lists.intensityScales),
  },
  {
    scheme: 'countries',
    title: 'Countries',
    description: 'ISO 3166-1 and Kosovo, with the codes that CAMEO and GDELT use.',
    see: 'https://www.iso.org/iso-3166-country-codes.html',
    entries: countries.map((row) => ({
      code: row.iso3,
      label: row.name,
      description: row.user_assigned ? 'User-assigned, not an official code of ISO 3166-1.' : null,
      parent: null,
      iso2: row.iso2,
      cameo: row.cameo,
      fips: row.fips,
    })),
  },
  {
    scheme: 'cameo-regions',
    title: 'CAMEO regions',
    description: 'Codes of the CAMEO country list that are regions or parts of countries.',
    see: 'https://www.gdeltproject.org/data/lookups/CAMEO.country.txt',
    entries: cameoRegions.map(({ code, name, iso3 }) => ({ code, label: name, description: null, parent: null, iso3 })),
  },
  {
    scheme: 'fips-areas',
    title: 'FIPS areas',
    description: 'FIPS 10-4 codes of parts of countries, former states and the sea.',
    see: 'https://www.gdeltproject.org/data/lookups/FIPS.country.txt',
    entries: fipsAreas.map(({ fips, name, iso3 }) => ({
      code: fips,
      label: name,
      description: null,
      parent: null,
      iso3,
    })),
  },
  own('roles', 'Roles', 'What an actor is in an event.', lists.participantRoles),
  own('positions', 'Positions', 'How an actor stands to a claim, and on which side that counts.', lists.positions),
  own('topics', 'Topics', 'What a claim is about.', lists.claimTopics),
  own('realis', 'Realis', 'Whether an event happened, was announced or is alleged.', lists.realisValues),
  own('actor-kinds', 'Kinds of actor', 'What an actor is.', lists.actorKinds),
  own('name-kinds', 'Kinds of name', 'What kind of name of an actor it is.', lists.nameKinds),
  own('code-schemes', 'Code schemes of actors', 'The schemes an actor can have a code in.', lists.codeSchemes),
  own('attribution', 'Attribution', 'How we know who made a statement.', lists.attributions),
  own('quotation', 'Quotation', 'How far a statement is quoted.', lists.quotationKinds),
  own('media', 'Media', 'By what way a statement became public.', lists.statementMedia),
  own('relations', 'Relations', 'How one event is related to another.', lists.relationTypes),
  own('about-kinds', 'Subjects', 'What a statement or claim can be about.', lists.aboutKinds),
  own('source-kinds', 'Kinds of source', 'What kind of document a source is.', lists.sourceKinds),
  own('place-precisions', 'Precision of places', 'How exactly a place is known.', lists.placePrecisions),
  own('date-precisions', 'Precision of dates', 'How exactly a date is known.', lists.datePrecisions),
  own('quantity-kinds', 'Kinds of figure', 'What a figure of an event counts, and its unit.', lists.quantityKinds),
  own('quantity-qualifiers', 'Qualifiers of figures', 'How exactly a figure is given.', lists.quantityQualifiers),
  own('fatality-qualifiers', 'Qualifiers of deaths', 'How exactly a death toll is given.', lists.fatalityQualifiers),
  own(
    'evidence-statuses',
    'States of evidence',
    'Whether an anchor was compared with its text.',
    lists.evidenceStatuses,
  ),
];

type ListEntry = lists.Code & Pick<CodeEntry, 'side' | 'unit' | 'value'>;

function own(scheme: string, title: string, description: string, list: readonly ListEntry[]): CodeScheme {
  return { scheme, title, description, see: null, entries: entriesOf(list) };
}

function entriesOf(list: readonly ListEntry[]): CodeEntry[] {
  return list.map(({ code, label, description, ...more }) => ({
    code,
    label: label ?? inWords(code),
    description,
    parent: null,
    ...more,
  }));
}

function cameoEntry({ code, base, root, label, quad_class }: CameoCode): CodeEntry {
  const { plover = null, intensity = null } = classify(code) ?? {};
  const parent = code === root ? null : code === base ? root : base;
  return { code, label, description: null, parent, event_type: cameoToType(code), plover, quad_class, intensity };
}

function ploverEntries(): CodeEntry[] {
  const used = cameoCodes.flatMap((row) => row.plover ?? []);
  const modes = used.flatMap(({ type, mode }) => (mode === null ? [] : `${type}:${mode}`));
  const contexts = used.flatMap((row) => row.contexts);
  return [
    ...ploverTypes.map(({ code, description }) => ploverEntry(code, 'type', null, description)),
    ...unique(modes).map((code) => ploverEntry(code, 'mode', code.split(':')[0] ?? null, null)),
    ...unique(contexts).map((code) => ploverEntry(code, 'context', null, null)),
  ];
}

function ploverEntry(
  code: string,
  kind: 'type' | 'mode' | 'context',
  parent: string | null,
  description: string | null,
): CodeEntry {
  return { code, label: inWords(code.split(':').at(-1) ?? code), description, parent, kind };
}

function unique(codes: readonly string[]): string[] {
  return [...new Set(codes)].sort();
}

function inWords(code: string): string {
  const words = code.toLowerCase().replaceAll('_', ' ');
  return words.charAt(0).toUpperCase() + words.slice(1);
}
