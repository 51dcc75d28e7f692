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
   * Whether the cost of the query is bounded regardless of the data (the default). An unbounded query runs off the
   * serving thread and is stopped at the deadline.
   */
  readonly cost?: 'bounded' | 'unbounded';
  /** Abandons an unbounded query, queued or running. */
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

/** A reader that counts and times the queries of one request. */
export interface Session extends Reader {
  readonly statements: number;
  readonly elapsed_ms: number;
  /**
   * Counts and times what another process does on behalf of the request.
   *
   * @param work receives a signal that aborts when the request is abandoned
   */
  track<Result>(work: (signal: AbortSignal) => Promise<Tracked<Result>>): Promise<Result>;
  /** Stops unbounded queries and tracked work of an abandoned request. */
  abandon(): void;
}

/** A result and how many statements it took. */
export interface Tracked<Result> {
  readonly value: Result;
  readonly statements: number;
}

/** A value of a row. */
export type Value = string | number | null;

/** A row of a table: one value per column, in column order. */
export type Row = readonly Value[];

/** The single write transaction of a database; it sees its own uncommitted writes. */
export interface Transaction extends Reader {
  /** Inserts rows; fastest in key order. */
  insert(table: TableName, rows: readonly Row[]): Promise<void>;
  /** Inserts rows of sums, or adds them to the row with the same primary key. */
  add(table: TableName, rows: readonly Row[]): Promise<void>;
  /** Deletes the rows with these values in the column `key`. */
  remove(table: TableName, keys: readonly number[]): Promise<void>;
  /** Adds the words of records to the full-text index. */
  addWords(noun: string, rows: readonly (readonly [key: number, words: string])[]): Promise<void>;
  /** Deletes the words of records from the full-text index. */
  removeWords(noun: string, keys: readonly number[]): Promise<void>;
  /**
   * Runs a constant query once for each set of values.
   *
   * @param expect how many rows each run must change
   * @throws WriteConflict if a run changes a different number of rows.
   */
  change(query: SQL, values: readonly Values[], expect?: number): Promise<void>;
  commit(): Promise<void>;
  rollback(): Promise<void>;
}

/** SQL that differs between engines. */
export interface Dialect {
  /** The text index as a table named `s`. */
  textTable(noun: string): SQL;
  /** The column of `s` that holds the key of a record; the index can be walked in its order. */
  readonly textKey: SQL;
  /** A condition that is true of rows that match the text. */
  textMatch(noun: string, query: TextQuery): SQL;
  /** How well a row matches, as an integer; smaller is better. */
  textRank(noun: string): SQL;
}

/** The state of a database's schema. */
export interface SchemaState {
  /** Migrations of this version that the database lacks. */
  readonly pending: readonly string[];
  /** True if the database has migrations unknown to this version: it is from a newer one. */
  readonly newer: boolean;
  /** True if no migration has been applied: the database is new. */
  readonly fresh: boolean;
}

/** What one check found, and what to do about it. */
export interface Finding {
  readonly level: 'ok' | 'warn' | 'fail';
  readonly check: string;
  readonly text: string;
}

/** A database; the only interface the rest of the program uses. */
export interface Database extends Reader {
  readonly name: 'sqlite' | 'postgres';
  /** Where it is, for display; never with a password. */
  readonly place: string;
  session(): Session;
  /** Begins a write transaction; other writers wait for it. */
  begin(): Promise<Transaction>;
  /**
   * Runs work that only one process at a time may do on this database. While another does, it calls `waiting` once with
   * the description and waits; the lock is released even if its holder crashes.
   *
   * @param what a description for processes that wait
   */
  exclusively<Result>(what: string, waiting: (what: string) => void, work: () => Promise<Result>): Promise<Result>;
  /** Which migrations are pending. */
  migrations(): Promise<SchemaState>;
  /** Applies pending migrations and returns their names. */
  migrate(): Promise<readonly string[]>;
  /** Checks the storage and the schema; throws if a check cannot run. */
  checks(): AsyncIterable<Finding>;
  close(): Promise<void>;
}

/** The settings a database needs. */
export interface OpenOptions {
  readonly databaseUrl: string;
  readonly queryTimeoutMs: number;
  readonly heavyProcesses: number;
  readonly heavyQueue: number;
  /** Fail if the database does not exist. */
  readonly mustExist?: boolean;
  /**
   * The database is opened in a child process that is killed at its deadline: unbounded queries run right there, and
   * little is cached, since long lists are read once and in order.
   */
  readonly inChild?: boolean;
}

/** Another process changed the database between reading and writing. */
export class WriteConflict extends Error {}
