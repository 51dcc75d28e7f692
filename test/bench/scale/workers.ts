import type { ChildProcess } from 'node:child_process';
import autocannon from 'autocannon';
import { cpuSecondsOf, isTold } from '../processes.ts';
import { ports } from './client.ts';
import { startProgram, stop } from './servers.ts';
import { medianOf, number, row } from './table.ts';

const seconds = 4;
const rounds = 5;
const connections = 32;

interface Rate {
  readonly cpu_us: number;
  readonly a_second: number;
}

/** All its processes' time for a request, and how many it answers. */
async function rateOf(port: number, { pid }: ChildProcess, paths: readonly string[]): Promise<Rate> {
  const before = cpuSecondsOf(pid as number);
  const requests = paths.map((path) => ({ path }));
  const result = await autocannon({ url: `http://127.0.0.1:${port}`, connections, duration: seconds, requests });
  if (result.errors > 0 || result.non2xx > 0) throw new Error(`${paths[0]} failed under load.`);
  const used = cpuSecondsOf(pid as number) - before;
  return { cpu_us: (used / result.requests.total) * 1e6, a_second: result.requests.average };
}

/** What a request costs where two processes serve, against one alone, under the same load and in turn. */
export async function workers(path: string, paths: readonly string[]): Promise<void> {
  if (!isTold) return;
  const one = await startProgram(path, ports.one, 1);
  const two = await startProgram(path, ports.two, 2);
  const seen = { one: [] as Rate[], two: [] as Rate[] };
  try {
    for (let round = 0; round <= rounds; round += 1) {
      const pair = [await rateOf(ports.one, one, paths), await rateOf(ports.two, two, paths)] as const;
      // The first round is the compiler's.
      if (round === 0) continue;
      seen.one.push(pair[0]);
      seen.two.push(pair[1]);
    }
  } finally {
    await stop([one, two]);
  }
  const tell = (rates: readonly Rate[]) =>
    `${number(medianOf(rates.map(({ cpu_us }) => cpu_us)), 1)} µs, ${number(medianOf(rates.map(({ a_second }) => a_second)))} requests/s`;
  const ratio = medianOf(seen.two.map(({ cpu_us }, at) => cpu_us / (seen.one[at] as Rate).cpu_us));
  row(
    'processor time of one event by id, `WORKERS=2`',
    tell(seen.two),
    `\`WORKERS=1\`: ${tell(seen.one)}`,
    ratio,
    '≤ 1.15',
  );
}
