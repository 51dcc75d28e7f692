import { named } from '../../db/names.ts';
import { type SQL, type SqlValue, sql } from '../../db/sql.ts';
import type { ColumnName, TableName } from '../../db/tables.ts';
import { isWholeCameo } from '../../model/codes/cameo.ts';
import type { DayRange } from '../../model/edtf.ts';
import type { TextQuery } from '../../model/text-query.ts';
import { firstKeyOf } from '../keys.ts';
import type { ActorKeys } from '../resolve.ts';
import type { Clause, Context, Drive } from './clause.ts';

/** The columns every record has, under the alias that queries use for their noun's table. */
const r = named('datasets', 'r');
const events = named('events', 'r');
const t = named('terms', 't');
const v = named('revisions', 'v');
const x = named('spans', 'x');

/** The table of a noun as `r`. */
export const recordsFrom = (table: TableName): SQL => sql.raw(`${table} r`);

/** The condition of a clause, for use inside another one. */
export function conditionOf({ where }: Clause): SQL {
  if (where === undefined) throw new Error('The filter is not a plain condition, so it cannot be nested.');
  return where;
}

/** Below SQLite's limit on bound values, with room for a few others. */
const most_values = 32_000;

/**
 * The list of an `in` condition. A long list is padded to a power of two by repeating its last value, because each
 * length is a separate statement to prepare and cache.
 */
export function listOf(values: readonly SqlValue[]): SQL {
  const length =
    values.length <= 16
      ? values.length
      : Math.max(values.length, Math.min(2 ** Math.ceil(Math.log2(values.length)), most_values));
  const last = values.at(-1) as SqlValue;
  return sql`(${sql.join([...values, ...Array<SqlValue>(length - values.length).fill(last)], ', ')})`;
}

/** A column that has one of the values. */
export const oneOf = (column: SQL, values: readonly SqlValue[]): SQL =>
  values.length === 1 ? sql`${column} = ${values[0] as SqlValue}` : sql`${column} in ${listOf(values)}`;

/** Joins conditions with `or`. */
export const anyOf = (conditions: readonly SQL[]): SQL =>
  conditions.length === 1 && conditions[0] !== undefined ? conditions[0] : sql`(${sql.join([...conditions], ' or ')})`;

/** A filter on a column of the table of a noun. */
export function column<Name extends TableName>(table: Name, name: ColumnName<Name>) {
  const { [name]: of } = named(table, 'r');
  return (values: readonly string[]): Clause => ({ where: oneOf(of, values) });
}

/** A filter on the `terms` of a noun. */
export const term =
  (what: string) =>
  (values: readonly string[], { noun, table }: Pick<Context, 'noun' | 'table'>): Clause => {
    const matches = sql`${t.name} = ${`${noun}.${what}`} and ${oneOf(t.value, values)}`;
    const where = sql`exists (select 1 from ${t.from} where ${matches} and ${t.key} = ${r.key})`;
    return values.length > 1 ? { where } : { where, drive: drivenBy(t, table, matches) };
  };

/** Scans a table that refers to records by key, in key order. */
export function drivenBy(
  { from, key }: { readonly from: SQL; readonly key: SQL },
  table: TableName,
  where: SQL,
): Drive {
  return { from: sql`${from} join ${recordsFrom(table)} on ${r.key} = ${key}`, lean: from, key, where };
}

/** A filter on CAMEO codes by prefix. */
export const cameo = (prefixes: readonly string[]): Clause => ({
  where: anyOf(
    prefixes.map((prefix) =>
      isWholeCameo(prefix)
        ? sql`${events.cameo} = ${prefix}`
        : sql`(${events.cameo} >= ${prefix} and ${events.cameo} < ${`${prefix}:`})`,
    ),
  ),
});

/** The keys of the actors a value names. */
export function actorKeys(values: readonly string[], actors: ActorKeys): number[] {
  const keys = values.map((value) => actors.get(value));
  if (keys.includes(undefined)) throw new Error('An actor was used before it was resolved.');
  return [...new Set(keys as number[])];
}

/** A filter on full text. */
export const text = (query: TextQuery, { noun, table, dialect }: Context): Clause => ({
  drive: {
    from: sql`${dialect.textTable(noun)} join ${recordsFrom(table)} on ${r.key} = ${dialect.textKey}`,
    key: dialect.textKey,
    where: dialect.textMatch(noun, query),
  },
});

/**
 * Records whose days overlap a range.
 *
 * Keys sort by first day, so the records that start within the range are one range of keys; only those longer than a
 * day can reach into it from before, and only those with an open start from after.
 */
export function overlapping({ from, to }: DayRange): Clause {
  const begin = from === null ? null : firstKeyOf(from);
  const end = to === null ? null : firstKeyOf(to + 1);
  const reaching = sql`${x.first_day} is not null and (${x.last_day} is null or ${x.last_day} >= ${from})`;
  return {
    arms: [
      ...(end === null ? [] : [{ long: true, keys: { from: end, below: null }, where: [sql`${x.first_day} is null`] }]),
      { long: false, keys: { from: begin ?? firstKeyOf(0), below: end } },
      ...(begin === null ? [] : [{ long: true, keys: { from: null, below: begin }, where: [reaching] }]),
    ],
  };
}

/** Records whose days are entirely within a range. */
export function within({ from, to }: DayRange): Clause {
  const where = [
    ...(from === null ? [] : [sql`${events.first_day} is not null`]),
    ...(to === null ? [] : [sql`${events.last_day} is not null and ${events.last_day} <= ${to}`]),
  ];
  const keys = { from: firstKeyOf(from ?? 0), below: to === null ? null : firstKeyOf(to + 1) };
  return { arms: [{ long: false, looks: true, keys, where }] };
}

/** Filters every noun has. */
export const commonFilters = {
  id: column('datasets', 'id'),
  dataset: column('datasets', 'dataset'),
  updated_since: (instant: string): Clause => ({
    where: sql`${r.revision} >= (select ${v.revision} from ${v.from} where ${v.at} >= ${instant} order by ${v.at}, ${v.revision} limit 1)`,
  }),
  revision_after: (revision: number): Clause => ({ where: sql`${r.revision} > ${revision}` }),
  source: term('source'),
};
