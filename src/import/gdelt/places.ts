import { countryByFips } from '../../model/codes/countries.ts';
import type { EventInput } from '../../model/nouns/event.ts';
import { decimal } from '../cells.ts';
import { RowFault } from '../importer.ts';
import { at, type Shape } from './columns.ts';

type Place = NonNullable<EventInput['place']>;
type Native = Record<string, unknown>;

/** Our precision of GDELT's types of place; 0 and empty are none. */
const precisionOf: Readonly<Record<string, Place['precision'] | null>> = {
  '': null,
  0: null,
  1: 'country',
  2: 'region',
  3: 'city',
  4: 'city',
  5: 'region',
};

/** A name without the blanks it is padded with. @throws RowFault for one that was not UTF-8. */
export function nameIn(cells: readonly string[], { columns }: Shape, position: number): string {
  const name = (cells[position] as string).trim();
  if (name.includes('\uFFFD')) throw new RowFault(columns[position] as string, name, 'is not UTF-8');
  return name.includes('  ') ? name.replace(/\s+/g, ' ').replace(/ ?, ?/g, ', ') : name;
}

/** @throws RowFault */
function checkType(cells: readonly string[], { columns }: Shape, from: number): Place['precision'] | null {
  const type = cells[from] as string;
  const precision = precisionOf[type];
  if (precision === undefined) throw new RowFault(columns[from] as string, type, 'is no type of place from 0 to 5');
  return precision;
}

const latitude = (cells: readonly string[], { columns, width }: Shape, from: number) =>
  decimal(columns[from + width - 3] as string, cells[from + width - 3] as string, -90, 90);

const longitude = (cells: readonly string[], { columns, width }: Shape, from: number) =>
  decimal(columns[from + width - 2] as string, cells[from + width - 2] as string, -180, 180);

/** Keeps every cell of a place that is not empty. @throws RowFault */
function keepWhole(native: Native, cells: readonly string[], shape: Shape, from: number): void {
  const { keys, width } = shape;
  const lat = latitude(cells, shape, from);
  const long = longitude(cells, shape, from);
  const type = cells[from] as string;
  if (type !== '' && type !== '0') native[keys[from] as string] = Number(type);
  const name = nameIn(cells, shape, from + 1);
  if (name !== '') native[keys[from + 1] as string] = name;
  for (let position = from + 2; position < from + width - 3; position += 1) {
    if (cells[position] !== '') native[keys[position] as string] = cells[position];
  }
  if (lat !== null) native[keys[from + width - 3] as string] = lat;
  if (long !== null) native[keys[from + width - 2] as string] = long;
  const feature = cells[from + width - 1] as string;
  if (feature !== '') native[keys[from + width - 1] as string] = feature;
}

/**
 * Where an event took place; what has no room in a place is kept in `native`.
 *
 * The point that GDELT gives a whole country is none: it is kept there alone. Nor is there a place without a type, or
 * with neither a name nor a country that we know.
 *
 * @throws RowFault
 */
export function placeOf(native: Native, cells: readonly string[], shape: Shape): Place | null {
  const { actionGeo: from, keys, width } = shape;
  const precision = checkType(cells, shape, from);
  const name = nameIn(cells, shape, from + 1);
  const code = cells[from + 2] as string;
  const country = countryByFips.get(code);
  if (precision === null || (name === '' && country === undefined)) {
    keepWhole(native, cells, shape, from);
    return null;
  }
  const lat = latitude(cells, shape, from);
  const long = longitude(cells, shape, from);
  const isPoint = precision !== 'country' && lat !== null && long !== null;
  native[keys[from] as string] = Number(cells[from]);
  if (code !== '' && code !== country?.fips) native[keys[from + 2] as string] = code;
  for (let position = from + 3; position < from + width - 3; position += 1) {
    if (cells[position] !== '') native[keys[position] as string] = cells[position];
  }
  if (!isPoint && lat !== null) native[keys[from + width - 3] as string] = lat;
  if (!isPoint && long !== null) native[keys[from + width - 2] as string] = long;
  const feature = cells[from + width - 1] as string;
  if (feature !== '') native[keys[from + width - 1] as string] = feature;
  const comma = name.indexOf(',');
  return {
    name: name === '' ? null : comma > 0 ? name.slice(0, comma) : name,
    name_raw: name === '' ? null : name,
    country: country === undefined ? null : country.iso3,
    latitude: isPoint ? lat : null,
    longitude: isPoint ? long : null,
    precision,
  };
}

/**
 * Keeps the place that GDELT gives an actor: its type alone when it is the place of the event, as most are.
 *
 * @throws RowFault
 */
export function keepActorPlace(native: Native, cells: readonly string[], shape: Shape, which: 1 | 2): void {
  const from = which === 1 ? at.actor1Geo : shape.actor2Geo;
  const isPlace = checkType(cells, shape, from) !== null;
  const to = shape.actionGeo - from;
  let same = isPlace;
  for (let position = from; same && position < from + shape.width; position += 1) {
    same = cells[position] === cells[position + to];
  }
  if (same) {
    native[shape.keys[from] as string] = Number(cells[from]);
  } else {
    keepWhole(native, cells, shape, from);
    if (isPlace) native[shape.keys[from + 1] as string] ??= '';
  }
}
