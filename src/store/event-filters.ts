import { type SQL, sql } from '../db/sql.ts';
import type { TypedCollection } from '../model/details.ts';
import type { DayRange } from '../model/edtf.ts';
import type { Box } from '../model/filter-values.ts';
import { foldName } from '../model/words.ts';
import { scaleOf } from './aggregates.ts';
import {
  actorKeys,
  type Clause,
  type Context,
  cameo,
  column,
  commonFilters,
  conditionOf,
  drivenBy,
  oneOf,
  overlapping,
  term,
  text,
  within,
} from './clauses.ts';
import { type RoleSide, receiving, roleBits, rolesMask, rolesOn, voterBit } from './nouns.ts';

const anyRole = rolesMask(Object.keys(roleBits)) | voterBit;

/** Events in which one of the actors has one of the roles, in one of the ways in which it may have them. */
function participates(side: RoleSide, values: readonly string[], mask: number, context: Context): Clause {
  const keys = actorKeys(values, context.actors);
  const matches = sql`${oneOf(sql.raw('a.actor'), keys)} and a.roles & ${rolesOn(side, mask)} <> 0`;
  const where = sql`exists (select 1 from event_actors a where a.key = r.key and ${matches})`;
  if (keys.length > 1) return { where };
  // The type stands in the index of participants as well, so that a pair of both is one stretch of it.
  const types = context.filter.type as readonly string[] | undefined;
  const typed = types === undefined ? matches : sql`${matches} and ${oneOf(sql.raw('a.type'), types)}`;
  return {
    where,
    drive: drivenBy('event_actors a', 'a.key', 'event', typed),
  };
}

const scopeOf = ({ filter }: Context) => (filter.actor_scope === 'self' ? 'self' : 'tree');

/** The roles asked of the same participant as `actor` or `principal`. */
const askedRoles = ({ filter }: Context): number =>
  Array.isArray(filter.role) ? rolesMask(filter.role as string[]) : anyRole;

const asActor = (mask: (context: Context) => number) => (values: readonly string[], context: Context) =>
  participates(scopeOf(context), values, mask(context), context);

/** The events a filter leaves out, without the role asked of the same participant. */
const complement =
  (filter: (values: readonly string[], context: Context) => Clause) =>
  (values: readonly string[], context: Context): Clause => ({
    where: sql`not ${conditionOf(filter(values, context))}`,
  });

const initiator = asActor(() => roleBits.initiator);

function role(roles: readonly string[], { filter }: Context): Clause | null {
  if (filter.actor !== undefined || filter.principal !== undefined) return null;
  return hasRole(roles);
}

function hasRole(roles: readonly string[]): Clause {
  return {
    where: sql`exists (select 1 from event_actors a where a.key = r.key and a.roles & ${rolesOn('self', rolesMask(roles))} <> 0)`,
  };
}

function bbox({ west, south, east, north }: Box): Clause {
  const across: SQL =
    west <= east
      ? sql`r.longitude between ${west} and ${east}`
      : sql`(r.longitude >= ${west} or r.longitude <= ${east})`;
  return { where: sql`r.latitude between ${south} and ${north} and ${across}` };
}

const tenths = (value: number, round: (value: number) => number) => round(Number((value * 10).toFixed(6)));

function intensity(compare: (bound: number) => SQL, round: (value: number) => number) {
  return (value: number, { filter }: Context): Clause => ({
    where: sql`(r.intensity_scale = ${scaleOf(filter)} and ${compare(tenths(value, round))})`,
  });
}

/** How every filter on events is asked of the store. */
export const eventFilterClauses = {
  ...commonFilters,
  type: column('type'),
  actor: asActor(askedRoles),
  actor__not: complement(asActor(() => anyRole)),
  actor__all: (values: readonly string[], context: Context): Clause => ({
    where: sql.join(
      values.map((value) => conditionOf(participates(scopeOf(context), [value], anyRole, context))),
      ' and ',
    ),
  }),
  initiator,
  recipient: asActor(() => receiving),
  role,
  role__not: (roles: readonly string[]): Clause => ({ where: sql`not ${conditionOf(hasRole(roles))}` }),
  principal: (values: readonly string[], context: Context) =>
    participates('principal', values, askedRoles(context), context),
  principal__not: complement((values: readonly string[], context: Context) =>
    participates('principal', values, anyRole, context),
  ),
  actor_scope: () => null,
  country: column('country'),
  place_precision: column('place_precision'),
  bbox,
  datetime: (range: DayRange, { filter }: Context) =>
    filter.datetime_match === 'within' ? within(range) : overlapping(range),
  datetime_match: () => null,
  cameo,
  plover: column('plover'),
  quad_class: (classes: readonly string[]): Clause => ({ where: oneOf(sql.raw('r.quad_class'), classes.map(Number)) }),
  realis: column('realis'),
  // Not as a value, for the planner to see which index holds just these.
  contested: (value: boolean): Clause => ({ where: sql.raw(`r.contested = ${value ? 1 : 0}`) }),
  fatalities_min: (least: number): Clause => ({ where: sql`r.fatalities_best >= ${least}` }),
  intensity_min: intensity((bound) => sql`r.intensity_tenths >= ${bound}`, Math.ceil),
  intensity_max: intensity((bound) => sql`r.intensity_tenths <= ${bound}`, Math.floor),
  intensity_scale: () => null,
  source: term('event.source'),
  q: text('event'),
};

/** How the filters of a typed collection are asked of the store. */
export function detailFilterClauses({ filters }: TypedCollection) {
  return Object.fromEntries(
    Object.entries(filters).map(([name, { match }]) => [
      name,
      match === 'initiator'
        ? initiator
        : (values: readonly string[], context: Context) => term(`event.${name}`)(values.map(foldName), context),
    ]),
  );
}
