import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { errorTable, Problem } from '../../errors.ts';
import { type CodeScheme, codeSchemesServed } from '../../model/codes/schemes.ts';
import { type Fixed, sendFixed } from '../http/answer.ts';
import { routeMethods } from '../http/headers.ts';
import { jsonOnly, negotiate } from '../http/negotiate.ts';
import type { Service } from '../service.ts';
import { cached, noQuery, orNotFound, pathParameter } from './schemas.ts';

const errorScheme: CodeScheme = {
  scheme: 'errors',
  title: 'Error codes',
  description: 'The `code` of every error; the `type` of a problem links here.',
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
    label: z.string().describe('Short meaning.'),
    description: z.string().nullable().describe('When it is used.'),
    parent: z.string().nullable().describe('The code it is part of.'),
  })
  .meta({ id: 'Code' });

const heading = {
  scheme: z.string().describe('Name of the list.'),
  title: z.string(),
  description: z.string(),
  see: z.string().nullable().describe('Where the codes come from.'),
};

const SchemeList = z
  .strictObject({ data: z.array(z.strictObject({ ...heading, codes: z.int().describe('Number of codes.') })) })
  .meta({ id: 'CodeSchemeList' });
const Scheme = z.strictObject({ ...heading, data: z.array(Entry) }).meta({ id: 'CodeScheme' });

const json: Fixed = { variant: 'json', content_type: 'application/json' };

/** @throws Problem `not-found` listing the existing names. */
function schemeNamed(name: string): CodeScheme {
  const found = schemes.get(name);
  if (found !== undefined) return found;
  const message = 'There is no such code list.';
  const item = { parameter: 'scheme', value: name.slice(0, 200), message, accepted: [...schemes.keys()] };
  throw new Problem('not-found', message, [item]);
}

function listText(): string {
  return JSON.stringify({
    data: [...schemes.values()].map(({ entries, ...rest }) => ({ ...rest, codes: entries.length })),
  });
}

function schemeText({ entries, ...rest }: CodeScheme): string {
  return JSON.stringify({ ...rest, data: entries });
}

/** The code lists: all of them, and each with its codes. */
export function codeRoutes(server: FastifyInstance, service: Service): void {
  server.route({
    method: routeMethods,
    url: '/v1/codes',
    schema: {
      operationId: 'listCodeSchemes',
      tags: ['codes'],
      summary: 'Code lists',
      description:
        'Every code list of the service: event types, CAMEO, PLOVER, roles, positions, topics, countries, errors.',
      querystring: noQuery,
      response: cached({ 'application/json': SchemeList }),
    },
    handler: (request, reply) => {
      negotiate(request.headers.accept, jsonOnly);
      return sendFixed(service, request, reply, json, listText);
    },
  });
  server.route<{ Params: { scheme: string } }>({
    method: routeMethods,
    url: '/v1/codes/:scheme',
    schema: {
      operationId: 'getCodeScheme',
      tags: ['codes'],
      summary: 'One code list',
      description: 'Every code of a list, with what it means.',
      params: pathParameter('scheme', 'Name of the list.', 'roles'),
      querystring: noQuery,
      response: { ...cached({ 'application/json': Scheme }), ...orNotFound },
    },
    handler: (request, reply) => {
      const scheme = schemeNamed(request.params.scheme);
      negotiate(request.headers.accept, jsonOnly);
      return sendFixed(service, request, reply, json, () => schemeText(scheme));
    },
  });
}
