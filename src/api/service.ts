import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Logger } from 'pino';
import type { Config } from '../config.ts';
import type { Engine, Session } from '../db/engine.ts';
import type { StateReader } from '../store/state.ts';
import { matchesAny, matchesTag, weakTag } from './etag.ts';
import { cacheable } from './headers.ts';

/** What every route is given: where data is, how the service is set, which build it is. */
export interface Service {
  readonly engine: Engine;
  readonly config: Config;
  readonly state: StateReader;
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

/**
 * Sets the tag and cache headers of an answer; true when the client has it already: then 304 is sent.
 *
 * @param exists whether the resource is known to exist, so that `If-None-Match: *` may be answered
 */
export function notModified(
  service: Service,
  request: FastifyRequest,
  reply: FastifyReply,
  { revision, format, exists }: { readonly revision: number; readonly format: string; readonly exists: boolean },
): boolean {
  const { build, config } = service;
  const etag = weakTag(revision, `${build}\n${format}\n${config.publicUrl}\n${request.raw.url}`);
  const header = request.headers['if-none-match'];
  reply.headers(cacheable).header('etag', etag);
  if (header === undefined) return false;
  return matchesTag(header, etag) || (exists && matchesAny(header));
}

/** What an answer says of how long it took, in milliseconds. */
export function serverTiming({ db, startedAt }: FastifyRequest): string {
  const total = performance.now() - startedAt;
  return `db;dur=${db.elapsed_ms.toFixed(2)}, total;dur=${total.toFixed(2)}`;
}

/** Sends an answer that is text already, with the headers set so far, past all that the framework would still do to it. */
export function sendReady(
  request: FastifyRequest,
  reply: FastifyReply,
  status: 200 | 304,
  text?: string,
): FastifyReply {
  const headers: Record<string, number | string | string[] | undefined> = reply.getHeaders();
  headers['server-timing'] = serverTiming(request);
  if (text !== undefined) headers['content-length'] = Buffer.byteLength(text);
  reply.hijack();
  reply.raw.writeHead(status, headers as Record<string, number | string | string[]>);
  reply.raw.end(text);
  return reply;
}
