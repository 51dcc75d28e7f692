import { readFileSync } from 'node:fs';
import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import formats from 'ajv-formats';
import { documentUrl } from '../../src/api/routes/docs.ts';

/** Members of an object of any sort. */
export type Values = Readonly<Record<string, unknown>>;

/** A JSON Schema, as far as tests read it. */
export interface Schema {
  readonly contentMediaType?: string;
  readonly type?: string | readonly string[];
  readonly enum?: readonly string[];
  readonly items?: Schema;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly maxLength?: number;
  readonly maxItems?: number;
  readonly format?: string;
  readonly $ref?: string;
}

/** A parameter of an operation. */
export interface Parameter {
  readonly name: string;
  readonly in: 'query' | 'path' | 'header';
  readonly required?: boolean;
  readonly description: string;
  readonly schema: Schema;
  readonly example?: unknown;
}

/** An example with the request that gives it. */
export interface Example {
  readonly value: unknown;
  readonly 'x-request': {
    readonly url: string;
    readonly headers?: Readonly<Record<string, string>>;
    readonly server?: string;
  };
  readonly 'x-excerpt'?: true;
}

/** An answer, by media type. */
export interface Response {
  readonly headers?: Values;
  readonly content?: Readonly<Record<string, { readonly schema: Schema; readonly examples: Record<string, Example> }>>;
}

/** One `GET` of the document. */
export interface Operation {
  /** As the document has it: `/v1/events/{id}`. */
  readonly path: string;
  readonly operationId: string;
  readonly parameters: readonly Parameter[];
  readonly responses: Readonly<Record<string, Response>>;
}

/** The bytes of the committed document. */
export const committedText = readFileSync(documentUrl, 'utf8');

interface Document {
  readonly paths: Readonly<Record<string, { readonly get: Values }>>;
  readonly components: { readonly schemas: Readonly<Record<string, Values>> };
  readonly tags: readonly { readonly name: string }[];
}

/** The committed document. */
export const document = JSON.parse(committedText) as Document;

/** What a reference of the document leads to, or the thing itself. */
export function resolved<Thing>(thing: Thing): Thing {
  const ref = (thing as Schema | null)?.$ref;
  if (ref === undefined) return thing;
  return ref
    .split('/')
    .slice(1)
    .reduce<unknown>((at, name) => (at as Values)[name], document) as Thing;
}

/** Every operation of the document, with references to parameters and responses followed. */
export const operations: readonly Operation[] = Object.entries(document.paths).map(([path, { get }]) => ({
  path,
  operationId: get.operationId as string,
  parameters: (get.parameters as Parameter[]).map(resolved),
  responses: Object.fromEntries(
    Object.entries(get.responses as Record<string, Response>).map(([status, one]) => [status, resolved(one)]),
  ),
}));

/** The document with every object closed, so that members it does not describe are found. */
function closed(node: unknown): unknown {
  if (Array.isArray(node)) return node.map((item) => closed(item));
  if (typeof node !== 'object' || node === null) return node;
  const entries = Object.entries(node).map(([name, value]) =>
    name === 'example' || name === 'examples' || name === 'value' ? [name, value] : [name, closed(value)],
  );
  const copy = Object.fromEntries(entries) as Values;
  const { type, properties, additionalProperties = copy.unevaluatedProperties } = copy;
  const isObject =
    (type === 'object' || (type as string[] | undefined)?.includes?.('object')) && properties !== undefined;
  return isObject && additionalProperties === undefined ? { ...copy, additionalProperties: false } : copy;
}

const ajv = new Ajv2020({ strict: false, allErrors: false });
formats.default(ajv);
ajv.addSchema(closed(document) as Values, 'openapi.json');
const validators = new Map<string, ValidateFunction>();

/** A validator of what stands at a place of the document, given by the names that lead to it. */
export function validatorAt(...names: readonly string[]): ValidateFunction {
  const pointer = names.map((name) => encodeURIComponent(name.replaceAll('~', '~0').replaceAll('/', '~1'))).join('/');
  const known = validators.get(pointer) ?? ajv.compile({ $ref: `openapi.json#/${pointer}` });
  validators.set(pointer, known);
  return known;
}

/** Says what is wrong with a body by the schema of an answer; null when nothing is. */
export function faultOf({ path }: Operation, status: number, media_type: string, body: unknown): string | null {
  const response = (document.paths[path]!.get.responses as Record<string, Schema>)[status];
  const at =
    response?.$ref === undefined
      ? ['paths', path, 'get', 'responses', String(status)]
      : response.$ref.split('/').slice(1);
  const validate = validatorAt(...at, 'content', media_type, 'schema');
  if (validate(body)) return null;
  return (validate.errors ?? []).map(({ instancePath, message }) => `${instancePath} ${message}`).join('; ');
}
