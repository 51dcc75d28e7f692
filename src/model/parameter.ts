import { z } from 'zod';

/** What a query parameter's value is, beyond its text: it tells the store how to read it. */
export type ParameterKind = 'actor' | 'field' | 'code' | 'id' | 'date' | 'number' | 'flag' | 'text' | 'cursor';

/** How a query parameter stands in the OpenAPI document. */
export interface ParameterDoc {
  readonly kind: ParameterKind;
  readonly description: string;
  readonly example: string;
  readonly schema: Readonly<Record<string, unknown>>;
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

const longestList = 100;

/** Cuts a comma list and refuses empty items, repetition and more than 100 of them. */
function cutList(text: string, ctx: z.RefinementCtx): string[] {
  const items = text.split(',').map((item) => item.trim());
  if (items.some((item) => item === '')) {
    ctx.addIssue({ code: 'custom', message: 'has an empty item; separate values by one comma' });
  } else if (items.length > longestList) {
    ctx.addIssue({ code: 'custom', message: `lists ${items.length} values; at most ${longestList} are accepted` });
  }
  return [...new Set(items)].filter((item) => item !== '');
}

function refuseUnknown(items: readonly string[], codes: ReadonlySet<string>, ctx: z.RefinementCtx): void {
  const unknown = items.find((item) => !codes.has(item));
  if (unknown === undefined) return;
  const params: Refusal = { code: 'unknown-code', accepted: [...codes], value: unknown };
  ctx.addIssue({ code: 'custom', message: 'is not a code of this list', params: { ...params } });
}

type Doc = { readonly description: string; readonly example: string };

/** A comma list out of a fixed code list. */
export function codeList<const Codes extends readonly [string, ...string[]]>(codes: Codes, doc: Doc) {
  const set = new Set<string>(codes);
  const schema = z.string().transform((text, ctx) => {
    const items = cutList(text, ctx);
    refuseUnknown(items, set, ctx);
    return items as Codes[number][];
  });
  const items = codes.length > 80 ? { type: 'string' } : { type: 'string', enum: [...codes] };
  return schema.register(parameterDocs, {
    ...doc,
    kind: 'code',
    list: true,
    schema: { type: 'array', items, minItems: 1, maxItems: longestList },
  });
}

/** One code out of a fixed list. */
export function oneCode<const Codes extends readonly [string, ...string[]]>(
  codes: Codes,
  doc: Doc & { fallback?: Codes[number] },
) {
  const set = new Set<string>(codes);
  const schema = z.string().transform((text, ctx) => {
    refuseUnknown([text], set, ctx);
    return text as Codes[number];
  });
  const { fallback, ...words } = doc;
  return schema.register(parameterDocs, {
    ...words,
    kind: 'code',
    list: false,
    schema: { type: 'string', enum: [...codes], ...(fallback === undefined ? {} : { default: fallback }) },
  });
}

/** A comma list of free items: ids, actors, datasets. */
export function itemList(kind: 'id' | 'actor' | 'field', doc: Doc) {
  const schema = z.string().transform((text, ctx) => {
    const items = cutList(text, ctx);
    const long = items.find((item) => item.length > 200);
    if (long !== undefined) ctx.addIssue({ code: 'custom', message: 'has an item of more than 200 characters' });
    return items;
  });
  return schema.register(parameterDocs, {
    ...doc,
    kind,
    list: true,
    schema: { type: 'array', items: { type: 'string', maxLength: 200 }, minItems: 1, maxItems: longestList },
  });
}

/** A comma list of codes known only by a test, such as prefixes; `accepted` says in words what passes. */
export function testedList(test: (item: string) => boolean, accepted: string, pattern: string, doc: Doc) {
  const schema = z.string().transform((text, ctx) => {
    const items = cutList(text, ctx);
    const unknown = items.find((item) => !test(item));
    if (unknown !== undefined) {
      const params: Refusal = { code: 'unknown-code', accepted: [accepted], value: unknown };
      ctx.addIssue({ code: 'custom', message: `is not ${accepted}`, params: { ...params } });
    }
    return items;
  });
  return schema.register(parameterDocs, {
    ...doc,
    kind: 'code',
    list: true,
    schema: { type: 'array', items: { type: 'string', pattern }, minItems: 1, maxItems: longestList },
  });
}

/** A whole number in decimal digits; `range` says in words what is taken. */
export function wholeNumber(min: number, max: number, doc: Doc, fallback?: number, range = `${min} to ${max}`) {
  const schema = z.string().transform((text, ctx) => {
    const value = /^\d{1,15}$/.test(text) ? Number(text) : Number.NaN;
    if (!(value >= min && value <= max)) {
      ctx.addIssue({ code: 'custom', message: `is not a whole number from ${range}` });
    }
    return value;
  });
  return schema.register(parameterDocs, {
    ...doc,
    kind: 'number',
    list: false,
    schema: { type: 'integer', minimum: min, maximum: max, ...(fallback === undefined ? {} : { default: fallback }) },
  });
}

/** A decimal number, without exponent. */
export function decimal(min: number, max: number, doc: Doc) {
  const schema = z.string().transform((text, ctx) => {
    const value = /^-?\d{1,9}(\.\d{1,9})?$/.test(text) ? Number(text) : Number.NaN;
    if (!(value >= min && value <= max)) {
      ctx.addIssue({ code: 'custom', message: `is not a decimal number from ${min} to ${max}` });
    }
    return value;
  });
  return schema.register(parameterDocs, {
    ...doc,
    kind: 'number',
    list: false,
    schema: { type: 'number', minimum: min, maximum: max },
  });
}

/** `true` or `false`. */
export function flag(doc: Doc) {
  const schema = z.string().transform((text, ctx) => {
    if (text !== 'true' && text !== 'false') ctx.addIssue({ code: 'custom', message: 'is neither `true` nor `false`' });
    return text === 'true';
  });
  return schema.register(parameterDocs, { ...doc, kind: 'flag', list: false, schema: { type: 'boolean' } });
}

/** A text read by a function that gives a value or a sentence saying what is wrong with it. */
export function readText<Value>(
  kind: ParameterKind,
  read: (text: string) => { readonly value: Value } | { readonly refused: string },
  json: Readonly<Record<string, unknown>>,
  doc: Doc,
) {
  const schema = z.string().transform((text, ctx) => {
    const result = read(text);
    if ('value' in result) return result.value;
    ctx.addIssue({ code: 'custom', message: result.refused });
    return z.NEVER;
  });
  return schema.register(parameterDocs, { ...doc, kind, list: false, schema: { type: 'string', ...json } });
}
