import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { FastifyInstance } from 'fastify';
import { pino } from 'pino';
import { buildApp } from '../app.ts';
import { readConfig } from '../config.ts';
import type { Database } from '../db/database.ts';
import { openDatabase } from '../db/open.ts';
import { sql } from '../db/sql.ts';
import { Problem } from '../errors.ts';
import { readCurated } from '../import/datasets/curated.ts';
import { loadDataset } from '../import/load.ts';
import { describeRoutes, info, openapi, type Sources } from './document.ts';
import type { ExecutedRequest, ServerState } from './requests.ts';

/** A fixed clock, so that examples do not change between runs. */
const clock = () => new Date('2026-01-01T00:00:00.000Z');

/** A fixed key for signing cursors, so that examples do not change between runs. */
const secret = 'examples';

/** Served as the OpenAPI document while the real one is generated. */
const placeholder = { openapi, info };

/** A proxy for a database with some members replaced. */
function override(database: Database, changes: Partial<Database>): Database {
  return new Proxy(database, {
    get: (target, name) => {
      if (name in changes) return changes[name as keyof Database];
      const member = Reflect.get(target, name, target) as unknown;
      return typeof member === 'function' ? member.bind(target) : member;
    },
  });
}

const broken = () => Promise.reject(new Error('The disk is gone.'));
const busy = () =>
  Promise.reject(new Problem('busy', 'Too many heavy queries are waiting; try again in a few seconds.'));

function databaseIn(state: ServerState, database: Database): Database {
  const counters = { statements: 0, elapsed_ms: 0, abandon: () => {} };
  if (state === 'unmigrated')
    return override(database, { migrations: async () => ({ pending: ['0001'], newer: false, fresh: false }) });
  if (state === 'broken')
    return override(database, {
      session: () => ({ ...counters, dialect: database.dialect, rows: broken, track: broken }),
    });
  if (state !== 'busy') return database;
  return override(database, {
    session: () => ({
      ...counters,
      dialect: database.dialect,
      rows: (query, reading) => (reading?.cost === 'unbounded' ? busy() : database.rows(query, reading)),
      track: busy,
    }),
  });
}

/** Servers on the curated dataset, in the state that each example needs. */
export interface ExampleServers {
  /** The routes of a server and the responses recorded as examples. */
  readonly sources: Sources;
  /** The OpenAPI document of the routes, with the responses recorded so far. */
  describe(): object;
  /** The server in this state, created on first use. */
  serverIn(state: ServerState): Promise<FastifyInstance>;
  close(): Promise<void>;
}

/**
 * Loads the curated dataset into a temporary database with a fixed clock and secret, so that the same request always gets
 * the same bytes.
 *
 * @param document served as `/openapi.json`
 */
export async function openExampleServers(document: object = placeholder): Promise<ExampleServers> {
  const folder = mkdtempSync(join(tmpdir(), 'demarche-examples-'));
  const config = readConfig({ DATABASE_URL: `sqlite:${join(folder, 'examples.db')}`, LOG_LEVEL: 'silent' });
  const database = await openDatabase(config);
  await database.migrate();
  const transaction = await database.begin();
  await transaction.change(sql`update state set secret = ${sql.placeholder('secret')}`, [{ secret }]);
  await transaction.commit();
  await loadDataset(database, readCurated(), { now: clock });
  const logger = pino({ level: 'silent' });
  const servers = new Map<ServerState, FastifyInstance>();
  const build = (state: ServerState, beforeRoutes: (server: FastifyInstance) => void | Promise<void>) =>
    buildApp({ config, database: databaseIn(state, database), logger, document, beforeRoutes });
  const executed: ExecutedRequest[] = [];
  let sources: Sources | undefined;
  const { server: ready } = await build('ready', async (server) => {
    sources = await describeRoutes(server, executed);
  });
  await ready.ready();
  servers.set('ready', ready);
  return {
    sources: sources as Sources,
    describe: () => ready.describeRoutes(),
    serverIn: async (state) => {
      const known = servers.get(state);
      if (known !== undefined) return known;
      const { server, drain } = await build(state, () => {});
      if (state === 'stopping') drain();
      servers.set(state, server);
      return server;
    },
    close: async () => {
      for (const server of servers.values()) await server.close();
      await database.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
