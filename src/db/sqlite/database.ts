import type BetterSqlite from 'better-sqlite3';
import { ProcessQueue } from '../../workers/process-queue.ts';
import type { Database, Finding, OpenOptions, Reading, Session, Tracked } from '../database.ts';
import type { SQL } from '../sql.ts';
import { checkIntegrity, checkSchema, sizeOf } from './checks.ts';
import { connect, explainWrite } from './connection.ts';
import { sqliteDialect } from './dialect.ts';
import { withLock } from './lock.ts';
import { migrateSchema, schemaState } from './migrations.ts';
import type { WrittenQuery } from './query-child.ts';
import { render, Statements } from './statements.ts';
import { SqliteTransaction } from './transaction.ts';

/** The child processes for unbounded queries. */
function queryQueue({ path, heavyProcesses, heavyQueue, queryTimeoutMs }: OpenOptions & { path: string }) {
  return new ProcessQueue<WrittenQuery, unknown[]>({
    program: new URL('query-child.ts', import.meta.url),
    setup: path,
    processes: heavyProcesses,
    queue: heavyQueue,
    timeout_ms: queryTimeoutMs,
  });
}

const megabyte = 1_000_000;

/** Shrinks the caches: long lists are read once and in order, so caching or mapping pages would waste memory. */
function cacheLittle(database: BetterSqlite.Database): void {
  database.pragma('mmap_size = 0');
  database.pragma('cache_size = -8192');
}

/** A SQLite file: bounded queries run on this thread, unbounded ones in child processes. */
class SqliteDatabase implements Database {
  readonly name = 'sqlite';
  readonly dialect = sqliteDialect;
  readonly place: string;
  readonly #reading: BetterSqlite.Database;
  readonly #statements: Statements;
  /** Null in a process that may run unbounded queries itself. */
  readonly #unbounded: ProcessQueue<WrittenQuery, unknown[]> | null;
  #writing: { database: BetterSqlite.Database; statements: Statements } | null = null;

  constructor(options: OpenOptions & { path: string }) {
    this.place = options.path;
    this.#reading = connect(options.path, { mustExist: options.mustExist ?? false, readOnly: true });
    this.#statements = new Statements(this.#reading);
    this.#unbounded = options.inChild ? null : queryQueue(options);
    if (options.inChild) cacheLittle(this.#reading);
  }

  #writer() {
    if (this.#writing === null) {
      const database = connect(this.place);
      this.#writing = { database, statements: new Statements(database) };
    }
    return this.#writing;
  }

  async rows<Row>(query: SQL, { values, cost, signal }: Reading = {}): Promise<Row[]> {
    const { text, params } = render(query, values);
    if (cost === 'unbounded' && this.#unbounded !== null) {
      return this.#unbounded.run({ text, params }, signal) as Promise<Row[]>;
    }
    return this.#statements.get(text).all(params) as Row[];
  }

  session(): Session {
    return new CountingSession(this);
  }

  async begin() {
    const { database, statements } = this.#writer();
    return new SqliteTransaction(database, statements, (cause) => explainWrite(this.place, cause));
  }

  exclusively<Result>(what: string, waiting: (what: string) => void, work: () => Promise<Result>) {
    return withLock(this.place, what, waiting, work);
  }

  async migrations() {
    return schemaState(this.#reading);
  }

  async migrate() {
    return migrateSchema(this.#writer().database, this.place);
  }

  async *checks(): AsyncGenerator<Finding> {
    const size = [this.place, `${this.place}-wal`].reduce((sum, file) => sum + sizeOf(file), 0);
    const text = `${this.place}, ${(size / megabyte).toFixed(1)} MB, can be read and written`;
    yield { level: 'ok', check: 'database', text };
    yield checkIntegrity(this.place);
    yield checkSchema(await this.migrations());
  }

  async close() {
    await this.#unbounded?.close();
    this.#reading.close();
    this.#writing?.database.close();
  }
}

/** Counts the statements of one request and the time spent in them. */
class CountingSession implements Session {
  readonly #database: Database;
  readonly dialect: Database['dialect'];
  /** Created on demand: most requests have nothing to abort. */
  #abort: AbortController | null = null;
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
    // The query has already run synchronously; awaiting the promise is not database time.
    this.elapsed_ms += performance.now() - start;
    return rows;
  }

  #unbounded<Row>(query: SQL, reading: Reading): Promise<Row[]> {
    return this.#timed((signal) => this.#database.rows<Row>(query, { ...reading, signal }));
  }

  async track<Result>(work: (signal: AbortSignal) => Promise<Tracked<Result>>): Promise<Result> {
    const { value, statements } = await this.#timed(work);
    this.statements += statements;
    return value;
  }

  abandon(): void {
    this.#abort ??= new AbortController();
    this.#abort.abort();
  }

  async #timed<Result>(work: (signal: AbortSignal) => Promise<Result>): Promise<Result> {
    const start = performance.now();
    try {
      this.#abort ??= new AbortController();
      return await work(this.#abort.signal);
    } finally {
      this.elapsed_ms += performance.now() - start;
    }
  }
}

/**
 * Opens a SQLite file.
 *
 * @throws UsageError if the file or its folder cannot be used.
 */
export function openSqlite(options: OpenOptions & { path: string }): Database {
  return new SqliteDatabase(options);
}
