import type { Dialect, SearchedNoun, Values, Write } from '../db/engine.ts';
import { type SQL, sql } from '../db/sql.ts';
import type { Noun } from '../model/noun.ts';
import type { IndexRows } from './index-rows.ts';
import { tableOf } from './nouns.ts';

/** A record about to be stored. */
export interface Stored {
  readonly key: number;
  readonly id: string;
  readonly dataset: string;
  readonly updated_at: string;
  readonly revision: number;
  readonly body: string;
  readonly extra: string | null;
  readonly index: IndexRows;
}

/** The tables beside a noun's own that hold rows of its index. */
const sideTables: Readonly<Record<Noun, readonly string[]>> = {
  event: ['event_actors', 'spans', 'terms'],
  statement: ['statement_actors', 'spans', 'terms'],
  claim: ['claim_positions', 'terms'],
  actor: ['actor_names', 'affiliations', 'terms'],
  source: [],
  dataset: [],
};

const searched = new Set<Noun>(['event', 'statement', 'claim', 'actor']);
const constants = new Map<string, SQL>();

function constant(name: string, make: () => SQL): SQL {
  const known = constants.get(name) ?? make();
  constants.set(name, known);
  return known;
}

function insert(table: string, row: Values): SQL {
  const columns = Object.keys(row);
  return constant(`${table}(${columns})`, () => {
    const names = sql.join(
      columns.map((name) => sql.identifier(name)),
      ', ',
    );
    const values = sql.join(
      columns.map((name) => sql.placeholder(name)),
      ', ',
    );
    return sql`insert into ${sql.identifier(table)} (${names}) values (${values})`;
  });
}

function insertAll(table: string, rows: readonly Values[]): Write[] {
  const [first] = rows;
  return first === undefined ? [] : [{ query: insert(table, first), rows }];
}

/** Takes the records with these keys, and everything they are found by, out. */
export function removal(noun: Noun, keys: readonly number[], dialect: Dialect): Write[] {
  if (keys.length === 0) return [];
  const rows = keys.map((key) => ({ key }));
  const tables = [tableOf[noun], `${noun}_bodies`, ...sideTables[noun]];
  const writes = tables.map((table) => ({
    query: constant(
      `delete ${table}`,
      () => sql`delete from ${sql.identifier(table)} where key = ${sql.placeholder('key')}`,
    ),
    rows,
  }));
  if (!searched.has(noun)) return writes;
  const unindex = constant(`unindex ${noun}`, () => dialect.textRemove(noun as SearchedNoun));
  return [...writes, { query: unindex, rows }];
}

/** Puts records and everything they are found by in. */
export function insertion(noun: Noun, records: readonly Stored[], dialect: Dialect): Write[] {
  const own = records.map(({ key, id, dataset, updated_at, revision, index }) => ({
    key,
    id,
    dataset,
    updated_at,
    revision,
    ...index.columns,
  }));
  const side = sideTables[noun].flatMap((table) =>
    insertAll(
      table,
      records.flatMap(({ key, index }) => (index.rows[table] ?? []).map((row) => ({ ...row, key }))),
    ),
  );
  const words = records.flatMap(({ key, index }) => (index.words === null ? [] : [{ key, words: index.words.text }]));
  const search: Write[] =
    words.length === 0
      ? []
      : [{ query: constant(`index ${noun}`, () => dialect.textAdd(noun as SearchedNoun)), rows: words }];
  return [
    ...insertAll(tableOf[noun], own),
    ...insertAll(
      `${noun}_bodies`,
      records.map(({ key, body, extra }) => ({ key, body, extra })),
    ),
    ...side,
    ...search,
  ];
}
