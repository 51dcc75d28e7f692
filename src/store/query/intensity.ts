import type { FilterValues } from './clause.ts';

/** The requested intensity scale. */
export const scaleOf = ({ intensity_scale = 'goldstein-gdelt' }: FilterValues): string => intensity_scale as string;
