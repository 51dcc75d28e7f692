import type { Config } from '../config.ts';
import type { Database, Session } from '../db/database.ts';
import type { StateReader } from '../store/state.ts';
import type { Exports } from './exports.ts';

/** What every route gets: the database, the settings and the build. */
export interface Service {
  readonly database: Database;
  readonly config: Config;
  readonly state: StateReader;
  readonly exports: Exports;
  /** The version of the program, which changes whenever responses from the same data may. */
  readonly build: string;
  /** The OpenAPI document that is served. */
  readonly document: object;
}

declare module 'fastify' {
  interface FastifyContextConfig {
    /** Query strings that show what the route can do; each is executed for the documentation. */
    examples?: readonly string[];
  }
  interface FastifyRequest {
    /** Runs queries on behalf of this request and counts them. */
    db: Session;
    /** The route's path with `:id` in it, once its handler was reached. */
    template: string | null;
    /** When the request arrived, in milliseconds of `performance.now()`. */
    startedAt: number;
  }
}

/** A link to a path of the service: absolute when PUBLIC_URL is set; the Host header is never trusted. */
export const linkTo = (config: Config, path: string): string => `${config.publicUrl}${path}`;
