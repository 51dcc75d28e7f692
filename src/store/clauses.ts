import type { Dialect, SearchedNoun } from '../db/database.ts';
import { type SQL, type SqlValue, sql } from '../db/sql.ts';
import { isWholeCameo } from '../model/codes/cameo.ts';
import type { DayRange } from '../model/edtf.ts';
import type { Noun } from '../model/noun.ts';
import type { TextQuery } from '../model/text-query.ts';
import { firstKeyOf } from './keys.ts';
import { tableOf } from './nouns.ts';
import type { ActorKeys } from './resolve.ts';

/** The tables a query walks first, the column that holds the key there, and what must be true of their rows. */
export interface Drive {
  readonly from: SQL;
  /** The same without the record `r`, for queries that only want keys. */
  readonly lean?: SQL;
  readonly key: SQL;
  readonly where: SQL;
}

/** A stretch of keys: from the first on, below the last; null where it is open. */
export interface KeyRange {
  readonly from: number | null;
  readonly below: number | null;
}

/** One of several alternatives; `long`: only among records that last longer than a day, which `spans` (`x`) lists. */
export interface ArmClause {
  readonly keys: KeyRange;
  readonly where?: readonly SQL[];
  readonly long: boolean;
  /** True when the condition looks at the record `r`, and not at its key alone. */
  readonly looks?: boolean;
}

/**
 * What one filter asks of a record `r`: a condition, a better place to start from where there is one, or alternatives
 * that exclude each other and follow each other in key order.
 */
export interface Clause {
  readonly where?: SQL;
  readonly drive?: Drive;
  readonly arms?: readonly ArmClause[];
}

/** What a filter may need beside its own value. */
export interface Context {
  readonly noun: Noun;
  readonly filter: Readonly<Record<string, unknown>>;
  readonly actors: ActorKeys;
  readonly dialect: Dialect;
}

/** Turns the value of one filter into a clause; null when another filter already says it. */
export type Filter = (value: never, context: Context) => Clause | null;

/** The condition of a clause that is one, to be put into another. */
export function conditionOf({ where }: Clause): SQL {
  if (where === undefined) throw new Error('The filter is no condition that could stand in another.');
  return where;
}

/** As many values as a statement may have beside a few others. */
const most_said = 32_000;

/**
 * The values that something may be `in`, as SQL. Of a long list the last is said again until they are 32, 64 or so on:
 * each length is a statement of its own to the database, which is to be made, and kept in memory.
 */
export function listOf(values: readonly SqlValue[]): SQL {
  const length =
    values.length <= 16
      ? values.length
      : Math.max(values.length, Math.min(2 ** Math.ceil(Math.log2(values.length)), most_said));
  const last = values.at(-1) as SqlValue;
  return sql`(${sql.join([...values, ...Array<SqlValue>(length - values.length).fill(last)], ', ')})`;
}

/** A column that has one of the values. */
export const oneOf = (column: SQL, values: readonly SqlValue[]): SQL =>
  values.length === 1 ? sql`${column} = ${values[0] as SqlValue}` : sql`${column} in ${listOf(values)}`;

/** Any of several conditions. */
export const anyOf = (conditions: readonly SQL[]): SQL =>
  conditions.length === 1 && conditions[0] !== undefined ? conditions[0] : sql`(${sql.join([...conditions], ' or ')})`;

/** A filter on a column of the record. */
export const column =
  (name: string) =>
  (values: readonly string[]): Clause => ({ where: oneOf(sql.raw(`r.${name}`), values) });

/** A filter on the `terms` of a noun. */
export const term =
  (name: string) =>
  (values: readonly string[], { noun }: Pick<Context, 'noun'>): Clause => {
    const matches = sql`t.name = ${name} and ${oneOf(sql.raw('t.value'), values)}`;
    const where = sql`exists (select 1 from terms t where ${matches} and t.key = r.key)`;
    return values.length > 1 ? { where } : { where, drive: drivenBy('terms t', 't.key', noun, matches) };
  };

/** A walk through the rows of a table that names records by their keys, in the order of the keys. */
export function drivenBy(table: string, key: string, noun: Noun, where: SQL): Drive {
  const lean = sql.raw(table);
  return { from: sql.raw(`${table} join ${tableOf[noun]} r on r.key = ${key}`), lean, key: sql.raw(key), where };
}

/** A filter on CAMEO codes by their beginnings. */
export const cameo = (prefixes: readonly string[]): Clause => ({
  where: anyOf(
    prefixes.map((prefix) =>
      isWholeCameo(prefix) ? sql`r.cameo = ${prefix}` : sql`(r.cameo >= ${prefix} and r.cameo < ${`${prefix}:`})`,
    ),
  ),
});

/** The keys of the actors a value names. */
export function actorKeys(values: readonly string[], actors: ActorKeys): number[] {
  const keys = values.map((value) => actors.get(value));
  if (keys.includes(undefined)) throw new Error('An actor was not resolved before it was asked for.');
  return [...new Set(keys as number[])];
}

/** A filter on full text. */
export const text =
  (noun: SearchedNoun) =>
  (query: TextQuery, { dialect }: Context): Clause => ({
    drive: {
      from: sql`${dialect.textTable(noun)} join ${sql.raw(tableOf[noun])} r on r.key = ${dialect.textKey}`,
      key: dialect.textKey,
      where: dialect.textMatch(noun, query),
    },
  });

/**
 * Records whose days overlap a range.
 *
 * Keys are in the order of first days, so the records that begin within the range are one stretch of keys; only those
 * that last longer than a day can reach into it from before, and only those with an open start from after it.
 */
export function overlapping({ from, to }: DayRange): Clause {
  const begin = from === null ? null : firstKeyOf(from);
  const end = to === null ? null : firstKeyOf(to + 1);
  const reaching = sql`x.first_day is not null and (x.last_day is null or x.last_day >= ${from})`;
  return {
    arms: [
      ...(end === null
        ? []
        : [{ long: true, keys: { from: end, below: null }, where: [sql.raw('x.first_day is null')] }]),
      { long: false, keys: { from: begin ?? firstKeyOf(0), below: end } },
      ...(begin === null ? [] : [{ long: true, keys: { from: null, below: begin }, where: [reaching] }]),
    ],
  };
}

/** Records whose days lie wholly within a range. */
export function within({ from, to }: DayRange): Clause {
  const where = [
    ...(from === null ? [] : [sql`r.first_day is not null`]),
    ...(to === null ? [] : [sql`r.last_day is not null and r.last_day <= ${to}`]),
  ];
  const keys = { from: firstKeyOf(from ?? 0), below: to === null ? null : firstKeyOf(to + 1) };
  return { arms: [{ long: false, looks: true, keys, where }] };
}

/** Filters every noun has. */
export const commonFilters = {
  id: column('id'),
  dataset: column('dataset'),
  updated_since: (instant: string): Clause => ({
    where: sql`r.revision >= (select v.revision from revisions v where v.at >= ${instant} order by v.at, v.revision limit 1)`,
  }),
  revision_after: (revision: number): Clause => ({ where: sql`r.revision > ${revision}` }),
};
