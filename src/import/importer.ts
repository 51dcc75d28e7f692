import type { ActorInput } from '../model/nouns/actor.ts';
import type { DatasetInput } from '../model/nouns/dataset.ts';
import type { EventInput } from '../model/nouns/event.ts';
import type { StatementInput } from '../model/nouns/statement.ts';

/** What a public dataset says of itself, and what a person who wants to load it must know. */
export interface Manifest {
  /** What is served at `/v1/datasets/{id}`. */
  readonly dataset: DatasetInput;
  /** Where its columns and codes are explained. */
  readonly codebook: string;
  /** What the command line is given, in words. */
  readonly files: string;
  /** About how many rows a whole release has, in words. */
  readonly expected: string;
}

/** How a file is cut into rows: lines at tabs without any quoting, RFC 4180, or the whole entry as one row. */
export type Cut = 'tabs' | 'csv' | 'whole';

/**
 * One shape that the files of a dataset come in.
 *
 * With a header, a file has the layout whose `columns` all stand in its first row, in any order and among others; the
 * first layout that fits wins. Without one, each row has the layout with as many columns as it has cells, so that one
 * file may mix several. A `whole` row has the cells `name` (of the entry, without folders) and `text`.
 */
export interface Layout {
  readonly name: string;
  readonly cut: Cut;
  readonly header: boolean;
  readonly columns: readonly string[];
  /** Which files it is looked for in, by their name without folders; all when left out. */
  readonly files?: RegExp;
  /** True where the publisher writes UTF-8: a line that is none is refused, where otherwise it is read as Latin-1. */
  readonly utf8?: true;
  /** True of rows that are no data, such as a second header; they are not counted. */
  readonly ignores?: (cells: readonly string[]) => boolean;
}

/** One row of a file, cut into cells. */
export interface RawRow {
  readonly layout: Layout;
  readonly cells: readonly string[];
  /** Where each column stands in `cells`: those of the layout by its spelling, the others of a header by their own. */
  readonly columns: ReadonlyMap<string, number>;
}

/** The records a row becomes: at most one event or statement, and the actors it names that are no states. */
export interface Records {
  /** States are named by their lower-case ISO code and never given: they are shared by all datasets. */
  readonly actors: readonly ActorInput[];
  readonly event?: EventInput;
  readonly statement?: StatementInput;
}

/** A dataset in which each row is a record. */
export interface RowImporter {
  readonly manifest: Manifest;
  readonly layouts: readonly Layout[];
  /**
   * Turns a row into its records; pure.
   *
   * @throws RowFault for a row that cannot be understood.
   */
  map(row: RawRow): Records;
  /** The record to keep when one that stands already is given again; the given one when left out. */
  merge?(existing: Standing, given: EventInput): EventInput;
}

/** A row as a part of a record: which record, which part of it, and what it says. */
export interface Part {
  /** Id of the record that the row is a part of. */
  readonly id: string;
  /** Name of the part; two rows with the same name and record are the same part. */
  readonly key: string;
  /** What is kept of it under `native` of the record, so that later rows can join it: JSON. */
  readonly value: unknown;
}

/** A record as it stands: what it says, and what it was made from. */
export interface Standing {
  readonly record: Readonly<Record<string, unknown>>;
  readonly native: Readonly<Record<string, unknown>>;
}

/** A dataset in which several rows, of one file or of several in any order, make one record. */
export interface JoinedImporter {
  readonly manifest: Manifest;
  readonly layouts: readonly Layout[];
  /** The key of `native` under which the parts are kept by their keys; `native` itself when left out. */
  readonly partsUnder?: string;
  /**
   * Says what a row is a part of; pure.
   *
   * @throws RowFault for a row that cannot be understood.
   */
  part(row: RawRow): Part;
  /**
   * Makes the record of all its parts, those of earlier imports included; pure. Null when there is nothing yet to make
   * it of, as when a dataset adds to the records of another: its parts are then refused.
   *
   * @param parts by key, in the order of the keys
   */
  join(id: string, parts: ReadonlyMap<string, unknown>, existing: Standing | null): Records | null;
}

/** A public dataset that can be imported. */
export type PublicImporter = RowImporter | JoinedImporter;

/** Whether several rows make one record. */
export const isJoined = (importer: PublicImporter): importer is JoinedImporter => 'join' in importer;

/** Why a row is refused: the column, what stands in it, and what is wrong with that. */
export class RowFault extends Error {
  readonly column: string | null;
  readonly value: string | null;
  readonly reason: string;

  constructor(column: string | null, value: string | null, reason: string) {
    super(column === null ? reason : `${column}: ${reason}`);
    this.column = column;
    this.value = value;
    this.reason = reason;
  }
}
