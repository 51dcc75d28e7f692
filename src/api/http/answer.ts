import { Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Service } from '../service.ts';
import { matchesAny, matchesTag, weakTag } from './etag.ts';
import { cacheable, everyAnswer } from './headers.ts';

/** Alternating header names and values, the form that Node writes fastest. */
export type Head = string[];

const pairs = (headers: Readonly<Record<string, string>>): Head => Object.entries(headers).flat();
const ofEvery = pairs(everyAnswer);
const ofCacheable = pairs(cacheable);
const ofEveryCacheable = [...ofCacheable, ...ofEvery];

const ofPage = (policy: string): Head => pairs({ ...cacheable, ...everyAnswer, 'content-security-policy': policy });

/** A cacheable response that can be revalidated by its tag. */
export interface Tagged {
  readonly etag: string;
  /** Starts with the tag and the common headers; callers push the rest. */
  readonly head: Head;
  /** True when the client already has it, so that 304 is sent. */
  readonly known: boolean;
}

/** What a response depends on besides its URL and the program. */
export interface Version {
  /** Revision and id of the database; omitted when no data is shown. */
  readonly revision?: number;
  readonly database?: string;
  /** Its format, or a hash of its content. */
  readonly variant: string;
  /** Whether the resource is known to exist, so that `If-None-Match: *` may be answered. */
  readonly exists: boolean;
  /** The content security policy, if it differs from the default. */
  readonly policy?: string;
}

/**
 * The tag and cache headers of a response; 200 and 304 get the same ones, because a browser updates its cached page with
 * those of the 304.
 *
 * @see https://www.rfc-editor.org/rfc/rfc9111#section-4.3.4
 */
export function tagged(
  { build, config }: Service,
  { raw: { url, headers } }: FastifyRequest,
  { revision = 0, database = '', variant, exists, policy }: Version,
): Tagged {
  const etag = weakTag(revision, `${build}\n${database}\n${variant}\n${config.publicUrl}\n${url}`);
  const header = headers['if-none-match'];
  return {
    etag,
    head: ['etag', etag, ...(policy === undefined ? ofEveryCacheable : ofPage(policy))],
    known: header !== undefined && (matchesTag(header, etag) || (exists && matchesAny(header))),
  };
}

/** A head of these headers and the common ones. */
export const plain = (headers: Readonly<Record<string, string>>): Head => [...pairs(headers), ...ofEvery];

/** The same for a response that must not be cached. */
export const untagged = (headers: Readonly<Record<string, string>>): Head =>
  plain({ 'cache-control': 'no-store', ...headers });

/** The value of `Server-Timing`, in milliseconds. */
export function serverTiming({ db, startedAt }: FastifyRequest): string {
  const total = performance.now() - startedAt;
  return `db;dur=${db.elapsed_ms.toFixed(2)}, total;dur=${total.toFixed(2)}`;
}

function sendHead(request: FastifyRequest, reply: FastifyReply, status: number, head: Head): void {
  head.push('x-request-id', request.id, 'server-timing', serverTiming(request));
  // Write the head before hijacking, so that the framework still handles an error in it.
  reply.raw.writeHead(status, head);
  reply.hijack();
}

/** Sends a complete response, bypassing the framework; Node drops the text for HEAD. */
export function send(
  request: FastifyRequest,
  reply: FastifyReply,
  status: number,
  head: Head,
  text?: string,
): FastifyReply {
  if (text === undefined) {
    sendHead(request, reply, status, head);
    reply.raw.end();
    return reply;
  }
  const bytes = Buffer.byteLength(text);
  head.push('content-length', String(bytes));
  sendHead(request, reply, status, head);
  // Latin-1 is faster, and the same bytes when every character is one byte.
  reply.raw.end(text, bytes === text.length ? 'latin1' : 'utf8');
  return reply;
}

/** A response that depends on no data, without its text. */
export interface Fixed {
  /** What distinguishes it from other representations of the same URL. */
  readonly variant: string;
  readonly content_type: string;
  readonly policy?: string;
}

/** Sends a response that depends on no data: 304 if the client has it, else the text, built only then. */
export function sendFixed(
  service: Service,
  request: FastifyRequest,
  reply: FastifyReply,
  { content_type, ...fixed }: Fixed,
  text: () => string,
): FastifyReply {
  const { head, known } = tagged(service, request, { ...fixed, exists: true });
  if (known) return send(request, reply, 304, head);
  head.push('content-type', content_type);
  return send(request, reply, 200, head, text());
}

/** Responds on a connection without a parsed request, and closes it. */
export function sendOnSocket(
  socket: Duplex,
  status: number,
  reason: string,
  headers: Readonly<Record<string, string>>,
  body: string,
): void {
  const length = String(Buffer.byteLength(body));
  const all = { ...everyAnswer, ...headers, 'content-length': length, connection: 'close' };
  const lines = Object.entries(all).map(([name, value]) => `${name}: ${value}\r\n`);
  socket.end(`HTTP/1.1 ${status} ${reason}\r\n${lines.join('')}\r\n${body}`);
}

/** Resets a connection so that no client takes a partial body for a complete one, as HTTP/1.0 would after a plain close. */
function abort({ raw }: FastifyReply): void {
  if (raw.socket instanceof Socket) raw.socket.resetAndDestroy();
  else raw.destroy();
}

/** Bytes per write; a client that takes less in STALL_TIMEOUT_MS is considered stalled. */
const write_bytes = 128 * 1024;

/** Writes bytes and waits until the connection has accepted them or is closed. */
function write({ raw }: FastifyReply, bytes: Uint8Array, stall_ms: number): Promise<void> {
  return new Promise((resolve, reject) => {
    const settle = (then: () => void) => () => {
      clearTimeout(stalled);
      raw.off('close', done);
      then();
    };
    const done = settle(resolve);
    const stall = settle(() => reject(new Error(`The client has read nothing for ${stall_ms} ms.`)));
    const stalled = setTimeout(stall, stall_ms);
    raw.once('close', done);
    raw.write(bytes, done);
  });
}

/**
 * Sends a response in chunks as fast as the client reads; resets the connection when a chunk fails or the client reads
 * nothing for STALL_TIMEOUT_MS.
 */
export async function sendChunks(
  { config }: Service,
  request: FastifyRequest,
  reply: FastifyReply,
  head: Head,
  chunks: AsyncGenerator<Uint8Array>,
): Promise<FastifyReply> {
  const { raw } = reply;
  // Produce the first chunk before sending the head, so that an immediate failure still gets an error status.
  let chunk = await chunks.next();
  sendHead(request, reply, 200, head);
  try {
    for (; !chunk.done; chunk = await chunks.next()) {
      for (let at = 0; at < chunk.value.length && !raw.destroyed; at += write_bytes) {
        await write(reply, chunk.value.subarray(at, at + write_bytes), config.stallTimeoutMs);
      }
      if (raw.destroyed) return reply;
    }
    raw.end();
  } catch (cause) {
    // A client that disconnects also ends the chunks; that is not an error.
    if (raw.destroyed) return reply;
    request.log.error({ err: cause, id: request.id }, 'answer broken off');
    abort(reply);
  } finally {
    await chunks.return(undefined);
  }
  return reply;
}
