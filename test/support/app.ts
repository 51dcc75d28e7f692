import { type AddressInfo, connect } from 'node:net';
import { pino } from 'pino';
import supertest from 'supertest';
import { type AppOptions, buildApp } from '../../src/app.ts';
import { readConfig } from '../../src/config.ts';
import type { Database } from '../../src/db/database.ts';
import { openTestStore, type Records } from './store.ts';

/** What a test service is made of; the curated dataset unless other records are given. */
export interface Wish {
  /** The records to serve. */
  readonly records?: Records;
  readonly env?: Readonly<Record<string, string>>;
  /** How the engine is opened, where it matters. */
  readonly options?: Parameters<typeof openTestStore>[1];
  /** Stands between the service and its engine, for faults. */
  readonly wrap?: (database: Database) => Database;
  /** Sees the server before it has routes. */
  readonly beforeRoutes?: NonNullable<AppOptions['beforeRoutes']>;
}

/** A line of the log. */
export type LogLine = Readonly<Record<string, unknown>>;

/** Everything a raw connection answers until it is closed by the server, or until `enough` says so. */
export function exchange(
  port: number,
  bytes: string | Buffer,
  enough: (answer: string) => boolean = () => false,
): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = connect(port, '127.0.0.1', () => socket.write(bytes));
    let answer = '';
    const end = () => {
      socket.destroy();
      resolve(answer);
    };
    socket.setTimeout(5000, end);
    socket.on('data', (chunk) => {
      answer += chunk.toString('latin1');
      if (enough(answer)) end();
    });
    socket.on('end', end);
    socket.on('error', (cause: NodeJS.ErrnoException) => (cause.code === 'ECONNRESET' ? end() : reject(cause)));
  });
}

/** A listening service on a temporary database, with its log. */
export async function openApp({
  records,
  env,
  options,
  wrap = (database) => database,
  beforeRoutes = () => {},
}: Wish = {}) {
  const store = await openTestStore('sqlite', options);
  await (records === undefined ? store.seed() : store.load(records));
  const config = { ...readConfig({ DATABASE_URL: store.databaseUrl, EXPORT_PROCESSES: '1', ...env }), ...options };
  const log: LogLine[] = [];
  const logger = pino(
    { level: 'info', base: null },
    { write: (line: string) => log.push(JSON.parse(line) as LogLine) },
  );
  const { server, drain } = await buildApp({ config, database: wrap(store.database), logger, beforeRoutes });
  await server.listen({ port: 0, host: '127.0.0.1' });
  const { port } = server.server.address() as AddressInfo;
  const address = `http://127.0.0.1:${port}`;
  return {
    address,
    port,
    config,
    store,
    server,
    drain,
    log,
    ask: supertest(address),
    raw: (bytes: string | Buffer, enough?: (answer: string) => boolean) => exchange(port, bytes, enough),
    /** The log line of the last answered request; it is written when the answer is sent, so it may be late. */
    async logged(): Promise<LogLine | undefined> {
      await new Promise((resolve) => setTimeout(resolve, 5));
      return log.findLast((line) => line.msg === 'request');
    },
    async close() {
      server.server.closeAllConnections();
      await server.close();
      await store.close();
    },
  };
}

/** A running test service. */
export type TestApp = Awaited<ReturnType<typeof openApp>>;
