import type { Noun } from '../model/noun.ts';

/** Values of one row of a table, in the order of its columns. */
export type Row = readonly (string | number | null)[];

/** The columns of each noun's own table that hold what its records are found by, after those every record has. */
export const ownColumns = {
  event: [
    'first_day',
    'last_day',
    'spread',
    'type',
    'country',
    'place_precision',
    'latitude',
    'longitude',
    'realis',
    'contested',
    'cameo',
    'plover',
    'quad_class',
    'fatalities_best',
    'intensity_tenths',
    'intensity_scale',
  ],
  statement: ['first_day', 'last_day', 'spread', 'medium', 'quotation', 'attribution', 'cameo'],
  claim: ['topic', 'contested'],
  actor: ['kind', 'country'],
  source: ['first_day', 'last_day', 'spread', 'kind'],
  dataset: [],
} as const satisfies Record<Noun, readonly string[]>;

const spans = ['first_day', 'last_day'] as const;
const terms = ['name', 'value'] as const;

/** The other tables that hold rows of a noun's index, and their columns after the key of the record. */
export const sideColumns = {
  event: { event_actors: ['actor', 'type', 'roles'], spans, terms },
  statement: { statement_actors: ['actor', 'roles'], spans, terms },
  claim: { claim_positions: ['actor', 'position'], terms },
  actor: { actor_names: ['name', 'rank'], affiliations: ['actor', 'first_day', 'last_day'], terms },
  source: {},
  dataset: {},
} as const satisfies Record<Noun, Readonly<Record<string, readonly string[]>>>;

/** A value for each column. */
export type ValuesOf<Columns extends readonly string[]> = { readonly [At in keyof Columns]: Row[number] };

/** Rows of every other table, each without the key of the record. */
export type SideRows<For extends Noun = Noun> = {
  readonly [Table in keyof (typeof sideColumns)[For]]: (typeof sideColumns)[For][Table] extends readonly string[]
    ? readonly ValuesOf<(typeof sideColumns)[For][Table]>[]
    : never;
};

/** Where each column of the own row of a noun stands. */
export function placesOf<For extends Noun>(noun: For): Readonly<Record<(typeof ownColumns)[For][number], number>> {
  return Object.fromEntries(ownColumns[noun].map((name, at) => [name, at])) as never;
}
