import type { Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { type ErrorCode, errorTable, Problem } from '../../errors.ts';
import { send, sendOnSocket, untagged } from './answer.ts';

/** The media type of RFC 9457. */
export const problemType = 'application/problem+json';

/** What a client is told of a refusal or failure, after RFC 9457. */
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

/** Errors of the framework in our words; everything else of it is a fault of ours. */
const frameworkCodes: Readonly<Record<string, { code: ErrorCode; detail: string }>> = {
  FST_ERR_BAD_URL: { code: 'malformed-url', detail: 'The path has a broken percent escape or text that is not UTF-8.' },
  FST_ERR_MAX_PARAM_LENGTH_EXCEEDED: { code: 'uri-too-long', detail: 'A part of the path is too long.' },
  // Of the page's own files: a path that climbs, or is written so that it might.
  FST_STATIC_FORBIDDEN_PATH: { code: 'no-such-endpoint', detail: 'The documentation is at `/docs`.' },
};

/** Any error as the problem a client is told; what is not foreseen becomes `internal` and tells nothing. */
export function asProblem(cause: unknown): Problem {
  if (cause instanceof Problem) return cause;
  const known = frameworkCodes[(cause as { code?: string } | null)?.code ?? ''];
  if (known !== undefined) return new Problem(known.code, known.detail);
  return new Problem('internal', 'Something went wrong on our side; the log has it under the request id.');
}

/** Answers with a problem. */
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
/** A request line without an end among what came first. */
const longUrl = /^[A-Z]+ [^\n]{8192}/;
const malformed = { code: 'malformed-request', detail: 'The request is not valid HTTP/1.1.' } as const;

/** Answers a connection that has no request, and closes it. */
export function answerOnSocket(problem: Problem, socket: Duplex, id: string): void {
  const body = JSON.stringify(problemBody(problem, null));
  const kept = { 'x-request-id': id, 'content-type': problemType, 'cache-control': 'no-store', ...problem.headers };
  sendOnSocket(socket, problem.status, errorTable[problem.code].title, kept, body);
}

/**
 * Answers what the HTTP parser refuses before there is a request, in the same language.
 *
 * Gives the status, null when nobody is there to be answered.
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
