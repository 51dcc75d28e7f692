import { type SQL, sql } from '../../db/sql.ts';
import { receiving, roleBits, rolesOn } from '../roles.ts';

/** What a row of links counts: either principal, the first acting on the second, and the reverse. */
export const linkBits = { actor: 1, other: 2, forward: 4, back: 8 } as const;

/**
 * The most principals an event may have for its links to be summed, per state and over all events. Links grow with the
 * square of this number (193 voters would make 18,528 rows for each of 193 states).
 */
export const mostPrincipals = { of_state: 5, of_all: 20 } as const;

/** The rule of a dyad: one principal acts and the other receives (a visit's host too), or both are equals. */
const rule = {
  acts: roleBits.initiator,
  receives: receiving,
  alsoReceives: { type: 'visit', roles: roleBits.host },
  equals: roleBits.participant,
} as const;

/** Whether the principal `a` acts on the principal `b` in an event `e`; their roles as `event_actors` has them. */
export function isPair(a: { readonly roles: SQL }, b: { readonly roles: SQL }, type: SQL): SQL {
  const bits = (roles: number) => sql.raw(String(rolesOn('principal', roles)));
  const { acts, receives, alsoReceives, equals } = rule;
  const received = sql`case when ${type} = ${sql.raw(`'${alsoReceives.type}'`)}
    then ${bits(receives | alsoReceives.roles)} else ${bits(receives)} end`;
  return sql`((${a.roles} & ${bits(acts)} <> 0 and ${b.roles} & (${received}) <> 0)
    or (${a.roles} & ${b.roles} & ${bits(equals)} <> 0))`;
}

/** A principal of an event, with its roles as bits. */
export interface Principal {
  readonly actor: number;
  readonly principal: number;
}

/** Two principals by key, and what the link counts, as {@link linkBits}. */
export type Link = readonly [actor: number, other: number, counts: number];

/** The same rule as {@link isPair}, for an event in memory. */
function actsOn(type: string, one: Principal, other: Principal): boolean {
  const { acts, receives, alsoReceives, equals } = rule;
  const received = type === alsoReceives.type ? receives | alsoReceives.roles : receives;
  return (
    ((one.principal & acts) !== 0 && (other.principal & received) !== 0) ||
    (one.principal & other.principal & equals) !== 0
  );
}

/** The link between two principals, the acting one first, with its directions as bits. */
function linkOf(type: string, one: Principal, other: Principal): Link | null {
  const [there, back] = [actsOn(type, one, other), actsOn(type, other, one)];
  if (!there && !back) return null;
  const both = there && back;
  const [first, second] = (both ? one.actor < other.actor : there) ? [one, other] : [other, one];
  return [first.actor, second.actor, both ? linkBits.forward | linkBits.back : linkBits.forward];
}

/**
 * The links of an event: every directed pair of its principals, and every principal, is counted in exactly one.
 *
 * An event without principals counts as of actor 0.
 */
export function linksOf(type: string, given: readonly Principal[]): Link[] {
  if (given.length === 0) return [[0, 0, linkBits.actor]];
  // Sorted, so that an event is subtracted with exactly the links it was added with.
  const principals = given.length > 2 ? given.toSorted((a, b) => a.actor - b.actor) : given;
  const counted = new Set<number>();
  const count = (actor: number, bit: number) => {
    if (counted.has(actor)) return 0;
    counted.add(actor);
    return bit;
  };
  const links: Link[] = [];
  for (let at = 0; at < principals.length; at += 1) {
    for (let next = at + 1; next < principals.length; next += 1) {
      const link = linkOf(type, principals[at] as Principal, principals[next] as Principal);
      if (link === null) continue;
      const [actor, other, ways] = link;
      links.push([actor, other, ways | count(actor, linkBits.actor) | count(other, linkBits.other)]);
    }
  }
  for (const { actor } of principals) if (!counted.has(actor)) links.push([actor, 0, linkBits.actor]);
  return links;
}
