/** One client of the bench at scale, who asks one question after the other. */
import { number, row } from './table.ts';

/** Where the servers of the bench listen. */
export const ports = { ours: 39_411, bare: 39_412, exports: 39_413, one: 39_414, two: 39_415 };

/** How long answers took, in milliseconds. */
export interface Times {
  readonly median: number;
  readonly p99: number;
}

/** The middle and the 99th of a hundred. */
export function timesOf(times: readonly number[]): Times {
  const sorted = times.toSorted((a, b) => a - b);
  const at = (share: number) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] as number;
  return { median: at(0.5), p99: at(0.99) };
}

/** Times for people. */
export const ms = ({ median, p99 }: Times) => `${number(median, 2)} ms (p99 ${number(p99, 1)})`;

/** A list of so many paths. */
export const repeat = (count: number, path: (at: number) => string) =>
  Array.from({ length: count }, (_, at) => path(at));

/** Asks for one path; milliseconds to the end of the answer. */
export async function timed(port: number, path: string): Promise<number> {
  const begun = performance.now();
  const response = await fetch(`http://127.0.0.1:${port}${path}`);
  await response.arrayBuffer();
  if (response.status !== 200) throw new Error(`${path} gave ${response.status}`);
  return performance.now() - begun;
}

/** Asks for one path after the other. */
export async function ask(port: number, paths: readonly string[]): Promise<Times> {
  const times: number[] = [];
  for (const path of paths) times.push(await timed(port, path));
  return timesOf(times);
}

/** Ours and the limit asked the same, ours in `ours`; the ratio is limit by ours: above 1 we are the faster. */
export async function compare(
  work: string,
  reach: string,
  ours: readonly string[],
  bare: readonly string[],
): Promise<void> {
  await ask(ports.ours, ours.slice(0, 50));
  await ask(ports.bare, bare.slice(0, 50));
  const [limit, own] = [await ask(ports.bare, bare), await ask(ports.ours, ours)];
  row(work, ms(own), ms(limit), limit.median / own.median, reach);
}

/** A question that has no limit but a time. */
export async function alone(work: string, reach: string, path: string): Promise<void> {
  await ask(ports.ours, [path]);
  const times = await ask(
    ports.ours,
    repeat(9, () => path),
  );
  row(work, ms(times), '–', null, reach);
}
