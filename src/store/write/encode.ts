import type { Row } from '../../db/database.ts';
import { columnsOf, type Table, type TableName, tables } from '../../db/tables.ts';
import { modelOf, type Noun, nounNames } from '../../model/nouns.ts';
import { searchText } from '../../model/words.ts';
import type { ActorLookup, Content, Hidden, Term } from '../noun.ts';
import { stores } from '../nouns.ts';

/** What a record is found by: its own row, rows of other tables, both without what every row has, and its words. */
export interface IndexRows {
  readonly own: Row;
  /** Rows of each of the noun's side tables, in the order of {@link sideTables}. */
  readonly side: readonly (readonly Row[])[];
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

/** A side table of a noun: its columns after the key, and which of them holds an actor. */
export interface SideTable {
  readonly table: TableName;
  /** Where the key of an actor stands in a row; -1 in a table without. */
  readonly actorAt: number;
}

type Made = (record: never, actors: ActorLookup, hidden: Hidden) => readonly object[];

/** How many columns every noun's own table begins with: key, id, dataset and revision. */
const identity_columns = 4;

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
      .slice(identity_columns)
      .map((name) => columns[name] as Encoder['own'][number]),
    side: made.map(([name, rows]) => {
      const { columns: all }: Table = tables[name];
      const [, ...others] = Object.keys(all);
      return { table: name, columns: others, rows, actorAt: others.findIndex((other) => all[other]?.actor) };
    }),
  };
}

const encoders = new Map(nounNames.map((noun) => [noun, encoderOf(noun)]));
const encoderFor = (noun: Noun): Encoder => encoders.get(noun) as Encoder;

/** The side tables of a noun. */
export const sideTables = (noun: Noun): readonly SideTable[] => encoderFor(noun).side;

/** The index of a served record; its hidden parts are given beside it, as they are not kept in its body. */
export function indexOf(noun: Noun, record: object, hidden: Hidden, actors: ActorLookup): IndexRows {
  const { own, side } = encoderFor(noun);
  const texts = stores[noun].words?.(record as never);
  return {
    own: own.map((column) => column(record as never)),
    side: side.map(({ columns, rows }) =>
      rows(record as never, actors, hidden).map((row) => columns.map((name) => row[name as never])),
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
