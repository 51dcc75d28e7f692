/** The bench at scale: made-up GDELT rows imported, and asked by one client in turn; beside limits of the same run. */
import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { createWriteStream, mkdtempSync, rmSync, statSync } from 'node:fs';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { openEngine } from '../../src/db/open.ts';
import { publicImporterOf } from '../../src/import/datasets.ts';
import { runPublicImport } from '../../src/import/run-public.ts';
import { gdeltRows } from '../support/gdelt-rows.ts';

const rows = Number(process.argv[2] ?? 1_000_000);
/** A database made by an earlier run, to be asked without importing anew. */
const kept = process.env.BENCH_DATABASE;
const ports = { ours: 39_411, bare: 39_412 };
const folder = mkdtempSync(join(tmpdir(), 'demarche-scale-'));
const say = (text: string) => process.stdout.write(`${text}\n`);
const number = (value: number, digits = 0) => value.toLocaleString('en', { maximumFractionDigits: digits });

/** One row of the table: what was seen, the limit of the same run, and what is to be reached. */
function row(work: string, ours: string, limit: string, ratio: number | null, reach: string): void {
  say(`| ${work} | ${ours} | ${limit} | ${ratio === null ? '–' : ratio.toFixed(2)} | ${reach} |`);
}

async function makeFile(name: string, count: number, firstId: number, from: string): Promise<string> {
  const path = join(folder, name);
  const lines = gdeltRows({ rows: count, seed: firstId, from, firstId });
  await pipeline(Readable.from(lines.map((line) => `${line}\n`)), createWriteStream(path));
  return path;
}

/** Imports in this process; seconds and rows a second. */
async function importInto(database: string, path: string): Promise<number> {
  const options = { queryTimeoutMs: 60_000, heavyProcesses: 1, heavyQueue: 1, exportProcesses: 1 };
  const engine = await openEngine({ databaseUrl: `sqlite:${database}`, ...options });
  await engine.migrate();
  const begun = performance.now();
  const { read } = await runPublicImport(engine, publicImporterOf('gdelt'), { paths: [path] });
  const seconds = (performance.now() - begun) / 1000;
  await engine.close();
  return read / seconds;
}

/** The same file into one bare table by the sqlite3 program; null where there is none. */
function bareImport(path: string, count: number): number | null {
  const columns = Array.from({ length: 61 }, (_, at) => `c${at}`).join();
  const begun = performance.now();
  const commands = [`create table t(${columns})`, '.mode tabs', `.import ${path} t`];
  const { status } = spawnSync('sqlite3', [join(folder, 'bare.db'), ...commands]);
  const seconds = (performance.now() - begun) / 1000;
  rmSync(join(folder, 'bare.db'), { force: true });
  return status === 0 ? count / seconds : null;
}

function start(which: 'ours' | 'bare', path: string): Promise<ChildProcess> {
  const file = new URL(which === 'ours' ? 'server.ts' : 'scale-bare.ts', import.meta.url).pathname;
  const args = which === 'ours' ? [file, 'ours', path, String(ports.ours)] : [file, path, String(ports.bare)];
  const env = { ...process.env, QUERY_TIMEOUT_MS: '120000', LOG_LEVEL: 'info' };
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'ignore', 'inherit', 'ipc'], env });
  return new Promise((resolve, reject) => {
    child.once('exit', (code) => reject(new Error(`The ${which} server ended (${code}).`)));
    child.once('message', () => resolve(child));
  });
}

interface Times {
  readonly median: number;
  readonly p99: number;
}

/** Asks one path after the other; milliseconds to the end of the answer. */
async function ask(port: number, paths: readonly string[]): Promise<Times> {
  const times: number[] = [];
  for (const path of paths) {
    const begun = performance.now();
    const response = await fetch(`http://127.0.0.1:${port}${path}`);
    await response.arrayBuffer();
    if (response.status !== 200) throw new Error(`${path} gave ${response.status}`);
    times.push(performance.now() - begun);
  }
  times.sort((a, b) => a - b);
  const at = (share: number) => times[Math.min(times.length - 1, Math.floor(times.length * share))] as number;
  return { median: at(0.5), p99: at(0.99) };
}

const repeat = (count: number, path: (at: number) => string) => Array.from({ length: count }, (_, at) => path(at));
const ms = ({ median, p99 }: Times) => `${number(median, 2)} ms (p99 ${number(p99, 1)})`;

/** Ours and the limit asked the same, ours in `ours`; the ratio is limit by ours: above 1 we are the faster. */
async function compare(work: string, reach: string, ours: readonly string[], bare: readonly string[]): Promise<void> {
  await ask(ports.ours, ours.slice(0, 50));
  await ask(ports.bare, bare.slice(0, 50));
  const [limit, own] = [await ask(ports.bare, bare), await ask(ports.ours, ours)];
  row(work, ms(own), ms(limit), limit.median / own.median, reach);
}

async function alone(work: string, reach: string, path: string): Promise<void> {
  await ask(ports.ours, [path]);
  row(
    work,
    ms(
      await ask(
        ports.ours,
        repeat(9, () => path),
      ),
    ),
    '–',
    null,
    reach,
  );
}

const timesOf = (times: readonly number[]): Times => {
  const sorted = [...times].sort((a, b) => a - b);
  return { median: sorted[Math.floor(sorted.length / 2)] ?? 0, p99: sorted.at(-1) ?? 0 };
};

/** Walks pages one by one: the times of the first 20, and of those around the 1,000th. */
async function walked(): Promise<{ first: Times; deep: Times }> {
  let url: string | null = '/v1/events?limit=50';
  const times: number[] = [];
  while (times.length < 1010 && url !== null) {
    const begun = performance.now();
    const response: Response = await fetch(`http://127.0.0.1:${ports.ours}${url}`);
    const { page } = (await response.json()) as { page: { next_url: string | null } };
    times.push(performance.now() - begun);
    url = page.next_url;
  }
  return { first: timesOf(times.slice(0, 20)), deep: timesOf(times.slice(-20)) };
}

async function exported(format: string, most: number): Promise<string> {
  const begun = performance.now();
  const response = await fetch(`http://127.0.0.1:${ports.ours}/v1/events?format=${format}&limit=${most}`);
  let first: number | null = null;
  let bytes = 0;
  for await (const chunk of response.body as unknown as AsyncIterable<Uint8Array>) {
    first ??= performance.now() - begun;
    bytes += chunk.length;
  }
  const seconds = (performance.now() - begun) / 1000;
  return `${number(bytes / 1e6 / seconds, 1)} MB/s, first byte ${number(first ?? 0)} ms`;
}

async function underLoad(paths: readonly string[]): Promise<Times> {
  const stop = new AbortController();
  const keep = async (path: string) => {
    while (!stop.signal.aborted) {
      const response = await fetch(`http://127.0.0.1:${ports.ours}${path}`, { signal: stop.signal });
      for await (const _ of response.body as unknown as AsyncIterable<Uint8Array>);
    }
  };
  const dyads = '/v1/events/dyads?quad_class=1,2,3,4';
  const load = [...repeat(4, () => dyads), ...repeat(2, () => '/v1/events?format=csv')];
  const running = load.map((path) => keep(path).catch(() => {}));
  await new Promise((resolve) => setTimeout(resolve, 1500));
  const times = await ask(ports.ours, paths);
  stop.abort();
  await Promise.all(running);
  return times;
}

async function asked(first: number, count: number): Promise<void> {
  const id = () => `gdelt:${first + Math.floor(Math.random() * count)}`;
  const ids = repeat(1000, id);
  const own = ids.map((one) => `/v1/events/${one}`);
  await compare(
    'one event by id',
    '≥ 0.7',
    own,
    ids.map((one) => `/one/${one}`),
  );
  const types = ['meeting', 'visit', 'appeal', 'accusation', 'arrest', 'consultation'];
  const actors = ['usa', 'rus', 'gbr', 'chn', 'isr', 'fra'];
  const pick = (list: readonly string[], at: number) => list[at % list.length] as string;
  const pair = repeat(600, (at) => `${pick(types, at)} ${pick(actors, Math.floor(at / 6))} ${at % 7}`).map((text) =>
    text.split(' '),
  );
  const month = ([, , day]: string[]) => `2024-01-0${Number(day) + 1}`;
  await compare(
    'a page of 50 by type, actor and period, newest first',
    '≥ 1.0',
    pair.map(
      ([type, actor, day]) => `/v1/events?type=${type}&actor=${actor}&datetime=../${month(['', '', day ?? ''])}`,
    ),
    pair.map(([type, actor, day]) => `/page?type=${type}&actor=${actor}&day=${month(['', '', day ?? ''])}`),
  );
  await walked();
  const { first: firstPages, deep } = await walked();
  row('the 1,000th page', ms(deep), `the first: ${ms(firstPages)}`, deep.median / firstPages.median, '≤ 1.3');
  await alone('monthly timeline', '≤ 100 ms', '/v1/events/timeline?interval=month');
  await alone('facets by type and country', '≤ 100 ms', '/v1/events/facets?facets=type,country');
  await alone('the same of one actor', '≤ 100 ms', '/v1/events/facets?facets=type,country&actor=rus');
  const words = ['russia+visit', 'china+meeting', 'israel+appeal', 'france+threaten'];
  const texts = repeat(60, (at) => pick(words, at));
  await compare(
    'text, two words, 20 newest',
    '≥ 0.6',
    texts.map((q) => `/v1/events?q=${q}&limit=20`),
    texts.map((q) => `/text?q=${q}`),
  );
  row(
    `CSV of ${number(Math.min(count, 200_000))} rows`,
    await exported('csv', 200_000),
    '–',
    null,
    'first byte ≤ 100 ms',
  );
  row(
    `NDJSON of ${number(Math.min(count, 200_000))} rows`,
    await exported('ndjson', 200_000),
    '–',
    null,
    'first byte ≤ 100 ms',
  );
  const idle = await ask(ports.ours, own);
  const loaded = await underLoad(own);
  row(
    'one event by id under 4 aggregates and 2 exports',
    ms(loaded),
    `idle: ${ms(idle)}`,
    loaded.p99 / idle.p99,
    'p99 ≤ 10 ×, ≤ 50 ms',
  );
}

async function imports(database: string): Promise<void> {
  const path = await makeFile('all.CSV', rows, 1, '2024-01-01');
  const limit = bareImport(path, rows);
  const rate = await importInto(database, path);
  const ratio = limit === null ? null : rate / limit;
  row(
    `import of ${number(rows)} rows`,
    `${number(rate)} rows/s`,
    limit === null ? 'no sqlite3 here' : `${number(limit)} rows/s`,
    ratio,
    '≥ 0.25',
  );
  rmSync(path);
  say(`<!-- ${number(statSync(database).size / 1e6)} MB -->`);
}

async function main(): Promise<void> {
  const database = kept ?? join(folder, 'scale.db');
  say(`${cpus()[0]?.model ?? 'unknown CPU'}, ${cpus().length} cores, Node ${process.version}, ${number(rows)} rows\n`);
  say('| work | ours | limit | ratio | reach |\n|---|---|---|---|---|');
  const first = Number(process.env.BENCH_FIRST_ID ?? 1);
  if (kept === undefined) await imports(database);
  const next = await makeFile('next.CSV', 2000, 900_000_000, '2024-06-01');
  const intoEmpty = await importInto(join(folder, 'empty.db'), next);
  const intoFull = await importInto(database, next);
  row(
    'the next 2,000 rows',
    `${number(intoFull)} rows/s`,
    `into an empty one: ${number(intoEmpty)}`,
    intoFull / intoEmpty,
    '≥ 0.5',
  );
  const servers = [await start('ours', database), await start('bare', database)];
  try {
    await asked(first, rows);
  } finally {
    for (const server of servers) {
      server.removeAllListeners('exit').kill();
      await once(server, 'exit');
    }
    rmSync(folder, { recursive: true, force: true });
  }
}

await main();
