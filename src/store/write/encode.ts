import type { Row, Value } from '../../db/database.ts';
import { columnsOf, type Table, type TableName, tables } from '../../db/tables.ts';
import { modelOf, type Noun, nounNames } from '../../model/nouns.ts';
import { searchText } from '../../model/words.ts';
import type { ActorLookup, Content, Hidden, Term } from '../noun.ts';
import { stores } from '../nouns.ts';

/** A row whose key is filled in when the record is stored. */
export type OpenRow = Value[];

/** The index of a record: its row in the noun's own table, rows of side tables, and its words. */
export interface IndexRows {
  readonly own: OpenRow;
  /** Rows of each of the noun's side tables, in the order of {@link sideTables}. */
  readonly side: readonly (readonly OpenRow[])[];
  readonly words: string | null;
}

/** A record ready to be stored but for its key and stamps. */
export interface Encoded extends IndexRows {
  readonly noun: Noun;
  readonly id: string;
  readonly dataset: string;
  /** The day it is ordered by; null for undated ones. */
  readonly day: number | null;
  /** Its body up to the stamps. */
  readonly start: string;
  /** What is kept beside the body, as JSON. */
  readonly extra: string | null;
}

/** A side table of a noun. */
export interface SideTable {
  readonly table: TableName;
  /** Position of the column that holds the key of an actor; -1 in a table without. */
  readonly actorAt: number;
}

/** A record that says which it is. */
export interface Identified {
  readonly id: string;
  readonly dataset: string;
}

type Made = (record: never, actors: ActorLookup, hidden: Hidden) => readonly object[];

/** The columns every noun's own table begins with. */
const identityColumns = ['key', 'id', 'dataset', 'revision'];
/** The position of the revision in a row of a noun's own table. */
export const revisionAt = identityColumns.indexOf('revision');

/** The functions that encode one noun, in the order of the columns and tables. */
interface Encoder {
  readonly own: readonly ((record: never) => Row[number])[];
  readonly side: readonly (SideTable & { readonly columns: readonly string[]; readonly rows: Made })[];
}

function termsOf(noun: Noun): Made {
  const { terms } = stores[noun];
  const { evidence } = modelOf(noun);
  return (record) => {
    const cited = evidence(record).flatMap((one) => one.evidence);
    const sources = cited.flatMap(({ source_id }): Term[] => (source_id === null ? [] : [['source', source_id]]));
    const all = [...sources, ...(terms?.(record) ?? [])].map(([name, value]) => ({ name: `${noun}.${name}`, value }));
    return all.length < 2 ? all : [...new Map(all.map((row) => [`${row.name} ${row.value}`, row])).values()];
  };
}

function encoderOf(noun: Noun): Encoder {
  const { table, columns, side } = stores[noun];
  const made = [...(Object.entries(side) as [TableName, Made][]), ['terms', termsOf(noun)] as const];
  return {
    own: columnsOf(table)
      .slice(identityColumns.length)
      .map((name) => columns[name] as Encoder['own'][number]),
    side: made.map(([name, rows]) => {
      const { columns: all }: Table = tables[name];
      const names = Object.keys(all);
      return { table: name, columns: names.slice(1), rows, actorAt: names.findIndex((other) => all[other]?.actor) };
    }),
  };
}

const encoders = new Map(nounNames.map((noun) => [noun, encoderOf(noun)]));
const encoderFor = (noun: Noun): Encoder => encoders.get(noun) as Encoder;

/** The side tables of a noun. */
export const sideTables = (noun: Noun): readonly SideTable[] => encoderFor(noun).side;

/** The row of one object: room for the key, and its columns in order. */
function rowOf(object: object, columns: readonly string[]): OpenRow {
  const row: OpenRow = [0];
  for (const name of columns) row.push(object[name as never]);
  return row;
}

/** The index of a served record; its hidden parts are given beside it, as they are not kept in its body. */
export function indexOf(noun: Noun, record: Identified, hidden: Hidden, actors: ActorLookup): IndexRows {
  const { own, side } = encoderFor(noun);
  const texts = stores[noun].words?.(record as never);
  const row: OpenRow = [0, record.id, record.dataset, 0];
  for (const column of own) row.push(column(record as never) as Value);
  return {
    own: row,
    side: side.map(({ columns, rows }) =>
      rows(record as never, actors, hidden).map((object) => rowOf(object, columns)),
    ),
    words: texts === undefined ? null : searchText(texts.filter((part) => part != null).join(' \n ')),
  };
}

/** Where the stamps of a body begin. */
export const startEnd = '"recorded_at":';

/** Everything but its stamps begins a stored body, so two versions are the same when one begins with the other. */
const bodyStart = (content: Content): string => `${JSON.stringify(content).slice(0, -1)},${startEnd}`;

/** The stamps that a body ends with. */
export const stampsOf = (recorded_at: string, updated_at: string, revision: number): string =>
  `"${recorded_at}","updated_at":"${updated_at}","revision":${revision}}`;

/** What a stored record says, whole or up to its stamps. */
export function contentOf({ start }: Pick<Encoded, 'start'>): Record<string, unknown> {
  return JSON.parse(`${start.slice(0, start.lastIndexOf(','))}}`) as Record<string, unknown>;
}

/** What is kept beside a body. */
export const hiddenIn = (extra: string | null): Hidden => (extra === null ? {} : (JSON.parse(extra) as Hidden));

/** What a given record says: its body up to the stamps, and what is kept beside it. */
export type Said = Pick<Encoded, 'start' | 'extra'>;

function serveGiven(noun: Noun, dataset: string, given: { readonly id: string }) {
  const { serve, hide } = stores[noun];
  const served: Content = { id: given.id, dataset, ...serve(given as never) };
  return hide?.(served, given as never) ?? { content: served, hidden: null };
}

const saidBy = ({ content, hidden }: ReturnType<typeof serveGiven>): Said => ({
  start: bodyStart(content),
  extra: hidden === null ? null : JSON.stringify(hidden),
});

/** An encoded record that says something else of what it is not found by. @throws RecordFault */
export const restated = (record: Encoded, given: { readonly id: string }): Encoded => ({
  ...record,
  ...saidBy(serveGiven(record.noun, record.dataset, given)),
});

/**
 * A given record as it is to be stored; pure.
 *
 * @param actors gives the keys of the actors that it names, or numbers that stand for them in its chunk
 * @throws RecordFault for a record that cannot be kept.
 */
export function encode(noun: Noun, dataset: string, given: { readonly id: string }, actors: ActorLookup): Encoded {
  const served = serveGiven(noun, dataset, given);
  const { content, hidden } = served;
  return {
    noun,
    id: given.id,
    dataset,
    day: stores[noun].day?.(content as never) ?? null,
    ...saidBy(served),
    ...indexOf(noun, content, hidden ?? {}, actors),
  };
}
