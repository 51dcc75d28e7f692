import type { FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { Problem } from '../errors.ts';
import { Instant } from '../model/record.ts';
import { readLastChange, readState } from '../store/state.ts';
import { send, untagged } from './answer.ts';
import type { Endpoint } from './endpoint.ts';
import { noQuery } from './endpoint.ts';
import type { Metrics } from './metrics.ts';
import { readQuery } from './query-string.ts';
import { queryText, type Service } from './service.ts';

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

function sendFresh(reply: FastifyReply, request: FastifyRequest, type: string, body: string): FastifyReply {
  return send(request, reply, 200, untagged({ 'content-type': type }), body);
}

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

/** What operators and their tools ask: does the process live, can it serve, what does it do. */
export function healthEndpoints(service: Service, metrics: Metrics): Endpoint[] {
  const common = { tag: 'operations', query: noQuery, cached: false, examples: [''] } as const;
  return [
    {
      ...common,
      path: '/healthz',
      operationId: 'getHealth',
      summary: 'Is the process alive?',
      description: 'Answers without asking the database.',
      asksDatabase: false,
      answers: [{ media_type: 'application/json', schema: Health }],
      handler: (request, reply) => {
        readQuery(noQuery, queryText(request));
        return sendFresh(reply, request, 'application/json', '{"status":"ok"}');
      },
    },
    {
      ...common,
      path: '/readyz',
      operationId: 'getReadiness',
      summary: 'Can it serve?',
      description:
        'Asks the database: can it be read, is its schema the one of this version, which revision has it, when did it change.',
      asksDatabase: true,
      answers: [{ media_type: 'application/json', schema: Ready }],
      handler: async (request, reply) => {
        readQuery(noQuery, queryText(request));
        const body = await readiness(service, request).catch((cause: unknown) => {
          throw cause instanceof Problem ? cause : new Problem('not-ready', 'The database cannot be read.');
        });
        return sendFresh(reply, request, 'application/json', JSON.stringify(body));
      },
    },
    {
      ...common,
      path: '/metrics',
      operationId: 'getMetrics',
      summary: 'Metrics',
      description: 'Counters and histograms for Prometheus; requests are labelled by route template, never by address.',
      asksDatabase: false,
      answers: [{ media_type: 'text/plain', schema: null }],
      handler: async (request, reply) => {
        readQuery(noQuery, queryText(request));
        return sendFresh(reply, request, metrics.contentType, await metrics.text());
      },
    },
  ];
}
