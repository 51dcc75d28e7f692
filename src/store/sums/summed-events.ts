import type { Reader, Row } from '../../db/database.ts';
import { named } from '../../db/names.ts';
import { type SQL, sql } from '../../db/sql.ts';
import { columnsOf } from '../../db/tables.ts';
import { listOf } from '../query/clauses.ts';
import { rolesOf } from '../roles.ts';
import type { SummedActor, SummedEvent } from './delta.ts';

/** The scale whose intensities are summed. */
export const summedScale = 'goldstein-gdelt';

const chunk_size = 500;
const page_size = 2000;

const r = named('events', 'r');
const a = named('event_actors', 'a');
const k = named('actors', 'k');

type EventRow = Omit<SummedEvent, 'actors'>;
type ActorRow = { readonly key: number; readonly actor: number; readonly roles: number; readonly state: number };

const summedActor = (actor: number, roles: number, state: boolean): SummedActor => ({
  actor,
  tree: rolesOf('tree', roles),
  principal: rolesOf('principal', roles),
  state,
});

const columns = sql`${r.key}, ${r.dataset}, ${r.first_day}, ${r.last_day}, ${r.type}, ${r.cameo}, ${r.quad_class},
  ${r.plover}, ${r.country}, ${r.place_precision}, ${r.realis}, ${r.contested}, ${r.fatalities_best},
  case when ${r.intensity_scale} = ${sql.raw(`'${summedScale}'`)} then ${r.intensity_tenths} end as intensity_tenths`;

/** The events whose key satisfies a condition, in key order. */
async function read(db: Reader, where: (key: SQL) => SQL, more = sql``): Promise<SummedEvent[]> {
  const events = await db.rows<EventRow>(
    sql`select ${columns} from ${r.from} where ${where(r.key)} order by ${r.key} ${more}`,
  );
  const [first, last] = [events.at(0)?.key ?? 0, events.at(-1)?.key ?? -1];
  const actors = await db.rows<ActorRow>(sql`
    select ${a.key}, ${a.actor}, ${a.roles}, case when ${k.kind} = 'state' then 1 else 0 end as state
    from ${a.from} left join ${k.from} on ${k.key} = ${a.actor}
    where ${where(a.key)} and ${a.key} between ${first} and ${last}`);
  const byEvent = new Map<number, SummedActor[]>(events.map(({ key }) => [key, []]));
  for (const { key, actor, roles, state } of actors) byEvent.get(key)?.push(summedActor(actor, roles, state === 1));
  return events.map((event) => ({ ...event, actors: byEvent.get(event.key) ?? [] }));
}

/** The events with these keys, as indexed, for the sums. */
export async function summedEvents(db: Reader, keys: readonly number[]): Promise<SummedEvent[]> {
  const found: SummedEvent[] = [];
  for (let at = 0; at < keys.length; at += chunk_size) {
    found.push(...(await read(db, (key) => sql`${key} in ${listOf(keys.slice(at, at + chunk_size))}`)));
  }
  return found;
}

/** Every event, as indexed, read page by page. */
export async function* eachSummedEvent(db: Reader): AsyncGenerator<SummedEvent> {
  let after = -1;
  for (;;) {
    const page = await read(db, (key) => sql`${key} > ${after}`, sql`limit ${page_size}`);
    yield* page;
    if (page.length < page_size) return;
    after = page.at(-1)?.key ?? after;
  }
}

/** The position of each column in a row of a table. */
function columnPositions<Name extends 'events' | 'event_actors'>(table: Name) {
  return Object.fromEntries(columnsOf(table).map((column, at) => [column, at])) as Readonly<Record<string, number>>;
}

const own = columnPositions('events');
const side = columnPositions('event_actors');

/** An event about to be stored, for the sums, from its rows in `events` and `event_actors`. */
export function summedEvent(row: Row, actors: readonly Row[], isState: (actor: number) => boolean): SummedEvent {
  const value = <Kind>(name: keyof EventRow | 'intensity_scale') => row[own[name] as number] as Kind;
  return {
    key: value('key'),
    dataset: value('dataset'),
    first_day: value('first_day'),
    last_day: value('last_day'),
    type: value('type'),
    cameo: value('cameo'),
    quad_class: value('quad_class'),
    plover: value('plover'),
    country: value('country'),
    place_precision: value('place_precision'),
    realis: value('realis'),
    contested: value('contested'),
    fatalities_best: value('fatalities_best'),
    intensity_tenths: value('intensity_scale') === summedScale ? value('intensity_tenths') : null,
    actors: actors.map((one) => {
      const actor = one[side.actor as number] as number;
      return summedActor(actor, one[side.roles as number] as number, isState(actor));
    }),
  };
}
