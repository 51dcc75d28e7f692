import type { FilterValues } from './clause.ts';

/** The scale intensities are asked on. */
export const scaleOf = ({ intensity_scale = 'goldstein-gdelt' }: FilterValues): string => intensity_scale as string;
