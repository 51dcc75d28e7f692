import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type ExampleServers, openExampleServers } from '../src/openapi/example-server.ts';
import { answerFault, type Got, rightFault, wrongFault } from './support/conformance/check.ts';
import {
  anyRequests,
  curlOf,
  freeParameters,
  rightRequests,
  type Sent,
  urlOf,
} from './support/conformance/requests.ts';
import { wrongValues } from './support/conformance/values.ts';
import { document, type Operation, operations } from './support/openapi.ts';

const seed = 20170415;
const least = 2000;

let servers: ExampleServers;
let server: Awaited<ReturnType<ExampleServers['serverIn']>>;
let address: string;
let asked = 0;
beforeAll(async () => {
  servers = await openExampleServers(document);
  server = await servers.serverIn('ready');
  address = await server.listen({ port: 0, host: '127.0.0.1' });
});
afterAll(() => servers.close());

const typeOf = (header: unknown) => String(header ?? '').split(';')[0] as string;

/** Asks without a socket, as the server would be asked over one. */
async function ask({ url, headers }: Sent, method: 'GET' | 'HEAD' = 'GET'): Promise<Got> {
  asked += 1;
  const { statusCode, headers: fields, body } = await server.inject({ method, url, headers });
  return { status: statusCode, type: typeOf(fields['content-type']), text: body };
}

/** Asks over a socket. */
async function fetched({ url, headers }: Sent): Promise<Got> {
  asked += 1;
  const response = await fetch(address + url, { headers });
  return { status: response.status, type: typeOf(response.headers.get('content-type')), text: await response.text() };
}

const told = (sent: Sent, fault: string) => `${fault}\n  ${curlOf(sent)}`;

/** Holds every request of a sort to a judgement; the smallest that fails is told as a line for the shell. */
const hold = (requests: fc.Arbitrary<Sent>, numRuns: number, judge: (sent: Sent) => Promise<string | null>) =>
  fc.assert(
    fc.asyncProperty(requests, async (sent) => {
      const fault = await judge(sent);
      if (fault !== null) throw new Error(told(sent, fault));
    }),
    { seed, numRuns, endOnFailure: false },
  );

const required = (operation: Operation) =>
  Object.fromEntries(
    freeParameters(operation)
      .filter((parameter) => parameter.required)
      .map(({ name, example }) => [name, String(example)]),
  );

describe.each(operations)('$path', (operation) => {
  const several = freeParameters(operation).length > 2;

  test('answers what is right', () =>
    hold(rightRequests(operation), several ? 40 : 4, async (sent) => rightFault(operation, sent, await ask(sent))));

  test('refuses what is wrong, and names it', async () => {
    const faults: string[] = [];
    const expectRefused = async (query: string, parameter: string) => {
      const sent = { url: urlOf(operation, query), headers: {} };
      const fault = wrongFault(operation, sent, await ask(sent), parameter);
      if (fault !== null) faults.push(told(sent, fault));
    };
    const given = required(operation);
    for (const parameter of operation.parameters.filter((one) => one.in === 'query')) {
      const { name } = parameter;
      const { [name]: _, ...others } = given;
      const rest = new URLSearchParams(others).toString();
      const pair = (value: string) => `${name}=${encodeURIComponent(value)}`;
      for (const value of wrongValues(parameter)) await expectRefused(`${pair(value)}&${rest}`, name);
      await expectRefused(`${pair('x')}&${pair('x')}&${rest}`, name);
      if (name in given) await expectRefused(rest, name);
    }
    for (const name of ['no_such_parameter', 'LIMIT', 'q[]', '__proto__', 'x'.repeat(150)]) {
      await expectRefused(`${encodeURIComponent(name)}=1&${new URLSearchParams(given)}`, name);
    }
    expect(faults.join('\n')).toBe('');
  });

  test('answers anything as documented', () =>
    hold(anyRequests(operation), several ? 40 : 20, async (sent) => answerFault(operation, sent, await ask(sent))));

  test('answers HEAD as GET without the body, and a tag with 304', () =>
    hold(rightRequests(operation), 4, async (sent) => {
      const [get, head] = [await ask(sent), await ask(sent, 'HEAD')];
      if (head.status !== get.status || head.type !== get.type || head.text !== '')
        return `HEAD: ${JSON.stringify(head)}`;
      if (!('304' in operation.responses)) return null;
      const again = await ask({ ...sent, headers: { ...sent.headers, 'if-none-match': '*' } });
      return again.status === 304 && again.text === '' ? null : `If-None-Match: ${again.status}`;
    }));

  test.runIf(operation.operationId.startsWith('list') && operation.parameters.some(({ name }) => name === 'cursor'))(
    'takes the cursors it gives, and no others',
    async () => {
      const first = await ask({ url: urlOf(operation, 'limit=1'), headers: {} });
      const { next, next_url } = (JSON.parse(first.text) as { page: { next: string | null; next_url: string } }).page;
      if (next === null) return;
      const second = { url: next_url, headers: {} };
      expect(rightFault(operation, second, await ask(second)), curlOf(second)).toBeNull();
      for (const query of [{ cursor: `x${next}` }, { cursor: next, sort: '-updated_at' }, { cursor: next, id: 'x' }]) {
        const other = { url: urlOf(operation, query), headers: {} };
        expect(wrongFault(operation, other, await ask(other), 'cursor'), curlOf(other)).toBeNull();
      }
    },
  );

  test('answers the same over a socket', () =>
    hold(rightRequests(operation), 4, async (sent) => {
      const [one, other] = [await ask(sent), await fetched(sent)];
      const same =
        operation.path === '/metrics' ? one.status === other.status : JSON.stringify(one) === JSON.stringify(other);
      return same
        ? rightFault(operation, sent, other)
        : `differs over a socket: ${other.status} ${other.text.slice(0, 200)}`;
    }));
});

test(`all in all at least ${least} requests were made`, () => {
  expect(asked).toBeGreaterThanOrEqual(least);
});
