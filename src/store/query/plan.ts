import type { Dialect } from '../../db/database.ts';
import { named } from '../../db/names.ts';
import { type SQL, sql } from '../../db/sql.ts';
import type { ActorKeys } from '../resolve.ts';
import type { ArmClause, Clause, Context, FilterValues, KeyRange, Sort } from './clause.ts';
import { conditionOf, recordsFrom } from './clauses.ts';
import type { Collection } from './collections.ts';

const r = named('events', 'r');
const x = named('spans', 'x');

/** The events an aggregate is made of: everything is checked and resolved before it comes here. */
export interface AggregateQuery {
  readonly collection: Collection;
  readonly filter: FilterValues;
  readonly actors: ActorKeys;
}

/** One select of a query: where it walks, in the order of which key, and what must be true. */
export interface Arm {
  readonly from: SQL;
  /** The same without the record `r`, where no condition looks at it. */
  readonly lean: SQL | null;
  readonly key: SQL;
  /** The stretch of keys it walks; all of them, where it is left out. */
  readonly keys?: KeyRange;
  readonly where: readonly SQL[];
}

/** A query as selects that exclude each other: what is the same for a page, a count and an aggregate. */
export interface Plan {
  readonly arms: readonly Arm[];
  /** The key of the arm that all queries have. */
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

/** Puts the filters of a query together; pure. */
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
  // The few records that last longer than a day are looked through one by one, unless text has to be matched first.
  const long = ({ where = [], keys }: ArmClause): Arm =>
    driving !== undefined && driving.where === undefined
      ? { ...main({ where, keys }), from: sql`${from} join ${x.from} on ${x.key} = ${r.key}` }
      : {
          // A cross join, so that no planner walks all the other records and looks for spans among them.
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
 * A plan that goes on behind a key in the order of keys. Of two bounds on one side only the nearer is left: an engine
 * looks up one of them, which may be the other, and then walks all that lies between.
 */
export function behind({ key, arms }: Plan, last: number, descending: boolean): Plan {
  const narrowed = ({ from, below }: KeyRange = everyKey): KeyRange =>
    descending
      ? { from, below: Math.min(below ?? Number.POSITIVE_INFINITY, last) }
      : { from: Math.max(from ?? 0, last + 1), below };
  return { key, arms: arms.map((arm) => ({ ...arm, keys: narrowed(arm.keys) })) };
}

function inStretch({ key, keys: { from, below } = everyKey }: Arm): SQL[] {
  return [...(from === null ? [] : [sql`${key} >= ${from}`]), ...(below === null ? [] : [sql`${key} < ${below}`])];
}

type PerArm<Value> = Value | ((arm: Arm) => Value);
const forArm = <Value>(value: PerArm<Value>, arm: Arm): Value =>
  typeof value === 'function' ? (value as (arm: Arm) => Value)(arm) : value;

/**
 * One select for every arm of a plan, joined into one; the arms exclude each other.
 *
 * @param keysOnly whether the columns and what more is asked look at nothing but the key
 */
export function selectArms(plan: Plan, columns: PerArm<SQL>, more: PerArm<readonly SQL[]> = [], keysOnly = false): SQL {
  const selects = plan.arms.map((arm) => {
    const conditions = [...arm.where, ...inStretch(arm), ...forArm(more, arm)];
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
