import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { send, tagged } from './answer.ts';
import { type Endpoint, noQuery } from './endpoint.ts';
import { negotiate } from './negotiate.ts';
import { readQuery } from './query-string.ts';
import { linkTo, queryText, type Service } from './service.ts';

/** Places worth a first look. */
export const welcome = [
  { path: '/v1/vetoes?vetoed_by=Russia', title: 'Who vetoed what: vetoes cast by Russia' },
  { path: '/v1/claims?contested=true&include=actors', title: 'Who disputes whose guilt: the contested claims' },
  {
    path: '/v1/events?datetime=2017-04-10/2017-04-14&datetime_match=within',
    title: 'What happened between 10 and 14 April 2017',
  },
] as const;

const links = [
  { path: '/docs', title: 'Documentation' },
  { path: '/openapi.json', title: 'OpenAPI document' },
  { path: '/v1/events', title: 'Events' },
  { path: '/v1/actors', title: 'Actors' },
  { path: '/v1/statements', title: 'Statements' },
  { path: '/v1/claims', title: 'Claims' },
  { path: '/v1/sources', title: 'Sources' },
  { path: '/v1/datasets', title: 'Datasets with their licences' },
  { path: '/v1/codes', title: 'Code lists' },
  { path: '/v1/search?q=sarin', title: 'Search' },
] as const;

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

const manifest = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8')) as {
  version: string;
  description: string;
};

/** The version of the program. */
export const { version, description } = manifest;

const offers = [
  { name: 'json', media_type: 'application/json' },
  { name: 'html', media_type: 'text/html' },
] as const;

const style =
  'body{font:16px/1.5 system-ui,sans-serif;max-width:44rem;margin:3rem auto;padding:0 1rem;color:#1b1b1b;background:#fff}a{color:#0b5394}li{margin:.2rem 0}code{font-size:.9em}@media(prefers-color-scheme:dark){body{color:#e6e6e6;background:#161616}a{color:#8ab4f8}}';

const escapeHtml = (text: string) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');

function page(service: Service): string {
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

/** What this is and where to go: HTML for browsers, JSON for programs. */
export function rootEndpoint(service: Service): Endpoint {
  const link = ({ path, title }: { path: string; title: string }) => ({ href: linkTo(service.config, path), title });
  return {
    path: '/',
    operationId: 'getRoot',
    tag: 'operations',
    summary: 'What this is and where to go',
    description: 'HTML for browsers, JSON for programs.',
    query: noQuery,
    cached: true,
    asksDatabase: false,
    answers: [
      { media_type: 'application/json', schema: Root },
      { media_type: 'text/html', schema: null },
    ],
    examples: [''],
    handler: (request, reply) => {
      readQuery(noQuery, queryText(request));
      const { name, media_type } = negotiate(request.headers.accept, offers);
      const { head, known } = tagged(service, request, { variant: name, exists: true });
      if (known) return send(request, reply, 304, head);
      if (name === 'html') {
        head.push('content-type', `${media_type}; charset=utf-8`);
        head[head.indexOf('content-security-policy') + 1] = styleOnly;
        return send(request, reply, 200, head, page(service));
      }
      head.push('content-type', media_type);
      const examples = welcome.map(link);
      return send(
        request,
        reply,
        200,
        head,
        JSON.stringify({ name: 'Demarche', version, description, links: links.map(link), examples }),
      );
    },
  };
}
