import type BetterSqlite from 'better-sqlite3';
import { type Reading, type Row, type Transaction, type Values, WriteConflict } from '../database.ts';
import type { SQL } from '../sql.ts';
import { columnsOf, type Table, type TableName, tables } from '../tables.ts';
import { sqliteDialect } from './dialect.ts';
import { render, type Statements } from './statements.ts';

/** How many values one statement inserts: enough that the call no longer counts, and below SQLite's 32,766. */
const values_at_once = 1024;

/** How many rows of sums one statement adds: half the time of one by one, and no quicker with more. */
const sums_at_once = 16;

const quoted = (names: readonly string[]): string => names.map((name) => `"${name}"`).join();

const rowsText = (columns: number, rows: number): string =>
  Array(rows)
    .fill(`(${Array(columns).fill('?').join()})`)
    .join();

const texts = new Map<string, string>();

/** A text that is made once; its statement is then found by the same string each time. */
function kept(key: string, make: () => string): string {
  const text = texts.get(key) ?? make();
  texts.set(key, text);
  return text;
}

const insertText = (table: string, columns: readonly string[], rows: number): string =>
  kept(
    `insert ${table} ${rows}`,
    () => `insert or fail into "${table}" (${quoted(columns)}) values ${rowsText(columns.length, rows)}`,
  );

function addText(name: TableName, rows: number): string {
  return kept(`add ${name} ${rows}`, () => {
    const { primaryKey }: Table = tables[name];
    const columns = columnsOf(name);
    const sums = columns.filter((column) => !primaryKey.includes(column));
    const raised = sums.map((sum) => `"${sum}" = "${name}"."${sum}" + excluded."${sum}"`).join();
    return `insert into "${name}" (${quoted(columns)}) values ${rowsText(columns.length, rows)}
      on conflict (${quoted(primaryKey)}) do update set ${raised}`;
  });
}

/**
 * How many rows a statement inserts. One that inserts several must be able to undo them where another than the primary
 * key may refuse one, for which SQLite copies every page it touches: worse than a statement for each row.
 */
function rowsAtOnce(name: TableName): number {
  const { columns, unique }: Table = tables[name];
  return unique === undefined ? Math.max(1, Math.floor(values_at_once / Object.keys(columns).length)) : 1;
}

/** A transaction that stays open between its steps; an error of SQLite's is explained and ends it. */
export class SqliteTransaction implements Transaction {
  readonly dialect = sqliteDialect;
  readonly #database: BetterSqlite.Database;
  readonly #statements: Statements;
  readonly #explain: (cause: unknown) => unknown;

  constructor(database: BetterSqlite.Database, statements: Statements, explain: (cause: unknown) => unknown) {
    this.#database = database;
    this.#statements = statements;
    this.#explain = explain;
    this.#try(() => database.exec('begin immediate'));
  }

  async rows<Found>(query: SQL, { values }: Reading = {}): Promise<Found[]> {
    const { text, params } = render(query, values);
    return this.#try(() => this.#statements.get(text).all(params) as Found[]);
  }

  async insert(table: TableName, rows: readonly Row[]): Promise<void> {
    this.#inBlocks(rows, rowsAtOnce(table), (count) => insertText(table, columnsOf(table), count));
  }

  async add(table: TableName, rows: readonly Row[]): Promise<void> {
    this.#inBlocks(rows, sums_at_once, (count) => addText(table, count));
  }

  async remove(table: TableName, keys: readonly number[]): Promise<void> {
    this.#each(`delete from "${table}" where "key" = ?`, keys);
  }

  async addWords(noun: string, rows: readonly (readonly [number, string])[]): Promise<void> {
    this.#inBlocks(rows, values_at_once / 2, (count) => insertText(`${noun}_search`, ['rowid', 'words'], count));
  }

  async removeWords(noun: string, keys: readonly number[]): Promise<void> {
    this.#each(`delete from "${noun}_search" where rowid = ?`, keys);
  }

  async change(query: SQL, values: readonly Values[], expect?: number): Promise<void> {
    this.#try(() => {
      for (const one of values) {
        const { text, params } = render(query, one);
        const { changes } = this.#statements.get(text).run(params);
        if (expect !== undefined && changes !== expect) {
          throw new WriteConflict('The database was changed by another process meanwhile.');
        }
      }
    });
  }

  async commit(): Promise<void> {
    this.#try(() => this.#database.exec('commit'));
  }

  async rollback(): Promise<void> {
    if (this.#database.inTransaction) this.#database.exec('rollback');
  }

  /** Runs statements of two sizes, so that few are prepared: full blocks of rows, and the rest one by one. */
  #inBlocks(rows: readonly Row[], block: number, textOf: (rows: number) => string): void {
    if (rows.length === 0) return;
    this.#try(() => {
      let at = 0;
      if (block > 1 && rows.length >= block) {
        const many = this.#statements.get(textOf(block));
        for (; at + block <= rows.length; at += block) many.run(...rows.slice(at, at + block));
      }
      if (at === rows.length) return;
      const one = this.#statements.get(textOf(1));
      for (; at < rows.length; at += 1) one.run(rows[at] as unknown[]);
    });
  }

  #each(text: string, keys: readonly number[]): void {
    if (keys.length === 0) return;
    this.#try(() => {
      const statement = this.#statements.get(text);
      for (const key of keys) statement.run(key);
    });
  }

  #try<Result>(work: () => Result): Result {
    try {
      return work();
    } catch (cause) {
      if (this.#database.inTransaction) this.#database.exec('rollback');
      throw this.#explain(cause);
    }
  }
}
