import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Logger } from 'pino';
import type { Metrics } from './metrics.ts';

/** Notes how a request ended, once. */
export function recorder(logger: Logger, metrics: Metrics) {
  return (request: FastifyRequest, reply: FastifyReply): void => {
    const duration_ms = Math.round((performance.now() - request.startedAt) * 100) / 100;
    const route = request.template ?? request.routeOptions.url ?? 'none';
    const { statements } = request.db;
    metrics.observe(request.method, route, reply.statusCode, duration_ms / 1000, statements);
    logger.info(
      {
        id: request.id,
        method: request.method,
        route,
        url: request.raw.url?.slice(0, 500),
        status: reply.statusCode,
        duration_ms,
        statements,
        ...(reply.raw.writableFinished ? {} : { aborted: true }),
      },
      'request',
    );
  };
}

/** Logs what was refused before there was a route. */
export function logRefusal(logger: Logger, id: string, status: number, request?: FastifyRequest): void {
  const { method = null, url = null } = request?.raw ?? {};
  logger.info(
    { id, method, route: 'none', url: url?.slice(0, 500) ?? null, status, duration_ms: 0, statements: 0 },
    'request',
  );
}
