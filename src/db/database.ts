import type { TextQuery } from '../model/text-query.ts';
import type { SQL } from './sql.ts';

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

/** A statement of a transaction, run once for each row of values; `expect` is the number of rows each must change. */
export interface Change {
  readonly query: SQL;
  readonly rows: readonly Values[];
  readonly expect?: number;
}

/** Rows put into a table, many at a time; each has a value for every column, in their order. */
export interface Insertion {
  readonly into: string;
  readonly columns: readonly string[];
  /** Columns of text whose values may be given as bytes in UTF-8. */
  readonly utf8?: readonly string[];
  readonly rows: readonly (readonly unknown[])[];
}

/** One step of a transaction. */
export type Write = Change | Insertion;

/** The one open transaction of a database: it sees what it wrote, which nobody else does until it is committed. */
export interface Transaction extends Reader {
  write(batch: readonly Write[]): Promise<void>;
  commit(): Promise<void>;
  rollback(): Promise<void>;
}

/** Nouns with a full-text index. */
export type SearchedNoun = 'event' | 'statement' | 'claim' | 'actor';

/** What databases spell differently. */
export interface Dialect {
  /** The text index as a table named `s`. */
  textTable(noun: SearchedNoun): SQL;
  /** The column of `s` that holds the key of a record; the index can be walked in its order. */
  readonly textKey: SQL;
  /** True of rows that match the text. */
  textMatch(noun: SearchedNoun, query: TextQuery): SQL;
  /** How well a row fits, as a whole number, smaller is better. */
  textRank(noun: SearchedNoun): SQL;
  /** Takes the text of records out of the index. */
  textRemove(noun: SearchedNoun, keys: readonly number[]): Write;
  /** Puts the words of records into the index: rows of key and words. */
  textAdd(noun: SearchedNoun, rows: readonly (readonly [number, string])[]): Write;
}

/** Where the schema of a database stands. */
export interface SchemaState {
  /** Migrations of this version that the database lacks. */
  readonly pending: readonly string[];
  /** True when the database has migrations this version does not know: it is from a newer one. */
  readonly newer: boolean;
}

/** A place where data is kept; the rest of the program knows no more of it than this. */
export interface Database extends Reader {
  readonly name: 'sqlite' | 'postgres';
  session(): Session;
  /**
   * Runs all statements as one transaction, in order; nothing stands when one of them fails.
   *
   * @throws WriteConflict when a statement changes other than the expected number of rows.
   */
  write(batch: readonly Write[]): Promise<void>;
  /** Begins a transaction that stays open between steps; another that wants to write waits meanwhile. */
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
  /** Says what is broken in the storage itself; empty when sound. */
  integrity(): Promise<readonly string[]>;
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
