import type { Dialect } from '../../db/database.ts';
import { named } from '../../db/names.ts';
import { type SQL, sql } from '../../db/sql.ts';
import type { ActorKeys } from '../resolve.ts';
import type { ArmClause, Clause, Context, FilterValues, KeyRange, Sort } from './clause.ts';
import { conditionOf, recordsFrom } from './clauses.ts';
import type { Collection } from './collections.ts';

const r = named('events', 'r');
const x = named('spans', 'x');

/** A validated and resolved query for the events of an aggregate. */
export interface AggregateQuery {
  readonly collection: Collection;
  readonly filter: FilterValues;
  readonly actors: ActorKeys;
}

/** One select of a query: what it scans, by which key, and its conditions. */
export interface Arm {
  readonly from: SQL;
  /** The same without the record `r`; null if a condition reads it. */
  readonly lean: SQL | null;
  readonly key: SQL;
  /** The key range it scans; all keys if absent. */
  readonly keys?: KeyRange;
  readonly where: readonly SQL[];
}

/** A query as mutually exclusive selects, shared by pages, counts and aggregates. */
export interface Plan {
  readonly arms: readonly Arm[];
  /** The key of the main arm. */
  readonly key: SQL;
}

function clauseOf(name: string, value: unknown, collection: Collection, context: Context): Clause | null {
  const own = collection.filters[name];
  if (own !== undefined) return own(value as never, context);
  const base = collection.filters[name.replace(/__not$/, '')];
  if (!name.endsWith('__not') || base === undefined) throw new Error(`The store has no filter ${name}.`);
  const clause = base(value as never, context);
  return clause === null ? null : { where: sql`(${conditionOf(clause)}) is not true` };
}

/** Combines the filters of a query; pure. */
export function planOf(collection: Collection, filter: FilterValues, actors: ActorKeys, dialect: Dialect): Plan {
  const whole = collection.type === null ? filter : { ...filter, type: [collection.type] };
  const { noun, table } = collection;
  const context: Context = { noun, table, filter: whole, actors, dialect };
  const clauses = Object.entries(filter).flatMap(([name, value]) => {
    const clause = value === undefined ? null : clauseOf(name, value, collection, context);
    return clause === null ? [] : [clause];
  });
  if (collection.type !== null) clauses.push({ where: sql`${r.type} = ${collection.type}` });
  return armsOf(collection, clauses);
}

function armsOf({ table: name }: Collection, clauses: readonly Clause[]): Plan {
  const driving =
    clauses.find((clause) => clause.where === undefined && clause.drive) ?? clauses.find((clause) => clause.drive);
  const table = recordsFrom(name);
  const { from, lean = null, key, where: driven } = driving?.drive ?? { from: table, key: r.key, where: null };
  const rest = clauses.flatMap((clause) => (clause === driving || clause.where === undefined ? [] : [clause.where]));
  const own = driven === null ? rest : [driven, ...rest];
  const main = ({ where = [], keys, looks = false }: Partial<ArmClause>): Arm => ({
    from,
    lean: looks || rest.length > 0 ? null : lean,
    key,
    ...(keys && { keys }),
    where: [...own, ...where],
  });
  // The few records longer than a day are scanned one by one, unless a text match drives the query.
  const long = ({ where = [], keys }: ArmClause): Arm =>
    driving !== undefined && driving.where === undefined
      ? { ...main({ where, keys }), from: sql`${from} join ${x.from} on ${x.key} = ${r.key}` }
      : {
          // A cross join keeps the planner from scanning all records first.
          from: sql`${x.from} cross join ${table}`,
          lean: null,
          key: x.key,
          keys,
          where: [
            sql`${r.key} = ${x.key}`,
            ...where,
            ...(driving?.where === undefined ? [] : [driving.where]),
            ...rest,
          ],
        };
  const arms = clauses.flatMap((clause) => clause.arms ?? []);
  return { key, arms: arms.length === 0 ? [main({})] : arms.map((arm) => (arm.long ? long(arm) : main(arm))) };
}

const everyKey: KeyRange = { from: null, below: null };

/**
 * Restricts a plan to the keys after a position. Of two bounds on the same side only the tighter is kept, since an
 * engine may seek to the other and scan everything between.
 */
export function behind({ key, arms }: Plan, last: number, descending: boolean): Plan {
  const narrowed = ({ from, below }: KeyRange = everyKey): KeyRange =>
    descending
      ? { from, below: Math.min(below ?? Number.POSITIVE_INFINITY, last) }
      : { from: Math.max(from ?? 0, last + 1), below };
  return { key, arms: arms.map((arm) => ({ ...arm, keys: narrowed(arm.keys) })) };
}

function keyConditions({ key, keys: { from, below } = everyKey }: Arm): SQL[] {
  return [...(from === null ? [] : [sql`${key} >= ${from}`]), ...(below === null ? [] : [sql`${key} < ${below}`])];
}

type PerArm<Value> = Value | ((arm: Arm) => Value);
const forArm = <Value>(value: PerArm<Value>, arm: Arm): Value =>
  typeof value === 'function' ? (value as (arm: Arm) => Value)(arm) : value;

/**
 * One select per arm of a plan, joined by `union all`.
 *
 * @param keysOnly whether the columns and extra conditions read nothing but the key
 */
export function selectArms(plan: Plan, columns: PerArm<SQL>, more: PerArm<readonly SQL[]> = [], keysOnly = false): SQL {
  const selects = plan.arms.map((arm) => {
    const conditions = [...arm.where, ...keyConditions(arm), ...forArm(more, arm)];
    const where = conditions.length === 0 ? sql`` : sql` where ${sql.join(conditions, ' and ')}`;
    const from = keysOnly ? (arm.lean ?? arm.from) : arm.from;
    return sql`select ${forArm(columns, arm)} from ${from}${where}`;
  });
  return sql.join(selects, ' union all ');
}

/** The columns a sort compares, in order, and its direction. */
export function sortColumns(sort: Sort, key: SQL): { readonly columns: readonly SQL[]; readonly descending: boolean } {
  if (sort === '-updated_at') return { columns: [r.revision, key], descending: true };
  if (sort === 'id') return { columns: [r.id, key], descending: false };
  return { columns: [key], descending: sort !== 'date' };
}
