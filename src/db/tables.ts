/**
 * Every table, declared once: queries take their names from here (`names.ts`), inserts their columns, engines their
 * schema, and the drift test what a migrated database must look like.
 *
 * A record is stored once, as its served JSON, in `<noun>_bodies`; all other tables are an index that `reindex` can
 * rebuild. `key` sorts events and statements by their first day (day × 2^30 + sequence), so that scanning the primary
 * key, or the full-text index, yields the newest first. Keys are unique across nouns.
 */

/** What a column holds: integers have 64 bits, text is compared byte by byte. */
export interface Column {
  readonly type: 'integer' | 'real' | 'text';
  readonly nullable: boolean;
  /** The key of an actor, or 0; while a record is encoded, the number of an actor in its chunk. */
  readonly actor?: true;
}

/** An index: every column it has, in order, and the rows it is limited to. */
export interface Index<Name extends string = string> {
  readonly on: readonly Name[];
  readonly where?: string;
}

/** The keys and indexes of a table. */
export interface Keys<Name extends string = string> {
  /** Empty for a table without one. */
  readonly primaryKey: readonly Name[];
  /** Rows are stored in primary-key order: one tree to write instead of two. */
  readonly clustered?: true;
  readonly unique?: readonly Name[];
  readonly indexes?: Readonly<Record<string, Index<Name>>>;
}

/** A table. */
export interface Table extends Keys {
  readonly columns: Readonly<Record<string, Column>>;
}

const table = <const Columns extends Table['columns']>(
  columns: Columns,
  keys: Keys<keyof Columns & string>,
): Keys & { readonly columns: Columns } => ({ columns, ...keys });

const integer = { type: 'integer', nullable: false } as const;
const text = { type: 'text', nullable: false } as const;
const actor = { type: 'integer', nullable: false, actor: true } as const;
const optional = {
  integer: { type: 'integer', nullable: true },
  real: { type: 'real', nullable: true },
  text: { type: 'text', nullable: true },
} as const;

/** Columns of every record; `revision` is the save that last changed it, dated in `revisions`. */
const identity = { key: integer, id: text, dataset: text, revision: integer } as const;
const identified = { primaryKey: ['key'], unique: ['id'] } as const;

/** First and last day as day numbers, null when open; `spread` is 1 unless both are the same day. */
const days = { first_day: optional.integer, last_day: optional.integer, spread: integer } as const;

const bodies = () => table({ key: integer, body: text, extra: optional.text }, { primaryKey: ['key'] });

/** Which events a row of sums counts: those a state finds by its tree (its key; 0: all), a stretch of time, a dataset. */
const summed = { scope: integer, period: integer, dataset: text } as const;
/** Sums over events; `with_fatalities` and `rated` are how many have a figure, and an intensity on GDELT's scale. */
const sums = {
  events: integer,
  fatalities: integer,
  with_fatalities: integer,
  tenths: integer,
  rated: integer,
} as const;

/** Every table. */
export const tables = {
  state: table(
    {
      id: integer,
      revision: integer,
      sequence: integer,
      secret: text,
      /** Licence and attribution of every dataset, as JSON: fills `meta.datasets` without another query. */
      catalogue: text,
    },
    { primaryKey: ['id'] },
  ),

  /** When each revision was made; times never decrease, so revision order is time order. */
  revisions: table(
    { revision: integer, at: text },
    { primaryKey: ['revision'], indexes: { revisions_at: { on: ['at', 'revision'] } } },
  ),

  events: table(
    {
      ...identity,
      ...days,
      type: text,
      country: optional.text,
      place_precision: optional.text,
      latitude: optional.real,
      longitude: optional.real,
      realis: text,
      contested: integer,
      cameo: optional.text,
      plover: optional.text,
      quad_class: optional.integer,
      fatalities_best: optional.integer,
      intensity_tenths: optional.integer,
      intensity_scale: optional.text,
    },
    {
      ...identified,
      indexes: {
        events_type: { on: ['type', 'key'] },
        events_country: { on: ['country', 'key'] },
        events_cameo: { on: ['cameo', 'key'] },
        events_dataset: { on: ['dataset', 'key'] },
        events_revision: { on: ['revision', 'key'] },
        events_place: { on: ['latitude', 'longitude', 'key'], where: 'latitude is not null' },
        events_contested: { on: ['key'], where: 'contested = 1' },
        events_fatalities: { on: ['fatalities_best', 'key'], where: 'fatalities_best is not null' },
      },
    },
  ),
  event_bodies: bodies(),
  /**
   * Every actor that matches an event, with its roles as bits: its own, through its tree, and as a principal.
   *
   * The primary key follows the order of insertion; the two covering indexes serve the filters.
   */
  event_actors: table(
    { key: integer, actor, type: text, roles: integer },
    {
      primaryKey: ['key', 'actor'],
      clustered: true,
      indexes: {
        event_actors_actor: { on: ['actor', 'key', 'roles'] },
        event_actors_type: { on: ['actor', 'type', 'key', 'roles'] },
      },
    },
  ),

  /** Sums over events, from which timelines, facets and dyads are answered; `period` is of `store/sums/periods.ts`. */
  event_totals: table({ ...summed, ...sums }, { primaryKey: ['scope', 'period', 'dataset'], clustered: true }),
  /** Events by classification; '' and 0 stand for absent values, because keys cannot be null. */
  event_kinds: table(
    { ...summed, type: text, cameo: text, quad_class: integer, plover: text, ...sums },
    { primaryKey: ['scope', 'period', 'dataset', 'type', 'cameo', 'quad_class', 'plover'], clustered: true },
  ),
  /** Events by place and certainty. */
  event_places: table(
    { ...summed, country: text, place_precision: text, realis: text, contested: integer, ...sums },
    {
      primaryKey: ['scope', 'period', 'dataset', 'country', 'place_precision', 'realis', 'contested'],
      clustered: true,
    },
  ),
  /** Events by each of their principals, 0 for those without; of all events only. */
  event_principals: table(
    { ...summed, actor: integer, ...sums },
    { primaryKey: ['scope', 'period', 'dataset', 'actor'], clustered: true },
  ),
  /** Events by who acts on whom; `counts` says, as bits, whether a row counts each of the two and each direction. */
  event_links: table(
    { ...summed, actor: integer, other: integer, counts: integer, ...sums, cooperation: integer, conflict: integer },
    { primaryKey: ['scope', 'period', 'dataset', 'actor', 'other', 'counts'], clustered: true },
  ),
  /** The few events with so many principals that their links are counted at query time instead of summed. */
  event_crowds: table({ key: integer, principals: integer }, { primaryKey: ['key'] }),

  statements: table(
    { ...identity, ...days, medium: text, quotation: text, attribution: text, cameo: optional.text },
    {
      ...identified,
      indexes: {
        statements_dataset: { on: ['dataset', 'key'] },
        statements_revision: { on: ['revision', 'key'] },
      },
    },
  ),
  statement_bodies: bodies(),
  statement_actors: table(
    { key: integer, actor, roles: integer },
    {
      primaryKey: ['actor', 'key'],
      clustered: true,
      indexes: { statement_actors_key: { on: ['key', 'actor'] } },
    },
  ),

  claims: table(
    { ...identity, topic: text, contested: integer },
    { ...identified, indexes: { claims_revision: { on: ['revision', 'key'] } } },
  ),
  claim_bodies: bodies(),
  /** One row a position; actor 0 is the source's own voice. */
  claim_positions: table(
    { key: integer, actor, position: text },
    {
      primaryKey: ['actor', 'key', 'position'],
      clustered: true,
      indexes: { claim_positions_key: { on: ['key', 'actor', 'position'] } },
    },
  ),

  actors: table(
    { ...identity, kind: text, country: optional.text },
    { ...identified, indexes: { actors_revision: { on: ['revision', 'key'] } } },
  ),
  actor_bodies: bodies(),
  /** Every folded spelling of an actor; the lowest rank wins: id, ISO code, CAMEO code, name. */
  actor_names: table(
    { key: integer, name: text, rank: integer },
    {
      primaryKey: ['name', 'key', 'rank'],
      clustered: true,
      indexes: { actor_names_key: { on: ['key', 'name', 'rank'] } },
    },
  ),
  /** Who belongs to whom, by id, with the days it may have begun and ended; null if unknown. */
  affiliations: table(
    { key: integer, actor: text, first_day: optional.integer, last_day: optional.integer },
    {
      primaryKey: [],
      indexes: { affiliations_actor: { on: ['actor', 'key'] }, affiliations_key: { on: ['key'] } },
    },
  ),

  /** The events and statements that last longer than a day, with their first and last, null when open. */
  spans: table({ key: integer, first_day: optional.integer, last_day: optional.integer }, { primaryKey: ['key'] }),

  sources: table({ ...identity, ...days, kind: text }, identified),
  source_bodies: bodies(),

  datasets: table(identity, identified),
  dataset_bodies: bodies(),

  /** Small many-valued facts of any noun, named `<noun>.<what>`: sources, details, what a statement is about. */
  terms: table(
    { key: integer, name: text, value: text },
    {
      primaryKey: ['name', 'value', 'key'],
      clustered: true,
      indexes: { terms_key: { on: ['key', 'name', 'value'] } },
    },
  ),
} as const;

/** The name of a table. */
export type TableName = keyof typeof tables;

/** The name of a column of a table. */
export type ColumnName<Name extends TableName> = keyof (typeof tables)[Name]['columns'] & string;

type Plain<Of extends Column> = Of['type'] extends 'text' ? string : number;

/** A value of a column. */
export type ColumnValue<Of> = Of extends Column ? Plain<Of> | (Of['nullable'] extends true ? null : never) : never;

/** A row of a table, by column. */
export type RowOf<Name extends TableName> = {
  readonly [Of in ColumnName<Name>]: ColumnValue<(typeof tables)[Name]['columns'][Of]>;
};

/** The columns of a table, in the order of a row's values. */
export const columnsOf = <Name extends TableName>(name: Name): readonly ColumnName<Name>[] =>
  Object.keys(tables[name].columns) as ColumnName<Name>[];
