import { PassThrough } from 'node:stream';
import { setImmediate } from 'node:timers/promises';
import { parse } from 'yaml';
import { answerParserError, problemType } from '../api/http/problem.ts';
import { type ExampleServers, openExampleServers } from './example-server.ts';
import { type ExampleRequest, type ExecutedRequest, exampleRequests, parserExamples } from './requests.ts';

/** What is shown of a text that is too long: of the page its head, of the counters our own, of one sort two. */
function excerptOf(text: string): string {
  const lines = text.split('\n');
  if (!text.startsWith('# ')) return `${lines.slice(0, 10).join('\n')}\n`;
  const told = lines.filter((line) => /http_request_duration_seconds |database_statements_total /.test(line));
  const counted = (name: string) => lines.filter((line) => line.startsWith(`${name}{`)).slice(0, 2);
  const counts = [...counted('http_request_duration_seconds_count'), ...counted('database_statements_total')];
  return `${[...told, ...counts].join('\n')}\n`;
}

/** The answer as it stands in an example: parsed where it is JSON or YAML. */
function shown(body: string, media_type: string, { excerpt }: ExampleRequest): unknown {
  if (/[/+]json$/.test(media_type)) return JSON.parse(body);
  if (media_type === 'application/yaml') return parse(body);
  return excerpt ? excerptOf(body) : body;
}

async function execute(servers: ExampleServers, request: ExampleRequest): Promise<ExecutedRequest> {
  const server = await servers.serverIn(request.server);
  const { statusCode, headers, body } = await server.inject({ url: request.url, headers: request.headers });
  const media_type = String(headers['content-type']).split(';')[0] as string;
  if (statusCode !== request.status) {
    throw new Error(`The example ${request.url} is answered with ${statusCode}, not ${request.status}: ${body}`);
  }
  return { request, media_type, body: shown(body, media_type, request) };
}

/** What the parser's own refusals look like, caught before they reach a socket. */
async function refusedByParser(code: string, request: ExampleRequest): Promise<ExecutedRequest> {
  const socket = new PassThrough();
  answerParserError(Object.assign(new Error(code), { code }), socket as never, 'none');
  const text = (await socket.toArray()).join('');
  const body = JSON.parse(text.slice(text.indexOf('\r\n\r\n') + 4)) as unknown;
  return { request, media_type: problemType, body };
}

/**
 * Makes the OpenAPI document: what stands in it as an example was answered to the request beside it, by a server on the
 * curated dataset. It is the same each time.
 */
export async function openapiDocument(): Promise<object> {
  const servers = await openExampleServers();
  try {
    const { routes, executed } = servers.sources;
    for (const request of exampleRequests(routes())) {
      executed.push(await execute(servers, request));
      // Requests of one turn share a statement; each of these is to count its own.
      await setImmediate();
    }
    for (const { code, request } of parserExamples) executed.push(await refusedByParser(code, request));
    return servers.describe();
  } finally {
    await servers.close();
  }
}
