import type { Dialect } from '../../db/database.ts';
import type { SQL } from '../../db/sql.ts';
import type { TableName } from '../../db/tables.ts';
import type { ActorKeys } from '../resolve.ts';

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

/** The values of the filters of one query, by name, as the model reads them. */
export type FilterValues = Readonly<Record<string, unknown>>;

/** What a filter may need beside its own value. */
export interface Context {
  readonly noun: string;
  /** The table of the noun, which a query has as `r`. */
  readonly table: TableName;
  readonly filter: FilterValues;
  readonly actors: ActorKeys;
  readonly dialect: Dialect;
}

/** Turns the value of one filter into a clause; null when another filter already says it. */
export type Filter = (value: never, context: Context) => Clause | null;

/** How a list can be ordered; every order ends in the key or the id, so that it is total. */
export const sortNames = ['-date', 'date', '-updated_at', 'id', 'relevance'] as const;

/** An order of a list. */
export type Sort = (typeof sortNames)[number];
