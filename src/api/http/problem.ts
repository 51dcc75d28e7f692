import type { Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { type ErrorCode, errorTable, Problem } from '../../errors.ts';
import { send, sendOnSocket, untagged } from './answer.ts';

/** The media type of RFC 9457. */
export const problemType = 'application/problem+json';

/** The body of an error response, as defined by RFC 9457. */
export function problemBody(problem: Problem, instance: string | null) {
  return {
    type: `/v1/codes/errors#${problem.code}`,
    title: errorTable[problem.code].title,
    status: problem.status,
    detail: problem.message,
    code: problem.code,
    instance,
    errors: problem.errors,
  };
}

/** Framework errors that are the client's fault; all others are internal errors. */
const frameworkCodes: Readonly<Record<string, { code: ErrorCode; detail: string }>> = {
  FST_ERR_BAD_URL: { code: 'malformed-url', detail: 'The path has a broken percent escape or text that is not UTF-8.' },
  FST_ERR_MAX_PARAM_LENGTH_EXCEEDED: { code: 'uri-too-long', detail: 'A part of the path is too long.' },
  // From the static files of the page: a path with `..` or an encoding of it.
  FST_STATIC_FORBIDDEN_PATH: { code: 'no-such-endpoint', detail: 'The documentation is at `/docs`.' },
};

/** Converts any error to a problem; an unexpected one becomes `internal` and reveals nothing. */
export function asProblem(cause: unknown): Problem {
  if (cause instanceof Problem) return cause;
  const known = frameworkCodes[(cause as { code?: string } | null)?.code ?? ''];
  if (known !== undefined) return new Problem(known.code, known.detail);
  return new Problem('internal', 'Internal error; it is logged under the request id.');
}

/** Sends a problem. */
export function sendProblem(cause: unknown, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const problem = asProblem(cause);
  if (problem.code === 'internal') request.log.error({ err: cause, id: request.id }, 'internal error');
  const instance = request.raw.url?.slice(0, 300) ?? null;
  const head = untagged({ 'content-type': problemType, ...problem.headers });
  return send(request, reply, problem.status, head, JSON.stringify(problemBody(problem, instance)));
}

const parserCodes: Readonly<Record<string, { code: ErrorCode; detail: string }>> = {
  HPE_HEADER_OVERFLOW: { code: 'headers-too-large', detail: 'The header fields are larger than 16 kB.' },
  ERR_HTTP_REQUEST_TIMEOUT: { code: 'request-timeout', detail: 'The request was not sent in time.' },
};
/** A request line that does not end within the first bytes. */
const longUrl = /^[A-Z]+ [^\n]{8192}/;
const malformed = { code: 'malformed-request', detail: 'The request is not valid HTTP/1.1.' } as const;

/** Sends a problem on a connection without a parsed request, and closes it. */
export function answerOnSocket(problem: Problem, socket: Duplex, id: string): void {
  const body = JSON.stringify(problemBody(problem, null));
  const kept = { 'x-request-id': id, 'content-type': problemType, 'cache-control': 'no-store', ...problem.headers };
  sendOnSocket(socket, problem.status, errorTable[problem.code].title, kept, body);
}

/**
 * Sends an error of the HTTP parser as a problem.
 *
 * Returns the status, or null when the client is gone.
 */
export function answerParserError(
  error: Error & { code?: string; rawPacket?: unknown },
  socket: Socket,
  id: string,
): number | null {
  if (error.code === 'ECONNRESET' || !socket.writable) {
    socket.destroy();
    return null;
  }
  const known = parserCodes[error.code ?? ''] ?? malformed;
  const first = Buffer.isBuffer(error.rawPacket) ? error.rawPacket.toString('latin1', 0, 9000) : '';
  const isUrl = known.code === 'headers-too-large' && longUrl.test(first);
  const { code, detail } = isUrl ? { code: 'uri-too-long' as const, detail: 'The URL is too long.' } : known;
  const problem = new Problem(code, detail);
  answerOnSocket(problem, socket, id);
  return problem.status;
}
