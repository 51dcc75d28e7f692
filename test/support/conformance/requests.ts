import fc from 'fast-check';
import type { Operation, Parameter } from '../openapi.ts';
import { rightValues } from './values.ts';

/** A request as it is sent. */
export interface Sent {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
}

type Query = Readonly<Record<string, string>>;

/** The line that sends a request again. */
export function curlOf({ url, headers }: Sent): string {
  const quote = (text: string) => `'${text.replaceAll("'", "'\\''")}'`;
  const fields = Object.entries(headers).map(([name, value]) => ` -H ${quote(`${name}: ${value}`)}`);
  return `curl -i ${quote(`http://127.0.0.1:3000${url}`)}${fields.join('')}`;
}

/** The URL of an operation, with the example of its path parameter unless another is given. */
export function urlOf({ path, parameters }: Operation, query: Query | string = '', part?: string): string {
  const own = parameters.find((parameter) => parameter.in === 'path');
  const filled = path.replace(/\{[a-z]+\}/, encodeURIComponent(part ?? String(own?.example)));
  const text =
    typeof query === 'string'
      ? query
      : Object.entries(query)
          .map(([name, value]) => `${encodeURIComponent(name)}=${encodeURIComponent(value)}`)
          .join('&');
  return text === '' ? filled : `${filled}?${text}`;
}

/** Parameters of the query that can be chosen freely; a cursor is only ever what a page gave. */
export const freeParameters = ({ parameters }: Operation): readonly Parameter[] =>
  parameters.filter((parameter) => parameter.in === 'query' && parameter.name !== 'cursor');

const single = new Set(['ndjson', 'csv', 'geojson', 'parquet']);

/** Takes out what does not go together by the words of the document. */
function coherent(query: Query, operation: Operation): Query {
  const { csv, count, include, sort, ...rest } = query;
  const format = csv === undefined ? rest.format : 'csv';
  const streamed = operation.operationId.startsWith('list') && single.has(format ?? '');
  const hidden = include?.split(',').filter((name) => !streamed || name === 'native' || name === 'ballots') ?? [];
  return {
    ...rest,
    ...(format === undefined ? {} : { format }),
    ...(csv === undefined ? {} : { csv }),
    ...(count === undefined || streamed ? {} : { count }),
    ...(hidden.length === 0 ? {} : { include: hidden.join(',') }),
    ...(sort === undefined || (sort === 'relevance' && rest.q === undefined) ? {} : { sort }),
  };
}

/** Requests that must be answered: the required parameters and up to five others, all with right values. */
export function rightRequests(operation: Operation): fc.Arbitrary<Sent> {
  const free = freeParameters(operation);
  const required = free.filter((parameter) => parameter.required);
  const optional = free.filter((parameter) => !parameter.required);
  const media_types = Object.keys(operation.responses[200]?.content ?? {});
  return fc
    .subarray(optional, { maxLength: Math.min(5, optional.length) })
    .chain((chosen) =>
      fc.record({
        query: fc.record(
          Object.fromEntries([...required, ...chosen].map((one) => [one.name, rightValues(one, operation)])),
        ),
        accept: fc.constantFrom('*/*', ...media_types, `${media_types[0]};q=0.5, */*;q=0.1`),
      }),
    )
    .map(({ query, accept }) => {
      const clean = coherent(query, operation);
      const streamedByName = single.has(clean.format ?? '');
      const needsJson = clean.count !== undefined || (clean.include !== undefined && !streamedByName);
      return { url: urlOf(operation, clean), headers: { accept: needsJson ? 'application/json' : accept } };
    });
}

const anyText = fc.string({ unit: 'binary', maxLength: 40 }).map((text) => text.replace(/\p{Surrogate}/gu, '?'));
const anyHeader = fc.string({ maxLength: 30 }).map((text) => text.replace(/[^\x21-\x7e]/g, ' ').trim());

/** Requests of any sort: whatever they are, the answer must be one that the document has. */
export function anyRequests(operation: Operation): fc.Arbitrary<Sent> {
  const names = operation.parameters.map(({ name }) => name);
  const pair = fc.tuple(fc.oneof(fc.constantFrom('q', ...names), anyText), anyText);
  const part = fc.oneof(
    fc.constant(undefined),
    anyText.filter((text) => text !== '' && !/^\.\.?$/.test(text)),
  );
  return fc
    .record({
      query: fc.array(pair, { maxLength: 3 }).map((pairs) => Object.fromEntries(pairs)),
      part,
      accept: fc.oneof(fc.constant('*/*'), anyHeader),
      tag: fc.oneof(fc.constant('*'), anyHeader),
    })
    .map(({ query, part, accept, tag }) => ({
      url: urlOf(operation, query, part),
      headers: { accept, 'if-none-match': tag, 'x-request-id': tag },
    }));
}
