import { z } from 'zod';

/** What a query parameter's value is, beyond its text: it tells the store how to read it. */
export type ParameterKind = 'actor' | 'field' | 'code' | 'id' | 'date' | 'number' | 'flag' | 'text' | 'cursor';

/** What is said of a query parameter that its schema cannot say. */
export interface ParameterDoc {
  readonly kind: ParameterKind;
  readonly description: string;
  readonly example: string;
  /** True for comma-separated lists, where a comma is "any of". */
  readonly list: boolean;
}

/** The documentation of every query parameter, kept beside its schema. */
export const parameterDocs = z.registry<ParameterDoc>();

/** A refusal of a value, carried by a zod issue: what would be accepted, and a code of the error table. */
export interface Refusal {
  readonly code?: 'unknown-code';
  readonly accepted?: readonly string[];
  readonly value?: string;
}

type Issues = z.core.ParsePayload<unknown>;
type Doc = { readonly description: string; readonly example: string };

const longestList = 100;
const longestItem = 200;
/** Longer code lists are served at `/v1/codes` and not repeated in the document. */
const longestEnum = 80;

function refuse({ issues, value }: Issues, message: string, refusal: Refusal = {}): void {
  issues.push({ code: 'custom', message, input: value, params: { ...refusal } });
}

/** Splits a comma list; empty items and more than 100 of them are refused, repeated ones dropped. */
function splitList(text: string, payload: Issues): string[] {
  const items = text.split(',').map((item) => item.trim());
  if (items.some((item) => item === '')) refuse(payload, 'has an empty item; separate values by one comma');
  else if (items.length > longestList) {
    refuse(payload, `lists ${items.length} values; at most ${longestList} are accepted`);
  }
  return [...new Set(items)].filter((item) => item !== '');
}

/** A list written with commas, whose items a check may refuse together. */
function commaList<Item extends z.ZodType<string, string>>(
  item: Item,
  check: (items: readonly string[], payload: Issues) => void,
) {
  return z.codec(z.string(), z.array(item).min(1).max(longestList), {
    decode: (text, payload) => {
      const items = splitList(text, payload);
      check(items, payload);
      return items as z.input<Item>[];
    },
    encode: (items) => items.join(','),
  });
}

function refuseUnknown(items: readonly string[], codes: ReadonlySet<string>, payload: Issues): void {
  const value = items.find((item) => !codes.has(item));
  if (value === undefined) return;
  refuse(payload, 'is not a code of this list', { code: 'unknown-code', accepted: [...codes], value });
}

/** A comma list out of a fixed code list. */
export function codeList<const Codes extends readonly [string, ...string[]]>(codes: Codes, doc: Doc) {
  const set = new Set<string>(codes);
  type Item = z.ZodType<Codes[number], Codes[number]>;
  const item = codes.length > longestEnum ? (z.string() as z.ZodType as Item) : (z.enum(codes) as z.ZodType as Item);
  const schema = commaList(item, (items, payload) => refuseUnknown(items, set, payload));
  return schema.register(parameterDocs, { ...doc, kind: 'code', list: true });
}

/** One code out of a fixed list; `fallback` is what leaving it out means. */
export function oneCode<const Codes extends readonly [string, ...string[]]>(
  codes: Codes,
  { fallback, ...doc }: Doc & { fallback?: Codes[number] },
) {
  const set = new Set<string>(codes);
  const code = z.enum(codes) as z.ZodType as z.ZodType<Codes[number], Codes[number]>;
  const schema = z.codec(z.string(), fallback === undefined ? code : code.meta({ default: fallback }), {
    decode: (text, payload) => {
      refuseUnknown([text], set, payload);
      return text as Codes[number];
    },
    encode: (value) => value,
  });
  return schema.register(parameterDocs, { ...doc, kind: 'code', list: false });
}

/** A comma list of free items: ids, actors, datasets. */
export function itemList(kind: 'id' | 'actor' | 'field', doc: Doc) {
  const schema = commaList(z.string().max(longestItem), (items, payload) => {
    const long = items.some((item) => item.length > longestItem);
    if (long) refuse(payload, `has an item of more than ${longestItem} characters`);
  });
  return schema.register(parameterDocs, { ...doc, kind, list: true });
}

/** A comma list of codes known only by a test, such as prefixes; `accepted` says in words what passes. */
export function checkedList(test: (item: string) => boolean, accepted: string, pattern: string, doc: Doc) {
  const schema = commaList(z.string().regex(new RegExp(pattern)), (items, payload) => {
    const value = items.find((item) => !test(item));
    if (value === undefined) return;
    refuse(payload, `is not ${accepted}`, { code: 'unknown-code', accepted: [accepted], value });
  });
  return schema.register(parameterDocs, { ...doc, kind: 'code', list: true });
}

/** Text in decimal digits, or what no schema of a number takes. */
const numberIn = (text: string, pattern: RegExp): number => (pattern.test(text) ? Number(text) : Number.NaN);

/**
 * A whole number in decimal digits; `range` says in words what is accepted.
 *
 * @param documented the largest that the document promises, where some formats take more
 */
export function wholeNumber(
  min: number,
  max: number,
  doc: Doc,
  fallback?: number,
  range = `${min} to ${max}`,
  documented = max,
) {
  const error = `is not a whole number from ${range}`;
  const number = z.int({ error }).min(min, error).max(max, error);
  const said = {
    ...(fallback === undefined ? {} : { default: fallback }),
    ...(documented === max ? {} : { maximum: documented }),
  };
  const schema = z.codec(z.string(), number.meta(said), {
    decode: (text) => numberIn(text, /^\d{1,15}$/),
    encode: String,
  });
  return schema.register(parameterDocs, { ...doc, kind: 'number', list: false });
}

/** A decimal number, without exponent. */
export function decimal(min: number, max: number, doc: Doc) {
  const error = `is not a decimal number from ${min} to ${max}`;
  const schema = z.codec(z.string(), z.number({ error }).min(min, error).max(max, error), {
    decode: (text) => numberIn(text, /^-?\d{1,9}(\.\d{1,9})?$/),
    encode: String,
  });
  return schema.register(parameterDocs, { ...doc, kind: 'number', list: false });
}

/** `true` or `false`. */
export function flag(doc: Doc) {
  const schema = z.codec(z.string(), z.boolean(), {
    decode: (text, payload) => {
      if (text !== 'true' && text !== 'false') refuse(payload, 'is neither `true` nor `false`');
      return text === 'true';
    },
    encode: String,
  });
  return schema.register(parameterDocs, { ...doc, kind: 'flag', list: false });
}

/**
 * A text parsed by a function that gives a value or a sentence saying what is wrong with it.
 *
 * @param json what JSON Schema can say of the text
 */
export function readText<Value>(
  kind: ParameterKind,
  read: (text: string) => { readonly value: Value } | { readonly refused: string },
  json: Readonly<Record<string, unknown>>,
  doc: Doc,
) {
  const schema = z
    .string()
    .meta(json)
    .transform((text, ctx) => {
      const result = read(text);
      if ('value' in result) return result.value;
      ctx.addIssue({ code: 'custom', message: result.refused });
      return z.NEVER;
    });
  return schema.register(parameterDocs, { ...doc, kind, list: false });
}

/** A query parameter as JSON Schema: a list or number as its values are, a parsed text as it is written. */
export function parameterJson(schema: z.ZodType): Readonly<Record<string, unknown>> {
  const inner = schema instanceof z.ZodOptional ? (schema.unwrap() as z.ZodType) : schema;
  const io = inner instanceof z.ZodPipe && inner.def.out instanceof z.ZodTransform ? 'input' : 'output';
  const { $schema: _, type, items, ...json } = z.toJSONSchema(inner, { io });
  return { type, ...(items === undefined ? {} : { items }), ...json };
}
