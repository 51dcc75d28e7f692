import { hash } from 'node:crypto';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { stringify } from 'yaml';
import { z } from 'zod';
import { send, tagged } from './answer.ts';
import { type Endpoint, noQuery } from './endpoint.ts';
import { negotiate } from './negotiate.ts';
import { readQuery } from './query-string.ts';
import { linkTo, queryText, type Service } from './service.ts';

const OpenApi = z
  .looseObject({
    openapi: z.string().describe('Version of the OpenAPI Specification.'),
    info: z.looseObject({ title: z.string(), version: z.string() }).describe('What it describes.'),
    paths: z.record(z.string(), z.unknown()).optional().describe('Every endpoint.'),
  })
  .meta({ id: 'OpenApi' });

/** The document as this server gives it: with its own address. */
export const documentFor = ({ document, config }: Service): object => ({
  ...document,
  servers: [{ url: linkTo(config, '') || '/', description: 'This server.' }],
});

/** What the pages and texts made of a document depend on, for their tags. */
export const documentTag = ({ document }: Service): string => hash('sha1', JSON.stringify(document), 'base64url');

function row(service: Service, media_type: string, tag: string, text: () => string): Endpoint['handler'] {
  const offers = [{ name: tag, media_type }];
  return (request: FastifyRequest, reply: FastifyReply) => {
    readQuery(noQuery, queryText(request));
    negotiate(request.headers.accept, offers);
    const { head, known } = tagged(service, request, { variant: tag, exists: true });
    if (known) return send(request, reply, 304, head);
    head.push('content-type', media_type);
    return send(request, reply, 200, head, text());
  };
}

/** Makes a text when it is first asked for, and keeps it. */
function once(make: () => string): () => string {
  let text: string | undefined;
  return () => {
    text ??= make();
    return text;
  };
}

/** The OpenAPI document in both its spellings, and the page made of it, which a plugin serves. */
export function documentEndpoints(service: Service): Endpoint[] {
  const common = { tag: 'operations', query: noQuery, cached: true, asksDatabase: false, examples: [''] } as const;
  const document = documentFor(service);
  const tag = documentTag(service);
  return [
    {
      ...common,
      path: '/openapi.json',
      operationId: 'getOpenapiJson',
      summary: 'This document, as JSON',
      description: 'The contract of the service: OpenAPI 3.1, with every parameter, answer and refusal, and examples.',
      answers: [{ media_type: 'application/json', schema: OpenApi }],
      handler: row(
        service,
        'application/json',
        tag,
        once(() => JSON.stringify(document)),
      ),
    },
    {
      ...common,
      path: '/openapi.yaml',
      operationId: 'getOpenapiYaml',
      summary: 'This document, as YAML',
      description: 'The same document as `/openapi.json`.',
      answers: [{ media_type: 'application/yaml', schema: OpenApi }],
      handler: row(
        service,
        'application/yaml',
        tag,
        once(() => stringify(document, { aliasDuplicateObjects: false })),
      ),
    },
    {
      ...common,
      path: '/docs',
      operationId: 'getDocs',
      summary: 'This document, as a page',
      description: 'The documentation to read and try out in a browser; it loads nothing from elsewhere.',
      answers: [{ media_type: 'text/html', schema: null }],
      handler: null,
    },
  ];
}
