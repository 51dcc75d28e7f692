import { readdirSync, readFileSync } from 'node:fs';
import { connect } from 'node:net';
import { afterEach, describe, expect, test } from 'vitest';
import { openApp, type TestApp, type Wish } from '../support/app.ts';
import { slowed } from '../support/slow.ts';
import type { Records } from '../support/store.ts';

const later = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

/** Some megabytes, so that no buffer of a connection holds them all. */
const largeEvents: Records = {
  events: Array.from({ length: 6000 }, (_, at) => ({
    id: `large:${at}`,
    type: 'protest' as const,
    title: `Event number ${at}`,
    summary: `${at} `.repeat(300),
    date: '2017-04-12',
  })),
};
const path = '/v1/events?format=ndjson';
const request = `GET ${path} HTTP/1.1\r\nHost: x\r\n\r\n`;

let app: TestApp;
let slow: ReturnType<typeof slowed>;
afterEach(() => app.close());

async function start(wish: Wish = {}): Promise<void> {
  const wrap: Wish['wrap'] = (database) => {
    slow = slowed(database);
    return slow.database;
  };
  app = await openApp({ records: largeEvents, wrap, ...wish });
}

/** A client that reads nothing until it is told to. */
async function stalled(): Promise<{ ended: Promise<string>; read: () => void; leave: () => void }> {
  const socket = connect(app.port, '127.0.0.1', () => socket.write(request));
  let text = '';
  socket.on('error', () => {});
  const ended = new Promise<string>((resolve) => socket.on('close', () => resolve(text)));
  while (slow.asked() < 3) await later(5);
  const read = () => {
    socket.on('data', (chunk) => {
      text += chunk.toString('latin1');
    });
  };
  return { ended, read, leave: () => socket.destroy() };
}

const line = async (status: number) => {
  for (;;) {
    const found = app.log.find((one) => one.msg === 'request' && one.url === path && one.status === status);
    if (found !== undefined) return found;
    await later(10);
  }
};

describe('an export', () => {
  test('asks for no more than its client reads, and goes on when it reads again', async () => {
    await start();
    const client = await stalled();
    await later(500);
    const asked = slow.asked();
    await later(500);
    expect(slow.asked()).toBe(asked);
    // Others have their turn meanwhile.
    expect((await app.ask.get('/v1/events?format=csv&limit=3')).text.split('\r\n')).toHaveLength(5);
    client.read();
    while (slow.asked() < asked + 10) await later(10);
    const whole = await (await fetch(app.address + path)).text();
    expect(whole.split('\n')).toHaveLength(6001);
    client.leave();
  });

  test('is cut off when its client reads nothing', async () => {
    await start({ env: { STALL_TIMEOUT_MS: '300', EXPORT_LIMIT: '1' } });
    const client = await stalled();
    expect(await line(200)).toMatchObject({ aborted: true, statements: expect.any(Number) });
    expect(app.log.some((one) => JSON.stringify(one).includes('has read nothing for 300 ms'))).toBe(true);
    client.read();
    expect(await client.ended).not.toContain('\r\n0\r\n\r\n');
    expect((await app.ask.get('/v1/events?format=csv&limit=1')).status).toBe(200);
  });

  test('ends when its client leaves, and makes room for another', async () => {
    await start({ env: { EXPORT_LIMIT: '1' } });
    const client = await stalled();
    const refused = await app.ask.get('/v1/events?format=csv');
    expect([refused.status, refused.body.code, refused.headers['retry-after']]).toEqual([503, 'busy', '5']);
    expect((await app.ask.get('/v1/events?limit=1')).status).toBe(200);
    client.leave();
    expect(await line(200)).toMatchObject({ aborted: true });
    const asked = slow.asked();
    expect((await app.ask.get('/v1/events?format=csv&limit=1')).status).toBe(200);
    expect(slow.asked()).toBeLessThanOrEqual(asked + 3);
  });

  test.skipIf(process.platform !== 'linux')(
    'breaks off when its process is killed, and never looks whole',
    async () => {
      await start();
      let over = false;
      const broken = app.raw(request).finally(() => {
        over = true;
      });
      while (slow.asked() < 3) await later(1);
      // One that dies idle is replaced in silence; one of these is at work.
      while (!over) {
        for (const pid of childrenOf(process.pid)) process.kill(pid, 'SIGKILL');
        await later(1);
      }
      const text = await broken;
      expect(text).toMatch(/^HTTP\/1.1 200/);
      expect(text).not.toContain('\r\n0\r\n\r\n');
      expect(JSON.stringify(app.log)).toContain('broken off');
      expect((await (await fetch(app.address + path)).text()).split('\n')).toHaveLength(6001);
    },
  );

  test('whose first page is too slow is refused at the deadline', async () => {
    // Twenty milliseconds are not enough to start the process that would read it.
    await start({ options: { queryTimeoutMs: 20 } });
    const answer = await app.ask.get('/v1/events?format=csv');
    expect([answer.status, answer.headers['content-type']]).toEqual([503, 'application/problem+json']);
  });

  test.each(['ndjson', 'csv', 'geojson', 'parquet'])('of few rows as %s is one job and one query', async (format) => {
    await start({ records: { events: largeEvents.events?.slice(0, 50) ?? [] } });
    const cost = async (query: string) => {
      const url = `/v1/events?${query}`;
      const jobs = slow.jobs();
      await (await fetch(app.address + url)).arrayBuffer();
      while (!app.log.some((one) => one.url === url)) await later(5);
      return { jobs: slow.jobs() - jobs, statements: Number(app.log.find((one) => one.url === url)?.statements) };
    };
    const page = await cost('limit=1000');
    expect(page.jobs).toBe(0);
    // A page reads the state and its rows; so does an export.
    expect(await cost(`format=${format}`)).toEqual({ jobs: 1, statements: page.statements });
    expect(await cost(`format=${format}&limit=50`)).toEqual({ jobs: 1, statements: page.statements });
    expect(await cost(`format=${format}&datetime=1900`)).toEqual({ jobs: 1, statements: page.statements });
    expect(await cost(`format=${format}&limit=20`)).toEqual({ jobs: 1, statements: page.statements });
  });

  test('of a row more than fits into its first piece is two jobs and two queries', async () => {
    await start({ records: { events: largeEvents.events?.slice(0, 51) ?? [] } });
    expect((await app.ask.get('/v1/events?format=csv')).text.split('\r\n')).toHaveLength(53);
    expect([slow.jobs(), (await app.logged())?.statements]).toEqual([2, 3]);
  });

  test('counts the statements of its pages in the log', async () => {
    await start();
    await (await fetch(app.address + path)).text();
    expect(Number((await line(200)).statements)).toBeGreaterThan(10);
  });
});

/** The processes that a process has started. */
function childrenOf(parent: number): number[] {
  const pids = readdirSync('/proc').filter((name) => /^\d+$/.test(name));
  const isChild = (pid: string) => {
    try {
      return readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.split(' ')[1] === String(parent);
    } catch {
      return false;
    }
  };
  const ours = (pid: string) => readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes('workers/module-child.ts');
  return pids.filter((pid) => isChild(pid) && ours(pid)).map(Number);
}
