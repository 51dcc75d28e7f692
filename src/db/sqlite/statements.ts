import type Database from 'better-sqlite3';
import { fillPlaceholders, type SQL } from 'drizzle-orm';
import { SQLiteSyncDialect } from 'drizzle-orm/sqlite-core';
import { LRUCache } from 'lru-cache';
import type { Values } from '../engine.ts';

const dialect = new SQLiteSyncDialect();
const constants = new WeakMap<SQL, { sql: string; params: unknown[] }>();

/** A query as text and values; a constant one (with values by name) is rendered once. */
export function render(query: SQL, values?: Values): { text: string; params: unknown[] } {
  if (values === undefined) {
    const { sql, params } = dialect.sqlToQuery(query);
    return { text: sql, params };
  }
  let known = constants.get(query);
  if (known === undefined) {
    known = dialect.sqlToQuery(query);
    constants.set(query, known);
  }
  return { text: known.sql, params: fillPlaceholders(known.params, values as Record<string, unknown>) };
}

/** Prepared statements of one connection, kept by their text; the least used are dropped past 500. */
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
