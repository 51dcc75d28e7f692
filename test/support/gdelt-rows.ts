import { isoDay } from '../../src/model/edtf.ts';
import { randomFrom } from '../bench/data.ts';
import { draw, gdeltTables, type MadeUpPlace } from './gdelt-tables.ts';

/** What a row can be made wrong in, with the column that is to be named; null where it has the wrong number of cells. */
export const gdeltFaults = {
  'not a number': 'GlobalEventID',
  'no such day': 'SQLDATE',
  'no such code': 'EventCode',
  'no such class': 'QuadClass',
  'no value': 'GoldsteinScale',
  'beyond the pole': 'ActionGeo_Lat',
  'not UTF-8': 'Actor1Name',
  'cells are missing': null,
} as const;

/** A fault that a row can be given. */
export type GdeltFault = keyof typeof gdeltFaults;

/** A line that was made wrong, or that says again what the line before said, by its number from 1. */
export interface Planted {
  readonly line: number;
  readonly fault: GdeltFault | 'duplicate';
}

/** What rows to make. */
export interface GdeltRows {
  readonly rows: number;
  readonly seed: number;
  /** The first of the files, fifteen minutes each: a day such as `2024-03-01`, from midnight. */
  readonly from: string;
  /** The first GlobalEventID. */
  readonly firstId?: number;
  /** The share of rows that get a fault, and of those that are given twice. */
  readonly faults?: number;
  readonly duplicates?: number;
  /** Told of each line that is wrong or a duplicate. */
  readonly onPlanted?: (planted: Planted) => void;
}

const rows_a_file = 1_500;
const files_a_day = 96;
const faultNames = Object.keys(gdeltFaults) as GdeltFault[];
const none = '\t'.repeat(9);
const nowhere = `0${'\t'.repeat(7)}`;

/** What each row of one file of fifteen minutes begins and ends with. */
interface File {
  readonly days: readonly string[];
  readonly added: string;
}

/** A day number as the four columns SQLDATE to FractionDate. */
function dayColumns(day: number): string {
  const text = isoDay(day).replaceAll('-', '');
  const [year, month, date] = [text.slice(0, 4), Number(text.slice(4, 6)), Number(text.slice(6))];
  return `${text}\t${text.slice(0, 6)}\t${year}\t${year}.${(((month - 1) * 30 + date) / 365).toFixed(4).slice(2)}`;
}

function fileAt(first: number, number: number): File {
  const day = first + Math.floor(number / files_a_day);
  const slot = number % files_a_day;
  const two = (value: number) => String(value).padStart(2, '0');
  const added = `${isoDay(day).replaceAll('-', '')}${two(Math.floor(slot / 4))}${two((slot % 4) * 15)}00`;
  // Most articles tell of the same day; what they recall is dated by round distances.
  return { days: [0, 1, 7, 30, 365, 3650].map((before) => dayColumns(day - before)), added };
}

function spoiled(line: string, fault: GdeltFault): string {
  const cells = line.split('\t');
  if (fault === 'cells are missing') return cells.slice(0, 40).join('\t');
  const [at, value] = {
    'not a number': [0, `x${cells[0]}`],
    'no such day': [1, '20240231'],
    'no such code': [26, '999'],
    'no such class': [29, '5'],
    'no value': [30, 'none'],
    'beyond the pole': [56, '91.5'],
    'not UTF-8': [6, 'S\uFFFDO TOM\uFFFD'],
  }[fault] as [number, string];
  cells[at] = value;
  return cells.join('\t');
}

/**
 * Lines of a GDELT 2.0 event file, made up, with about the frequencies of real ones: a fifth without Actor1, a third
 * without Actor2, few states and codes in most rows, 1,500 rows each fifteen minutes. The same arguments give the same
 * lines; some 300,000 a second.
 */
export function* gdeltRows(options: GdeltRows): Generator<string> {
  const { rows, seed, from, firstId = 1_300_000_000, faults = 0, duplicates = 0, onPlanted } = options;
  const random = randomFrom(seed);
  const { actors, deeds, places, counts, tones, addresses } = gdeltTables(random);
  const first = Math.floor(Date.parse(`${from}T00:00:00Z`) / 86_400_000) + 719_528;
  const place = (country: string | null): MadeUpPlace =>
    draw(random, (country === null || random() < 0.2 ? null : places.of.get(country)) ?? places.all);
  let file = fileAt(first, 0);
  for (let row = 0, line = 1; row < rows; row += 1, line += 1) {
    if (row % rows_a_file === 0) file = fileAt(first, row / rows_a_file);
    const id = firstId + row;
    const [one, two] = [random() < 0.11 ? null : draw(random, actors), random() < 0.35 ? null : draw(random, actors)];
    const deed = draw(random, deeds);
    const here = random() < 0.03 ? null : place((one ?? two)?.country ?? null);
    const there = random() < 0.2 ? place(two?.country ?? null) : here;
    const day = file.days[random() > 0.026 ? 0 : 1 + Math.floor(random() * 5)];
    const [one_geo, two_geo] = [
      one === null ? nowhere : (here?.cells ?? nowhere),
      two && there ? there.cells : nowhere,
    ];
    const told = `${random() < 0.6 ? 1 : 0}\t${deed.cells}\t${draw(random, counts)}\t${draw(random, tones)}`;
    const text = `${id}\t${day}\t${one?.cells ?? none}\t${two?.cells ?? none}\t${told}\t${one_geo}\t${two_geo}\t${here?.cells ?? nowhere}\t${file.added}\t${draw(random, addresses)}${id}`;
    if (faults > 0 && random() < faults) {
      const fault = draw(random, faultNames);
      onPlanted?.({ line, fault });
      yield spoiled(text, fault);
      continue;
    }
    yield text;
    if (duplicates > 0 && random() < duplicates) {
      line += 1;
      onPlanted?.({ line, fault: 'duplicate' });
      yield text;
    }
  }
}
