import { readdirSync, readFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { describe, expect, test } from 'vitest';
import { launch, migratedIn, newFolder, run } from './program.ts';
import { smallSeed, writeSeed } from './small-seed.ts';

const later = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

/** The service by two processes on a free port, with what it wrote. */
async function serving(env: Readonly<Record<string, string>>) {
  const child = launch(['serve'], { env: { PORT: '0', WORKERS: '2', ...env } });
  const out = { stdout: '', stderr: '' };
  for (const name of ['stdout', 'stderr'] as const) {
    child[name].setEncoding('utf8').on('data', (text: string) => {
      out[name] += text;
    });
  }
  const ended = new Promise<number | null>((resolve) => child.on('close', resolve));
  let over = false;
  void ended.then(() => {
    over = true;
  });
  while (!out.stderr.includes('\n')) {
    if (over) throw new Error(`ended: ${out.stderr}`);
    await later(20);
  }
  const address = /Demarche is at (\S+)/.exec(out.stderr)?.[1] ?? '';
  return { child, out, ended, address };
}

async function large(): Promise<{ DATABASE_URL: string }> {
  const folder = newFolder();
  const seed = smallSeed();
  const [event] = seed.events;
  seed.events = Array.from({ length: 3000 }, (_, at) => ({
    ...event!,
    id: `meeting-${at}`,
    summary: `${at} `.repeat(300),
  }));
  return migratedIn(folder, writeSeed(folder, seed).seedFolder);
}

/** A request on a connection of its own, so that each may reach another process. */
const get = async (address: string) => {
  const answer = await fetch(address, { headers: { connection: 'close' } });
  return { status: answer.status, headers: answer.headers, text: await answer.text() };
};

/** What a serving process runs. */
const program = 'serving-process.ts';

/** Processes of this program's that a process has started, by what they run. */
function children(parent: number, program: string): number[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .filter((pid) => {
      try {
        const ppid = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.split(' ')[1];
        return ppid === String(parent) && readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes(program);
      } catch {
        return false;
      }
    })
    .map(Number);
}

describe.skipIf(process.platform !== 'linux')('two processes on one port', () => {
  test('answer alike, count together and have child processes of their own', async () => {
    const { child, ended, out, address } = await serving({ ...(await large()), HEAVY_PROCESSES: '1' });
    const pages = await Promise.all(Array.from({ length: 30 }, () => get(`${address}/v1/events?limit=2`)));
    expect(new Set(pages.map(({ text }) => text)).size).toBe(1);
    expect(new Set(pages.map(({ headers }) => headers.get('etag'))).size).toBe(1);
    const { next_url } = (JSON.parse(pages[0]?.text ?? '') as { page: { next_url: string } }).page;
    const nexts = await Promise.all(Array.from({ length: 10 }, () => get(address + next_url)));
    expect(new Set(nexts.map(({ status, text }) => `${status} ${text}`)).size).toBe(1);
    const ids = [...pages, ...nexts].map(({ headers }) => headers.get('x-request-id') ?? '');
    expect(new Set(ids).size).toBe(40);
    // Ids begin with what is each process's own, so both have answered.
    expect(new Set(ids.map((id) => id.split('-')[0])).size).toBe(2);
    const heavy = await Promise.all(
      Array.from({ length: 12 }, (_, at) => get(`${address}/v1/events/timeline?revision_after=${at}`)),
    );
    expect(heavy.map(({ status }) => status)).toEqual(heavy.map(() => 200));
    const exports = await Promise.all(Array.from({ length: 4 }, () => get(`${address}/v1/events?format=ndjson`)));
    for (const { text } of exports) expect(text.split('\n')).toHaveLength(3001);
    expect(children(child.pid ?? 0, '-child.ts')).toEqual([]);
    const workers = children(child.pid ?? 0, program);
    expect(workers).toHaveLength(2);
    for (const worker of workers) {
      expect(children(worker, 'query-child.ts').length).toBeLessThanOrEqual(1);
      // Two for exports, one for each of the two.
      expect(children(worker, 'module-child.ts')).toHaveLength(1);
    }
    const counted = async () => {
      const { text } = await get(`${address}/metrics`);
      return Number(
        /^http_request_duration_seconds_count\{.*route="\/v1\/events",status="200"\} (\d+)$/m.exec(text)?.[1],
      );
    };
    expect([await counted(), await counted(), await counted()]).toEqual([44, 44, 44]);
    child.kill('SIGTERM');
    expect(await ended).toBe(0);
    const lines = out.stdout
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as { url: string });
    expect(lines).toHaveLength(59);
  });

  test('one that dies is replaced on the same port, its counts stay, and six in a minute are too many', async () => {
    const { child, ended, out, address } = await serving(await large());
    await Promise.all(Array.from({ length: 10 }, () => get(`${address}/v1/events?limit=1`)));
    const counts = /_count\{method="GET",route="\/v1\/events",status="200"\} 10$/m;
    expect((await get(`${address}/metrics`)).text).toMatch(counts);
    for (let death = 1; death <= 6; death += 1) {
      const [victim = 0] = children(child.pid ?? 0, program);
      process.kill(victim, 'SIGKILL');
      while (out.stderr.split('A worker ended (SIGKILL)').length <= death && death < 6) await later(20);
      if (death === 1) {
        expect((await get(`${address}/readyz`)).status).toBe(200);
        expect((await get(`${address}/metrics`)).text).toMatch(counts);
      }
    }
    expect(await ended).toBe(1);
    expect(out.stderr.trim().split('\n').at(-1)).toMatch(/^Workers keep ending \(SIGKILL\).*WORKERS=1/);
  });

  test('a stop waits for what is in flight, and refuses what is new', async () => {
    const { child, ended, address } = await serving(await large());
    const answer = await fetch(`${address}/v1/events?format=ndjson`);
    child.kill('SIGTERM');
    expect((await answer.text()).split('\n')).toHaveLength(3001);
    expect(await ended).toBe(0);
    await expect(fetch(`${address}/healthz`)).rejects.toThrow();
    expect(children(child.pid ?? 0, 'demarche')).toEqual([]);
  });

  test('a port that is taken is told in one sentence', async () => {
    const env = await migratedIn(newFolder());
    const holder = createServer().listen(0, '127.0.0.1');
    await new Promise((resolve) => holder.on('listening', resolve));
    const { port } = holder.address() as { port: number };
    const { code, stderr } = await run(['serve'], { env: { ...env, PORT: String(port), WORKERS: '2' } });
    holder.close();
    expect([code, stderr]).toEqual([1, expect.stringMatching(/^Port \d+ is in use on 127.0.0.1; [^\n]+\n$/)]);
  });
});
