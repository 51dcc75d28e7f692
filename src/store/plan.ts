import { type SQL, sql } from 'drizzle-orm';
import type { Dialect } from '../db/engine.ts';
import type { Clause, Context } from './clauses.ts';
import type { Collection, Sort } from './collections.ts';
import { tableOf } from './nouns.ts';
import type { ActorKeys } from './resolve.ts';

/** The values of the filters of one query, by name, as the model reads them. */
export type FilterValues = Readonly<Record<string, unknown>>;

/** A query as tables and conditions: what is the same for a page, a count and an aggregate. */
export interface Plan {
  readonly from: SQL;
  /** The column the query walks in order. */
  readonly key: SQL;
  readonly where: readonly SQL[];
  /** Alternatives that exclude each other; one, always true, when no filter has any. */
  readonly arms: readonly SQL[];
}

function clauseOf(name: string, value: unknown, collection: Collection, context: Context): Clause | null {
  const own = collection.filters[name];
  if (own !== undefined) return own(value as never, context);
  const base = collection.filters[name.replace(/__not$/, '')];
  if (!name.endsWith('__not') || base === undefined) throw new Error(`The store has no filter ${name}.`);
  const clause = base(value as never, context);
  return clause === null ? null : { where: sql`(${clause.where}) is not true` };
}

/** Puts the filters of a query together; pure. */
export function planOf(collection: Collection, filter: FilterValues, actors: ActorKeys, dialect: Dialect): Plan {
  const whole = collection.type === null ? filter : { ...filter, type: [collection.type] };
  const context: Context = { noun: collection.noun, filter: whole, actors, dialect };
  const clauses = Object.entries(filter).flatMap(([name, value]) => {
    const clause = value === undefined ? null : clauseOf(name, value, collection, context);
    return clause === null ? [] : [clause];
  });
  if (collection.type !== null) clauses.push({ where: sql`r.type = ${collection.type}` });
  const driving =
    clauses.find((clause) => clause.where === undefined && clause.drive) ?? clauses.find((clause) => clause.drive);
  const key = driving?.drive?.key ?? sql.raw('r.key');
  const where = clauses.flatMap((clause) => (clause === driving || clause.where === undefined ? [] : [clause.where]));
  if (driving?.drive) where.unshift(driving.drive.where);
  const arms = clauses.flatMap((clause) => clause.arms?.(key) ?? []);
  return {
    from: driving?.drive?.from ?? sql.raw(`${tableOf[collection.noun]} r`),
    key,
    where,
    arms: arms.length === 0 ? [sql.raw('true')] : arms,
  };
}

/** One select for every arm of a plan, joined into one; the arms exclude each other. */
export function selectArms(plan: Plan, columns: SQL, more: readonly SQL[] = []): SQL {
  const selects = plan.arms.map((arm) => {
    const conditions = sql.join([...plan.where, ...more, arm], sql` and `);
    return sql`select ${columns} from ${plan.from} where ${conditions}`;
  });
  return sql.join(selects, sql` union all `);
}

/** The columns a sort compares, in order, and its direction. */
export function sortColumns(
  sort: Sort,
  plan: Plan,
): { readonly columns: readonly SQL[]; readonly descending: boolean } {
  if (sort === '-updated_at') return { columns: [sql.raw('r.updated_at'), plan.key], descending: true };
  if (sort === 'id') return { columns: [sql.raw('r.id')], descending: false };
  return { columns: [plan.key], descending: sort !== 'date' };
}
