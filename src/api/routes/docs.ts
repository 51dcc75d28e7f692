import { readFileSync } from 'node:fs';
import swagger from '@fastify/swagger';
import swaggerUi from '@fastify/swagger-ui';
import type { FastifyInstance, FastifySchema, onRequestHookHandler, RouteOptions } from 'fastify';
import { z } from 'zod';
import { Problem, UsageError } from '../../errors.ts';
import { send, serverTiming, tagged } from '../http/answer.ts';
import { cacheable, everyAnswer, routeMethods } from '../http/headers.ts';
import { negotiate } from '../http/negotiate.ts';
import { readQuery } from '../http/query-string.ts';
import { pathText, queryText } from '../http/url.ts';
import type { Service } from '../service.ts';
import { pageDocument } from './docs-page.ts';
import { documentFor, documentTag } from './documents.ts';
import { cached, noQuery } from './schemas.ts';

/** Where the committed document is: made by `npm run openapi`, compared by a test. */
export const documentUrl = new URL('../../../openapi/openapi.json', import.meta.url);

/**
 * Reads the committed document.
 *
 * @throws UsageError when it is not there or no JSON.
 */
export function committedDocument(): object {
  try {
    return JSON.parse(readFileSync(documentUrl, 'utf8')) as object;
  } catch (cause) {
    throw new UsageError(`openapi/openapi.json cannot be read (${(cause as Error).message}); run \`npm run openapi\`.`);
  }
}

/** What the page may do: load its own files and ask this server, nothing else. */
const pagePolicy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data:",
  "connect-src 'self'",
  "frame-ancestors 'none'",
  "base-uri 'none'",
  "form-action 'none'",
].join('; ');

const style = `
.swagger-ui .info { margin: 2rem 0; }
.swagger-ui .info .title small.version-stamp { background: #0b5394; }
.swagger-ui .scheme-container { display: none; }
`;

/** Text goes out as it is, under the media type that was set for it. */
const asText = (payload: unknown): string => (typeof payload === 'string' ? payload : JSON.stringify(payload));

const isDocs = (url: string) => url === '/docs' || url.startsWith('/docs/');
const page = [{ name: 'html', media_type: 'text/html' }] as const;

/** Refuses queries and sends tags, as every endpoint does; only the page itself is negotiated. */
function checksOf(service: Service): onRequestHookHandler {
  const tag = documentTag(service);
  return (request, reply, done) => {
    reply.headers(everyAnswer).header('x-request-id', request.id).serializer(asText);
    try {
      readQuery(noQuery, queryText(request));
      if (request.routeOptions.url?.replace(/\/$/, '') === '/docs') negotiate(request.headers.accept, page);
    } catch (cause) {
      return done(cause as Error);
    }
    if (request.routeOptions.url === '/docs/json') reply.header('content-type', 'application/json');
    const { etag, head, known } = tagged(service, request, { variant: tag, exists: true, policy: pagePolicy });
    if (known) return void send(request, reply, 304, head);
    reply.headers({ ...cacheable, etag });
    done();
  };
}

/** The page's files have tags of their own, from the plugin; their folder has a page of its own, which is not ours. */
const beforeFile: onRequestHookHandler = (request, reply, done) => {
  reply.headers(everyAnswer).header('x-request-id', request.id);
  const isFolder = pathText(request).endsWith('/');
  done(isFolder ? new Problem('no-such-endpoint', 'The documentation is at `/docs`.') : undefined);
};

/** The page as an endpoint of ours, documented and allowed HEAD; a plugin answers it. */
const pageSchema: FastifySchema = {
  operationId: 'getDocs',
  tags: ['operations'],
  summary: 'This document, as a page',
  description: 'The documentation to read and try out in a browser; it loads nothing from elsewhere.',
  querystring: noQuery,
  response: cached({ 'text/html': z.string() }),
};

/** Serves the documentation page under `/docs`, with its files, from this server alone. */
export async function docsRoutes(server: FastifyInstance, service: Service): Promise<void> {
  server.addHook('onRoute', (route: RouteOptions) => {
    if (isDocs(route.url) && route.method === 'GET') route.method = routeMethods;
    if (route.url === '/docs') route.schema = pageSchema;
    if (route.url.startsWith('/docs/') && route.url.endsWith('*')) route.onRequest = beforeFile;
  });
  server.addHook('onSend', (request, reply, _payload, done) => {
    // Only these pages are sent by the framework; every other answer writes its head itself.
    reply.header('server-timing', serverTiming(request));
    done();
  });
  await server.register(swagger, {
    mode: 'static',
    specification: { document: pageDocument(documentFor(service)) as never },
  });
  await server.register(swaggerUi, {
    routePrefix: '/docs',
    indexPrefix: service.config.publicUrl === '' ? '' : new URL(service.config.publicUrl).pathname,
    staticCSP: pagePolicy,
    uiHooks: { onRequest: checksOf(service) },
    theme: { title: 'Demarche: documentation', css: [{ filename: 'demarche.css', content: style }] },
    uiConfig: {
      layout: 'BaseLayout',
      docExpansion: 'none',
      deepLinking: true,
      defaultModelsExpandDepth: 0,
      defaultModelRendering: 'example',
      displayRequestDuration: true,
      showExtensions: false,
    },
  });
}
