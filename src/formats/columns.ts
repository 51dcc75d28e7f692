import { modelOf, type Noun, schemaOf } from '../model/nouns.ts';
import type { CsvColumn, CsvValue } from './csv.ts';
import { type Field, fieldsOf, type Kind, openParent, type Row } from './fields.ts';

/** A column of a table of records; its name is the field's path. */
export interface Column extends CsvColumn {
  readonly kind: Kind;
  read(record: Row): CsvValue;
}

/** Which columns to include; without `fields`, those of every field except `native`. */
export interface ColumnOptions {
  /** An event type whose `details` become separate columns instead of one JSON text. */
  readonly type?: string | undefined;
  /** Field paths in output order; a field with members selects the columns of all of them. */
  readonly fields?: readonly string[] | undefined;
  /** Adds `native` as JSON text. */
  readonly native?: boolean | undefined;
}

/** How an item of a list of objects is written into a cell. */
interface ItemText {
  readonly free: boolean;
  readonly distinct?: true;
  text(item: Row): string;
}

/** Lists of objects written as one column each; other lists get one column per member. */
const itemTexts: Readonly<Record<string, ItemText>> = {
  participants: { free: false, text: (item) => `${item.actor_id}:${item.role}` },
  quantities: { free: true, text: ({ kind, value, unit }) => `${kind}=${value}${unit == null ? '' : ` ${unit}`}` },
  relations: { free: false, text: (item) => `${item.type}:${item.event_id}` },
  evidence: { free: false, distinct: true, text: (item) => String(item.source_id ?? item.url ?? '') },
  ballots: { free: false, text: (item) => `${item.actor_id}:${item.vote}` },
  names: { free: true, text: (item) => String(item.name) },
  codes: { free: false, text: (item) => `${item.scheme}:${item.code}` },
  affiliations: { free: false, text: (item) => String(item.actor_id) },
  about: { free: false, text: (item) => `${item.kind}:${item.id}` },
  sentences: { free: false, text: (item) => `${item.start}-${item.end}` },
};

/** Columns computed from a record, keyed by the field they precede. */
const derived: Readonly<Record<string, readonly Column[]>> = {
  participants: [
    inRoles('initiators', 'actor_id', ['initiator']),
    inRoles('initiator_principals', 'principal_id', ['initiator']),
    inRoles('recipients', 'actor_id', ['recipient', 'target', 'victim']),
    inRoles('recipient_principals', 'principal_id', ['recipient', 'target', 'victim']),
  ],
};

/** The columns of a noun's tables that are not fields of the record, such as `initiators`. */
export function derivedColumns(noun: Noun): readonly Column[] {
  return fieldsOf(schemaOf(noun)).flatMap(({ path }) => derived[path] ?? []);
}

/** Fields that a table moves to another place than in the record, keyed by the field they follow. */
const follows: Readonly<Record<string, readonly string[]>> = {
  date: ['date_earliest', 'date_latest', 'date_precision'],
  realis: ['contested'],
  participants: ['classification'],
  quantities: ['details'],
};

/** The distinct actors in the given roles, or their principals; an actor without a principal is its own. */
function inRoles(name: string, key: 'actor_id' | 'principal_id', roles: readonly string[]): Column {
  const read = ({ participants }: Row) => {
    if (!Array.isArray(participants)) return null;
    const ids: string[] = [];
    for (const participant of participants) {
      const id = participant[key] ?? participant.actor_id;
      if (id != null && roles.includes(participant.role) && !ids.includes(id)) ids.push(id);
    }
    return ids.length === 0 ? null : ids.join(';');
  };
  return { name, free: false, kind: 'text', read };
}

/** A value as a cell; anything that is not a scalar becomes JSON text. */
function cell(value: unknown): CsvValue {
  if (value === null || value === undefined) return null;
  return typeof value === 'object' ? JSON.stringify(value) : (value as CsvValue);
}

/** A dotted path, split once and used for every row. */
interface Path {
  readonly names: readonly string[];
  /** True when a name is also an inherited property of objects, so only own properties may be read. */
  readonly guarded: boolean;
}

/** Collects the values at a path, descending into lists at any depth. */
function gather(value: unknown, path: Path, at: number, into: unknown[]): void {
  if (Array.isArray(value)) {
    for (const item of value) gather(item, path, at, into);
  } else if (at === path.names.length) into.push(value ?? null);
  else if (value === null || typeof value !== 'object') into.push(null);
  else gather(member(value as Row, path, at), path, at + 1, into);
}

function member(value: Row, { names, guarded }: Path, at: number): unknown {
  const name = names[at]!;
  return guarded && !Object.hasOwn(value, name) ? null : value[name];
}

function joined(list: readonly unknown[], path: Path, at: number, item: ItemText | undefined): CsvValue {
  if (list.length === 0) return null;
  const values: unknown[] = [];
  gather(list, path, at, values);
  if (values.every((value) => value === null)) return null;
  const texts = values.map((value) => (value === null ? '' : item ? item.text(value as Row) : String(cell(value))));
  return (item?.distinct ? [...new Set(texts)] : texts).join(';');
}

/** A function that reads the cell of a path; values found through a list are joined with `;`. */
function reader(dotted: string, item?: ItemText): Column['read'] {
  const names = dotted.split('.');
  const path = { names, guarded: names.some((name) => name in Object.prototype) };
  return (record) => {
    let value: unknown = record;
    for (let at = 0; at < names.length; at += 1) {
      if (value === null || typeof value !== 'object') return null;
      if (Array.isArray(value)) return joined(value, path, at, item);
      value = member(value as Row, path, at);
    }
    return Array.isArray(value) ? joined(value, path, names.length, item) : cell(value);
  };
}

/** The columns of a field; those in `texts` stay one column of JSON text even with members. */
function columnsOfField({ path, free, kind, members }: Field, texts: ReadonlySet<string>): readonly Column[] {
  const before = derived[path] ?? [];
  const item = members.length === 0 ? undefined : itemTexts[path.slice(path.lastIndexOf('.') + 1)];
  if (members.length > 0 && item === undefined && !texts.has(path)) {
    return [...before, ...members.flatMap((member) => columnsOfField(member, texts))];
  }
  return [...before, { name: path, free: item?.free ?? free, kind, read: reader(path, item) }];
}

function inTableOrder(fields: readonly Field[]): readonly Field[] {
  const byPath = new Map(fields.map((field) => [field.path, field]));
  const moved = fields.flatMap(({ path }) => follows[path] ?? []);
  const kept = fields.filter(({ path }) => !moved.includes(path));
  return kept.flatMap((field) => [field, ...(follows[field.path] ?? []).flatMap((path) => byPath.get(path) ?? [])]);
}

function findField(fields: readonly Field[], path: string): Field | undefined {
  const parent = fields.find((field) => path === field.path || path.startsWith(`${field.path}.`));
  return parent === undefined || parent.path === path ? parent : findField(parent.members, path);
}

/**
 * The columns of a noun in CSV and GeoJSON: one per field, nested ones named by their dotted path.
 *
 * Lists are joined with `;`; events also have columns for initiators and recipients. With `fields`, only those columns,
 * in that order, `id` first. Call it once per response: it takes about 40 µs. Throws a RangeError for a path that is
 * neither a field (`isFieldPath`) nor a derived column.
 */
export function columnsOf(noun: Noun, { type, fields, native }: ColumnOptions = {}): readonly Column[] {
  const schema = schemaOf(noun, type);
  const tree = fieldsOf(schema);
  const texts = new Set(type === undefined ? ['details'] : []);
  const columnsAt = (path: string): readonly Column[] => {
    const field = findField(tree, path);
    if (field !== undefined) return columnsOfField(field, texts);
    const column = derivedColumns(noun).find(({ name }) => name === path);
    if (column !== undefined) return [column];
    if (openParent(schema, path) === undefined) throw new RangeError(`no field ${path} of ${noun}`);
    return columnsOfField({ path, free: true, open: false, kind: 'text', members: [] }, texts);
  };
  const shown = inTableOrder(tree).filter((field) => native || !field.open);
  const columns =
    fields === undefined
      ? shown.flatMap((field) => columnsOfField(field, texts))
      : ['id', ...fields].flatMap((path) => columnsAt(path));
  return [...new Map(columns.map((column) => [column.name, column])).values()];
}

/**
 * The table rows of a record: one, or one per item of the list named by its model.
 *
 * In each row a single item replaces the list, so the columns of the list's members read it. A record without items
 * still gives one row.
 */
export function rowsOf(noun: Noun, record: Row): readonly Row[] {
  const { rows } = modelOf(noun);
  const items = rows === undefined ? undefined : record[rows.list];
  if (rows === undefined || !Array.isArray(items) || items.length === 0) return [record];
  return items.map((item) => ({ ...record, [rows.list]: item }));
}
