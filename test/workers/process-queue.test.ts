import { afterEach, expect, test } from 'vitest';
import { ProcessQueue } from '../../src/workers/process-queue.ts';
import type { TestJob } from '../support/child.ts';

let queue: ProcessQueue<TestJob, { pid: number; greeting: string }>;
afterEach(() => queue.close());

function open(wish: { processes?: number; queue?: number; timeout_ms?: number } = {}): void {
  const program = new URL('../support/child.ts', import.meta.url);
  queue = new ProcessQueue({ program, setup: 'hello', processes: 1, queue: 2, timeout_ms: 10_000, ...wish });
}

const echo = async (signal?: AbortSignal) => (await queue.run({ do: 'echo' }, signal)).pid;
const alive = (pid: number) => {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
};
async function gone(pid: number): Promise<void> {
  while (alive(pid)) await new Promise((resolve) => setTimeout(resolve, 10));
}

test('a process does one thing after the other, and fails without dying', async () => {
  open();
  const pid = await echo();
  await expect(queue.run({ do: 'fail' })).rejects.toThrow('as asked');
  expect(await echo()).toBe(pid);
});

test('a process has its setup before its first job, also when it was started ahead', async () => {
  open();
  queue.start();
  queue.start();
  const [first, second] = await Promise.all([queue.run({ do: 'echo' }), queue.run({ do: 'echo' })]);
  expect(first.greeting).toBe('hello');
  expect(second).toEqual(first);
});

test('a job past the deadline is killed and the next one runs in a new process', async () => {
  open({ timeout_ms: 1500 });
  const pid = await echo();
  const late = queue.run({ do: 'block', ms: 60_000 });
  const next = echo();
  await expect(late).rejects.toMatchObject({ code: 'query-timeout', headers: { 'retry-after': '5' } });
  expect(await next).not.toBe(pid);
  await gone(pid);
});

test('a process that dies is replaced, and its work has failed', async () => {
  open();
  const pid = await echo();
  await expect(queue.run({ do: 'die' })).rejects.toThrow('ended (3)');
  expect(await echo()).not.toBe(pid);
});

test('a full queue refuses one more', async () => {
  open({ queue: 1 });
  const first = echo();
  const second = echo();
  await expect(queue.run({ do: 'echo' })).rejects.toMatchObject({ code: 'busy', status: 503 });
  expect(await second).toBe(await first);
});

test('an abandoned job leaves the queue at once', async () => {
  open();
  const busy = queue.run({ do: 'block', ms: 300 });
  const leaving = new AbortController();
  const waiting = echo(leaving.signal);
  leaving.abort();
  await expect(waiting).rejects.toMatchObject({ code: 'busy' });
  await busy;
  expect(await echo()).toBeGreaterThan(0);
  await expect(echo(leaving.signal)).rejects.toMatchObject({ code: 'busy' });
});

test('an abandoned job may finish within the grace period, else it is killed', async () => {
  open();
  const pid = await echo();
  const short = new AbortController();
  const nearly = queue.run({ do: 'block', ms: 50 }, short.signal);
  short.abort();
  await expect(nearly).rejects.toMatchObject({ code: 'busy' });
  expect(await echo()).toBe(pid);
  const long = new AbortController();
  const never = queue.run({ do: 'block', ms: 60_000 }, long.signal);
  long.abort();
  await expect(never).rejects.toMatchObject({ code: 'busy' });
  expect(await echo()).not.toBe(pid);
  await gone(pid);
});

test('closing ends running jobs and refuses queued ones', async () => {
  open();
  const pid = await echo();
  const working = expect(queue.run({ do: 'block', ms: 60_000 })).rejects.toThrow('ended (SIGKILL)');
  const waiting = expect(echo()).rejects.toMatchObject({ code: 'shutting-down' });
  await queue.close();
  await Promise.all([working, waiting]);
  expect(alive(pid)).toBe(false);
  await expect(echo()).rejects.toMatchObject({ code: 'shutting-down' });
});
