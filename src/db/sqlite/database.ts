import type BetterSqlite from 'better-sqlite3';
import type { Pool } from '../../processes/pool.ts';
import type { Database, Done, OpenOptions, Reading, Session } from '../database.ts';
import type { SQL } from '../sql.ts';
import type { ChildMessage } from './child.ts';
import { connect, explainWrite } from './connection.ts';
import { sqliteDialect } from './dialect.ts';
import { withLock } from './lock.ts';
import { migrateSchema, schemaState } from './migrations.ts';
import { sqlitePool } from './pool.ts';
import { render, Statements } from './statements.ts';
import { SqliteTransaction } from './transaction.ts';

/** A SQLite file: bounded queries run on this thread, unbounded ones in child processes. */
class SqliteDatabase implements Database {
  readonly name = 'sqlite';
  readonly dialect = sqliteDialect;
  readonly #path: string;
  readonly #reading: BetterSqlite.Database;
  readonly #statements: Statements;
  readonly #pool: Pool;
  #writing: { database: BetterSqlite.Database; statements: Statements } | null = null;

  constructor(options: OpenOptions & { path: string }) {
    this.#path = options.path;
    this.#reading = connect(options.path, { mustExist: options.mustExist ?? false, readOnly: true });
    this.#statements = new Statements(this.#reading);
    this.#pool = options.pool ?? sqlitePool(options);
  }

  #writer() {
    if (this.#writing === null) {
      const database = connect(this.#path);
      this.#writing = { database, statements: new Statements(database) };
    }
    return this.#writing;
  }

  async rows<Row>(query: SQL, { values, cost, signal }: Reading = {}): Promise<Row[]> {
    const { text, params } = render(query, values);
    if (cost === 'unbounded') return this.#pool.run<Row[]>('query', { text, params } satisfies ChildMessage, signal);
    return this.#statements.get(text).all(params) as Row[];
  }

  async elsewhere<Result>(module: string, task: unknown, signal?: AbortSignal): Promise<Done<Result>> {
    return this.#pool.run<Done<Result>>('piece', { module, task } satisfies ChildMessage, signal);
  }

  prepare(module: string): void {
    this.#pool.prepare(module);
  }

  session(): Session {
    return new CountingSession(this);
  }

  async begin() {
    const { database, statements } = this.#writer();
    return new SqliteTransaction(database, statements, (cause) => explainWrite(this.#path, cause));
  }

  exclusively<Result>(what: string, waiting: (what: string) => void, work: () => Promise<Result>) {
    return withLock(this.#path, what, waiting, work);
  }

  async migrations() {
    return schemaState(this.#reading);
  }

  async migrate() {
    return migrateSchema(this.#writer().database, this.#path);
  }

  async integrity() {
    // A connection that others have written past checks its text index by what it remembers of it, which is no fault.
    const fresh = connect(this.#path, { mustExist: true, readOnly: true });
    try {
      const lines = fresh.pragma('integrity_check(20)') as { integrity_check: string }[];
      return lines.map((line) => line.integrity_check).filter((line) => line !== 'ok');
    } finally {
      fresh.close();
    }
  }

  async close() {
    await this.#pool.close();
    this.#reading.close();
    this.#writing?.database.close();
  }
}

/** Counts the statements of one request and the time spent in them. */
class CountingSession implements Session {
  readonly #database: Database;
  readonly dialect: Database['dialect'];
  #leaving: AbortController | null = null;
  statements = 0;
  elapsed_ms = 0;

  constructor(database: Database) {
    this.#database = database;
    this.dialect = database.dialect;
  }

  rows<Row>(query: SQL, reading: Reading = {}): Promise<Row[]> {
    this.statements += 1;
    if (reading.cost === 'unbounded') return this.#unbounded(query, reading);
    const start = performance.now();
    const rows = this.#database.rows<Row>(query, reading);
    // All the work is done by now; what is left to wait for is not the database.
    this.elapsed_ms += performance.now() - start;
    return rows;
  }

  async #unbounded<Row>(query: SQL, reading: Reading): Promise<Row[]> {
    const start = performance.now();
    try {
      this.#leaving ??= new AbortController();
      return await this.#database.rows<Row>(query, { ...reading, signal: this.#leaving.signal });
    } finally {
      this.elapsed_ms += performance.now() - start;
    }
  }

  async elsewhere<Result>(module: string, task: unknown): Promise<Result> {
    const start = performance.now();
    try {
      this.#leaving ??= new AbortController();
      const { value, statements } = await this.#database.elsewhere<Result>(module, task, this.#leaving.signal);
      this.statements += statements;
      return value;
    } finally {
      this.elapsed_ms += performance.now() - start;
    }
  }

  abandon(): void {
    this.#leaving?.abort();
  }
}

/**
 * Opens a SQLite file.
 *
 * @throws UsageError when the file or its folder cannot be used.
 */
export function openSqlite(options: OpenOptions & { path: string }): Database {
  return new SqliteDatabase(options);
}
