import type { Dialect, Reader } from '../../db/database.ts';
import { named } from '../../db/names.ts';
import { type SQL, sql } from '../../db/sql.ts';
import { type Noun, nounNames } from '../../model/nouns.ts';
import { stores } from '../nouns.ts';
import type { ActorKeys } from '../resolve.ts';
import { bodiesOf } from './bodies.ts';
import type { FilterValues, Sort } from './clause.ts';
import { recordsFrom } from './clauses.ts';
import type { Collection } from './collections.ts';
import { behind, type Plan, planOf, selectArms, sortColumns } from './plan.ts';
import { isIndexed } from './shapes.ts';

/** A validated and resolved list query. */
export interface ListQuery {
  readonly collection: Collection;
  readonly filter: FilterValues;
  readonly actors: ActorKeys;
  readonly sort: Sort;
  /** Where the previous page ended: the sort columns of its last row. */
  readonly after: readonly (string | number)[] | null;
  readonly limit: number;
  /** Whether to read what is served only on request. */
  readonly extra?: boolean;
  /** The approximate number of records in the database; assumed small if absent. */
  readonly records?: number;
}

/** With so few records any query takes a few milliseconds, index or not. */
const fewRecords = 20_000;

/** Whether the cost of a page grows with the number of records, so that it must not run on the serving thread. */
export const isHeavy = (query: Pick<ListQuery, 'collection' | 'filter' | 'sort' | 'records'>): boolean =>
  query.sort === 'relevance' || ((query.records ?? 0) > fewRecords && !isIndexed(query));

/** A stored record: its served JSON, and what is served only on request. */
export interface StoredRow {
  readonly body: string;
  /** Also null if the query did not request it. */
  readonly extra: string | null;
  /** The values of the sort's columns. */
  readonly position: readonly (string | number)[];
}

/** A page, and the position after which the next one starts; null at the end. */
export interface Page {
  readonly rows: readonly StoredRow[];
  readonly next: StoredRow['position'] | null;
}

interface Row {
  body: string;
  extra?: string | null;
  s0: string | number;
  s1?: number;
}

const rankedHits = 1000;
const direction = (descending: boolean): string => (descending ? 'desc' : 'asc');

function afterPosition(columns: readonly SQL[], descending: boolean, after: ListQuery['after']): SQL[] {
  if (after === null) return [];
  return [sql`(${sql.join(columns, ', ')}) ${sql.raw(descending ? '<' : '>')} (${sql.join(after, ', ')})`];
}

/** The keys of one page: its sort columns as s0 and s1, the last of which is the key. */
function pageKeys(plan: Plan, { sort, after, limit }: ListQuery): SQL {
  const { columns, descending } = sortColumns(sort, plan.key);
  const byKey = columns.length === 1;
  const select = selectArms(
    byKey && after !== null ? behind(plan, Number(after[0]), descending) : plan,
    ({ key }) => {
      const named = sortColumns(sort, key).columns.map((column, at) => sql`${column} as s${sql.raw(String(at))}`);
      return sql.join(named, ', ');
    },
    ({ key }) => (byKey ? [] : afterPosition(sortColumns(sort, key).columns, descending, after)),
    byKey,
  );
  const order = sql.raw(columns.map((_, at) => `s${at} ${direction(descending)}`).join(', '));
  return sql`${select} order by ${order} limit ${limit + 1}`;
}

/** The keys of one page of the newest 1,000 text hits, best first. */
function rankedKeys(plan: Plan, { collection, after, limit }: ListQuery, dialect: Dialect): SQL {
  const { noun } = collection;
  const newest = sql`${selectArms(plan, ({ key }) => sql`${dialect.textRank(noun)} as s0, ${key} as s1`)} order by s1 desc limit ${rankedHits}`;
  const conditions = afterPosition([sql.raw('s0'), sql.raw('s1')], false, after);
  const where = conditions.length === 0 ? sql`` : sql`where ${sql.join(conditions, ' and ')}`;
  return sql`select s0, s1 from (${newest}) h ${where} order by s0, s1 limit ${limit + 1}`;
}

/** The query of a page: it selects the keys first, then only that page's bodies. */
function pageQuery(query: ListQuery, dialect: Dialect): SQL {
  const plan = planOf(query.collection, query.filter, query.actors, dialect);
  const ranked = query.sort === 'relevance';
  const keys = ranked ? rankedKeys(plan, query, dialect) : pageKeys(plan, query);
  const { columns } = ranked ? rankedOrder : sortColumns(query.sort, plan.key);
  const names = columns.map((_, at) => sql.raw(`k.s${at}`));
  const b = bodiesOf[query.collection.noun];
  const read = sql.join([...names, b.body, ...(query.extra ? [b.extra] : [])], ', ');
  return sql`select ${read} from (${keys}) k join ${b.from} on ${b.key} = ${names.at(-1) as SQL}`;
}

const compared = <Value extends string | number>(a: Value, b: Value): number => (a < b ? -1 : a > b ? 1 : 0);

/**
 * Sorts rows into list order. They mostly arrive sorted, but no engine guarantees that for a join, and an `order by`
 * there would sort whole bodies.
 */
function inOrder(rows: Row[], descending: boolean): Row[] {
  const sign = descending ? -1 : 1;
  return rows.sort((a, b) => sign * (compared(a.s0, b.s0) || compared(a.s1 ?? 0, b.s1 ?? 0)));
}

const rankedOrder = { columns: [0, 1] };

const isDescending = (sort: Sort): boolean => sort !== 'relevance' && sortColumns(sort, sql.raw('')).descending;

/** Lists one page: one statement, light if an index covers the page or there are few records. */
export async function list(db: Reader, query: ListQuery): Promise<Page> {
  const statement = pageQuery(query, db.dialect);
  const unordered = await db.rows<Row>(statement, { cost: isHeavy(query) ? 'unbounded' : 'bounded' });
  const found = inOrder(unordered, isDescending(query.sort));
  const more = found.length > query.limit;
  if (more) found.pop();
  const rows = found.map(({ body, extra = null, s0, s1 }) => ({
    body,
    extra,
    position: s1 === undefined ? [s0] : [s0, s1],
  }));
  return { rows, next: more ? (rows.at(-1)?.position ?? null) : null };
}

/** Iterates over all pages of a query by keyset, with no snapshot or open statement between them. */
export async function* each(db: Reader, query: ListQuery, batch = 500): AsyncGenerator<Page> {
  let left = query.limit;
  let { after } = query;
  while (left > 0) {
    const page = await list(db, { ...query, after, limit: Math.min(batch, left) });
    if (page.rows.length > 0) yield page;
    if (page.next === null) return;
    left -= page.rows.length;
    after = page.next;
    await new Promise(setImmediate);
  }
}

/** A count and whether it is exact or a lower bound. */
export interface Count {
  readonly value: number;
  readonly relation: 'eq' | 'gte';
}

const countBound = 10_001;

/** Counts all matches: `bounded` stops at 10,001 and costs as much as a page, `exact` is heavy. */
export async function count(
  db: Reader,
  query: Pick<ListQuery, 'collection' | 'filter' | 'actors' | 'records'>,
  how: 'bounded' | 'exact',
): Promise<Count> {
  const plan = planOf(query.collection, query.filter, query.actors, db.dialect);
  const rows = selectArms(plan, sql.raw('1'));
  if (how === 'bounded') {
    const bounded = sql`select count(*) as n from (${rows} limit ${countBound}) c`;
    const cost = isHeavy({ ...query, sort: query.collection.sorts[0] }) ? 'unbounded' : 'bounded';
    const [row] = await db.rows<{ n: number }>(bounded, { cost });
    const value = Number(row?.n ?? 0);
    return { value, relation: value >= countBound ? 'gte' : 'eq' };
  }
  const [row] = await db.rows<{ n: number }>(sql`select count(*) as n from (${rows}) c`, { cost: 'unbounded' });
  return { value: Number(row?.n ?? 0), relation: 'eq' };
}

const s = named('state', 's');
const r = named('datasets', 'r');

const byId = new Map<Noun, SQL>(
  nounNames.map((noun) => {
    const b = bodiesOf[noun];
    const key = sql`select ${r.key} from ${recordsFrom(stores[noun].table)} where ${r.id} = ${sql.placeholder('id')}`;
    return [
      noun,
      sql`select ${s.revision}, substr(${s.secret}, 1, 8) as database, ${b.body}, ${b.extra} from ${s.from}, ${b.from}
        where ${s.id} = 1 and ${b.key} = (${key})`,
    ];
  }),
);

/** A record and the revision of the database it was read at. */
export interface OneRow extends Pick<StoredRow, 'body' | 'extra'> {
  readonly revision: number;
  /** Distinguishes databases at the same revision. */
  readonly database: string;
}

/** Reads one record by its id: one statement. */
export async function get(db: Reader, noun: Noun, id: string): Promise<OneRow | null> {
  const [row] = await db.rows<OneRow>(byId.get(noun) as SQL, { values: { id } });
  return row ?? null;
}
