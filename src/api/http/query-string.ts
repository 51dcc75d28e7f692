import type { z } from 'zod';
import { type ErrorCode, Problem, type ProblemItem } from '../../errors.ts';
import { nearest } from '../../model/nearest.ts';
import type { Refusal } from '../../model/parameter.ts';

const longestShown = 200;
const shown = (value: string) => (value.length > longestShown ? `${value.slice(0, longestShown)}…` : value);

const plain = /^[^%+\0]*$/;

function decode(part: string): string {
  if (plain.test(part)) return part;
  let text: string;
  try {
    text = decodeURIComponent(part.replaceAll('+', ' '));
  } catch {
    throw new Problem(
      'malformed-url',
      `The query has a broken percent escape or text that is not UTF-8: ${shown(part)}`,
    );
  }
  if (text.includes('\0')) throw new Problem('malformed-url', 'The query has a NUL character.');
  return text;
}

/**
 * Parses a query string; repeated parameters are rejected.
 *
 * @throws Problem `malformed-url` or `repeated-parameter`.
 */
export function readQueryString(text: string): Record<string, string> {
  const values: Record<string, string> = Object.create(null);
  if (text === '') return values;
  for (const part of text.split('&')) {
    if (part === '') continue;
    const at = part.indexOf('=');
    const name = decode(at < 0 ? part : part.slice(0, at));
    const value = at < 0 ? '' : decode(part.slice(at + 1));
    if (name in values) {
      const message = `\`${shown(name)}\` is given more than once; separate several values by commas.`;
      throw new Problem('repeated-parameter', message, [{ parameter: name, value: shown(value), message }]);
    }
    values[name] = value;
  }
  return values;
}

/** One error in a query. */
interface Fault {
  readonly code: ErrorCode;
  readonly item: ProblemItem;
}

function unknownParameter(name: string, value: string, known: readonly string[]): Fault {
  const near = nearest(name, known);
  const item = {
    parameter: shown(name),
    value: shown(value),
    message: 'This endpoint has no such parameter.',
    accepted: known,
    ...(near === undefined ? {} : { did_you_mean: near }),
  };
  return { code: 'unknown-parameter', item };
}

const missing = (parameter: string): Fault => ({
  code: 'invalid-parameter',
  item: { parameter, value: null, message: 'is required' },
});

function badValue(name: string, text: string, issue: z.core.$ZodIssue): Fault {
  const { code, accepted, value } = ((issue as { params?: Refusal }).params ?? {}) as Refusal;
  const culprit = value ?? text;
  const near = accepted === undefined ? undefined : nearest(culprit, accepted);
  const item = {
    parameter: name,
    value: shown(culprit),
    message: issue.message,
    ...(accepted === undefined ? {} : { accepted: accepted.slice(0, 300) }),
    ...(near === undefined ? {} : { did_you_mean: near }),
  };
  return { code: code ?? 'invalid-parameter', item };
}

function sentence({ parameter, value, message, did_you_mean }: ProblemItem): string {
  const hint = did_you_mean === undefined ? '' : ` Did you mean \`${did_you_mean}\`?`;
  return `\`${parameter}\`${value === null ? '' : ` = "${value}"`}: ${message.replace(/[.]?$/, '.')}${hint}`;
}

/** One problem for all errors in a query; the first determines the code. */
function refuse(faults: readonly Fault[]): Problem {
  const [first] = faults;
  return new Problem(
    first?.code ?? 'invalid-parameter',
    faults.map(({ item }) => sentence(item)).join(' '),
    faults.map(({ item }) => item),
  );
}

/** The problem for a value that is not in a list, with the closest value as a hint. */
export function refuseCode(
  code: ErrorCode,
  parameter: string,
  value: string,
  message: string,
  accepted: readonly string[],
): Problem {
  const near = nearest(value, accepted);
  return refuse([{ code, item: { parameter, value, message, accepted, ...(near && { did_you_mean: near }) } }]);
}

/** The problem for one invalid parameter. */
export function refuseParameter(
  parameter: string,
  value: string | null,
  message: string,
  accepted?: readonly string[],
): Problem {
  return refuse([
    { code: 'invalid-parameter', item: { parameter, value, message, ...(accepted ? { accepted } : {}) } },
  ]);
}

const requiredOf = new WeakMap<z.ZodObject, readonly string[]>();

/** The names of the required parameters. */
function required(schema: z.ZodObject): readonly string[] {
  let names = requiredOf.get(schema);
  if (names === undefined) {
    const { shape } = schema;
    names = Object.keys(shape).filter((name) => shape[name]?.safeParse(undefined).success === false);
    requiredOf.set(schema, names);
  }
  return names;
}

/**
 * Parses a query by its strict schema, looking only at the parameters present.
 *
 * @throws Problem naming every invalid parameter, its value and what is accepted.
 */
export function readQuery<Schema extends z.ZodObject>(schema: Schema, text: string): z.output<Schema> {
  const values = readQueryString(text);
  const { shape } = schema as z.ZodObject;
  const parsed: Record<string, unknown> = {};
  const faults: Fault[] = [];
  for (const name of required(schema)) if (!(name in values)) faults.push(missing(name));
  for (const [name, value] of Object.entries(values)) {
    const result = Object.hasOwn(shape, name) ? shape[name]?.safeParse(value) : undefined;
    if (result === undefined) faults.push(unknownParameter(name, value, Object.keys(shape)));
    else if (result.success) parsed[name] = result.data;
    else faults.push(...result.error.issues.map((issue: z.core.$ZodIssue) => badValue(name, value, issue)));
  }
  if (faults.length > 0) throw refuse(faults);
  return parsed as z.output<Schema>;
}
