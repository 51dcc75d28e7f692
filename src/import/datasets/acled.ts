import { acledEvent } from '../../model/codes/acled-events.ts';
import { countryByIso3 } from '../../model/codes/countries.ts';
import { countryOfName } from '../../model/codes/country-names.ts';
import type { EventInput } from '../../model/nouns/event.ts';
import { acledParties } from '../acled/parties.ts';
import { calendarDay, decimal, idPart, wholeNumber } from '../cells.ts';
import { type Manifest, type RawRow, type Records, RowFault, type RowImporter } from '../importer.ts';
import { importedEvent, nativeOf, snakeCase } from '../records.ts';

const manifest: Manifest = {
  dataset: {
    id: 'acled',
    title: 'Armed Conflict Location & Event Data',
    publisher: 'ACLED',
    licence: "ACLED's terms of use and attribution policy; rows may not be redistributed",
    attribution:
      'Armed Conflict Location & Event Data (ACLED), acleddata.com. Raleigh, Clionadh, Roudabeh Kishi, and Andrew Linke (2023): Political instability patterns are obscured by conflict dataset scope conditions, sources, and coding choices. Humanities and Social Sciences Communications 10, 74. Tell the date of the export and the filters used.',
    homepage: 'https://acleddata.com/',
    version: null,
  },
  codebook: 'https://acleddata.com/knowledge-base/codebook/',
  files: 'the CSV file of an export of your own, with its header, of the years since 1997',
  expected: 'as many rows as the export has; the whole is above 2,000,000',
};

const columns = [
  ...['event_id_cnty', 'event_date', 'time_precision', 'event_type', 'actor1', 'actor2', 'inter1', 'inter2', 'country'],
  ...['location', 'latitude', 'longitude', 'geo_precision', 'source', 'notes', 'fatalities'],
];
const placed = new Set([
  ...['event_id_cnty', 'event_date', 'actor1', 'actor2', 'assoc_actor_1', 'assoc_actor_2', 'ally_actor_1'],
  ...['ally_actor_2', 'location', 'latitude', 'longitude', 'notes', 'fatalities'],
]);
const numbers = new Set([
  ...['year', 'time_precision', 'geo_precision', 'iso', 'interaction', 'inter1', 'inter2', 'timestamp', 'data_id'],
  ...['event_id_no_cnty', 'population_1km', 'population_2km', 'population_5km', 'population_best'],
]);

// What each column is called in the file, made once a file: older exports write all names in capitals.
const named = new WeakMap<RawRow['columns'], ReadonlyMap<string, string>>();

/** The text of a column that is called so, whatever its case; empty where the file has none. */
function text(row: RawRow, name: string): string {
  const names = named.get(row.columns) ?? new Map([...row.columns.keys()].map((column) => [snakeCase(column), column]));
  named.set(row.columns, names);
  const at = row.columns.get(names.get(name) ?? '');
  return at === undefined ? '' : (row.cells[at] ?? '').trim();
}

/** The same of a column that may not be empty. @throws RowFault */
function told(row: RawRow, name: string): string {
  const found = text(row, name);
  if (found === '') throw new RowFault(name, '', 'is empty');
  return found;
}

const months = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];

/** A day as `2023-05-12`, `12 May 2023` or `12-May-2023`. */
function dayOf(row: RawRow): string {
  const written = told(row, 'event_date');
  const [, day = '', name = '', year = ''] = /^(\d{1,2})[ -]([A-Za-z]{3,9})[ -](\d{4})$/.exec(written) ?? [];
  const month = months.indexOf(name.slice(0, 3).toLowerCase()) + 1;
  if (month === 0) return calendarDay('event_date', written);
  return calendarDay('event_date', `${year}-${String(month).padStart(2, '0')}-${day.padStart(2, '0')}`);
}

/** `time_precision` 1 is the day; 2 some day of about that week; 3 only the month, of which ACLED takes a day. */
function dateOf(row: RawRow): string {
  const day = dayOf(row);
  const precision = told(row, 'time_precision');
  if (precision === '1') return day;
  if (precision === '2') return `${day}~`;
  if (precision === '3') return day.slice(0, 7);
  throw new RowFault('time_precision', precision, 'is not from 1 to 3');
}

/** `geo_precision` 1 is a town, 2 a part of a region by a place in it, 3 a larger region by its capital. */
function placeOf(row: RawRow): EventInput['place'] {
  const latitude = decimal('latitude', text(row, 'latitude'), -90, 90);
  const longitude = decimal('longitude', text(row, 'longitude'), -180, 180);
  const where = told(row, 'geo_precision');
  if (!/^[123]$/.test(where)) throw new RowFault('geo_precision', where, 'is not from 1 to 3');
  const iso3 = text(row, 'iso3').toUpperCase();
  const country = countryOfName(text(row, 'country')) ?? countryByIso3.get(iso3)?.iso3 ?? null;
  const name = text(row, 'location') || null;
  return { name, name_raw: name, country, latitude, longitude, precision: where === '1' ? 'city' : 'region' };
}

function deaths(row: RawRow): EventInput['fatalities'] {
  const best = wholeNumber('fatalities', text(row, 'fatalities'), 0);
  return best === null ? null : { low: null, best, high: null, qualifier: 'exact' };
}

/**
 * One event. ACLED has no CAMEO codes, and none follow from its types; its notes are the summary.
 *
 * A fight in which a state takes part is an armed conflict, one of armed groups alone a non-state conflict; where ACLED
 * calls a force external or other it may be a state's.
 */
function map(row: RawRow): Records {
  const number = told(row, 'event_id_cnty');
  const id = idPart(number);
  if (id === '') throw new RowFault('event_id_cnty', number, 'has no letter or digit');
  const event_type = told(row, 'event_type');
  const subEvent = text(row, 'sub_event_type');
  const kind = acledEvent(event_type, subEvent);
  if (kind === null) throw new RowFault('event_type', event_type, 'is not an event type of ACLED');
  const { actors, participants, names, areGroups } = acledParties((name) => text(row, name), kind, subEvent);
  const battle = areGroups ? 'non-state-conflict' : 'armed-conflict';
  const where = [...new Set([text(row, 'location'), text(row, 'country')])].filter((name) => name !== '');
  const event = importedEvent({
    id: `acled:${id}`,
    type: kind.type === 'battle' ? battle : kind.type,
    title: [`${subEvent || event_type}${names.length === 0 ? '' : `: ${names.join(' – ')}`}`, ...where].join(', '),
    summary: text(row, 'notes') || null,
    date: dateOf(row),
    place: placeOf(row),
    participants,
    fatalities: deaths(row),
    cameo: null,
    native: nativeOf(row, placed, numbers),
  });
  return { actors, event };
}

/** ACLED's events of political violence and protest, out of an export of the user's own. */
export const acled: RowImporter = {
  manifest,
  layouts: [{ name: 'ACLED export', cut: 'csv', header: true, columns }],
  map,
};
