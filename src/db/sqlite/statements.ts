import type Database from 'better-sqlite3';
import { fillPlaceholders, Name, Placeholder, SQL, StringChunk } from 'drizzle-orm/sql';
import { LRUCache } from 'lru-cache';
import type { Values } from '../engine.ts';

const constants = new WeakMap<SQL, { text: string; params: unknown[] }>();

/** Writes the chunks the store composes queries of: text, values, placeholders and other queries. */
function append(chunk: unknown, into: { text: string; params: unknown[] }): void {
  if (chunk instanceof StringChunk) {
    into.text += chunk.value.length === 1 ? chunk.value[0] : chunk.value.join('');
  } else if (chunk instanceof SQL) {
    for (const inner of chunk.queryChunks) append(inner, into);
  } else if (chunk instanceof Name) {
    into.text += `"${chunk.value.replaceAll('"', '""')}"`;
  } else if (typeof chunk === 'object' && chunk !== null && !(chunk instanceof Placeholder)) {
    throw new Error('A query has a part that is neither text nor a value.');
  } else {
    into.text += '?';
    into.params.push(chunk);
  }
}

/** A query as text and values: a twentieth of the time of drizzle's own writer, which knows every other kind of part. */
function write(query: SQL): { text: string; params: unknown[] } {
  const written = { text: '', params: [] };
  append(query, written);
  return written;
}

/** A query as text and values; a constant one (with values by name) is written once. */
export function render(query: SQL, values?: Values): { text: string; params: unknown[] } {
  if (values === undefined) return write(query);
  let known = constants.get(query);
  if (known === undefined) {
    known = write(query);
    constants.set(query, known);
  }
  return { text: known.text, params: fillPlaceholders(known.params, values as Record<string, unknown>) };
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
