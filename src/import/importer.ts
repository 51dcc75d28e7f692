import type { ActorInput } from '../model/nouns/actor.ts';
import type { DatasetInput } from '../model/nouns/dataset.ts';
import type { EventInput } from '../model/nouns/event.ts';
import type { StatementInput } from '../model/nouns/statement.ts';

/** Describes a public dataset to those who want to load it. */
export interface Manifest {
  /** What is served at `/v1/datasets/{id}`. */
  readonly dataset: DatasetInput;
  /** Where its columns and codes are explained. */
  readonly codebook: string;
  /** Which files the command line takes, in words. */
  readonly files: string;
  /** About how many rows a whole release has, in words. */
  readonly expected: string;
}

/** How a file is cut into rows: lines at tabs without any quoting, RFC 4180, or the whole entry as one row. */
export type Cut = 'tabs' | 'csv' | 'whole';

/**
 * One layout of a dataset's files.
 *
 * With a header, the first layout whose `columns` all appear in the first row, in any order and among others, is used.
 * Without one, each row uses the layout with as many columns as it has cells, so that one file may mix several. A `whole` row has the cells `name` (of the entry, without folders) and `text`.
 */
export interface Layout {
  readonly name: string;
  readonly cut: Cut;
  readonly header: boolean;
  readonly columns: readonly string[];
  /** The files it applies to, by name without folders; all when left out. */
  readonly files?: RegExp;
  /** True when the publisher writes UTF-8: other lines are rejected instead of read as Latin-1. */
  readonly utf8?: true;
  /** True for rows that are not data, such as a second header; they are not counted. */
  readonly ignores?: (cells: readonly string[]) => boolean;
}

/** One row of a file, cut into cells. */
export interface RawRow {
  readonly layout: Layout;
  readonly cells: readonly string[];
  /** The index in `cells` of each column, spelled as in the layout, or else as in the header. */
  readonly columns: ReadonlyMap<string, number>;
}

/** The records a row becomes: at most one event or statement, and the actors it names other than states. */
export interface Records {
  /** States are named by their lower-case ISO code and never included: all datasets share them. */
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
  /** Merges a new record with the stored one of the same id; when left out, the new one replaces it. */
  merge?(existing: Standing, given: EventInput): EventInput;
}

/** A row as a part of a record: which record, which part of it, and what it says. */
export interface Part {
  /** Id of the record that the row is a part of. */
  readonly id: string;
  /** Name of the part; two rows with the same name and record are the same part. */
  readonly key: string;
  /** JSON kept under the record's `native`, so that later rows can join it. */
  readonly value: unknown;
}

/** A stored record, and the native data it was made from. */
export interface Standing {
  readonly record: Readonly<Record<string, unknown>>;
  readonly native: Readonly<Record<string, unknown>>;
}

/** A dataset in which several rows, of one file or of several in any order, make one record. */
export interface JoinedImporter {
  readonly manifest: Manifest;
  readonly layouts: readonly Layout[];
  /** The key of `native` that holds the parts; `native` itself when left out. */
  readonly partsUnder?: string;
  /**
   * Says what a row is a part of; pure.
   *
   * @throws RowFault for a row that cannot be understood.
   */
  part(row: RawRow): Part;
  /**
   * Makes the record from all its parts, those of earlier imports included; pure. Null when the record it adds to is not
   * loaded yet: its parts are then rejected.
   *
   * @param parts by key, in the order of the keys
   */
  join(id: string, parts: ReadonlyMap<string, unknown>, existing: Standing | null): Records | null;
}

/** A public dataset that can be imported. */
export type PublicImporter = RowImporter | JoinedImporter;

/** Whether several rows make one record. */
export const isJoined = (importer: PublicImporter): importer is JoinedImporter => 'join' in importer;

/** Why a row is rejected: the column, its value, and what is wrong with it. */
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
