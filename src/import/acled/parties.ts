import type { AcledEvent } from '../../model/codes/acled-events.ts';
import { countryOfName } from '../../model/codes/country-names.ts';
import type { ActorInput } from '../../model/nouns/actor.ts';
import type { EventInput } from '../../model/nouns/event.ts';
import { importedActor, participant, slug } from '../records.ts';

type Participant = EventInput['participants'][number];

/** The sorts of actors, by the number older exports give them and by the name newer ones do. */
const sorts = [
  'state forces',
  'rebel group',
  'political militia',
  'identity militia',
  'rioters',
  'protesters',
  'civilians',
  'external/other forces',
] as const;

type Sort = (typeof sorts)[number];

function sortOf(text: string): Sort | null {
  const name = /^[1-8]$/.test(text)
    ? sorts[Number(text) - 1]
    : text.toLowerCase().replace(/^rebel groups$/, 'rebel group');
  return sorts.find((sort) => sort === name) ?? null;
}

const armedGroups: ReadonlySet<Sort | null> = new Set<Sort>(['rebel group', 'political militia', 'identity militia']);

function kindOf(name: string, sort: Sort | null): ActorInput['kind'] {
  if (/^(Mutiny of )?Military Forces\b/.test(name)) return 'military';
  if (/^(Mutiny of )?Police Forces\b/.test(name)) return 'ministry';
  if (/^Government\b/.test(name)) return 'government';
  if (/^(Civilians|Protesters|Rioters)\b/.test(name)) return 'population';
  if (armedGroups.has(sort)) return 'armed_group';
  return sort === 'civilians' || sort === 'protesters' || sort === 'rioters' ? 'population' : 'unknown';
}

/**
 * An actor by its name: the state for `Government of …`, else an actor of ACLED's.
 *
 * `Military Forces of …` act for the state they name, mutineers for nobody; the country in brackets behind any other
 * name is where it belongs and no principal. Years in brackets, which tell governments apart, are part of the name.
 */
function actorOf(name: string, sort: Sort | null): { id: string; principal: string | null; actor: ActorInput | null } {
  const plain = name.replace(/ \(\d{4}-(\d{4})?\).*$/, '');
  const [, body, of = ''] =
    /^((?:Mutiny of )?(?:Government|Military Forces|Police Forces)) of (?:the )?(.+)$/.exec(plain) ?? [];
  const state = countryOfName(of);
  if (body === 'Government' && state !== null) return { id: state.toLowerCase(), principal: null, actor: null };
  const country = state ?? countryOfName(/\(([^()]+)\)$/.exec(name)?.[1] ?? '');
  const id = `acled:${slug(name) || 'unnamed'}`;
  const principal = state === null || body?.startsWith('Mutiny') ? null : state.toLowerCase();
  return { id, principal, actor: importedActor(id, kindOf(name, sort), name, country) };
}

/** The part of an actor in an event, which for those who suffer it does not hang on the side they are named on. */
function roleOf(side: 1 | 2, kind: AcledEvent, sort: Sort | null, subEvent: string): Participant['role'] {
  if (kind.harms && sort === 'civilians') return 'victim';
  if (/^excessive force/i.test(subEvent)) return sort === 'protesters' ? 'victim' : 'participant';
  if (kind.sides === 'equal') return 'participant';
  if (side === 1) return 'initiator';
  return kind.sides === 'directed' ? 'target' : 'participant';
}

/** The actors of a row, those beside them in the same role as they. */
export function acledParties(text: (column: string) => string, kind: AcledEvent, subEvent: string) {
  const actors = new Map<string, ActorInput>();
  const participants: Participant[] = [];
  const names: string[] = [];
  const found: (Sort | null)[] = [];
  for (const side of [1, 2] as const) {
    const name = text(`actor${side}`);
    const sort = sortOf(text(`inter${side}`));
    const role = roleOf(side, kind, sort, subEvent);
    const beside = text(`assoc_actor_${side}`) || text(`ally_actor_${side}`);
    if (name !== '') {
      names.push(name);
      found.push(sort);
    }
    for (const [at, one] of [name, ...beside.split(';')].map((part) => part.trim()).entries()) {
      if (one === '') continue;
      const { id, principal, actor } = actorOf(one, at === 0 ? sort : null);
      if (actor !== null && !actors.has(id)) actors.set(id, actor);
      participants.push(participant(id, role, one, principal));
    }
  }
  const areGroups = found.length > 0 && found.every((sort) => armedGroups.has(sort));
  return { actors: [...actors.values()], participants, names, areGroups };
}
