import type { Config } from '../config.ts';
import type { Database, Session } from '../db/database.ts';
import type { StateReader } from '../store/state.ts';
import type { Exports } from './exports.ts';

/** What every route is given: where data is, how the service is set, which build it is. */
export interface Service {
  readonly database: Database;
  readonly config: Config;
  readonly state: StateReader;
  readonly exports: Exports;
  /** Changes whenever the answers of the same data may: the version of the program. */
  readonly build: string;
  /** The OpenAPI document it serves. */
  readonly document: object;
}

declare module 'fastify' {
  interface FastifyContextConfig {
    /** Query strings that show what the route can do; each is executed for the documentation. */
    examples?: readonly string[];
  }
  interface FastifyRequest {
    /** Asks the database on behalf of this request, and counts. */
    db: Session;
    /** The route's path with `:id` in it, once its handler was reached. */
    template: string | null;
    /** When the request came, in milliseconds of `performance.now()`. */
    startedAt: number;
  }
}

/** A link to a path of the service: absolute when PUBLIC_URL is set; the Host header is never trusted. */
export const linkTo = (config: Config, path: string): string => `${config.publicUrl}${path}`;
