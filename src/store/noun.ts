import type { RowOf, TableName, tables } from '../db/tables.ts';
import type { Noun } from '../model/nouns.ts';
import type { Filter, Sort } from './query/clause.ts';

/** A served record without its stamps. */
export type Content = Readonly<Record<string, unknown>> & { readonly id: string; readonly dataset: string };

/** What is stored beside a body and served only on request. */
export interface Hidden {
  readonly native?: unknown;
  readonly ballots?: unknown;
}

/** The actor lookups needed to index a record. */
export interface ActorLookup {
  /** The key of an actor, or its number within a chunk. */
  key(id: string): number;
  /** The actor and every actor it belongs to, directly or indirectly, at some time within the days. */
  ancestors(id: string, first: number | null, last: number | null): ReadonlySet<string>;
}

/** A reference from one record to another, with its path. */
export interface Reference {
  readonly noun: Noun;
  readonly id: string;
  readonly path: string;
}

/** What a search hit shows: its title, its date and the searched texts. */
export interface Shown {
  readonly title: string;
  readonly date: string | null;
  readonly texts: readonly (string | null | undefined)[];
}

/** An indexed fact of a record: a name without its noun, and a value. */
export type Term = readonly [name: string, value: string];

/** Related records included on request: those a record names, or those that name it by these terms. */
export type Related = 'named' | readonly string[];

type Identity = 'key' | 'id' | 'dataset' | 'revision';
type Columns<Name extends TableName> = (typeof tables)[Name]['columns'];

/** How each column of a noun's own table is derived from its record, except those every record has. */
export type OwnColumns<Name extends TableName, Served> = {
  readonly [Of in Exclude<keyof Columns<Name>, Identity> & string]: (
    record: Served,
  ) => RowOf<Name>[Of & keyof RowOf<Name>];
};

/** A row of a side table, without the key of the record. */
export type SideRow<Name extends TableName> = Omit<RowOf<Name>, 'key'>;

/** How a noun is stored and queried; its tables are in `db/tables.ts`. */
export interface StoreNoun<Given = never, Served = never, Own extends TableName = TableName> {
  readonly noun: Noun;
  /** The table of its index. */
  readonly table: Own;
  /** Turns an input record into the served one, without `id`, `dataset` and stamps. @throws RecordFault */
  serve(given: Given): Readonly<Record<string, unknown>>;
  /** Removes from a served record what is served only on request. */
  hide?(served: Content, given: Given): { readonly content: Content; readonly hidden: Hidden | null };
  /** The day it is sorted by; null if undated. */
  day?(record: Served): number | null;
  readonly columns: OwnColumns<Own, Served>;
  /** Rows of its side tables, by table. */
  readonly side: {
    readonly [Table in TableName]?: (record: Served, actors: ActorLookup, hidden: Hidden) => readonly SideRow<Table>[];
  };
  /** Its terms, apart from its sources. */
  terms?(record: Served): readonly Term[];
  /** The term that makes events contested: those it names are contested while such a record is, by its own column. */
  readonly disputes?: string;
  /** The searched texts; absent if the noun is not searchable. */
  words?(record: Served): readonly (string | null | undefined)[];
  /** Every record it names, apart from the sources of its evidence. */
  references(record: Served, hidden: Hidden): readonly Reference[];
  /** The clause of every filter of its model. */
  readonly filters: Readonly<Record<string, Filter>>;
  /** Its sort orders, the default first. */
  readonly sorts: readonly [Sort, ...Sort[]];
  /**
   * The sets of single-valued filters for which an index yields records by day: the cost of a page does not depend on
   * their number. `datetime` narrows any of them to a range of the same index.
   */
  readonly indexed: readonly string[];
  readonly related: Readonly<Partial<Record<string, Related>>>;
  /** How a search hit shows it; `speaker` is the speaker's record, if the noun has one. */
  show?(record: Served, speaker: unknown): Shown;
}

/** Any noun. */
export type AnyNoun = Omit<StoreNoun, 'columns'> & {
  readonly columns: Readonly<Record<string, (record: never) => string | number | null>>;
};

/** The filters of a model, which its store must implement; it may leave complements to the plan. */
export type FiltersOf<Model> = {
  readonly [Name in keyof Model as Name extends `${string}__not` ? never : Name]: Filter;
} & { readonly [Name in keyof Model as Name extends `${string}__not` ? Name : never]?: Filter };

/** A reference if there is one. */
export const optional = (noun: Noun, path: string, id: string | null): readonly Reference[] =>
  id === null ? [] : [{ noun, id, path }];
