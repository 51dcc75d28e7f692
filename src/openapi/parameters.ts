import { z } from 'zod';
import { parameterDocs, parameterJson } from '../model/parameter.ts';
import { type Json, refTo } from './json-schema.ts';
import type { DescribedRoute } from './routes.ts';
import type { Schemas } from './schemas.ts';

/** The value of an example as JSON: lists split at commas, numbers and booleans typed. */
function exampleValue(text: string, list: boolean, type: unknown): unknown {
  if (list) return text.split(',');
  if (type === 'integer' || type === 'number') return Number(text);
  return type === 'boolean' ? text === 'true' : text;
}

function queryParameter(name: string, schema: z.ZodType, schemas: Schemas): Json {
  const optional = schema instanceof z.ZodOptional;
  const doc = parameterDocs.get(optional ? (schema.unwrap() as z.ZodType) : schema);
  if (doc === undefined) throw new Error(`The parameter ${name} has no documentation.`);
  const { description, example, list } = doc;
  const shape = parameterJson(schema);
  return {
    name,
    in: 'query',
    description,
    ...(optional ? {} : { required: true }),
    ...(list ? { style: 'form', explode: false } : {}),
    schema: schemas.plain(shape),
    ...(example === '' ? {} : { example: exampleValue(example, list, shape.type) }),
  };
}

const requestId: Json = {
  name: 'X-Request-Id',
  in: 'header',
  description: 'Your own id for the request, returned and logged; an invalid one is replaced.',
  schema: { type: 'string', pattern: '^[A-Za-z0-9._-]{1,128}$' },
  example: 'morning-report-7',
};
const ifNoneMatch: Json = {
  name: 'If-None-Match',
  in: 'header',
  description: 'ETags of cached responses: 304 if one of them is still current.',
  schema: { type: 'string' },
  example: 'W/"2jmj7l5rSw0yVb_vlWAYkK_YBwk"',
};

/** Every parameter of a route, in full. */
function parametersOf({ query, parameter, cached }: DescribedRoute, schemas: Schemas): Json[] {
  const path =
    parameter === undefined
      ? []
      : [{ ...parameter, in: 'path', required: true, schema: { type: 'string', minLength: 1 } }];
  const queries = Object.entries(query.shape).map(([name, schema]) => queryParameter(name, schema, schemas));
  return [...path, ...queries, ...(cached ? [ifNoneMatch] : []), requestId];
}

/** The parameters of every operation by its id; those that several operations share become components. */
export function shareParameters(routes: readonly DescribedRoute[], schemas: Schemas) {
  const written = routes.map((route) => [route, parametersOf(route, schemas)] as const);
  const uses = new Map<string, number>();
  for (const [, parameters] of written) {
    for (const parameter of parameters) {
      const text = JSON.stringify(parameter);
      uses.set(text, (uses.get(text) ?? 0) + 1);
    }
  }
  const components: Record<string, Json> = {};
  const names = new Map<string, string>();
  const shared = (parameter: Json, { tag }: DescribedRoute): Json => {
    const text = JSON.stringify(parameter);
    if (uses.get(text) === 1) return parameter;
    const plain = String(parameter.name);
    const name = names.get(text) ?? (plain in components ? `${plain}.${tag.replaceAll(' ', '-')}` : plain);
    names.set(text, name);
    components[name] = parameter;
    return refTo('parameters', name);
  };
  const byOperation = new Map(
    written.map(([route, parameters]) => [route.operationId, parameters.map((parameter) => shared(parameter, route))]),
  );
  return { byOperation, components };
}
