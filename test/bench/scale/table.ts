import process from 'node:process';

/** Prints a line. */
export const say = (text: string) => process.stdout.write(`${text}\n`);

/** A number for people. */
export const number = (value: number, digits = 0) => value.toLocaleString('en', { maximumFractionDigits: digits });

/** One row of the table: what was seen, the limit of the same run, and what is to be reached. */
export function row(work: string, ours: string, limit: string, ratio: number | null, reach: string): void {
  say(`| ${work} | ${ours} | ${limit} | ${ratio === null ? '–' : ratio.toFixed(2)} | ${reach} |`);
}

/** The middle one of some figures. */
export const medianOf = (figures: readonly number[]): number =>
  figures.toSorted((a, b) => a - b)[Math.floor(figures.length / 2)] ?? Number.NaN;
