import type { FastifyRequest } from 'fastify';
import type { Logger } from 'pino';
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
  interface FastifyInstance {
    /** Where the service writes what happened; Fastify's own logger is off, as one line a request is all there is. */
    journal: Logger;
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

/** The part of a URL behind the first `?`. */
export function queryText(request: FastifyRequest): string {
  const url = request.raw.url ?? '';
  const at = url.indexOf('?');
  return at < 0 ? '' : url.slice(at + 1);
}

/** The part of a URL before the first `?`. */
export function pathText(request: FastifyRequest): string {
  const url = request.raw.url ?? '';
  const at = url.indexOf('?');
  return at < 0 ? url : url.slice(0, at);
}

/** A link to a path of the service: absolute when PUBLIC_URL is set; the Host header is never trusted. */
export const linkTo = (config: Config, path: string): string => `${config.publicUrl}${path}`;
