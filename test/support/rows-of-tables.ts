import BetterSqlite from 'better-sqlite3';
import { columnsOf, type TableName, tables } from '../../src/db/tables.ts';
import { searchedNouns } from '../../src/model/nouns.ts';

/** Every row of tables and text indexes, as sorted lines by the name of what they are in. */
export type Contents = Readonly<Record<string, readonly string[]>>;

const notIndexed: readonly string[] = ['state', 'revisions'];

/** Every table but those that are no index of records. */
export const comparedTables = (Object.keys(tables) as TableName[]).filter((name) => !notIndexed.includes(name));

/** The file of a SQLite database. */
export const fileOf = (databaseUrl: string): string => databaseUrl.slice('sqlite:'.length);

/** Opens the file beside the program, does something to it and closes it. */
export function withFile<Result>(databaseUrl: string, work: (database: BetterSqlite.Database) => Result): Result {
  const database = new BetterSqlite(fileOf(databaseUrl), { timeout: 10_000 });
  try {
    return work(database);
  } finally {
    database.close();
  }
}

/** A copy of a database beside it, as it is at this moment; gives its address. */
export function copyOf(databaseUrl: string, ending: string): string {
  withFile(databaseUrl, (database) => database.prepare('vacuum into ?').run(fileOf(databaseUrl) + ending));
  return databaseUrl + ending;
}

/** All rows of the compared tables, and every word of the text indexes with its record and place. */
export function contentsOf(databaseUrl: string): Contents {
  return withFile(databaseUrl, (database) => {
    const lines = (query: string) =>
      (database.prepare(query).raw().all() as unknown[][]).map((row) => JSON.stringify(row)).sort();
    const rows = comparedTables.map((name) => {
      const columns = columnsOf(name).map((column) => `"${column}"`);
      return [name, lines(`select ${columns.join()} from "${name}"`)] as const;
    });
    const words = searchedNouns.map((noun) => {
      const table = `${noun}_search`;
      database.exec(`create virtual table temp.${noun}_words using fts5vocab('main', '${table}', 'instance')`);
      return [table, lines(`select term, doc, col, offset from temp.${noun}_words`)] as const;
    });
    return Object.fromEntries([...rows, ...words]);
  });
}
