import type { FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { errorTable, Problem } from '../errors.ts';
import { type CodeScheme, codeSchemesServed } from '../model/codes/schemes.ts';
import { send, tagged } from './answer.ts';
import type { Endpoint } from './endpoint.ts';
import { noQuery } from './endpoint.ts';
import { negotiate } from './negotiate.ts';
import { readQuery } from './query-string.ts';
import { queryText, type Service } from './service.ts';

const errorScheme: CodeScheme = {
  scheme: 'errors',
  title: 'Error codes',
  description: 'The `code` of every refusal and failure; `type` of a problem leads here.',
  see: 'https://www.rfc-editor.org/rfc/rfc9457',
  entries: Object.entries(errorTable).map(([code, { title, when, status }]) => ({
    code,
    label: title,
    description: when,
    parent: String(status),
  })),
};

const schemes = new Map([...codeSchemesServed, errorScheme].map((scheme) => [scheme.scheme, scheme]));

const Entry = z
  .looseObject({
    code: z.string().describe('The code, always a string.'),
    label: z.string().describe('What it means, in short.'),
    description: z.string().nullable().describe('When it is used.'),
    parent: z.string().nullable().describe('The code it is part of.'),
  })
  .meta({ id: 'Code' });

const heading = {
  scheme: z.string().describe('Name of the list.'),
  title: z.string(),
  description: z.string(),
  see: z.string().nullable().describe('Where the codes are from.'),
};

const SchemeList = z
  .strictObject({ data: z.array(z.strictObject({ ...heading, codes: z.int().describe('Number of codes.') })) })
  .meta({ id: 'CodeSchemeList' });
const Scheme = z.strictObject({ ...heading, data: z.array(Entry) }).meta({ id: 'CodeScheme' });

const json = [{ name: 'json', media_type: 'application/json' }] as const;

function sendStatic(service: Service, request: FastifyRequest, reply: FastifyReply, body: () => object): FastifyReply {
  readQuery(noQuery, queryText(request));
  negotiate(request.headers.accept, json);
  const { head, known } = tagged(service, request, { variant: 'json', exists: true });
  if (known) return send(request, reply, 304, head);
  head.push('content-type', 'application/json');
  return send(request, reply, 200, head, JSON.stringify(body()));
}

/** The code lists: all of them, and each with its codes. */
export function codeEndpoints(service: Service): Endpoint[] {
  const common = { tag: 'codes', query: noQuery, cached: true, asksDatabase: false };
  return [
    {
      ...common,
      path: '/v1/codes',
      operationId: 'listCodeSchemes',
      summary: 'Code lists',
      description:
        'Every code list of the service: event types, CAMEO, PLOVER, roles, positions, topics, countries, errors.',
      answers: [{ media_type: 'application/json', schema: SchemeList }],
      examples: [''],
      handler: (request, reply) =>
        sendStatic(service, request, reply, () => ({
          data: [...schemes.values()].map(({ entries, ...rest }) => ({ ...rest, codes: entries.length })),
        })),
    },
    {
      ...common,
      path: '/v1/codes/:scheme',
      operationId: 'getCodeScheme',
      summary: 'One code list',
      description: 'Every code of a list, with what it means.',
      parameter: { name: 'scheme', description: 'Name of the list.', example: 'roles' },
      answers: [{ media_type: 'application/json', schema: Scheme }],
      examples: [''],
      handler: (request, reply) => {
        const { scheme } = request.params as { scheme: string };
        const found = schemes.get(scheme);
        if (found === undefined) {
          const names = [...schemes.keys()];
          const message = 'There is no such code list.';
          throw new Problem('not-found', message, [
            { parameter: 'scheme', value: scheme.slice(0, 200), message, accepted: names },
          ]);
        }
        const { entries, ...rest } = found;
        return sendStatic(service, request, reply, () => ({ ...rest, data: entries }));
      },
    },
  ];
}
