import type { Dialect } from '../../db/database.ts';
import type { SQL } from '../../db/sql.ts';
import type { TableName } from '../../db/tables.ts';
import type { ActorKeys } from '../resolve.ts';

/** The tables a query scans first, their key column, and the condition on their rows. */
export interface Drive {
  readonly from: SQL;
  /** The same without the record `r`, for queries that need only keys. */
  readonly lean?: SQL;
  readonly key: SQL;
  readonly where: SQL;
}

/** A key range, inclusive of `from` and exclusive of `below`; null where it is open. */
export interface KeyRange {
  readonly from: number | null;
  readonly below: number | null;
}

/** One of several alternatives; `long`: only among records that last longer than a day, which `spans` (`x`) lists. */
export interface ArmClause {
  readonly keys: KeyRange;
  readonly where?: readonly SQL[];
  readonly long: boolean;
  /** True if the condition reads the record `r`, not just its key. */
  readonly looks?: boolean;
}

/**
 * A filter as SQL on a record `r`: a condition, optionally a better table to scan first, or mutually exclusive
 * alternatives in key order.
 */
export interface Clause {
  readonly where?: SQL;
  readonly drive?: Drive;
  readonly arms?: readonly ArmClause[];
}

/** A query's filter values by name, as parsed by the model. */
export type FilterValues = Readonly<Record<string, unknown>>;

/** What a filter may need besides its own value. */
export interface Context {
  readonly noun: string;
  /** The noun's table, aliased `r` in a query. */
  readonly table: TableName;
  readonly filter: FilterValues;
  readonly actors: ActorKeys;
  readonly dialect: Dialect;
}

/** Turns a filter value into a clause; null if another filter covers it. */
export type Filter = (value: never, context: Context) => Clause | null;

/** The sort orders of lists; each ends with the key or the id, so that it is total. */
export const sortNames = ['-date', 'date', '-updated_at', 'id', 'relevance'] as const;

/** A list's sort order. */
export type Sort = (typeof sortNames)[number];
