import type { Layout } from '../importer.ts';

const actor = (n: 1 | 2) =>
  [
    ...['Code', 'Name', 'CountryCode', 'KnownGroupCode', 'EthnicCode', 'Religion1Code', 'Religion2Code'],
    ...['Type1Code', 'Type2Code', 'Type3Code'],
  ].map((name) => `Actor${n}${name}`);

const geo = (of: string, withDistrict: boolean) =>
  [
    ...['Type', 'FullName', 'CountryCode', 'ADM1Code'],
    ...(withDistrict ? ['ADM2Code'] : []),
    ...['Lat', 'Long', 'FeatureID'],
  ].map((name) => `${of}Geo_${name}`);

const columns = (withDistrict: boolean, withAddress: boolean) => [
  ...['GlobalEventID', 'SQLDATE', 'MonthYear', 'Year', 'FractionDate'],
  ...actor(1),
  ...actor(2),
  ...['IsRootEvent', 'EventCode', 'EventBaseCode', 'EventRootCode', 'QuadClass', 'GoldsteinScale'],
  ...['NumMentions', 'NumSources', 'NumArticles', 'AvgTone'],
  ...geo('Actor1', withDistrict),
  ...geo('Actor2', withDistrict),
  ...geo('Action', withDistrict),
  'DATEADDED',
  ...(withAddress ? ['SOURCEURL'] : []),
];

/** A row that names the columns, which some tools write into files that have none. */
const isHeader = ([first = '']: readonly string[]) => first.toLowerCase() === 'globaleventid';

const layout = (name: string, columns: readonly string[]): Layout => ({
  name,
  cut: 'tabs',
  header: false,
  utf8: true,
  columns,
  ignores: isHeader,
});

/**
 * The shapes of GDELT's event files: 2.0, and 1.0 with and without the address of the source.
 *
 * @see http://data.gdeltproject.org/documentation/GDELT-Event_Codebook-V2.0.pdf
 * @see http://data.gdeltproject.org/documentation/GDELT-Data_Format_Codebook.pdf
 */
export const eventLayouts = [
  layout('GDELT 2.0', columns(true, true)),
  layout('GDELT 1.0', columns(false, true)),
  layout('GDELT 1.0 before April 2013', columns(false, false)),
] as const satisfies readonly Layout[];

/** Where the columns stand that all layouts have in the same place. */
export const at = {
  id: 0,
  day: 1,
  actor1: 5,
  actor2: 15,
  isRoot: 25,
  code: 26,
  quadClass: 29,
  goldstein: 30,
  mentions: 31,
  tone: 34,
  actor1Geo: 35,
} as const;

/** What else differs between the layouts, worked out once. */
export interface Shape {
  readonly columns: readonly string[];
  /** The columns' names under `native`. */
  readonly keys: readonly string[];
  /** How many columns a place has. */
  readonly width: number;
  readonly actor2Geo: number;
  readonly actionGeo: number;
  readonly added: number;
  /** Beyond the end where the layout has no address. */
  readonly address: number;
}

const oddNames: Readonly<Record<string, string>> = { DATEADDED: 'date_added', SOURCEURL: 'source_url' };

/** `Actor1Geo_FullName` as `actor1_geo_full_name`. */
export const nativeName = (column: string): string =>
  oddNames[column] ??
  column
    .replaceAll('_', '')
    .replace(/([a-z0-9])([A-Z])/g, '$1_$2')
    .toLowerCase();

const shapes: ReadonlyMap<number, Shape> = new Map(
  eventLayouts.map(({ columns }) => {
    const actor2Geo = columns.indexOf('Actor2Geo_Type');
    const added = columns.indexOf('DATEADDED');
    const shape = {
      columns,
      keys: columns.map(nativeName),
      width: actor2Geo - at.actor1Geo,
      actor2Geo,
      actionGeo: columns.indexOf('ActionGeo_Type'),
      added,
      address: added + 1,
    };
    return [columns.length, shape];
  }),
);

/** The shape of a row, by its number of cells. */
export function shapeOf(cells: readonly string[]): Shape {
  const shape = shapes.get(cells.length);
  if (shape === undefined) throw new RangeError(`No layout has ${cells.length} columns.`);
  return shape;
}
