import type BetterSqlite from 'better-sqlite3';
import { type Change, type Insertion, type Reading, type Transaction, type Write, WriteConflict } from '../database.ts';
import type { SQL } from '../sql.ts';
import { sqliteDialect } from './dialect.ts';
import { render, type Statements } from './statements.ts';

/** How many values one statement puts in: enough that the call no longer counts, and below SQLite's 32,766. */
const valuesAtOnce = 1024;

const insertTexts = new Map<string, string>();

function insertText({ into, columns, utf8 = [] }: Insertion, rows: number): string {
  const key = `${into} ${rows} ${columns} ${utf8}`;
  let text = insertTexts.get(key);
  if (text === undefined) {
    const row = `(${columns.map((name) => (utf8.includes(name) ? 'cast(? as text)' : '?')).join()})`;
    text = `insert or fail into "${into}" (${columns.map((name) => `"${name}"`).join()}) values ${Array(rows).fill(row).join()}`;
    insertTexts.set(key, text);
  }
  return text;
}

/**
 * How many rows a statement puts in. One that puts in several must be able to take them back where another than the
 * primary key may refuse one, for which SQLite copies every page it touches: worse than a statement for each row.
 */
const rowsAtOnce = ({ columns }: Insertion): number =>
  columns.includes('id') ? 1 : Math.max(1, Math.floor(valuesAtOnce / columns.length));

/** Puts rows in by statements of two sizes, so that few are prepared: a full block, and the rest one by one. */
function insert(statements: Statements, insertion: Insertion): void {
  const { rows } = insertion;
  const block = rowsAtOnce(insertion);
  let at = 0;
  if (block > 1 && rows.length >= block) {
    const many = statements.get(insertText(insertion, block));
    for (; at + block <= rows.length; at += block) many.run(rows.slice(at, at + block).flat());
  }
  if (at === rows.length) return;
  const one = statements.get(insertText(insertion, 1));
  for (; at < rows.length; at += 1) one.run(rows[at] as unknown[]);
}

function change(statements: Statements, { query, rows, expect }: Change): void {
  for (const values of rows) {
    const { text, params } = render(query, values);
    const { changes } = statements.get(text).run(params);
    if (expect !== undefined && changes !== expect) {
      throw new WriteConflict('The database was changed by another process meanwhile.');
    }
  }
}

/** Runs the steps of a transaction that is open. */
export function runSteps(statements: Statements, batch: readonly Write[]): void {
  for (const step of batch) {
    if ('into' in step) insert(statements, step);
    else change(statements, step);
  }
}

/** A transaction that stays open between the steps it is given; an error of SQLite's is explained and ends it. */
export class OpenTransaction implements Transaction {
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

  async rows<Row>(query: SQL, { values }: Reading = {}): Promise<Row[]> {
    const { text, params } = render(query, values);
    return this.#try(() => this.#statements.get(text).all(params) as Row[]);
  }

  async write(batch: readonly Write[]): Promise<void> {
    this.#try(() => runSteps(this.#statements, batch));
  }

  async commit(): Promise<void> {
    this.#try(() => this.#database.exec('commit'));
  }

  async rollback(): Promise<void> {
    if (this.#database.inTransaction) this.#database.exec('rollback');
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
