import { connect } from 'node:net';
import { afterEach, expect, test } from 'vitest';
import { readConfig } from '../../src/config.ts';
import { UsageError } from '../../src/errors.ts';
import { serve } from '../../src/server.ts';
import { exchange } from '../support/app.ts';
import { manyEvents, slowed } from '../support/slow.ts';
import { openTestStore, type TestStore } from '../support/store.ts';

const later = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

/** A connection that is kept, and what came over it. */
function keep(port: number, bytes: string) {
  const socket = connect(port, '127.0.0.1', () => socket.write(bytes));
  const kept = { socket, text: '', closed: false };
  socket.on('data', (chunk) => {
    kept.text += chunk.toString('latin1');
  });
  socket.on('close', () => {
    kept.closed = true;
  });
  socket.on('error', () => {});
  return kept;
}

let store: TestStore;
afterEach(() => store.close());

async function start(timeout: string) {
  store = await openTestStore('sqlite');
  await store.load(manyEvents);
  const slow = slowed(store.database);
  const config = readConfig({
    DATABASE_URL: store.databaseUrl,
    PORT: '0',
    LOG_LEVEL: 'silent',
    SHUTDOWN_TIMEOUT_MS: timeout,
  });
  const running = await serve(config, slow.database);
  return { slow, running, config, port: Number(new URL(running.address).port) };
}
const get = (path: string) => `GET ${path} HTTP/1.1\r\nHost: x\r\n\r\n`;

test('a server that stops finishes what is in flight, refuses what is new and closes what is idle', async () => {
  const { slow, running, port } = await start('5000');
  slow.hold(2);
  const stream = keep(port, get('/v1/events?format=ndjson&fields=id'));
  const idle = keep(port, get('/healthz'));
  while (!stream.text.includes('many:') || !idle.text.includes('ok')) await later(5);
  const before = performance.now();
  const closed = running.close();
  await later(50);
  expect(idle.closed).toBe(true);
  await expect(exchange(port, get('/healthz'))).rejects.toThrow(/ECONNREFUSED/);
  // A request on the busy connection waits for the stream, and is refused then.
  stream.socket.write(get('/healthz'));
  await later(20);
  expect(stream.closed).toBe(false);
  slow.letGo();
  await closed;
  expect(performance.now() - before).toBeLessThan(2000);
  while (!stream.closed) await later(5);
  const [export_ = '', after = ''] = stream.text.split('\r\n0\r\n\r\n');
  expect(export_.match(/"id":"many:/g)).toHaveLength(1200);
  if (after !== '') expect(after).toMatch(/^HTTP\/1.1 503[\s\S]*retry-after: 5\r[\s\S]*shutting-down/);
});

test('a connection that is kept alive after what was in flight does not hold the server up', async () => {
  const { slow, running, port } = await start('5000');
  slow.hold(2);
  const stream = keep(port, get('/v1/events?format=csv&fields=id'));
  while (!stream.text.includes('many:')) await later(5);
  const before = performance.now();
  const closed = running.close();
  slow.letGo();
  await closed;
  expect(performance.now() - before).toBeLessThan(2000);
  while (!stream.closed) await later(5);
  expect(stream.text).toContain('\r\n0\r\n\r\n');
});

test('connections that have sent nothing, or half a request, do not hold the server up', async () => {
  const { running, port } = await start('5000');
  const silent = keep(port, '');
  const half = keep(port, 'GET /healthz HTTP/1.1\r\nHost: x\r\n');
  await later(50);
  const before = performance.now();
  await running.close();
  expect(performance.now() - before).toBeLessThan(1000);
  while (!silent.closed || !half.closed) await later(5);
});

test('what does not end in time is cut', async () => {
  const { slow, running, port } = await start('200');
  slow.hold(2);
  const stream = keep(port, get('/v1/events?format=csv&fields=id'));
  while (!stream.text.includes('many:')) await later(5);
  const before = performance.now();
  await running.close();
  expect(performance.now() - before).toBeLessThan(1500);
  expect(stream.text).not.toContain('\r\n0\r\n\r\n');
  slow.letGo();
});

test('a port that is taken is told in a sentence', async () => {
  const { running, config, port, slow } = await start('100');
  await expect(serve({ ...config, port }, slow.database)).rejects.toThrow(UsageError);
  await expect(serve({ ...config, port }, slow.database)).rejects.toThrow(`Port ${port} is in use on 127.0.0.1`);
  await running.close();
});
