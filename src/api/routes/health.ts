import type { FastifyInstance, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { Problem } from '../../errors.ts';
import { Instant } from '../../model/record.ts';
import { readLastChange, readState } from '../../store/state.ts';
import { send, untagged } from '../http/answer.ts';
import { routeMethods } from '../http/headers.ts';
import type { Metrics } from '../metrics.ts';
import type { Service } from '../service.ts';
import { noQuery, uncached } from './schemas.ts';

const Health = z.strictObject({ status: z.literal('ok').describe('The process answers.') }).meta({ id: 'Health' });
const Ready = z
  .strictObject({
    status: z.literal('ok').describe('Requests can be served.'),
    engine: z.enum(['sqlite', 'postgres']).describe('Where the data is kept.'),
    migrations_pending: z.int().describe('Migrations not yet applied; always 0 when ready.'),
    revision: z.int().describe('Revision of the data.'),
    datasets: z.int().describe('Datasets loaded.'),
    updated_at: Instant.nullable().describe('When the data last changed; null when there is none.'),
  })
  .meta({ id: 'Ready' });

const json = { 'content-type': 'application/json' };

/** @throws Problem `not-ready` saying what is wrong. */
async function readiness({ database }: Service, request: FastifyRequest) {
  const { pending, newer } = await database.migrations();
  if (newer) throw new Problem('not-ready', 'The database is from a newer version of this program.');
  if (pending.length > 0) throw new Problem('not-ready', `${pending.length} migrations are not applied.`);
  const { revision, catalogue } = await readState(request.db);
  return {
    status: 'ok',
    engine: database.name,
    migrations_pending: 0,
    revision,
    datasets: Object.keys(catalogue).length,
    updated_at: await readLastChange(request.db),
  };
}

/** Adds the endpoints for operators: liveness, readiness and metrics. */
export function healthRoutes(server: FastifyInstance, service: Service, metrics: Metrics): void {
  server.route({
    method: routeMethods,
    url: '/healthz',
    schema: {
      operationId: 'getHealth',
      tags: ['operations'],
      summary: 'Is the process alive?',
      description: 'Responds without using the database.',
      querystring: noQuery,
      response: uncached({ 'application/json': Health }),
    },
    handler: (request, reply) => send(request, reply, 200, untagged(json), '{"status":"ok"}'),
  });
  server.route({
    method: routeMethods,
    url: '/readyz',
    schema: {
      operationId: 'getReadiness',
      tags: ['operations'],
      summary: 'Can it serve?',
      description:
        'Checks that the database can be read and has the schema of this version; reports its revision and last change.',
      querystring: noQuery,
      response: uncached({ 'application/json': Ready }),
    },
    handler: async (request, reply) => {
      const body = await readiness(service, request).catch((cause: unknown) => {
        throw cause instanceof Problem ? cause : new Problem('not-ready', 'The database cannot be read.');
      });
      return send(request, reply, 200, untagged(json), JSON.stringify(body));
    },
  });
  server.route({
    method: routeMethods,
    url: '/metrics',
    schema: {
      operationId: 'getMetrics',
      tags: ['operations'],
      summary: 'Metrics',
      description: 'Counters and histograms for Prometheus; requests are labelled by route template, never by address.',
      querystring: noQuery,
      response: uncached({ 'text/plain': z.string() }),
    },
    handler: async (request, reply) => {
      const head = untagged({ 'content-type': metrics.contentType });
      return send(request, reply, 200, head, await metrics.text());
    },
  });
}
