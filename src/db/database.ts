import type { TextQuery } from '../model/text-query.ts';
import type { SQL } from './sql.ts';
import type { TableName } from './tables.ts';

/** Values for the placeholders of a constant query, by name. */
export type Values = Readonly<Record<string, unknown>>;

/** How a query is run. */
export interface Reading {
  /** Values by name: the query is then a constant of its module, rendered once and prepared once. */
  readonly values?: Values;
  /**
   * Whether the cost of the query is bounded, whatever the database holds (the default). One that is not runs away
   * from the serving thread, and is stopped at the deadline.
   */
  readonly cost?: 'bounded' | 'unbounded';
  /** Stops an unbounded query, waiting or running, when nobody wants its rows any more. */
  readonly signal?: AbortSignal;
}

/** Reads a database. */
export interface Reader {
  readonly dialect: Dialect;
  /**
   * The rows of a query.
   *
   * @throws Problem of an unbounded query: `query-timeout` past the deadline, `busy` when the queue is full.
   */
  rows<Row>(query: SQL, reading?: Reading): Promise<Row[]>;
}

/** A reader that counts what one request asks of the database. */
export interface Session extends Reader {
  readonly statements: number;
  readonly elapsed_ms: number;
  /**
   * Counts and times what another process does on behalf of the request.
   *
   * @param work is given a signal that aborts when nobody waits any more for the answer
   */
  track<Result>(work: (signal: AbortSignal) => Promise<Tracked<Result>>): Promise<Result>;
  /** Stops unbounded queries and tracked work: nobody waits any more for the answer. */
  abandon(): void;
}

/** A result and how many statements it took. */
export interface Tracked<Result> {
  readonly value: Result;
  readonly statements: number;
}

/** A value of a row. */
export type Value = string | number | null;

/** A row of a table: a value for every column, in their order. */
export type Row = readonly Value[];

/** The one open transaction of a database: it sees what it wrote, which nobody else does until it is committed. */
export interface Transaction extends Reader {
  /** Inserts rows; quickest in the order of their keys. */
  insert(table: TableName, rows: readonly Row[]): Promise<void>;
  /** Inserts rows of sums, or adds their numbers to those of the row that has the same primary key. */
  add(table: TableName, rows: readonly Row[]): Promise<void>;
  /** Deletes the rows that have one of the keys in the column `key`. */
  remove(table: TableName, keys: readonly number[]): Promise<void>;
  /** Puts the words of records into the full-text index. */
  addWords(noun: string, rows: readonly (readonly [key: number, words: string])[]): Promise<void>;
  /** Takes the words of records out of the full-text index. */
  removeWords(noun: string, keys: readonly number[]): Promise<void>;
  /**
   * Runs a constant query once for each set of values.
   *
   * @param expect how many rows each must change
   * @throws WriteConflict when one changes another number of rows.
   */
  change(query: SQL, values: readonly Values[], expect?: number): Promise<void>;
  commit(): Promise<void>;
  rollback(): Promise<void>;
}

/** What databases spell differently. */
export interface Dialect {
  /** The text index as a table named `s`. */
  textTable(noun: string): SQL;
  /** The column of `s` that holds the key of a record; the index can be walked in its order. */
  readonly textKey: SQL;
  /** True of rows that match the text. */
  textMatch(noun: string, query: TextQuery): SQL;
  /** How well a row fits, as a whole number, smaller is better. */
  textRank(noun: string): SQL;
}

/** Where the schema of a database stands. */
export interface SchemaState {
  /** Migrations of this version that the database lacks. */
  readonly pending: readonly string[];
  /** True when the database has migrations this version does not know: it is from a newer one. */
  readonly newer: boolean;
  /** True of a database that has no migration at all: one that was only just made. */
  readonly fresh: boolean;
}

/** What one check found, and what to do unless all is well. */
export interface Finding {
  readonly level: 'ok' | 'warn' | 'fail';
  readonly check: string;
  readonly text: string;
}

/** A place where data is kept; the rest of the program knows no more of it than this. */
export interface Database extends Reader {
  readonly name: 'sqlite' | 'postgres';
  /** Where it is, for people; never with a password. */
  readonly place: string;
  session(): Session;
  /** Begins the transaction of one writer; another that wants to write waits meanwhile. */
  begin(): Promise<Transaction>;
  /**
   * Does something that only one process at a time may do to this database; when another does it, `waiting` is told
   * once what that is, and this waits. Whoever dies leaves it free.
   *
   * @param what what others are told
   */
  exclusively<Result>(what: string, waiting: (what: string) => void, work: () => Promise<Result>): Promise<Result>;
  /** Which migrations are pending. */
  migrations(): Promise<SchemaState>;
  /** Applies pending migrations and returns their names. */
  migrate(): Promise<readonly string[]>;
  /** Checks the storage itself and the schema; what cannot even be checked throws. */
  checks(): AsyncIterable<Finding>;
  close(): Promise<void>;
}

/** What databases need to know of the settings. */
export interface OpenOptions {
  readonly databaseUrl: string;
  readonly queryTimeoutMs: number;
  readonly heavyProcesses: number;
  readonly heavyQueue: number;
  /** Refuse to make a database that is not there. */
  readonly mustExist?: boolean;
  /**
   * The database is opened in a child process that is killed at its deadline: unbounded queries run right there, and
   * little is cached, since long lists are read once and in order.
   */
  readonly inChild?: boolean;
}

/** Someone else changed the database between reading and writing. */
export class WriteConflict extends Error {}
