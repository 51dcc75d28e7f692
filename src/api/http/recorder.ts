import { Socket } from 'node:net';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Logger } from 'pino';
import type { Metrics } from '../metrics.ts';

/** The status logged when the client disconnected before a response, as in nginx. */
const clientGone = 499;

/** The log entry of a finished request. */
interface RequestEntry {
  readonly id: string;
  readonly method: string;
  readonly route: string;
  readonly url: string | undefined;
  readonly status: number;
  readonly duration_ms: number;
  readonly statements: number;
  /** Set only if the response was incomplete. */
  readonly aborted?: true;
}

/** Whether a response was not fully sent; without a socket (as in `inject`), whether it was not fully written. */
export const isCut = ({ raw }: FastifyReply): boolean =>
  raw.socket instanceof Socket ? !raw.writableFinished : !raw.writableEnded;

function entryOf(request: FastifyRequest, reply: FastifyReply): RequestEntry {
  const entry = {
    id: request.id,
    method: request.method,
    route: request.template ?? request.routeOptions.url ?? 'none',
    url: request.raw.url?.slice(0, 500),
    status: reply.raw.headersSent ? reply.raw.statusCode : clientGone,
    duration_ms: Math.round((performance.now() - request.startedAt) * 100) / 100,
    statements: request.db.statements,
  };
  return isCut(reply) ? { ...entry, aborted: true } : entry;
}

/** Records finished requests in the log, one line each, and in the metrics. */
export class Recorder {
  readonly #logger: Logger;
  readonly #metrics: Metrics;
  #entries: RequestEntry[] = [];

  constructor(logger: Logger, metrics: Metrics) {
    this.#logger = logger;
    this.#metrics = metrics;
  }

  /** Records the end of a request; entries of one turn of the event loop are written together, in a third of the time. */
  note(request: FastifyRequest, reply: FastifyReply): void {
    if (this.#entries.length === 0) setImmediate(() => this.flush());
    this.#entries.push(entryOf(request, reply));
  }

  /** Writes the pending entries. */
  flush(): void {
    const entries = this.#entries;
    this.#entries = [];
    for (const one of entries) {
      const status = one.aborted ? clientGone : one.status;
      this.#metrics.observe(one.method, one.route, status, one.duration_ms / 1000, one.statements);
      this.#logger.info(one, 'request');
    }
  }
}

/** Logs an error of the HTTP parser. */
export function logRefusal(logger: Logger, id: string, status: number): void {
  logger.info({ id, method: null, route: 'none', url: null, status, duration_ms: 0, statements: 0 }, 'request');
}
