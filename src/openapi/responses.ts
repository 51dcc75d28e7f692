import { problemType } from '../api/http/problem.ts';
import { type Json, refTo } from './json-schema.ts';
import type { ExecutedRequest } from './requests.ts';
import type { DescribedRoute } from './routes.ts';
import { isBinary } from './schemas.ts';

const header = (description: string, schema: Json, example: unknown): Json => ({ description, schema, example });
const text = { type: 'string' };

/** Headers of answers. */
export const headerComponents: Json = {
  'Cache-Control': header(
    'Answers may be kept and must be revalidated; errors are not kept.',
    text,
    'public, max-age=0, must-revalidate',
  ),
  ETag: header('Weak tag of the answer, for `If-None-Match`.', text, 'W/"2jmj7l5rSw0yVb_vlWAYkK_YBwk"'),
  Link: header('`rel="next"`: the next page, where there is one.', text, '</v1/events?limit=1&cursor=…>; rel="next"'),
  'Retry-After': header('Seconds after which to ask again.', { type: 'integer', minimum: 0 }, 5),
  'Server-Timing': header('Milliseconds spent on the database and in all.', text, 'db;dur=0.31, total;dur=1.04'),
  Vary: header('Request headers that choose the form of the answer.', text, 'Accept, Accept-Encoding'),
  'X-Request-Id': header('Id of the request, as it stands in the log.', text, 'morning-report-7'),
};

const headers = (...names: readonly string[]): Json =>
  Object.fromEntries([...names, 'Cache-Control', 'Server-Timing', 'X-Request-Id'].map((n) => [n, refTo('headers', n)]));

/** Examples of one answer, each with the request that gives it. */
export function examplesOf(executed: readonly ExecutedRequest[]): Json {
  const entries = executed.map(({ request, body }) => {
    const { name, url, headers: sent, server, excerpt } = request;
    const shown = url.length > 200 ? `${url.slice(0, 200)}…` : url;
    const asked = {
      method: 'GET',
      url,
      ...(Object.keys(sent).length === 0 ? {} : { headers: sent }),
      ...(server === 'ready' ? {} : { server }),
    };
    const summary = `GET ${shown}`;
    return [name, { summary, value: body, 'x-request': asked, ...(excerpt ? { 'x-excerpt': true } : {}) }];
  });
  return Object.fromEntries(entries);
}

/** The forms of an answer as the plugin made them, each with its examples. */
function withExamples(route: DescribedRoute, content: Json, executed: readonly ExecutedRequest[]): Json {
  return Object.fromEntries(
    Object.entries(content).map(([media_type, form]) => {
      const examples = examplesOf(executed.filter((one) => one.media_type === media_type));
      const binary = isBinary(route.content[media_type]!.schema);
      return [media_type, binary ? form : { ...(form as Json), examples }];
    }),
  );
}

const problem = (executed: readonly ExecutedRequest[]): Json => ({
  [problemType]: { schema: refTo('schemas', 'Problem'), examples: examplesOf(executed) },
});

interface SharedResponse {
  readonly name: string;
  readonly status: number;
  readonly description: string;
}

/** What every operation may answer beside its own. */
const sharedResponses: readonly SharedResponse[] = [
  { name: 'NotAcceptable', status: 406, description: 'Nothing of what `Accept` lists is served here.' },
  { name: 'RequestTimeout', status: 408, description: 'The request was not sent in time.' },
  { name: 'UriTooLong', status: 414, description: 'The URL is longer than 8 kB.' },
  { name: 'HeadersTooLarge', status: 431, description: 'The header fields are larger than 16 kB.' },
  { name: 'InternalError', status: 500, description: 'A fault of ours; the log has it under the request id.' },
  { name: 'Unavailable', status: 503, description: 'Not now: ask again after `Retry-After` seconds.' },
];

/** Answers that several operations share. */
export function responseComponents(executed: readonly ExecutedRequest[]): Json {
  const entries = sharedResponses.map(({ name, status, description }) => {
    const own = executed.filter(({ request }) => request.of === name);
    const more = status === 503 ? headers('Retry-After') : headers();
    return [name, { description, headers: more, content: problem(own) }];
  });
  const description = 'The answer at hand still holds; there is no body.';
  return { NotModified: { description, headers: headers('ETag', 'Vary') }, ...Object.fromEntries(entries) };
}

/** The answers of an operation by status: its own as the plugin made them, with headers and examples, and the shared ones. */
export function responsesOf(
  route: DescribedRoute,
  own: Readonly<Record<string, Json>>,
  executed: readonly ExecutedRequest[],
): Json {
  const { operationId, cached } = route;
  const of = (status: number) =>
    executed.filter(({ request }) => request.of === operationId && request.status === status);
  const kept = [...(cached ? ['ETag', 'Vary'] : []), ...(operationId.startsWith('list') ? ['Link'] : [])];
  const content = withExamples(route, own[200]?.content as Json, of(200));
  return {
    200: { description: own[200]?.description, headers: headers(...kept), content },
    ...(cached ? { 304: refTo('responses', 'NotModified') } : {}),
    400: {
      description: 'The request is refused; `errors` names each culprit.',
      headers: headers(),
      content: problem(of(400)),
    },
    ...(own[404] === undefined
      ? {}
      : { 404: { description: own[404].description, headers: headers(), content: problem(of(404)) } }),
    ...Object.fromEntries(sharedResponses.map(({ name, status }) => [status, refTo('responses', name)])),
  };
}
