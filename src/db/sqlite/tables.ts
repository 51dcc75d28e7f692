import { sql } from 'drizzle-orm/sql';
import { index, integer, primaryKey, real, type SQLiteTable, sqliteTable, text } from 'drizzle-orm/sqlite-core';
import { type Column, type Index, type Table, type TableName, tables } from '../tables.ts';

const kinds = { integer, real, text };

function columnOf(name: string, { type, nullable }: Column, { primaryKey, unique = [] }: Table) {
  const column = (kinds[type] as typeof text)(name);
  if (primaryKey.length === 1 && primaryKey[0] === name) return column.primaryKey();
  const required = nullable ? column : column.notNull();
  return unique.includes(name) ? required.unique() : required;
}

/** SQLite appends the rest of the primary key to every index; naming it too would store it twice. */
function explicitColumns({ on }: Index, { primaryKey }: Table): readonly string[] {
  for (let length = 1; length < on.length; length += 1) {
    const spoken = on.slice(0, length);
    const silent = primaryKey.filter((name) => !spoken.includes(name));
    if ([...spoken, ...silent].join() === on.join()) return spoken;
  }
  return on;
}

/** A table for drizzle-kit to generate migrations; `WITHOUT ROWID`, which it does not support, is added by hand. */
function sqliteOf(name: TableName): SQLiteTable {
  const table: Table = tables[name];
  const columns = Object.entries(table.columns).map(([column, row]) => [column, columnOf(column, row, table)]);
  return sqliteTable(name, Object.fromEntries(columns), (made) => {
    const pick = (names: readonly string[]) => names.map((column) => made[column]) as [never];
    const keys = table.primaryKey.length > 1 ? [primaryKey({ columns: pick(table.primaryKey) })] : [];
    const indexes = Object.entries(table.indexes ?? {}).map(([key, row]) => {
      const built = index(key).on(...pick(explicitColumns(row, table)));
      return row.where === undefined ? built : built.where(sql.raw(row.where));
    });
    return [...keys, ...indexes];
  });
}

/** Every table as a drizzle SQLite table. */
export const sqliteTables = Object.fromEntries(
  (Object.keys(tables) as TableName[]).map((name) => [name, sqliteOf(name)]),
) as Record<TableName, SQLiteTable>;
