import type { Reader } from '../../db/database.ts';
import { named } from '../../db/names.ts';
import { sql } from '../../db/sql.ts';
import { columnsOf } from '../../db/tables.ts';
import type { Claim } from '../../model/nouns/claim.ts';
import type { Encoded } from './encode.ts';

const c = named('claims', 'c');
const t = named('terms', 't');

/** Where `contested` stands among the columns of an event after those every record has. */
const at = columnsOf('events').indexOf('contested') - 4;
const [yes, no] = ['"contested":true', '"contested":false'];

/** The ids of all that a contested claim is about. */
export async function contestedIds(db: Reader): Promise<Set<string>> {
  const rows = await db.rows<{ id: string }>(sql`
    select distinct ${t.value} as id from ${c.from} join ${t.from} on ${t.key} = ${c.key}
    where ${c.contested} = 1 and ${t.name} = 'claim.about'`);
  return new Set(rows.map(({ id }) => id));
}

/** An event as contested as the claims about it make it: of itself it says that it is not. */
export function contestedAs<Event extends Pick<Encoded, 'start' | 'own'>>(event: Event, contested: boolean): Event {
  if ((event.own[at] === 1) === contested) return event;
  const [from, to] = contested ? [no, yes] : [yes, no];
  return { ...event, start: event.start.replace(from, to), own: event.own.with(at, contested ? 1 : 0) };
}

/** The events that a claim is about. */
export const eventsIn = ({ about }: Pick<Claim, 'about'>): string[] =>
  about.flatMap(({ kind, id }) => (kind === 'event' ? [id] : []));
