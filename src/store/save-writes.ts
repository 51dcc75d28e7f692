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

/** Rows given by name; all of them have the names of the first. */
function insertAll(table: string, rows: readonly Values[]): Write[] {
  const [first] = rows;
  if (first === undefined) return [];
  const columns = Object.keys(first);
  return [{ into: table, columns, rows: rows.map((row) => columns.map((name) => row[name])) }];
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
  return searched.has(noun) ? [...writes, dialect.textRemove(noun as SearchedNoun, keys)] : writes;
}

const namesActors = new Set(['event_actors', 'statement_actors']);

function keyed(row: Values, key: number, table: string, keyOf: ActorKeyOf | undefined): Values {
  if (keyOf === undefined || !namesActors.has(table)) return { ...row, key };
  return { ...row, key, actor: keyOf(row.actor as number) };
}

/** The key of an actor that an index row names. */
export type ActorKeyOf = (actor: number) => number;

/**
 * Puts records and everything they are found by in.
 *
 * @param keyOf the keys of actors, where index rows name them by numbers of their own
 */
export function insertion(noun: Noun, records: readonly Stored[], dialect: Dialect, keyOf?: ActorKeyOf): Write[] {
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
      records.flatMap(({ key, index }) => (index.rows[table] ?? []).map((row) => keyed(row, key, table, keyOf))),
    ),
  );
  const words = records.flatMap(({ key, index }) => (index.words === null ? [] : [[key, index.words.text] as const]));
  const search: Write[] = words.length === 0 ? [] : [dialect.textAdd(noun as SearchedNoun, words)];
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
