import { Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Service } from '../service.ts';
import { matchesAny, matchesTag, weakTag } from './etag.ts';
import { cacheable, everyAnswer } from './headers.ts';

/** Names and values in turn, as Node writes them without looking at them twice. */
export type Head = string[];

const pairs = (headers: Readonly<Record<string, string>>): Head => Object.entries(headers).flat();
const ofEvery = pairs(everyAnswer);
const ofCacheable = pairs(cacheable);
const ofEveryCacheable = [...ofCacheable, ...ofEvery];

const ofPage = (policy: string): Head => pairs({ ...cacheable, ...everyAnswer, 'content-security-policy': policy });

/** An answer that may be kept and asked for again by its tag. */
export interface Tagged {
  readonly etag: string;
  /** Starts with the tag and the headers of all answers; the rest is pushed to it. */
  readonly head: Head;
  /** True when the client has it already: then 304 is sent. */
  readonly known: boolean;
}

/** What an answer depends on beside its URL and the program. */
export interface Version {
  /** Where the data stands, and which data that is; left out where none is shown. */
  readonly revision?: number;
  readonly database?: string;
  /** Its format, or the text it is made of. */
  readonly variant: string;
  /** Whether the resource is known to exist, so that `If-None-Match: *` may be answered. */
  readonly exists: boolean;
  /** The content security policy of a page, where it is not that of all answers. */
  readonly policy?: string;
}

/**
 * The tag and cache headers of an answer: whatever is sent under it, 200 or 304, has the same, for a browser takes those
 * of the 304 for the page it has.
 *
 * @see https://www.rfc-editor.org/rfc/rfc9111#section-4.3.4
 */
export function tagged(
  { build, config }: Service,
  { raw: { url, headers } }: FastifyRequest,
  { revision = 0, database = '', variant, exists, policy }: Version,
): Tagged {
  const etag = weakTag(revision, `${build}\n${database}\n${variant}\n${config.publicUrl}\n${url}`);
  const given = headers['if-none-match'];
  return {
    etag,
    head: ['etag', etag, ...(policy === undefined ? ofEveryCacheable : ofPage(policy))],
    known: given !== undefined && (matchesTag(given, etag) || (exists && matchesAny(given))),
  };
}

/** A head of these and the headers of all answers. */
export const plain = (headers: Readonly<Record<string, string>>): Head => [...pairs(headers), ...ofEvery];

/** The same of an answer that must not be kept. */
export const untagged = (headers: Readonly<Record<string, string>>): Head =>
  plain({ 'cache-control': 'no-store', ...headers });

/** What an answer says of how long it took, in milliseconds. */
export function serverTiming({ db, startedAt }: FastifyRequest): string {
  const total = performance.now() - startedAt;
  return `db;dur=${db.elapsed_ms.toFixed(2)}, total;dur=${total.toFixed(2)}`;
}

function sendHead(request: FastifyRequest, reply: FastifyReply, status: number, head: Head): void {
  head.push('x-request-id', request.id, 'server-timing', serverTiming(request));
  // First the head: should it be refused, the framework is still there to say so.
  reply.raw.writeHead(status, head);
  reply.hijack();
}

/** Sends an answer whole, past all that the framework would still do to it; the text is left out for HEAD. */
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
  // Where each character is one byte, Node need not look for those that are not.
  reply.raw.end(text, bytes === text.length ? 'latin1' : 'utf8');
  return reply;
}

/** What a fixed answer is, beside its text. */
export interface Fixed {
  /** What distinguishes it from other forms of the same address. */
  readonly variant: string;
  readonly content_type: string;
  readonly policy?: string;
}

/** Sends an answer that depends on no data: 304 where the client has it, else the text, which is made only then. */
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

/** Answers a connection that has no request, and closes it. */
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

/** Ends a connection so that no client takes what it has for the whole: before HTTP/1.1 a mere end would look like one. */
function breakOff({ raw }: FastifyReply): void {
  if (raw.socket instanceof Socket) raw.socket.resetAndDestroy();
  else raw.destroy();
}

/** As much as is handed to the connection at once; a client that takes less in STALL_TIMEOUT_MS has stopped reading. */
const handful = 128 * 1024;

/** Hands bytes to the connection and waits until it has taken them, or is gone. */
function taken({ raw }: FastifyReply, bytes: Uint8Array, stall_ms: number): Promise<void> {
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
 * Sends an answer piece by piece, as fast as it is read; breaks the connection off when a piece fails, or when none is
 * read for STALL_TIMEOUT_MS.
 */
export async function sendPieces(
  { config }: Service,
  request: FastifyRequest,
  reply: FastifyReply,
  head: Head,
  pieces: AsyncGenerator<Uint8Array>,
): Promise<FastifyReply> {
  const { raw } = reply;
  // The first is made before the head goes out, so that what fails at once is answered by a status.
  let piece = await pieces.next();
  sendHead(request, reply, 200, head);
  try {
    for (; !piece.done; piece = await pieces.next()) {
      for (let at = 0; at < piece.value.length && !raw.destroyed; at += handful) {
        await taken(reply, piece.value.subarray(at, at + handful), config.stallTimeoutMs);
      }
      if (raw.destroyed) return reply;
    }
    raw.end();
  } catch (cause) {
    // The pieces are also ended by this when the client goes away, which is no fault of ours.
    if (raw.destroyed) return reply;
    request.log.error({ err: cause, id: request.id }, 'answer broken off');
    breakOff(reply);
  } finally {
    await pieces.return(undefined);
  }
  return reply;
}
