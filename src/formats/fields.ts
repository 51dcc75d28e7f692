import type { z } from 'zod';
import { EdtfDate } from '../model/record.ts';

/** A record as parsed from the JSON that is served. */
export type Row = Record<string, unknown>;

/** What a cell of a field is; whatever is no scalar, or stands in a list, is text. */
export type Kind = 'text' | 'integer' | 'number' | 'boolean';

/** A field of a noun as its schema has it. */
export interface Field {
  /** Dotted path from the record, such as `place.country`; list indexes do not show. */
  readonly path: string;
  /** True when the schema lets a text through that a spreadsheet would run as a formula. */
  readonly free: boolean;
  /** True when it takes members of any name, as `native` does. */
  readonly open: boolean;
  readonly kind: Kind;
  /** Members of the object, or of the objects of the list, in the order of the schema. */
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

/** EDTF dates are checked outside their schema; one may begin with `-` (a year before ours) and is no formula. */
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

/** The fields of a schema as a tree, through unions, lists, nullables and defaults; read once a schema and kept. */
export function fieldsOf(schema: z.ZodType): readonly Field[] {
  const fields = trees.get(schema) ?? fieldOf(schema, '').members;
  trees.set(schema, fields);
  return fields;
}

/**
 * Every dotted path that `fields=` may name, as `place.country` or `participants.actor_id`; kept once a schema.
 *
 * Members of an open field (`native.avg_tone`) have no end and are not in it: ask `isFieldPath`.
 */
export function fieldPaths(schema: z.ZodType): ReadonlySet<string> {
  const under = (field: Field): string[] => [field.path, ...field.members.flatMap(under)];
  const paths = pathSets.get(schema) ?? new Set(fieldsOf(schema).flatMap(under));
  pathSets.set(schema, paths);
  return paths;
}

/** Whether `fields=` may name the path: one of the schema's, or any member of a field that is open. */
export function isFieldPath(schema: z.ZodType, path: string): boolean {
  return fieldPaths(schema).has(path) || openParent(schema, path) !== undefined;
}

/** The open field (`native`) of which the path names a member, or undefined. */
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

/** Sets an own property whatever its name: assigning to `__proto__` would set the prototype instead. */
function put(target: Row, name: string, value: unknown): void {
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
    if (picked !== undefined) put(kept, name, picked);
  }
  return kept;
}

/**
 * A function that keeps the named paths of a record and nothing else; the paths are parsed once.
 *
 * `id` is always kept and comes first, the rest in the order of the record. Lists are picked from item by item, a null
 * parent stays null, a path the record does not have is left out. Only own properties are read.
 */
export function projector(paths: readonly string[]): (record: Row) => Row {
  const picks = picksOf(paths);
  return (record) => ({ id: record.id, ...(pickFrom(record, picks) as Row) });
}
