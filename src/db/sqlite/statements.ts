import type Database from 'better-sqlite3';
import { LRUCache } from 'lru-cache';
import type { Values } from '../database.ts';
import { Placeholder, type SQL, type SqlValue, type Written, writeSql } from '../sql.ts';

const constants = new WeakMap<SQL, Written>();
const mark = () => '?';

function bind(param: SqlValue | Placeholder, values: Values): unknown {
  if (!(param instanceof Placeholder)) return param;
  const value = values[param.name];
  if (value === undefined) throw new Error(`The query has no value for ${param.name}.`);
  return value;
}

/** A query as text and values; the text of a constant query (with values by name) is rendered once. */
export function render(query: SQL, values?: Values): { readonly text: string; readonly params: unknown[] } {
  if (values === undefined) return writeSql(query, mark);
  let known = constants.get(query);
  if (known === undefined) {
    known = writeSql(query, mark);
    constants.set(query, known);
  }
  return { text: known.text, params: known.params.map((param) => bind(param, values)) };
}

/** Prepared statements of one connection, cached by text; past 500 the least recently used are dropped. */
export class Statements {
  readonly #database: Database.Database;
  readonly #prepared = new LRUCache<string, Database.Statement>({ max: 500 });

  constructor(database: Database.Database) {
    this.#database = database;
  }

  get(text: string): Database.Statement {
    let statement = this.#prepared.get(text);
    if (statement === undefined) {
      statement = this.#database.prepare(text);
      this.#prepared.set(text, statement);
    }
    return statement;
  }
}
