/** The servers of the bench at scale, each a process of its own. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import process from 'node:process';
import { setTimeout } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

const settings = { QUERY_TIMEOUT_MS: '120000', LOG_LEVEL: 'info' };
const pathOf = (file: string) => fileURLToPath(new URL(file, import.meta.url));

function launch(file: string, args: readonly string[], env: Readonly<Record<string, string>>): ChildProcess {
  return spawn(process.execPath, [pathOf(file), ...args], {
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    env: { ...process.env, ...settings, ...env },
  });
}

const hasEnded = ({ exitCode, signalCode }: ChildProcess) => exitCode !== null || signalCode !== null;

/** Starts a server of the bench's own, and waits until it says that it listens. */
export async function start(file: string, args: readonly string[]): Promise<ChildProcess> {
  const child = launch(file, args, {});
  await Promise.race([once(child, 'message'), once(child, 'exit')]);
  if (hasEnded(child)) throw new Error(`The server ${file} ended before it listened.`);
  return child;
}

/** Starts the service on a database. */
export const startOurs = (path: string, port: number) => start('../server.ts', ['ours', path, String(port)]);

/** Starts the program itself with so many serving processes, and waits until it answers. */
export async function startProgram(path: string, port: number, workers: number): Promise<ChildProcess> {
  const env = { DATABASE_URL: `sqlite:${path}`, PORT: String(port), WORKERS: String(workers) };
  const child = launch('../../../src/bin.js', ['serve'], env);
  const answers = () =>
    fetch(`http://127.0.0.1:${port}/readyz`).then(
      ({ ok }) => ok,
      () => false,
    );
  while (!hasEnded(child) && !(await answers())) await setTimeout(50);
  if (hasEnded(child)) throw new Error(`The program ended before it listened.`);
  return child;
}

/** Ends servers, and waits until they have. */
export async function stop(servers: readonly ChildProcess[]): Promise<void> {
  for (const server of servers) {
    if (hasEnded(server)) continue;
    server.kill();
    await once(server, 'exit');
  }
}
