import { type SQL, sql } from './sql.ts';
import { type ColumnName, columnsOf, type TableName } from './tables.ts';

/** A table in a query: its columns under an alias, and its `from` clause. */
export type Named<Name extends TableName> = { readonly [Of in ColumnName<Name>]: SQL } & { readonly from: SQL };

/**
 * A table of the schema under an alias, for queries; an unknown column fails to compile.
 *
 * @example
 * const r = named('events', 'r');
 * sql`select ${r.type} from ${r.from} where ${r.key} = ${key}`;
 */
export function named<Name extends TableName>(name: Name, alias: string): Named<Name> {
  const columns = columnsOf(name).map((column) => [column, sql.raw(`${alias}.${column}`)]);
  return Object.freeze({ ...Object.fromEntries(columns), from: sql.raw(`${name} ${alias}`) }) as Named<Name>;
}
