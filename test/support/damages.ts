import type BetterSqlite from 'better-sqlite3';
import { columnsOf, type Table, type TableName, tables } from '../../src/db/tables.ts';
import { searchedNouns } from '../../src/model/nouns.ts';
import { comparedTables } from './rows-of-tables.ts';

/** A way to damage an index, and where the damage is. */
export interface Damage {
  readonly what: string;
  readonly where: string;
  damage(database: BetterSqlite.Database): void;
}

const isBody = (name: string): boolean => name.endsWith('_bodies');

/** The tables that are an index of bodies. */
const indexes = comparedTables.filter((name) => !isBody(name));

const texts: readonly string[] = searchedNouns.map((noun) => `${noun}_search`);

/** The key of a record that there is not. */
const nobody = 2 ** 52 + 7;

const list = (names: readonly string[]): string => names.map((name) => `"${name}"`).join();

/** What tells the rows of a table apart. */
function rowOf(name: TableName): string {
  const { clustered, primaryKey }: Table = tables[name];
  return clustered === true ? list(primaryKey) : 'rowid';
}

/** Copies a row with one column changed; a copy that a key refuses is not made. */
function copied(database: BetterSqlite.Database, name: TableName, column: string, value: string | number): void {
  const columns = columnsOf(name) as readonly string[];
  const picked = columns.map((one) => (one === column ? '?' : one === 'id' ? `"id" || ' again'` : `"${one}"`));
  database
    .prepare(`insert or ignore into "${name}" (${list(columns)}) select ${picked.join()} from "${name}" limit 3`)
    .run(value);
}

/** Changes one column of some rows to something else of its type; a change that a key refuses is not made. */
function changed(database: BetterSqlite.Database, name: TableName, column: string): void {
  const { type }: Table['columns'][string] = (tables[name].columns as Table['columns'])[column] as never;
  // Keys are far from all others, so that none is refused.
  const step = column === 'key' ? 2 ** 51 : 5;
  const other = type === 'text' ? `coalesce("${column}", '') || '!'` : `coalesce("${column}", 0) + ${step}`;
  const row = rowOf(name);
  const where = `(${row}) in (select ${row} from "${name}" limit 4)`;
  database.exec(`update or ignore "${name}" set "${column}" = ${other} where ${where}`);
}

/** Everything that can be done to a table by itself. */
function* ofTable(name: TableName): Generator<Damage> {
  const columns = columnsOf(name) as readonly string[];
  const one = (what: string, damage: Damage['damage']): Damage => ({ what: `${name}: ${what}`, where: name, damage });
  yield one('all rows deleted', (database) => {
    database.exec(`delete from "${name}"`);
  });
  yield one('every other row deleted', (database) => {
    const row = rowOf(name);
    const numbered = `select ${row}, row_number() over () as nth from "${name}"`;
    database.exec(`delete from "${name}" where (${row}) in (select ${row} from (${numbered}) where nth % 2 = 1)`);
  });
  for (const column of columns) {
    yield one(`${column} changed`, (database) => changed(database, name, column));
  }
  const first = columns.includes('key') ? 'key' : (columns.find((column) => column === 'period') as string);
  yield one('rows of nothing added', (database) => copied(database, name, first, nobody));
}

/** Everything that can be done to a text index by itself. */
function* ofText(table: string): Generator<Damage> {
  const one = (what: string, damage: Damage['damage']): Damage => ({ what: `${table}: ${what}`, where: table, damage });
  const some = `(select rowid from "${table}" where rowid % 2 = 0)`;
  yield one('some words removed', (database) => database.exec(`delete from "${table}" where rowid in ${some}`));
  yield one('all words removed', (database) => database.exec(`delete from "${table}"`));
  yield one('words of nothing added', (database) => {
    database.prepare(`insert into "${table}" (rowid, words) values (?, 'never written anywhere')`).run(nobody);
  });
  yield one('other words in the place of those', (database) => {
    const key = database.prepare(`select max(rowid) from "${table}"`).pluck().get();
    database.prepare(`delete from "${table}" where rowid = ?`).run(key);
    database.prepare(`insert into "${table}" (rowid, words) values (?, 'something else')`).run(key);
  });
}

/** What goes across tables or rows. */
const across: readonly Damage[] = [
  ...(['events', 'statements', 'claims', 'actors', 'sources', 'datasets'] as const).map((name) => ({
    what: `${name}: a row of nothing has the id of a record`,
    where: name,
    damage(database: BetterSqlite.Database) {
      const columns = columnsOf(name) as readonly string[];
      const others = columns.filter((column) => column !== 'key');
      database.exec(`create temp table taken as select * from "${name}" order by key desc limit 2;
        delete from "${name}" where key in (select key from taken);
        insert into "${name}" (key, ${list(others)}) select ${nobody} + rowid, ${list(others)} from taken;
        drop table taken`);
    },
  })),
  {
    what: 'events: two records have changed their ids',
    where: 'events',
    damage(database) {
      database.exec(`create temp table ends as select min(key) as one, max(key) as other,
          (select id from events order by key limit 1) as first,
          (select id from events order by key desc limit 1) as last from events;
        update events set id = '' where key = (select one from ends);
        update events set id = (select first from ends) where key = (select other from ends);
        update events set id = (select last from ends) where key = (select one from ends)`);
    },
  },
  {
    what: 'affiliations: everybody belongs to a state that nobody belongs to',
    where: 'affiliations',
    damage: (database) =>
      database.exec(`insert into affiliations (key, actor) select key, 'ken' from actors where id <> 'ken'`),
  },
  {
    what: 'actor_names: a name leads to another actor',
    where: 'actor_names',
    damage: (database) =>
      database.exec('update or ignore actor_names set key = (select max(key) from actors) where rank = 0'),
  },
  {
    what: 'spans: of a record of another noun',
    where: 'spans',
    damage: (database) =>
      database.exec('insert into spans (key, first_day, last_day) select key, 1, 2 from claims limit 2'),
  },
  {
    what: 'terms: of a record of another noun, under the name of its own',
    where: 'terms',
    damage: (database) =>
      database.exec(`insert into terms (key, name, value) select key, 'event.source', 'none' from claims limit 2;
        insert into terms (key, name, value) select key, 'nothing.at-all', 'none' from events limit 2`),
  },
];

/** Every way to damage an index that we could think of. */
export const damages: readonly Damage[] = [
  ...indexes.flatMap((name) => [...ofTable(name)]),
  ...texts.flatMap((table) => [...ofText(table)]),
  ...across,
];
