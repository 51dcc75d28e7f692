import type { Dialect, SearchedNoun, Write } from '../db/database.ts';
import { type SQL, sql } from '../db/sql.ts';
import type { Noun } from '../model/noun.ts';
import { ownColumns, type Row, sideColumns } from './index-columns.ts';
import type { IndexRows } from './index-rows.ts';
import { tableOf } from './nouns.ts';

/** A record about to be stored. */
export interface Stored {
  readonly key: number;
  readonly id: string;
  readonly dataset: string;
  readonly revision: number;
  /** Its text, or the bytes of it in UTF-8. */
  readonly body: string | Uint8Array;
  readonly extra: string | Uint8Array | null;
  readonly index: IndexRows;
}

const searched = new Set<Noun>(['event', 'statement', 'claim', 'actor']);
const constants = new Map<string, SQL>();

function constant(name: string, make: () => SQL): SQL {
  const known = constants.get(name) ?? make();
  constants.set(name, known);
  return known;
}

const everyRecord = ['key', 'id', 'dataset', 'revision'] as const;
const bodyColumns = ['key', 'body', 'extra'] as const;

/** What a noun's own table and those beside it are called, and their columns, the key of the record first. */
const tablesOf = new Map(
  (Object.keys(tableOf) as Noun[]).map((noun) => [
    noun,
    {
      own: [...everyRecord, ...ownColumns[noun]],
      side: Object.entries<readonly string[]>(sideColumns[noun]).map(([table, columns]) => ({
        table,
        columns: ['key', ...columns],
      })),
    },
  ]),
);
type NounTables = NonNullable<ReturnType<typeof tablesOf.get>>;

const insertAll = (into: string, columns: readonly string[], rows: readonly Row[]): Write[] =>
  rows.length === 0 ? [] : [{ into, columns, rows }];

const insertBodies = (into: string, records: readonly Stored[]): Write[] =>
  records.length === 0
    ? []
    : [
        {
          into,
          columns: bodyColumns,
          utf8: ['body', 'extra'],
          rows: records.map(({ key, body, extra }) => [key, body, extra]),
        },
      ];

/** Takes the records with these keys, and everything they are found by, out. */
export function removal(noun: Noun, keys: readonly number[], dialect: Dialect): Write[] {
  if (keys.length === 0) return [];
  const rows = keys.map((key) => ({ key }));
  const tables = [tableOf[noun], `${noun}_bodies`, ...Object.keys(sideColumns[noun])];
  const writes = tables.map((table) => ({
    query: constant(
      `delete ${table}`,
      () => sql`delete from ${sql.identifier(table)} where key = ${sql.placeholder('key')}`,
    ),
    rows,
  }));
  return searched.has(noun) ? [...writes, dialect.textRemove(noun as SearchedNoun, keys)] : writes;
}

function sideRows(records: readonly Stored[], table: string): Row[] {
  const rows: Row[] = [];
  for (const { key, index } of records) {
    for (const row of index.side[table] ?? []) rows.push([key, ...row]);
  }
  return rows;
}

/** Puts records and everything they are found by in; quickest when they are in the order of their keys. */
export function insertion(noun: Noun, records: readonly Stored[], dialect: Dialect): Write[] {
  const { own, side } = tablesOf.get(noun) as NounTables;
  const rows = records.map(({ key, id, dataset, revision, index }) => [key, id, dataset, revision, ...index.own]);
  const words = records.flatMap(({ key, index }) => (index.words === null ? [] : [[key, index.words] as const]));
  return [
    ...insertAll(tableOf[noun], own, rows),
    ...insertBodies(`${noun}_bodies`, records),
    ...side.flatMap(({ table, columns }) => insertAll(table, columns, sideRows(records, table))),
    ...(words.length === 0 ? [] : [dialect.textAdd(noun as SearchedNoun, words)]),
  ];
}
