import type BetterSqlite from 'better-sqlite3';
import type { Table } from '../../src/db/tables.ts';

/** A table in the terms in which a definition and a database can be compared. */
export interface TableShape {
  readonly columns: Readonly<Record<string, string>>;
  readonly primaryKey: readonly string[];
  readonly withoutRowid: boolean;
  readonly unique: readonly string[];
  /** Every column of each index in order, and the rows it is limited to. */
  readonly indexes: Readonly<Record<string, string>>;
}

/** A schema, by table. */
export type Shapes = Readonly<Record<string, TableShape>>;

const columnText = (type: string, nullable: boolean): string => `${type}${nullable ? '' : ' not null'}`;

const indexText = (on: readonly string[], where: string | undefined): string =>
  `${on.join()}${where === undefined ? '' : ` where ${where}`}`;

function declaredShape({ columns, primaryKey, clustered, unique = [], indexes = {} }: Table): TableShape {
  return {
    columns: Object.fromEntries(
      Object.entries(columns).map(([name, { type, nullable }]) => [name, columnText(type, nullable)]),
    ),
    primaryKey,
    withoutRowid: clustered === true,
    unique,
    indexes: Object.fromEntries(Object.entries(indexes).map(([name, { on, where }]) => [name, indexText(on, where)])),
  };
}

/** The schema that a definition asks for. */
export const declaredShapes = (tables: Readonly<Record<string, Table>>): Shapes =>
  Object.fromEntries(Object.entries(tables).map(([name, table]) => [name, declaredShape(table)]));

interface ColumnRow {
  readonly name: string;
  readonly type: string;
  readonly notnull: 0 | 1;
  readonly dflt_value: string | null;
  readonly pk: number;
  readonly hidden: number;
}

interface IndexRow {
  readonly name: string;
  readonly unique: 0 | 1;
  readonly origin: 'c' | 'u' | 'pk';
}

interface IndexPart {
  readonly cid: number;
  readonly name: string | null;
  readonly desc: 0 | 1;
  readonly coll: string;
}

/** The columns of an index, those included that SQLite adds: the rowid, by the name of the column it is kept in. */
function partsOf(database: BetterSqlite.Database, index: string, rowid: string | null): string[] {
  const parts = database.pragma(`index_xinfo("${index}")`) as IndexPart[];
  const names = parts.flatMap(({ cid, name, desc, coll }) => {
    const column = cid === -1 ? rowid : name;
    // Only ascending and compared by bytes, an index is in the order in which every engine has it.
    return column === null ? [] : [`${column}${desc === 1 ? ' desc' : ''}${coll === 'BINARY' ? '' : ` ${coll}`}`];
  });
  return [...new Set(names)];
}

function whereOf(database: BetterSqlite.Database, index: string): string | undefined {
  const text = database.prepare('select sql from sqlite_schema where name = ?').pluck().get(index) as string | null;
  return /\bwhere\s+(.*)$/is.exec(text ?? '')?.[1];
}

function liveShape(database: BetterSqlite.Database, table: string, withoutRowid: boolean): TableShape {
  const columns = database.pragma(`table_xinfo("${table}")`) as ColumnRow[];
  const primaryKey = columns
    .filter(({ pk }) => pk > 0)
    .sort((one, other) => one.pk - other.pk)
    .map(({ name }) => name);
  const only = primaryKey.length === 1 ? columns.find(({ name }) => name === primaryKey[0]) : undefined;
  const rowid = !withoutRowid && only?.type.toLowerCase() === 'integer' ? only.name : null;
  const indexes = database.pragma(`index_list("${table}")`) as IndexRow[];
  const unique: string[] = [];
  const plain: [string, string][] = [];
  for (const { name, unique: isUnique, origin } of indexes) {
    if (origin === 'pk') continue;
    const text = indexText(partsOf(database, name, rowid), whereOf(database, name));
    if (isUnique === 0) plain.push([name, text]);
    else unique.push(rowid === null ? text : text.replace(new RegExp(`,${rowid}$`), ''));
  }
  return {
    columns: Object.fromEntries(
      columns.map(({ name, type, notnull, dflt_value, hidden }) => {
        const more = `${dflt_value === null ? '' : ` default ${dflt_value}`}${hidden === 0 ? '' : ' hidden'}`;
        return [name, columnText(type.toLowerCase(), notnull === 0) + more];
      }),
    ),
    primaryKey,
    withoutRowid,
    unique,
    indexes: Object.fromEntries(plain),
  };
}

interface TableRow {
  readonly schema: string;
  readonly name: string;
  readonly type: 'table' | 'view' | 'shadow' | 'virtual';
  readonly wr: 0 | 1;
}

const isOthers = (name: string): boolean => name.startsWith('sqlite_') || name === '__drizzle_migrations';

/** The schema that a SQLite file has, without the tables of the text index, of SQLite and of drizzle. */
export function liveShapes(database: BetterSqlite.Database): Shapes {
  const tables = (database.pragma('table_list') as TableRow[]).filter(
    ({ schema, name, type }) => schema === 'main' && (type === 'table' || type === 'view') && !isOthers(name),
  );
  return Object.fromEntries(tables.map(({ name, wr }) => [name, liveShape(database, name, wr === 1)]));
}

/** The tables in which two schemas differ. */
export function differing(one: Shapes, other: Shapes): string[] {
  const text = (shape: TableShape | undefined) =>
    JSON.stringify(shape, (_, value: unknown) =>
      value === null || typeof value !== 'object' || Array.isArray(value)
        ? value
        : Object.fromEntries(Object.entries(value).sort()),
    );
  const names = [...new Set([...Object.keys(one), ...Object.keys(other)])];
  return names.filter((name) => text(one[name]) !== text(other[name])).sort();
}
