import { z } from 'zod';
import { enumOf } from './enums.ts';

/** A piece of an OpenAPI document. */
export type Json = Readonly<Record<string, unknown>>;

/** A reference to a component. */
export const refTo = (kind: string, name: string): Json => ({ $ref: `#/components/${kind}/${name}` });

const schemaMaps = new Set(['properties', '$defs']);
const schemaLists = new Set(['anyOf', 'oneOf', 'allOf']);
const schemas = new Set(['items', 'additionalProperties', 'not']);
const patternIsFormat = new Set(['date', 'date-time']);

/** What zod writes and no reader of the document needs: input defaults, bounds of safe integers, doubled patterns. */
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
 * Turns a JSON Schema into one that stands in the document: references lead to components, known code lists become
 * components of their own, noise is left out.
 *
 * Nothing forbids members that are not listed: within `/v1` records may gain some, and clients ignore those.
 *
 * @param named is called with each name of a code list that is met
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

/** A zod schema as JSON Schema, what it names apart. */
export function jsonSchemaOf(schema: z.ZodType): { readonly root: Json; readonly definitions: Json } {
  const { $schema: _, $defs = {}, ...root } = z.toJSONSchema(schema, { io: 'output' });
  return { root, definitions: $defs as Json };
}
