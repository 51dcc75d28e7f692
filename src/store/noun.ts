import type { RowOf, TableName, tables } from '../db/tables.ts';
import type { Noun } from '../model/nouns.ts';
import type { Filter, Sort } from './query/clause.ts';

/** A record as it is served, but for its stamps. */
export type Content = Readonly<Record<string, unknown>> & { readonly id: string; readonly dataset: string };

/** What is kept beside a body, and given only when asked for. */
export interface Hidden {
  readonly native?: unknown;
  readonly ballots?: unknown;
}

/** What the index of a record needs to know of actors. */
export interface ActorLookup {
  /** The key of an actor, or a number that stands for it. */
  key(id: string): number;
  /** The actor and all it belongs to, directly or through others, at some time within the days. */
  ancestors(id: string, first: number | null, last: number | null): ReadonlySet<string>;
}

/** That a record names another one, and where. */
export interface Reference {
  readonly noun: Noun;
  readonly id: string;
  readonly path: string;
}

/** What a hit of the search shows: its title, its date and the texts it was found by. */
export interface Shown {
  readonly title: string;
  readonly date: string | null;
  readonly texts: readonly (string | null | undefined)[];
}

/** A small fact by which a record is found: a name without its noun, and a value. */
export type Term = readonly [name: string, value: string];

/** Related records that come with a record when asked for: those it names, or those that name it by these terms. */
export type Related = 'named' | readonly string[];

type Identity = 'key' | 'id' | 'dataset' | 'revision';
type Columns<Name extends TableName> = (typeof tables)[Name]['columns'];

/** How each column of a noun's own table follows from its record, but for those every record has. */
export type OwnColumns<Name extends TableName, Served> = {
  readonly [Of in Exclude<keyof Columns<Name>, Identity> & string]: (
    record: Served,
  ) => RowOf<Name>[Of & keyof RowOf<Name>];
};

/** A row of a side table, without the key of the record. */
export type SideRow<Name extends TableName> = Omit<RowOf<Name>, 'key'>;

/** How a noun is kept and found: everything the store knows of it, beside its tables in `db/tables.ts`. */
export interface StoreNoun<Given = never, Served = never, Own extends TableName = TableName> {
  readonly noun: Noun;
  /** The table of its index. */
  readonly table: Own;
  /** A given record as it is served, without `id`, `dataset` and stamps. @throws RecordFault */
  serve(given: Given): Readonly<Record<string, unknown>>;
  /** Takes out of a served record what is only given when asked for. */
  hide?(served: Content, given: Given): { readonly content: Content; readonly hidden: Hidden | null };
  /** The day it is ordered by; null for undated ones. */
  day?(record: Served): number | null;
  readonly columns: OwnColumns<Own, Served>;
  /** Rows of other tables it is found by, by table. */
  readonly side: {
    readonly [Table in TableName]?: (record: Served, actors: ActorLookup, hidden: Hidden) => readonly SideRow<Table>[];
  };
  /** Small facts it is found by, beside its sources. */
  terms?(record: Served): readonly Term[];
  /** Its term for what it is about: events named so are contested as long as such a record is, by its own column. */
  readonly disputes?: string;
  /** The texts it is searched by; left out where it is not. */
  words?(record: Served): readonly (string | null | undefined)[];
  /** Every record it names, beside the sources of its evidence. */
  references(record: Served, hidden: Hidden): readonly Reference[];
  /** How every filter of its model is asked. */
  readonly filters: Readonly<Record<string, Filter>>;
  /** Its orders, the default first. */
  readonly sorts: readonly [Sort, ...Sort[]];
  /**
   * The sets of filters, each with one value, whose records an index gives in the order of their days: a page of them
   * costs the same however many there are. `datetime` narrows any of them to a stretch of the same index.
   */
  readonly indexed: readonly string[];
  readonly related: Readonly<Partial<Record<string, Related>>>;
  /** How a hit of the search shows it; `speaker` is the record of who said it, where the noun has one. */
  show?(record: Served, speaker: unknown): Shown;
}

/** A noun whichever it is. */
export type AnyNoun = Omit<StoreNoun, 'columns'> & {
  readonly columns: Readonly<Record<string, (record: never) => string | number | null>>;
};

/** The filters a model has, which its store must know how to ask; complements it may leave to the plan. */
export type FiltersOf<Model> = {
  readonly [Name in keyof Model as Name extends `${string}__not` ? never : Name]: Filter;
} & { readonly [Name in keyof Model as Name extends `${string}__not` ? Name : never]?: Filter };

/** Names a reference where there is one. */
export const optional = (noun: Noun, path: string, id: string | null): readonly Reference[] =>
  id === null ? [] : [{ noun, id, path }];
