import { type SQL, sql } from '../db/sql.ts';
import type { Collection } from './collections.ts';
import type { FilterValues } from './plan.ts';
import type { ActorKeys } from './resolve.ts';

/** The events an aggregate is made of: everything is checked and resolved before it comes here. */
export interface AggregateQuery {
  readonly collection: Collection;
  readonly filter: FilterValues;
  readonly actors: ActorKeys;
}

/** The scale intensities are asked on. */
export const scaleOf = ({ intensity_scale = 'goldstein-gdelt' }: FilterValues): string => intensity_scale as string;

/** Intensity in tenths on the scale that was asked for, null on any other: values of two scales are never mixed. */
export function tenthsOf({ filter }: AggregateQuery): SQL {
  return sql`case when r.intensity_scale = ${scaleOf(filter)} then r.intensity_tenths end`;
}

/** The mean, to three decimals, of `count` values that sum to so many tenths; null of none. */
export function meanIntensity(sum_tenths: number | string | null, count: number | string): number | null {
  if (sum_tenths === null) return null;
  // Zero is added because rounding a small negative number gives -0.
  return Math.round((Number(sum_tenths) * 100) / Number(count)) / 1000 + 0;
}
