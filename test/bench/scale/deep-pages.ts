import { ms, ports, type Times, timed, timesOf } from './client.ts';
import { number, row } from './table.ts';

const depth = 1000;
const page = 'limit=50&sort=-date';
/** Newest first; the first of these that has so many pages is asked, else the last as far as it goes. */
const filters = ['type=visit&actor=usa&datetime=2024', 'actor=usa&datetime=2024', 'datetime=2024'];

/** Walks from page to page; the one so deep, or the last full one where the walk ends before. */
async function walk(address: string): Promise<{ address: string; at: number }> {
  let here = { address, at: 1 };
  let full = here;
  while (here.at < depth) {
    const response = await fetch(`http://127.0.0.1:${ports.ours}${here.address}`);
    const { page } = (await response.json()) as { page: { next_url: string | null } };
    if (page.next_url === null) return full;
    full = here;
    here = { address: page.next_url, at: here.at + 1 };
  }
  return here;
}

/** Asks for both in turn, so that nothing but the depth is between them. */
async function both(first: string, deep: string): Promise<{ first: Times; deep: Times }> {
  const times = { first: [] as number[], deep: [] as number[] };
  for (let round = 0; round < 450; round += 1) {
    const pair = [await timed(ports.ours, first), await timed(ports.ours, deep)] as const;
    // The first of them are the compiler's.
    if (round < 50) continue;
    times.first.push(pair[0]);
    times.deep.push(pair[1]);
  }
  return { first: timesOf(times.first), deep: timesOf(times.deep) };
}

/** The 1,000th page of a walk against its first; how the walk came there is not counted. */
export async function deepPages(): Promise<void> {
  for (const filter of filters) {
    const first = `/v1/events?${filter}&${page}`;
    const { address, at } = await walk(first);
    if (at < depth && filter !== filters.at(-1)) continue;
    const times = await both(first, address);
    const work = `page ${number(at)} of 50 of \`${filter}\``;
    row(work, ms(times.deep), `the first: ${ms(times.first)}`, times.deep.median / times.first.median, '≤ 1.3');
    return;
  }
}
