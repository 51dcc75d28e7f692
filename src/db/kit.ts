import type { integer, real, sqliteTable, text } from 'drizzle-orm/sqlite-core';

/**
 * The columns an engine offers to `defineTables`. SQLite's spelling is the type of both; the kit of another
 * engine gives its own columns under the same names (integers of 64 bits, text compared byte by byte).
 */
export interface Kit {
  readonly table: typeof sqliteTable;
  readonly integer: typeof integer;
  readonly real: typeof real;
  readonly text: typeof text;
  readonly index: typeof import('drizzle-orm/sqlite-core').index;
  readonly primaryKey: typeof import('drizzle-orm/sqlite-core').primaryKey;
}
