import { hash } from 'node:crypto';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { stringify } from 'yaml';
import { z } from 'zod';
import { sendFixed } from '../http/answer.ts';
import { routeMethods } from '../http/headers.ts';
import { negotiate } from '../http/negotiate.ts';
import { linkTo, type Service } from '../service.ts';
import { cached, noQuery } from './schemas.ts';

const OpenApi = z
  .looseObject({
    openapi: z.string().describe('Version of the OpenAPI Specification.'),
    info: z.looseObject({ title: z.string(), version: z.string() }).describe('What it describes.'),
    paths: z.record(z.string(), z.unknown()).optional().describe('Every endpoint.'),
  })
  .meta({ id: 'OpenApi' });

/** The document with the address of this server. */
export const documentFor = ({ document, config }: Service): object => ({
  ...document,
  servers: [{ url: linkTo(config, '') || '/', description: 'This server.' }],
});

/** A hash of the document, for the tags of what is built from it. */
export const documentTag = ({ document }: Service): string => hash('sha1', JSON.stringify(document), 'base64url');

/** Returns a handler that sends the document in one syntax, serialised on first use. */
function documentHandler(service: Service, content_type: string, make: () => string) {
  const variant = documentTag(service);
  const offers = [{ name: variant, media_type: content_type }];
  let text: string | undefined;
  const cachedText = () => {
    text ??= make();
    return text;
  };
  return (request: FastifyRequest, reply: FastifyReply) => {
    negotiate(request.headers.accept, offers);
    return sendFixed(service, request, reply, { variant, content_type }, cachedText);
  };
}

/** Adds the OpenAPI document as JSON and as YAML. */
export function documentRoutes(server: FastifyInstance, service: Service): void {
  const document = documentFor(service);
  server.route({
    method: routeMethods,
    url: '/openapi.json',
    schema: {
      operationId: 'getOpenapiJson',
      tags: ['operations'],
      summary: 'This document, as JSON',
      description: 'The contract of the service: OpenAPI 3.1 with every parameter, response and error, and examples.',
      querystring: noQuery,
      response: cached({ 'application/json': OpenApi }),
    },
    handler: documentHandler(service, 'application/json', () => JSON.stringify(document)),
  });
  server.route({
    method: routeMethods,
    url: '/openapi.yaml',
    schema: {
      operationId: 'getOpenapiYaml',
      tags: ['operations'],
      summary: 'This document, as YAML',
      description: 'The same document as `/openapi.json`.',
      querystring: noQuery,
      response: cached({ 'application/yaml': OpenApi }),
    },
    handler: documentHandler(service, 'application/yaml', () => stringify(document, { aliasDuplicateObjects: false })),
  });
}
