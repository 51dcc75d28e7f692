/** The bench: each work against its limit, both measured in this run, by the second of processor time. */
import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import autocannon from 'autocannon';
import { openDatabase } from '../../src/db/open.ts';
import { loadDataset } from '../../src/import/load.ts';
import { isoDay } from '../../src/model/edtf.ts';
import { recordKey } from '../../src/store/keys.ts';
import { fillBare } from './bare.ts';
import { benchBatch, days, randomFrom } from './data.ts';
import { cpuSecondsOf, isTold } from './processes.ts';

const events = Number(process.env.BENCH_EVENTS ?? 20_000);
const seconds = Number(process.env.BENCH_SECONDS ?? 4);
const rounds = Number(process.env.BENCH_ROUNDS ?? 3);
/** Enough that the server always has something to do: an idle client costs it a wake-up at each answer. */
const connections = 32;
const pins = spawnSync('taskset', ['-V']).status === 0 && cpus().length > 1;
const ports = { ours: 39_401, bare: 39_402 };

/** One work: how it is asked of ours and of the limit, and the ratio it must reach. */
interface Work {
  readonly name: string;
  readonly reach: number;
  readonly unit: 'requests/s' | 'MB/s';
  readonly ours: Ask;
  readonly bare: Ask;
}

interface Ask {
  readonly port: number;
  readonly paths: readonly string[];
  readonly headers?: (path: string) => Promise<Record<string, string>>;
}

const random = randomFrom(11);
const someIds = Array.from({ length: 500 }, () => `bench-${Math.floor(random() * events)}`);
const someTypes = ['veto', 'threat', 'meeting', 'accusation', 'appeal', 'public-statement'];
const somePages = Array.from({ length: 500 }, () => {
  const type = someTypes[Math.floor(random() * someTypes.length)] as string;
  return { type, day: days.first + 3000 + Math.floor(random() * (days.last - days.first - 3000)) };
});

const ourPages = somePages.map(({ type, day }) => `/v1/events?type=${type}&datetime=../${isoDay(day)}&limit=50`);
const barePages = somePages.map(({ type, day }) => `/page?type=${type}&before=${recordKey(day + 1, 0)}`);

/** More queries than the service remembers, so that each is read and planned anew. */
const newPages = Array.from({ length: 2000 }, (_, at) => {
  const { type, day } = somePages[at % somePages.length] as (typeof somePages)[number];
  const time = new Date(at * 40_000).toISOString().slice(11, 19);
  return `/v1/events?type=${type}&datetime=../${isoDay(day)}T${time}Z&limit=50`;
});

async function tagOf(path: string): Promise<Record<string, string>> {
  const response = await fetch(`http://127.0.0.1:${ports.ours}${path}`);
  return { 'if-none-match': response.headers.get('etag') ?? '' };
}

const works: readonly Work[] = [
  {
    name: 'one event by id',
    reach: 0.7,
    unit: 'requests/s',
    ours: { port: ports.ours, paths: someIds.map((id) => `/v1/events/${id}`) },
    bare: { port: ports.bare, paths: someIds.map((id) => `/one/${id}`) },
  },
  {
    name: 'a page of 50 events, varying filters',
    reach: 1,
    unit: 'requests/s',
    ours: { port: ports.ours, paths: ourPages },
    bare: { port: ports.bare, paths: barePages },
  },
  {
    name: 'the same, no query asked twice',
    reach: 1,
    unit: 'requests/s',
    ours: { port: ports.ours, paths: newPages },
    bare: { port: ports.bare, paths: barePages },
  },
  {
    name: 'a page of 50 with If-None-Match (304)',
    reach: 0.5,
    unit: 'requests/s',
    ours: { port: ports.ours, paths: ourPages.slice(0, 100), headers: tagOf },
    bare: { port: ports.bare, paths: ['/unchanged'] },
  },
  {
    name: 'CSV of everything',
    reach: 0.3,
    unit: 'MB/s',
    ours: { port: ports.ours, paths: ['/v1/events?format=csv'] },
    bare: { port: ports.bare, paths: ['/csv'] },
  },
];

function start(which: 'ours' | 'bare', path: string): Promise<ChildProcess> {
  const command = [process.execPath, new URL('server.ts', import.meta.url).pathname, which, path, String(ports[which])];
  const [program = '', ...rest] = pins ? ['taskset', '-c', '0', ...command] : command;
  const child = spawn(program, rest, { stdio: ['ignore', 'ignore', 'inherit', 'ipc'] });
  return new Promise((resolve, reject) => {
    child.once('exit', (code) => reject(new Error(`The ${which} server ended (${code}).`)));
    child.once('message', () => resolve(child));
  });
}

/** The time a server has used so far, in seconds: its processor time and that of its children, or the clock's. */
const usedBy = ({ pid }: ChildProcess): number => (isTold ? cpuSecondsOf(pid as number) : performance.now() / 1000);

/**
 * What a server does in a second of its processor time: it has one core, so this is what it could do alone, whatever
 * the load generator on the other core takes or leaves. What its children do for it counts as its own.
 */
async function rate({ port, paths, headers }: Ask, unit: Work['unit'], server: ChildProcess): Promise<number> {
  const requests = await Promise.all(
    paths.map(async (path) => ({ path, headers: headers ? await headers(path) : {} })),
  );
  const before = usedBy(server);
  const result = await autocannon({
    url: `http://127.0.0.1:${port}`,
    connections: unit === 'MB/s' ? 1 : connections,
    duration: seconds,
    requests,
  });
  if (result.errors > 0 || result['4xx'] > 0 || result['5xx'] > 0) throw new Error(`${paths[0]} failed under load.`);
  const seconds_used = usedBy(server) - before;
  return unit === 'MB/s' ? result.throughput.total / 1e6 / seconds_used : result.requests.total / seconds_used;
}

/** Ours and the limit in turn, several rounds; the medians. */
async function measure(
  work: Work,
  servers: Record<'ours' | 'bare', ChildProcess>,
): Promise<{ ours: number; bare: number; ratio: number }> {
  const pairs: { ours: number; bare: number }[] = [];
  // Once each for the compiler, not counted.
  await rate(work.bare, work.unit, servers.bare);
  await rate(work.ours, work.unit, servers.ours);
  for (let round = 0; round < rounds; round += 1) {
    const bare = await rate(work.bare, work.unit, servers.bare);
    pairs.push({ bare, ours: await rate(work.ours, work.unit, servers.ours) });
  }
  const median = (values: number[]) => values.sort((a, b) => a - b)[Math.floor(values.length / 2)] as number;
  return {
    ours: median(pairs.map(({ ours }) => ours)),
    bare: median(pairs.map(({ bare }) => bare)),
    ratio: median(pairs.map(({ ours, bare }) => ours / bare)),
  };
}

async function main(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'demarche-bench-'));
  const path = join(folder, 'bench.db');
  const database = await openDatabase({
    databaseUrl: `sqlite:${path}`,
    queryTimeoutMs: 60_000,
    heavyProcesses: 1,
    heavyQueue: 1,
  });
  await database.migrate();
  await loadDataset(database, { given: benchBatch(events), sha256: '0'.repeat(64) });
  await database.close();
  fillBare(path);
  if (pins) spawnSync('taskset', ['-cp', '1', String(process.pid)]);
  const servers = { ours: await start('ours', path), bare: await start('bare', path) };
  const json = process.argv.includes('--json');
  const figure = (value: number, unit: string) =>
    unit === 'MB/s' ? value.toFixed(1) : Math.round(value).toLocaleString('en');
  try {
    if (!json) {
      process.stdout.write(
        `${cpus()[0]?.model ?? 'unknown CPU'}, ${cpus().length} cores, Node ${process.version}, ${events} events, by the second of ${isTold ? 'processor time' : 'the clock, as this system does not tell the processor time of children'}\n`,
      );
      process.stdout.write(
        `| work | ours | limit | unit | ratio | at least | reached |\n|---|---|---|---|---|---|---|\n`,
      );
    }
    for (const work of works) {
      const { ours, bare, ratio } = await measure(work, servers);
      const row = {
        name: work.name,
        rate: ours,
        limit: bare,
        unit: work.unit,
        ratio,
        reach: work.reach,
        reached: ratio >= work.reach,
      };
      process.stdout.write(
        json
          ? `${JSON.stringify(row)}\n`
          : `| ${work.name} | ${figure(ours, work.unit)} | ${figure(bare, work.unit)} | ${work.unit} | ${ratio.toFixed(2)} | ${work.reach} | ${row.reached ? 'yes' : 'no'} |\n`,
      );
    }
  } finally {
    for (const server of Object.values(servers)) server.removeAllListeners('exit').kill();
    rmSync(folder, { recursive: true, force: true });
  }
}

await main();
