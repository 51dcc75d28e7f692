import { z } from 'zod';
import { enumOf } from './enums.ts';

/** A part of an OpenAPI document. */
export type Json = Readonly<Record<string, unknown>>;

/** A reference to a component. */
export const refTo = (kind: string, name: string): Json => ({ $ref: `#/components/${kind}/${name}` });

const schemaMaps = new Set(['properties', '$defs']);
const schemaLists = new Set(['anyOf', 'oneOf', 'allOf']);
const schemas = new Set(['items', 'additionalProperties', 'not']);
const patternIsFormat = new Set(['date', 'date-time']);

/** Keywords from zod that no reader needs: input defaults, safe-integer bounds, patterns that repeat a format. */
function isNoise(name: string, value: unknown, schema: Json): boolean {
  if (name === 'default' || name === 'propertyNames') return true;
  if (name === 'additionalProperties') return value === false;
  if (name === 'pattern') return patternIsFormat.has(String(schema.format));
  return Math.abs(Number(value)) === Number.MAX_SAFE_INTEGER && (name === 'minimum' || name === 'maximum');
}

/** `T | null` of a plain type as a list of types. */
function nullable({ anyOf, ...rest }: Json): Json | null {
  const [inner, none, ...more] = (anyOf ?? []) as Json[];
  const plain = typeof inner?.type === 'string' && inner.enum === undefined && inner.const === undefined;
  if (!plain || none?.type !== 'null' || more.length > 0) return null;
  return { ...inner, type: [inner.type, 'null'], ...rest };
}

/**
 * Adapts a JSON Schema to the document: references point to components, known code lists become components, noise is
 * removed.
 *
 * Unlisted members stay allowed: records may gain members within `/v1`, which clients ignore.
 *
 * @param named called with the name of each code list found
 */
export function tidy(schema: Json, named: (name: string) => void): Json {
  const inner = (value: unknown) => tidy(value as Json, named);
  const entries = Object.entries(schema)
    .filter(([name, value]) => !isNoise(name, value, schema))
    .map(([name, value]) => {
      if (name === '$ref') return [name, String(value).replace('#/$defs/', '#/components/schemas/')];
      if (schemaMaps.has(name)) return [name, mapValues(value as Json, inner)];
      if (schemaLists.has(name)) return [name, (value as unknown[]).map(inner)];
      return [name, schemas.has(name) && typeof value === 'object' ? inner(value) : value];
    });
  const clean = Object.fromEntries(entries) as Json;
  const list = enumOf(clean.enum);
  if (list === undefined) return nullable(clean) ?? clean;
  named(list.name);
  const { type: _, enum: __, ...rest } = clean;
  return { ...refTo('schemas', list.name), ...rest };
}

const mapValues = (object: Json, change: (value: unknown) => Json): Json =>
  Object.fromEntries(Object.entries(object).map(([name, value]) => [name, change(value)]));

/** A zod schema as JSON Schema, with its named schemas separate. */
export function jsonSchemaOf(schema: z.ZodType): { readonly root: Json; readonly definitions: Json } {
  const { $schema: _, $defs = {}, ...root } = z.toJSONSchema(schema, { io: 'output' });
  return { root, definitions: $defs as Json };
}
