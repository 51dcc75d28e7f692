import type Database from 'better-sqlite3';
import type { Pool } from '../../processes/pool.ts';
import type { Done, Engine, OpenOptions, Session, Values, Write } from '../engine.ts';
import type { SQL } from '../sql.ts';
import type { ChildMessage } from './child.ts';
import { connect, explainWrite } from './connection.ts';
import { sqliteDialect } from './dialect.ts';
import { withLock } from './lock.ts';
import { migrateSchema, schemaState } from './migrations.ts';
import { sqlitePool } from './pool.ts';
import { render, Statements } from './statements.ts';
import { OpenTransaction, runSteps } from './transaction.ts';

/** SQLite behind the engine interface: light queries on this thread, heavy ones in child processes. */
class SqliteEngine implements Engine {
  readonly name = 'sqlite';
  readonly dialect = sqliteDialect;
  readonly #path: string;
  readonly #reading: Database.Database;
  readonly #statements: Statements;
  readonly #pool: Pool;
  #writing: { database: Database.Database; statements: Statements } | null = null;

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

  async light<Row>(query: SQL, values?: Values): Promise<Row[]> {
    const { text, params } = render(query, values);
    return this.#statements.get(text).all(params) as Row[];
  }

  async heavy<Row>(query: SQL, signal?: AbortSignal): Promise<Row[]> {
    const { text, params } = render(query);
    return this.#pool.run<Row[]>('query', { text, params } satisfies ChildMessage, signal);
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

  async write(batch: readonly Write[]): Promise<void> {
    const { database, statements } = this.#writer();
    try {
      database.transaction(() => runSteps(statements, batch)).immediate();
    } catch (cause) {
      throw explainWrite(this.#path, cause);
    }
  }

  async begin() {
    const { database, statements } = this.#writer();
    return new OpenTransaction(database, statements, (cause) => explainWrite(this.#path, cause));
  }

  alone<Result>(what: string, waiting: (what: string) => void, work: () => Promise<Result>) {
    return withLock(this.#path, what, waiting, work);
  }

  async schema() {
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
  readonly #engine: Engine;
  #leaving: AbortController | null = null;
  statements = 0;
  elapsed_ms = 0;

  constructor(engine: Engine) {
    this.#engine = engine;
  }

  light<Row>(query: SQL, values?: Values): Promise<Row[]> {
    this.statements += 1;
    const start = performance.now();
    const rows = this.#engine.light<Row>(query, values);
    // All the work is done by now; what is left to wait for is not the database.
    this.elapsed_ms += performance.now() - start;
    return rows;
  }

  async heavy<Row>(query: SQL): Promise<Row[]> {
    this.statements += 1;
    const start = performance.now();
    try {
      this.#leaving ??= new AbortController();
      return await this.#engine.heavy<Row>(query, this.#leaving.signal);
    } finally {
      this.elapsed_ms += performance.now() - start;
    }
  }

  async elsewhere<Result>(module: string, task: unknown): Promise<Result> {
    const start = performance.now();
    try {
      this.#leaving ??= new AbortController();
      const { value, statements } = await this.#engine.elsewhere<Result>(module, task, this.#leaving.signal);
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
export function openSqlite(options: OpenOptions & { path: string }): Engine {
  return new SqliteEngine(options);
}
