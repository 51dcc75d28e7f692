import type { AddressInfo } from 'node:net';
import { setImmediate } from 'node:timers/promises';
import { pino } from 'pino';
import type { Peers } from './api/metrics.ts';
import { buildApp } from './app.ts';
import type { Config } from './config.ts';
import type { Database } from './db/database.ts';
import { UsageError } from './errors.ts';

/** How long a log line may wait for others, in milliseconds. */
const flushing_ms = 200;

let second = 0;
let upToSecond = '';

/** The time of a log line; all but its milliseconds is written out once a second. */
function timestamp(): string {
  const now = Date.now();
  const ms = now % 1000;
  if (now - ms !== second) {
    second = now - ms;
    upToSecond = new Date(second).toISOString().slice(0, -4);
  }
  return `,"time":"${upToSecond}${ms < 10 ? '00' : ms < 100 ? '0' : ''}${ms}Z"`;
}

/** A listening server. */
export interface Running {
  /** Where it listens, as a URL. */
  readonly address: string;
  /** Stops taking requests, finishes those in flight, at most as long as SHUTDOWN_TIMEOUT_MS, then closes. */
  close(): Promise<void>;
}

function explain(cause: unknown, { host, port }: Config): unknown {
  const { code } = cause as { code?: string };
  if (code === 'EADDRINUSE')
    return new UsageError(`Port ${port} is taken on ${host}; stop what uses it or set PORT to another one.`);
  if (code === 'EACCES')
    return new UsageError(`Port ${port} may not be used by this user; set PORT to one above 1023.`);
  if (code === 'EADDRNOTAVAIL' || code === 'ENOTFOUND') {
    return new UsageError(`HOST ${host} is no address of this machine; use 127.0.0.1 or 0.0.0.0.`);
  }
  return cause;
}

/** How lines are gathered, so that no request waits for a write of its own. */
const alone = { minLength: 4096 };
/** Where others write too, only what is written at once is not torn: at most 4 kB of whole lines, two bytes a character. */
const amongOthers = { minLength: 1536, maxWrite: 2048 };

/** Where this machine reaches the server: every address of it is none that can be opened. */
function urlOf({ address, port }: AddressInfo): string {
  if (address === '0.0.0.0' || address === '::') return `http://localhost:${port}`;
  return `http://${address.includes(':') ? `[${address}]` : address}:${port}`;
}

/**
 * Serves a database over HTTP until it is closed.
 *
 * @param peers the other processes that serve the same, where there are any
 * @throws UsageError when the address cannot be listened on.
 */
export async function serve(config: Config, database: Database, peers?: Peers): Promise<Running> {
  const gathered = peers === undefined ? alone : amongOthers;
  // Lines are never kept for long.
  const journal = pino.destination({ dest: 1, sync: true, periodicFlush: flushing_ms, ...gathered });
  const logger = pino({ level: config.logLevel, base: null, timestamp }, journal);
  const { server, drain, warmUp } = await buildApp({ config, database, logger, peers });
  try {
    await server.listen({ port: config.port, host: config.host });
  } catch (cause) {
    throw explain(cause, config);
  }
  warmUp();
  return {
    address: urlOf(server.server.address() as AddressInfo),
    close: async () => {
      drain();
      const late = setTimeout(() => server.server.closeAllConnections(), config.shutdownTimeoutMs);
      await server.close();
      clearTimeout(late);
      await database.close();
      // The requests that were cut end after their connections, and are noted a turn after that.
      for (let turn = 0; turn < 3; turn += 1) await setImmediate();
      journal.flushSync();
    },
  };
}
