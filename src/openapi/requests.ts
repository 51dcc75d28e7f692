import { formats } from '../formats/formats.ts';
import type { DescribedRoute } from './routes.ts';
import { isBinary } from './schemas.ts';

/** The state of the server a request is sent to; `parser` when the request fails in the HTTP parser. */
export type ServerState = 'ready' | 'stopping' | 'broken' | 'unmigrated' | 'busy' | 'parser';

/** A request whose response is an example in the document. */
export interface ExampleRequest {
  /** The operation, or the shared response, that it is an example of. */
  readonly of: string;
  readonly status: number;
  /** Key of the example among those of the same response. */
  readonly name: string;
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly server: ServerState;
  /** True when the body is too long and only an excerpt is shown. */
  readonly excerpt: boolean;
}

/** A request with its response; the body is parsed if it is JSON or YAML. */
export interface ExecutedRequest {
  readonly request: ExampleRequest;
  readonly media_type: string;
  readonly body: unknown;
}

const pathOf = ({ path, parameter }: DescribedRoute, value = parameter?.example ?? '') =>
  path.replace(/:[a-z]+/, encodeURIComponent(value));

/** The URL as sent over the wire. */
function encoded(path: string): string {
  const { pathname, search } = new URL(path, 'http://localhost');
  return pathname + search.replaceAll("'", '%27');
}

function nameOf(query: string): string {
  const name = query
    .replace(/%[0-9A-F]{2}/g, '-')
    .replace(/[^A-Za-z0-9.]+/g, '-')
    .replace(/^-+|-+$/g, '')
    .slice(0, 60);
  return name === '' ? 'plain' : name;
}

const request = (of: string, status: number, url: string, more: Partial<ExampleRequest> = {}): ExampleRequest => ({
  of,
  status,
  name: nameOf(url.split('?')[1] ?? ''),
  url: encoded(url),
  headers: {},
  server: 'ready',
  excerpt: false,
  ...more,
});

/** Responses that contain the whole document, or counters that change all the time. */
const longAnswers = new Set(['getOpenapiJson', 'getOpenapiYaml', 'getMetrics', 'getDocs']);

function successes(route: DescribedRoute): ExampleRequest[] {
  const { operationId, content, examples, query } = route;
  const path = pathOf(route);
  const excerpt = longAnswers.has(operationId);
  const [, ...others] = Object.entries(content);
  const format = (media_type: string) => formats.find((one) => one.media_type === media_type)?.name;
  const limit = 'limit' in query.shape ? '&limit=2' : '';
  return [
    ...examples.map((example) => request(operationId, 200, path + example, { excerpt })),
    ...others
      .filter(([, { schema }]) => !isBinary(schema))
      .map(([media_type]) =>
        'format' in query.shape
          ? request(operationId, 200, `${path}?format=${format(media_type)}${limit}`)
          : request(operationId, 200, path, { headers: { accept: media_type }, excerpt }),
      ),
  ];
}

/** One request for each error code that a query can cause, shown on the list of events. */
const eventRefusals = [
  '?actr=Russia',
  '?type=veto&type=threat',
  '?datetime=2017-02-30',
  '?type=vetoo',
  '?fields=titel',
  '?actor=Atlantis',
  '?actor=foreign+minister',
  '?cursor=abc.def',
  '?q=%E0%A4%A',
];

function refusals(route: DescribedRoute): ExampleRequest[] {
  const { operationId, query, parameter } = route;
  const path = pathOf(route);
  const required = Object.values(query.shape).some((schema) => !schema.safeParse(undefined).success);
  const bad = required ? '' : 'limit' in query.shape ? '?limit=0' : '?colour=red';
  const all = [bad, ...(operationId === 'listEvents' ? eventRefusals : [])];
  if (operationId === 'getTimeline') all.push('?interval=day&datetime=1900/2017&fill=zero');
  const missing =
    parameter === undefined ? [] : [request(operationId, 404, pathOf(route, 'no-such-one'), { name: 'unknown' })];
  return [...all.map((text) => request(operationId, 400, path + text)), ...missing];
}

const events = '/v1/events';

/** Examples of the responses that every operation shares. */
const shared: readonly ExampleRequest[] = [
  request('NotAcceptable', 406, events, { name: 'image', headers: { accept: 'image/png' } }),
  request('UriTooLong', 414, `${events}?q=${'x'.repeat(8192)}`, { name: 'long' }),
  request('InternalError', 500, events, { name: 'broken', server: 'broken' }),
  request('Unavailable', 503, events, { name: 'stopping', server: 'stopping' }),
  request('Unavailable', 503, '/readyz', { name: 'unmigrated', server: 'unmigrated' }),
  request('Unavailable', 503, '/v1/events/dyads?type=visit', { name: 'busy', server: 'busy' }),
];

/** Errors of the HTTP parser by its error code; no URL can provoke them. */
export const parserExamples = [
  {
    code: 'ERR_HTTP_REQUEST_TIMEOUT',
    request: request('RequestTimeout', 408, '/', { name: 'slow', server: 'parser' }),
  },
  { code: 'HPE_HEADER_OVERFLOW', request: request('HeadersTooLarge', 431, '/', { name: 'large', server: 'parser' }) },
] as const;

/** Every request whose response is an example in the document. */
export function exampleRequests(routes: readonly DescribedRoute[]): ExampleRequest[] {
  return [...routes.flatMap((route) => [...successes(route), ...refusals(route)]), ...shared];
}
