import { countryOfName } from '../../model/codes/country-names.ts';
import type { EventType } from '../../model/codes/event-types.ts';
import { countryOfGw } from '../../model/codes/gw-countries.ts';
import type { ActorInput } from '../../model/nouns/actor.ts';
import type { EventInput } from '../../model/nouns/event.ts';
import { calendarDay, cell, decimal, idPart, optional, required, wholeNumber } from '../cells.ts';
import { type Manifest, type RawRow, type Records, RowFault, type RowImporter } from '../importer.ts';
import { importedActor, importedEvent, nativeOf, participant } from '../records.ts';

type Participant = EventInput['participants'][number];

const manifest: Manifest = {
  dataset: {
    id: 'ucdp-ged',
    title: 'UCDP Georeferenced Event Dataset',
    publisher: 'Uppsala Conflict Data Program, Department of Peace and Conflict Research, Uppsala University',
    licence: 'CC BY 4.0',
    attribution:
      'Sundberg, Ralph, and Erik Melander (2013): Introducing the UCDP Georeferenced Event Dataset. Journal of Peace Research 50(4), 523–532. Cite the release and its article too, as https://ucdp.uu.se/downloads/ tells.',
    homepage: 'https://ucdp.uu.se/downloads/',
    version: null,
  },
  codebook: 'https://ucdp.uu.se/downloads/ged/ged251.pdf',
  files: 'the CSV file of a release, of a candidate release or of one country, with its header',
  expected: 'about 350,000 rows from 1989 on, 20,000 to 40,000 more each year',
};

/**
 * What each `type_of_violence` is to us.
 *
 * 1 and 2 are by definition fights of organised parties with arms, which is all that CAMEO 190 says. One-sided violence
 * has no code: the dataset does not tell whether it was a bombing (183), a killing by hand (1823) or a massacre (20).
 */
const kinds: Readonly<Record<string, { type: EventType; cameo: string | null; words: string }>> = {
  1: { type: 'armed-conflict', cameo: '190', words: 'Armed conflict' },
  2: { type: 'non-state-conflict', cameo: '190', words: 'Non-state conflict' },
  3: { type: 'one-sided-violence', cameo: null, words: 'One-sided violence' },
};

/**
 * What each `where_prec` is to us: 1 a town or village; 2 within some 25 km of one, 3 and 4 a second or first
 * administrative division, 5 a line or a vague area, 7 at sea or in the air; 6 the country alone.
 */
const precisions: Readonly<Record<string, 'city' | 'region' | 'country'>> = {
  1: 'city',
  2: 'region',
  3: 'region',
  4: 'region',
  5: 'region',
  6: 'country',
  7: 'region',
};

const placed = new Set([
  ...['id', 'type_of_violence', 'side_a', 'side_b', 'where_coordinates', 'where_description', 'latitude', 'longitude'],
  ...['date_start', 'date_end', 'low', 'best', 'high', 'active_year'],
]);
const numbers = new Set([
  ...['year', 'conflict_dset_id', 'conflict_new_id', 'dyad_dset_id', 'dyad_new_id', 'side_a_dset_id', 'side_a_new_id'],
  ...['side_b_dset_id', 'side_b_new_id', 'number_of_sources', 'priogrid_gid', 'country_id', 'event_clarity'],
  ...['where_prec', 'date_prec', 'deaths_a', 'deaths_b', 'deaths_civilians', 'deaths_unknown', 'gwnoa', 'gwnob'],
]);

const monthEnd = (month: string): string =>
  new Date(Date.UTC(Number(month.slice(0, 4)), Number(month.slice(5)), 0)).toISOString().slice(0, 10);

/**
 * The date of a row: `date_prec` 1 is a day, the others stretches of time in which it happened or which it took, told by
 * their first and last day: 2 and 3 days or a week, 4 up to a month, 5 up to a year or more.
 */
function dateOf(row: RawRow): string {
  const start = calendarDay('date_start', required(row, 'date_start'));
  const end = calendarDay('date_end', required(row, 'date_end'));
  const precision = required(row, 'date_prec');
  if (!/^[1-5]$/.test(precision)) throw new RowFault('date_prec', precision, 'is not from 1 to 5');
  if (end < start) throw new RowFault('date_end', end, `lies before date_start, ${start}`);
  if (start === end) return precision === '1' ? start : `${start}~`;
  const month = start.slice(0, 7);
  if (start === `${month}-01` && end === monthEnd(month)) return month;
  const year = start.slice(0, 4);
  return start === `${year}-01-01` && end === `${year}-12-31` ? year : `${start}/${end}`;
}

function placeOf(row: RawRow): EventInput['place'] {
  const latitude = decimal('latitude', cell(row, 'latitude'), -90, 90);
  const longitude = decimal('longitude', cell(row, 'longitude'), -180, 180);
  const where = required(row, 'where_prec');
  const precision = precisions[where];
  if (precision === undefined) throw new RowFault('where_prec', where, 'is not from 1 to 7');
  const number = wholeNumber('country_id', cell(row, 'country_id'));
  const country = (number === null ? null : countryOfGw(number)) ?? countryOfName(cell(row, 'country'));
  const name = optional(row, 'where_coordinates');
  return { name, name_raw: optional(row, 'where_description'), country, latitude, longitude, precision };
}

function deaths(row: RawRow): EventInput['fatalities'] {
  const [low = null, best = null, high = null] = ['low', 'best', 'high'].map((name) =>
    wholeNumber(name, cell(row, name), 0),
  );
  return low === null && best === null && high === null ? null : { low, best, high, qualifier: 'exact' };
}

/** The state behind each name of a side such as `Government of Iraq, Government of Jordan`; null when any is none. */
function statesOf(row: RawRow, side: 'a' | 'b', names: readonly string[]): string[] | null {
  const numbers = cell(row, `gwno${side}`).match(/\d+/g) ?? [];
  const states = names.map((name, at) => {
    if (!name.startsWith('Government of ')) return null;
    const number = numbers.length === names.length ? Number(numbers[at]) : Number.NaN;
    return countryOfGw(number) ?? countryOfName(name.slice('Government of '.length));
  });
  return states.every((state) => state !== null) ? states.map((state) => state.toLowerCase()) : null;
}

/** Who a side is: the states whose governments it names, else the group with the number UCDP gives it. */
function sideOf(row: RawRow, side: 'a' | 'b', role: Participant['role']) {
  const name = required(row, `side_${side}`);
  const names = name.split(/, (?=Government of )/);
  const states = statesOf(row, side, names);
  if (states !== null) {
    return { name, actors: [], participants: states.map((state, at) => participant(state, role, names[at] ?? name)) };
  }
  const id = `ucdp-ged:actor-${required(row, `side_${side}_new_id`)}`;
  if (!/^ucdp-ged:actor-\d+$/.test(id)) {
    throw new RowFault(`side_${side}_new_id`, cell(row, `side_${side}_new_id`), 'is not a number');
  }
  return { name, actors: [importedActor(id, kindOf(name), name)], participants: [participant(id, role, name)] };
}

function kindOf(name: string): ActorInput['kind'] {
  if (name === 'Civilians') return 'population';
  return name.startsWith('Government of ') ? 'government' : 'armed_group';
}

/** UCDP writes that a dyad reached 25 deaths in the year as `1` or `TRUE`, by release. */
function isActive(row: RawRow): { active_year?: boolean } {
  const text = cell(row, 'active_year').toUpperCase();
  if (text === '') return {};
  if (!/^(0|1|TRUE|FALSE)$/.test(text)) throw new RowFault('active_year', text, 'is not 0, 1, TRUE or FALSE');
  return { active_year: text === '1' || text === 'TRUE' };
}

/**
 * One event of lethal violence.
 *
 * Side A is the initiator and side B the target, civilians the victim; which side struck first the dataset does not
 * tell, side A of a state-based conflict being the government. Deaths of each side stay native.
 */
function map(row: RawRow): Records {
  const id = idPart(required(row, 'id'));
  const violence = required(row, 'type_of_violence');
  const kind = kinds[violence];
  if (id === '') throw new RowFault('id', cell(row, 'id'), 'has no letter or digit');
  if (kind === undefined) throw new RowFault('type_of_violence', violence, 'is not from 1 to 3');
  const a = sideOf(row, 'a', 'initiator');
  const b = sideOf(row, 'b', violence === '3' ? 'victim' : 'target');
  const place = placeOf(row);
  const where = [...new Set([place?.name, optional(row, 'country')])].filter((name) => name != null).join(', ');
  const event = importedEvent({
    id: `ucdp-ged:${id}`,
    type: kind.type,
    title: `${kind.words}: ${a.name} – ${b.name}${where === '' ? '' : `, ${where}`}`,
    date: dateOf(row),
    place,
    participants: [...a.participants, ...b.participants],
    fatalities: deaths(row),
    cameo: kind.cameo,
    native: { ...nativeOf(row, placed, numbers), ...isActive(row) },
  });
  return { actors: [...a.actors, ...b.actors], event };
}

/** UCDP's events of lethal violence since 1989, of any release that gives each side its number. */
export const ucdpGed: RowImporter = {
  manifest,
  layouts: [
    {
      name: 'UCDP GED',
      cut: 'csv',
      header: true,
      columns: [
        ...['id', 'type_of_violence', 'side_a_new_id', 'side_a', 'side_b_new_id', 'side_b', 'where_prec', 'latitude'],
        ...['longitude', 'country', 'country_id', 'date_prec', 'date_start', 'date_end', 'low', 'best', 'high'],
      ],
      // The second row of the files of the Humanitarian Data Exchange, which tags the columns: `#date+start`.
      ignores: (cells) =>
        cells.some((text) => text !== '') && cells.every((text) => text === '' || /^#[a-z]/.test(text)),
    },
  ],
  map,
};
