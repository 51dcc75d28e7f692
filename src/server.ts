import type { AddressInfo } from 'node:net';
import { setImmediate } from 'node:timers/promises';
import { pino } from 'pino';
import type { Peers } from './api/metrics.ts';
import { buildApp } from './app.ts';
import type { Config } from './config.ts';
import type { Database } from './db/database.ts';
import { UsageError } from './errors.ts';

/** How long a log line may be buffered, in milliseconds. */
const flushing_ms = 200;

let second = 0;
let upToSecond = '';

/** The timestamp of a log line; all but its milliseconds is formatted once a second. */
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
  /** Its URL. */
  readonly address: string;
  /** Refuses new requests, waits up to SHUTDOWN_TIMEOUT_MS for those in flight, then closes. */
  close(): Promise<void>;
}

function explain(cause: unknown, { host, port }: Config): unknown {
  const { code } = cause as { code?: string };
  if (code === 'EADDRINUSE')
    return new UsageError(
      `Port ${port} is in use on ${host}; stop the program that uses it or set PORT to another port.`,
    );
  if (code === 'EACCES') return new UsageError(`This user may not listen on port ${port}; set PORT to one above 1023.`);
  if (code === 'EADDRNOTAVAIL' || code === 'ENOTFOUND') {
    return new UsageError(`HOST ${host} is not an address of this machine; use 127.0.0.1 or 0.0.0.0.`);
  }
  return cause;
}

/** How log lines are buffered, so that no request waits for a write of its own. */
const soleWriter = { minLength: 4096 };
/** With several writers only a write of up to 4 kB is atomic, so whole lines are written, at two bytes a character. */
const sharedOutput = { minLength: 1536, maxWrite: 2048 };

/** The URL of the server on this machine; a wildcard address becomes `localhost`, since it cannot be opened. */
function urlOf({ address, port }: AddressInfo): string {
  if (address === '0.0.0.0' || address === '::') return `http://localhost:${port}`;
  return `http://${address.includes(':') ? `[${address}]` : address}:${port}`;
}

/**
 * Serves a database over HTTP until it is closed.
 *
 * @param peers the other serving processes, if any
 * @throws UsageError if it cannot listen on the address.
 */
export async function serve(config: Config, database: Database, peers?: Peers): Promise<Running> {
  const buffering = peers === undefined ? soleWriter : sharedOutput;
  const output = pino.destination({ dest: 1, sync: true, periodicFlush: flushing_ms, ...buffering });
  const logger = pino({ level: config.logLevel, base: null, timestamp }, output);
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
      // Requests that were cut off end after their connections and are logged one event-loop turn later.
      for (let turn = 0; turn < 3; turn += 1) await setImmediate();
      output.flushSync();
    },
  };
}
