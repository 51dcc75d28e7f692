import { PassThrough } from 'node:stream';
import { setImmediate } from 'node:timers/promises';
import { parse } from 'yaml';
import { answerParserError, problemType } from '../api/http/problem.ts';
import { type ExampleServers, openExampleServers } from './example-server.ts';
import { type ExampleRequest, type ExecutedRequest, exampleRequests, parserExamples } from './requests.ts';

/** Shortens a long body: the first lines of the page, or a sample of our own metrics. */
function excerptOf(text: string): string {
  const lines = text.split('\n');
  if (!text.startsWith('# ')) return `${lines.slice(0, 10).join('\n')}\n`;
  const help = lines.filter((line) => /http_request_duration_seconds |database_statements_total /.test(line));
  const counted = (name: string) => lines.filter((line) => line.startsWith(`${name}{`)).slice(0, 2);
  const counts = [...counted('http_request_duration_seconds_count'), ...counted('database_statements_total')];
  return `${[...help, ...counts].join('\n')}\n`;
}

/** The body as shown in an example: parsed if it is JSON or YAML. */
function exampleBody(body: string, media_type: string, { excerpt }: ExampleRequest): unknown {
  if (/[/+]json$/.test(media_type)) return JSON.parse(body);
  if (media_type === 'application/yaml') return parse(body);
  return excerpt ? excerptOf(body) : body;
}

async function execute(servers: ExampleServers, request: ExampleRequest): Promise<ExecutedRequest> {
  const server = await servers.serverIn(request.server);
  const { statusCode, headers, body } = await server.inject({ url: request.url, headers: request.headers });
  const media_type = String(headers['content-type']).split(';')[0] as string;
  if (statusCode !== request.status) {
    throw new Error(`The example ${request.url} returned ${statusCode}, not ${request.status}: ${body}`);
  }
  return { request, media_type, body: exampleBody(body, media_type, request) };
}

/** Captures the response to an error of the HTTP parser. */
async function refusedByParser(code: string, request: ExampleRequest): Promise<ExecutedRequest> {
  const socket = new PassThrough();
  answerParserError(Object.assign(new Error(code), { code }), socket as never, 'none');
  const text = (await socket.toArray()).join('');
  const body = JSON.parse(text.slice(text.indexOf('\r\n\r\n') + 4)) as unknown;
  return { request, media_type: problemType, body };
}

/**
 * Generates the OpenAPI document; its examples are real responses of a server on the curated dataset. The result is the
 * same each time.
 */
export async function openapiDocument(): Promise<object> {
  const servers = await openExampleServers();
  try {
    const { routes, executed } = servers.sources;
    for (const request of exampleRequests(routes())) {
      executed.push(await execute(servers, request));
      // Requests in the same turn of the event loop share queries; each example should count its own.
      await setImmediate();
    }
    for (const { code, request } of parserExamples) executed.push(await refusedByParser(code, request));
    return servers.describe();
  } finally {
    await servers.close();
  }
}
