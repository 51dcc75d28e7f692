import { Socket } from 'node:net';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Logger } from 'pino';
import type { Metrics } from '../metrics.ts';

/** The status of a request whose client went away before there was an answer, as other servers note it. */
const clientGone = 499;

/** A request that has ended, as its line in the log tells it. */
interface Ended {
  readonly id: string;
  readonly method: string;
  readonly route: string;
  readonly url: string | undefined;
  readonly status: number;
  readonly duration_ms: number;
  readonly statements: number;
  /** Only of one whose answer was broken off. */
  readonly aborted?: true;
}

/** Whether an answer did not reach its connection whole; without one (as in `inject`) it is enough that it was written. */
export const isCut = ({ raw }: FastifyReply): boolean =>
  raw.socket instanceof Socket ? !raw.writableFinished : !raw.writableEnded;

function endOf(request: FastifyRequest, reply: FastifyReply): Ended {
  const ended = {
    id: request.id,
    method: request.method,
    route: request.template ?? request.routeOptions.url ?? 'none',
    url: request.raw.url?.slice(0, 500),
    status: reply.raw.headersSent ? reply.raw.statusCode : clientGone,
    duration_ms: Math.round((performance.now() - request.startedAt) * 100) / 100,
    statements: request.db.statements,
  };
  return isCut(reply) ? { ...ended, aborted: true } : ended;
}

/** Notes how requests ended: in the log, a line each, and in the metrics. */
export class Recorder {
  readonly #logger: Logger;
  readonly #metrics: Metrics;
  #ended: Ended[] = [];

  constructor(logger: Logger, metrics: Metrics) {
    this.#logger = logger;
    this.#metrics = metrics;
  }

  /** Notes the end of a request; written with all others of this turn of the event loop, in a third of the time. */
  note(request: FastifyRequest, reply: FastifyReply): void {
    if (this.#ended.length === 0) setImmediate(() => this.flush());
    this.#ended.push(endOf(request, reply));
  }

  /** Writes what is noted. */
  flush(): void {
    const ended = this.#ended;
    this.#ended = [];
    for (const one of ended) {
      const status = one.aborted ? clientGone : one.status;
      this.#metrics.observe(one.method, one.route, status, one.duration_ms / 1000, one.statements);
      this.#logger.info(one, 'request');
    }
  }
}

/** Logs what was refused before there was a request. */
export function logRefusal(logger: Logger, id: string, status: number): void {
  logger.info({ id, method: null, route: 'none', url: null, status, duration_ms: 0, statements: 0 }, 'request');
}
