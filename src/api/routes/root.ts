import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { models } from '../../model/nouns.ts';
import { sendFixed } from '../http/answer.ts';
import { routeMethods } from '../http/headers.ts';
import { negotiate } from '../http/negotiate.ts';
import { description, version, welcome } from '../manifest.ts';
import { linkTo, type Service } from '../service.ts';
import { cached, noQuery } from './schemas.ts';

const links = [
  { path: '/docs', title: 'Documentation' },
  { path: '/openapi.json', title: 'OpenAPI document' },
  ...Object.values(models).map(({ path, words }) => ({ path: `/v1/${path}`, title: words.summary })),
  { path: '/v1/codes', title: 'Code lists' },
  { path: '/v1/search?q=sarin', title: 'Search' },
];

const Link = z.strictObject({ href: z.string(), title: z.string() });
const Root = z
  .strictObject({
    name: z.literal('Demarche'),
    version: z.string(),
    description: z.string(),
    links: z.array(Link),
    examples: z.array(Link),
  })
  .meta({ id: 'Root' });

const style =
  'body{font:16px/1.5 system-ui,sans-serif;max-width:44rem;margin:3rem auto;padding:0 1rem;color:#1b1b1b;background:#fff}a{color:#0b5394}li{margin:.2rem 0}code{font-size:.9em}@media(prefers-color-scheme:dark){body{color:#e6e6e6;background:#161616}a{color:#8ab4f8}}';

const escapeHtml = (text: string) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');

function pageText(service: Service): string {
  const list = (items: readonly { path: string; title: string }[]) =>
    items
      .map(
        ({ path, title }) =>
          `<li><a href="${escapeHtml(linkTo(service.config, path))}">${escapeHtml(title)}</a> <code>${escapeHtml(path)}</code></li>`,
      )
      .join('');
  return `<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>Demarche</title><style>${style}</style></head><body><h1>Demarche</h1><p>${escapeHtml(description)}</p><h2>Try</h2><ul>${list(welcome)}</ul><h2>Everything</h2><ul>${list(links)}</ul></body></html>`;
}

const styleOnly =
  "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'";

function jsonText({ config }: Service): string {
  const link = ({ path, title }: { path: string; title: string }) => ({ href: linkTo(config, path), title });
  return JSON.stringify({
    name: 'Demarche',
    version,
    description,
    links: links.map(link),
    examples: welcome.map(link),
  });
}

const forms = [
  { name: 'json', media_type: 'application/json', content_type: 'application/json', text: jsonText },
  {
    name: 'html',
    media_type: 'text/html',
    content_type: 'text/html; charset=utf-8',
    policy: styleOnly,
    text: pageText,
  },
] as const;

/** Adds the start page: HTML for browsers, JSON for programs. */
export function rootRoute(server: FastifyInstance, service: Service): void {
  server.route({
    method: routeMethods,
    url: '/',
    schema: {
      operationId: 'getRoot',
      tags: ['operations'],
      summary: 'What this is and where to go',
      description: 'HTML for browsers, JSON for programs.',
      querystring: noQuery,
      response: cached({ 'application/json': Root, 'text/html': z.string() }),
    },
    handler: (request, reply) => {
      const { name: variant, text, ...form } = negotiate(request.headers.accept, forms);
      return sendFixed(service, request, reply, { variant, ...form }, () => text(service));
    },
  });
}
