import type { z } from 'zod';
import { EdtfDate } from '../model/record.ts';

/** A record parsed from the JSON that is served. */
export type Row = Record<string, unknown>;

/** The type of a field's cells; anything that is in a list or not a scalar is text. */
export type Kind = 'text' | 'integer' | 'number' | 'boolean';

/** A field of a noun, read from its schema. */
export interface Field {
  /** Dotted path from the record, such as `place.country`; without list indexes. */
  readonly path: string;
  /** True when the schema accepts text that a spreadsheet would run as a formula. */
  readonly free: boolean;
  /** True when it accepts members of any name, like `native`. */
  readonly open: boolean;
  readonly kind: Kind;
  /** Members of the object, or of the objects in the list, in schema order. */
  readonly members: readonly Field[];
}

/** The parts of a zod definition that lead to other schemas. */
interface Definition {
  readonly type: string;
  readonly innerType?: z.ZodType;
  readonly element?: z.ZodType;
  readonly options?: readonly z.ZodType[];
  readonly shape?: Readonly<Record<string, z.ZodType>>;
}

/** EDTF dates are checked outside their schema; one starting with `-` (a negative year) is not a formula. */
const isFree = (schema: z.ZodType) => schema !== EdtfDate && schema.safeParse('=1').success;

const numeric = ({ kind }: Field) => kind === 'integer' || kind === 'number';

function kindOf(schema: z.ZodType): Kind {
  const { type } = schema.def as Definition;
  if (type === 'number') return (schema as z.ZodNumber).isInt ? 'integer' : 'number';
  return type === 'boolean' ? 'boolean' : 'text';
}

function merge(one: Field, other: Field): Field {
  const others = new Map(other.members.map((field) => [field.path, field]));
  const mine = new Set(one.members.map((field) => field.path));
  const both = one.members.map((field) => (others.has(field.path) ? merge(field, others.get(field.path)!) : field));
  return {
    path: one.path,
    free: one.free || other.free,
    open: one.open || other.open,
    kind: one.kind === other.kind ? one.kind : numeric(one) && numeric(other) ? 'number' : 'text',
    members: [...both, ...other.members.filter((field) => !mine.has(field.path))],
  };
}

function fieldOf(schema: z.ZodType, path: string, listed = false): Field {
  const { type, innerType, element, options, shape } = schema.def as Definition;
  const inner = innerType ?? element;
  if (inner !== undefined) return fieldOf(inner, path, listed || element !== undefined);
  if (options !== undefined) return options.map((option) => fieldOf(option, path, listed)).reduce(merge);
  const prefix = path === '' ? '' : `${path}.`;
  const members = Object.entries(shape ?? {}).map(([name, member]) => fieldOf(member, prefix + name, listed));
  return { path, free: isFree(schema), open: type === 'record', kind: listed ? 'text' : kindOf(schema), members };
}

const trees = new WeakMap<z.ZodType, readonly Field[]>();
const pathSets = new WeakMap<z.ZodType, ReadonlySet<string>>();

/** The fields of a schema as a tree, through unions, lists, nullables and defaults; cached per schema. */
export function fieldsOf(schema: z.ZodType): readonly Field[] {
  const fields = trees.get(schema) ?? fieldOf(schema, '').members;
  trees.set(schema, fields);
  return fields;
}

/**
 * Every dotted path that `fields=` may name, such as `participants.actor_id`; cached per schema.
 *
 * Members of an open field (`native.avg_tone`) cannot be listed; use `isFieldPath` for those.
 */
export function fieldPaths(schema: z.ZodType): ReadonlySet<string> {
  const under = (field: Field): string[] => [field.path, ...field.members.flatMap(under)];
  const paths = pathSets.get(schema) ?? new Set(fieldsOf(schema).flatMap(under));
  pathSets.set(schema, paths);
  return paths;
}

/** Whether `fields=` may name the path: a path of the schema or a member of an open field. */
export function isFieldPath(schema: z.ZodType, path: string): boolean {
  return fieldPaths(schema).has(path) || openParent(schema, path) !== undefined;
}

/** The open field (`native`) that the path names a member of, or undefined. */
export function openParent(schema: z.ZodType, path: string): Field | undefined {
  if (path.split('.').includes('')) return undefined;
  return fieldsOf(schema).find((field) => field.open && path.startsWith(`${field.path}.`));
}

/** What to keep of an object: a member's own members, or null for all of it. */
type Picks = Map<string, Picks | null>;

function picksOf(paths: readonly string[]): Picks {
  const root: Picks = new Map([['id', null]]);
  for (const path of paths) {
    const names = path.split('.');
    const last = names.pop()!;
    let at: Picks | null = root;
    for (const name of names) {
      const next: Picks | null | undefined = at.get(name);
      at.set(name, next === undefined ? new Map() : next);
      at = at.get(name)!;
      if (at === null) break;
    }
    at?.set(last, null);
  }
  return root;
}

/** Sets an own property of any name: plain assignment to `__proto__` would set the prototype. */
function setOwn(target: Row, name: string, value: unknown): void {
  if (name !== '__proto__') target[name] = value;
  else Object.defineProperty(target, name, { value, enumerable: true, configurable: true, writable: true });
}

function pickFrom(value: unknown, picks: Picks | null): unknown {
  if (picks === null || value === null) return value;
  if (Array.isArray(value)) return value.map((item) => pickFrom(item, picks)).filter((item) => item !== undefined);
  if (typeof value !== 'object') return undefined;
  const kept: Row = {};
  for (const name of Object.keys(value)) {
    const inner = picks.get(name);
    if (inner === undefined) continue;
    const picked = pickFrom((value as Row)[name], inner);
    if (picked !== undefined) setOwn(kept, name, picked);
  }
  return kept;
}

/**
 * Returns a function that reduces a record to the named paths, which are parsed once.
 *
 * `id` is always kept and comes first, the rest in record order. Lists are reduced item by item, a null parent stays
 * null, a path the record does not have is omitted. Only own properties are read.
 */
export function projector(paths: readonly string[]): (record: Row) => Row {
  const picks = picksOf(paths);
  return (record) => ({ id: record.id, ...(pickFrom(record, picks) as Row) });
}
