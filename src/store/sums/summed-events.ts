import type { Reader } from '../../db/database.ts';
import { type SQL, sql } from '../../db/sql.ts';
import { listOf } from '../clauses.ts';
import { placesOf, type SideRows } from '../index-columns.ts';
import { everyRoleOn, rolesOf } from '../nouns.ts';
import type { Stored } from '../save-writes.ts';
import type { SummedActor, SummedEvent } from './delta.ts';

/** The scale whose intensities are summed. */
export const summedScale = 'goldstein-gdelt';

const chunkSize = 500;
const pageSize = 2000;

type EventRow = Omit<SummedEvent, 'actors'>;
type ActorRow = { readonly key: number; readonly actor: number; readonly roles: number; readonly state: number };

const summedActor = (actor: number, roles: number, state: boolean): SummedActor => ({
  actor,
  tree: rolesOf('tree', roles),
  principal: rolesOf('principal', roles),
  state,
});

const columns = sql.raw(`r.key, r.dataset, r.first_day, r.last_day, r.type, r.cameo, r.quad_class, r.plover, r.country,
  r.place_precision, r.realis, r.contested, r.fatalities_best,
  case when r.intensity_scale = '${summedScale}' then r.intensity_tenths end as intensity_tenths`);

/** The events whose keys, in the column given, a condition is true of; in the order of their keys. */
async function read(db: Reader, where: (key: SQL) => SQL, more = sql``): Promise<SummedEvent[]> {
  const events = await db.rows<EventRow>(
    sql`select ${columns} from events r where ${where(sql.raw('r.key'))} order by r.key ${more}`,
  );
  const [first, last] = [events.at(0)?.key ?? 0, events.at(-1)?.key ?? -1];
  const actors = await db.rows<ActorRow>(sql`
    select a.key, a.actor, a.roles, case when k.kind = 'state' then 1 else 0 end as state
    from event_actors a left join actors k on k.key = a.actor
    where ${where(sql.raw('a.key'))} and a.key between ${first} and ${last}`);
  const byEvent = new Map<number, SummedActor[]>(events.map(({ key }) => [key, []]));
  for (const { key, actor, roles, state } of actors) byEvent.get(key)?.push(summedActor(actor, roles, state === 1));
  return events.map((event) => ({ ...event, actors: byEvent.get(event.key) ?? [] }));
}

/** The events with these keys as the index has them: what they count for in the sums. */
export async function summedEvents(db: Reader, keys: readonly number[]): Promise<SummedEvent[]> {
  const found: SummedEvent[] = [];
  for (let at = 0; at < keys.length; at += chunkSize) {
    found.push(...(await read(db, (key) => sql`${key} in ${listOf(keys.slice(at, at + chunkSize))}`)));
  }
  return found;
}

/** Every event as the index has it, page by page. */
export async function* eachSummedEvent(db: Reader): AsyncGenerator<SummedEvent> {
  let after = -1;
  for (;;) {
    const page = await read(db, (key) => sql`${key} > ${after}`, sql`limit ${pageSize}`);
    yield* page;
    if (page.length < pageSize) return;
    after = page.at(-1)?.key ?? after;
  }
}

/** The keys of the events that one of the actors finds by its tree. */
export async function keysByTree(db: Reader, actors: readonly number[]): Promise<number[]> {
  if (actors.length === 0) return [];
  const rows = await db.rows<{ key: number }>(
    sql`select distinct a.key from event_actors a where a.actor in ${listOf(actors)} and a.roles & ${everyRoleOn('tree')} <> 0`,
  );
  return rows.map(({ key }) => key);
}

const at = placesOf('event');

/** An event about to be stored as sums count it. */
export function summedEvent({ key, dataset, index }: Stored, isState: (actor: number) => boolean): SummedEvent {
  const { own } = index;
  const actors = index.side.event_actors as SideRows<'event'>['event_actors'];
  return {
    key,
    dataset,
    first_day: own[at.first_day] as number | null,
    last_day: own[at.last_day] as number | null,
    type: own[at.type] as string,
    cameo: own[at.cameo] as string | null,
    quad_class: own[at.quad_class] as number | null,
    plover: own[at.plover] as string | null,
    country: own[at.country] as string | null,
    place_precision: own[at.place_precision] as string | null,
    realis: own[at.realis] as string,
    contested: own[at.contested] as number,
    fatalities_best: own[at.fatalities_best] as number | null,
    intensity_tenths: own[at.intensity_scale] === summedScale ? (own[at.intensity_tenths] as number) : null,
    actors: actors.map(([actor, , roles]) => summedActor(actor as number, roles as number, isState(actor as number))),
  };
}
