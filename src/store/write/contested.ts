import type { Reader } from '../../db/database.ts';
import { named } from '../../db/names.ts';
import { sql } from '../../db/sql.ts';
import { columnsOf } from '../../db/tables.ts';
import { type Noun, nounNames } from '../../model/nouns.ts';
import { stores } from '../nouns.ts';
import { recordsFrom } from '../query/clauses.ts';
import type { Encoded } from './encode.ts';

/** Disputing nouns have the same `contested` column as events. */
const r = named('events', 'r');
const t = named('terms', 't');

/** Position of `contested` in a row of `events`. */
const at = columnsOf('events').indexOf('contested');
const [yes, no] = ['"contested":true', '"contested":false'];

const queries = nounNames.flatMap((noun) => {
  const { disputes, table } = stores[noun];
  if (disputes === undefined) return [];
  return sql`select ${t.value} as id from ${recordsFrom(table)} join ${t.from} on ${t.key} = ${r.key}
    where ${r.contested} = 1 and ${t.name} = ${`${noun}.${disputes}`}`;
});

/** The ids of everything that contested records are about. */
export async function contestedIds(db: Reader): Promise<Set<string>> {
  const rows = await db.rows<{ id: string }>(sql.join(queries, ' union '));
  return new Set(rows.map(({ id }) => id));
}

/** The ids that stored records of a noun may make contested. */
export function disputedBy(noun: Noun, rows: readonly { readonly body: string }[]): string[] {
  const { disputes, terms } = stores[noun];
  if (disputes === undefined || terms === undefined) return [];
  return rows
    .flatMap(({ body }) => terms(JSON.parse(body) as never))
    .flatMap(([name, id]) => (name === disputes ? [id] : []));
}

/** An event with `contested` set as the records about it require; it is encoded as false. */
export function contestedAs<Event extends Pick<Encoded, 'start' | 'own'>>(event: Event, contested: boolean): Event {
  if ((event.own[at] === 1) === contested) return event;
  const [from, to] = contested ? [no, yes] : [yes, no];
  return { ...event, start: event.start.replace(from, to), own: event.own.with(at, contested ? 1 : 0) };
}
