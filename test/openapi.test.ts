import { PassThrough } from 'node:stream';
import supertest from 'supertest';
import { afterAll, beforeAll, describe, expect, expectTypeOf, test } from 'vitest';
import { parse } from 'yaml';
import type { z } from 'zod';
import type { problemBody } from '../src/api/http/problem.ts';
import { errorTable } from '../src/errors.ts';
import { eventTypeNames } from '../src/model/codes/event-types.ts';
import { typedCollections } from '../src/model/details.ts';
import { namedEnums } from '../src/openapi/enums.ts';
import { type ExampleServers, openExampleServers } from '../src/openapi/example-server.ts';
import { openapiDocument } from '../src/openapi/generate.ts';
import type { ProblemDetails } from '../src/openapi/problem-schema.ts';
import type { ServerState } from '../src/openapi/requests.ts';
import type { DescribedRoute } from '../src/openapi/routes.ts';
import { committedText, document, type Example, faultOf, operations } from './support/openapi.ts';

type DeepReadonly<T> = T extends readonly (infer Item)[]
  ? readonly DeepReadonly<Item>[]
  : T extends object
    ? { readonly [Key in keyof T]: DeepReadonly<T[Key]> }
    : T;

let servers: ExampleServers;
let endpoints: readonly DescribedRoute[];
beforeAll(async () => {
  servers = await openExampleServers(document);
  endpoints = servers.sources.routes();
});
afterAll(() => servers.close());

const pathOf = (path: string) => path.replace(/:([a-z]+)/, '{$1}');

describe('the committed document', () => {
  test('is the one that is generated', async () => {
    const generated = `${JSON.stringify(await openapiDocument(), null, 2)}\n`;
    expect(generated === committedText, 'openapi/openapi.json is stale: run `npm run openapi`').toBe(true);
  });

  test('has every endpoint and no other', () => {
    expect(operations.map(({ path }) => path)).toEqual(endpoints.map(({ path }) => pathOf(path)));
    expect(new Set(operations.map(({ operationId }) => operationId)).size).toBe(operations.length);
  });

  test('has every parameter and no other, each described and all but cursors with an example', () => {
    for (const [at, { query, parameter, cached }] of endpoints.entries()) {
      const { parameters } = operations[at]!;
      const named = (where: string) => parameters.filter((one) => one.in === where).map(({ name }) => name);
      expect(named('query')).toEqual(Object.keys(query.shape));
      expect(named('path')).toEqual(parameter === undefined ? [] : [parameter.name]);
      expect(named('header')).toEqual([...(cached ? ['If-None-Match'] : []), 'X-Request-Id']);
      for (const { name, description, example, schema, required } of parameters) {
        expect(description, name).toMatch(/\S.*\.$/);
        if (name !== 'cursor') expect(example, name).toBeDefined();
        expect(schema, name).toBeTypeOf('object');
        const optional = query.shape[name]?.safeParse(undefined).success === true;
        if (name in query.shape) expect(required === true, name).toBe(!optional);
      }
    }
  });

  test('has a component for every code list it uses, and every code of events and errors', () => {
    const { schemas } = document.components;
    const enumOf = (name: string) => (schemas[name] as { enum: string[] }).enum;
    expect(enumOf('EventType')).toEqual(eventTypeNames);
    expect(enumOf('ErrorCode')).toEqual(Object.keys(errorTable));
    for (const { name, codes } of namedEnums) expect(enumOf(name)).toEqual(codes);
    expect(Object.keys(schemas).filter((name) => /Input$|^__/.test(name))).toEqual([]);
  });

  test('has no filter of a type that hides a parameter of every list', () => {
    const common = operations.find(({ operationId }) => operationId === 'listEvents')!.parameters;
    for (const { path, filters } of typedCollections) {
      const hidden = Object.keys(filters).filter((name) => common.some((parameter) => parameter.name === name));
      expect(hidden, path).toEqual([]);
    }
  });

  test('tells events apart by their type', () => {
    const { discriminator, oneOf } = document.components.schemas.Event as {
      discriminator: { propertyName: string; mapping: Record<string, string> };
      oneOf: { $ref: string }[];
    };
    expect(discriminator.propertyName).toBe('type');
    expect(Object.keys(discriminator.mapping)).toEqual(eventTypeNames);
    expect(new Set(Object.values(discriminator.mapping))).toEqual(new Set(oneOf.map(({ $ref }) => $ref)));
    expect(discriminator.mapping.veto).toBe('#/components/schemas/VetoEvent');
  });

  test('describes problems as they are sent', () => {
    expectTypeOf<ReturnType<typeof problemBody>>().toExtend<DeepReadonly<z.infer<typeof ProblemDetails>>>();
  });
});

/** Where the server in a state listens. */
async function addressIn(state: ServerState): Promise<string> {
  const server = await servers.serverIn(state);
  return server.server.listening ? server.listeningOrigin : server.listen({ port: 0, host: '127.0.0.1' });
}

/** Asks a server that is in the state the example needs. */
async function ask({ 'x-request': { url, headers = {}, server = 'ready' } }: Example) {
  const http = await addressIn(server as ServerState);
  const { status, headers: fields, body } = await supertest(http).get(url).set(headers).responseType('blob');
  return { status, media_type: String(fields['content-type']).split(';')[0] ?? '', text: String(body) };
}

/** A refusal of the HTTP parser, brought about where Node reports it. */
async function refuse(code: string) {
  const { server } = await servers.serverIn('ready');
  const socket = new PassThrough();
  server.emit('clientError', Object.assign(new Error(code), { code }), socket);
  const text = (await socket.toArray()).join('');
  const [head = '', body = ''] = text.split('\r\n\r\n');
  const media_type = /content-type: (\S+)/.exec(head)?.[1] ?? '';
  return { status: Number(head.split(' ')[1]), media_type, text: body };
}

const parserCode: Readonly<Record<string, string>> = { 408: 'ERR_HTTP_REQUEST_TIMEOUT', 431: 'HPE_HEADER_OVERFLOW' };

/** The body of an answer as its schema sees it. */
function read(text: string, media_type: string): unknown {
  if (/[/+]json$/.test(media_type)) return JSON.parse(text);
  return media_type === 'application/yaml' ? parse(text) : text;
}

/** An excerpt is part of what is answered: members of the object, or the beginnings of lines up to their figures. */
function expectPart(body: unknown, part: unknown): void {
  if (typeof part !== 'string') expect(body).toMatchObject(part as object);
  else for (const line of part.split('\n')) expect(body).toContain(line.replace(/ \d+$/, ' '));
}

describe.each(operations)('examples of $path', (operation) => {
  const answers = Object.entries(operation.responses).filter(([, { content }]) => content !== undefined);

  test.each(answers)('%s', async (status, { content = {} }) => {
    for (const [media_type, { schema, examples }] of Object.entries(content)) {
      if (schema.contentMediaType !== undefined) continue;
      expect(Object.keys(examples), `an example of ${media_type}`).not.toEqual([]);
      for (const example of Object.values(examples)) {
        const code = parserCode[status];
        const got = code === undefined ? await ask(example) : await refuse(code);
        expect([got.status, got.media_type]).toEqual([Number(status), media_type]);
        const body = read(got.text, media_type);
        if (example['x-excerpt']) expectPart(body, example.value);
        else expect(body).toEqual(example.value);
        expect(faultOf(operation, Number(status), media_type, body)).toBeNull();
        expect(faultOf(operation, Number(status), media_type, example.value)).toBeNull();
      }
    }
  });

  test.runIf('304' in operation.responses)('304', async () => {
    const [example] = Object.values(Object.values(operation.responses[200]?.content ?? {})[0]?.examples ?? {});
    const { url, headers = {} } = example!['x-request'];
    const answer = await supertest(await addressIn('ready'))
      .get(url)
      .set({ ...headers, 'if-none-match': '*' });
    expect([answer.status, answer.text]).toEqual([304, '']);
    const told = Object.keys(operation.responses[304]?.headers ?? {}).map((name) => name.toLowerCase());
    expect(told).toContain('etag');
    expect(told.filter((name) => answer.headers[name] === undefined)).toEqual([]);
  });
});
