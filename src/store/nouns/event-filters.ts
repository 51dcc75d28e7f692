import { named } from '../../db/names.ts';
import { type SQL, sql } from '../../db/sql.ts';
import { type TypedCollection, typedCollections } from '../../model/details.ts';
import type { DayRange } from '../../model/edtf.ts';
import type { Box } from '../../model/filter-values.ts';
import type { eventFilters as modelFilters } from '../../model/nouns/event.ts';
import { foldName } from '../../model/words.ts';
import type { FiltersOf } from '../noun.ts';
import type { Clause, Context, Filter } from '../query/clause.ts';
import {
  actorKeys,
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
} from '../query/clauses.ts';
import { scaleOf } from '../query/intensity.ts';
import { type RoleSide, receiving, roleBits, rolesMask, rolesOn, voterBit } from '../roles.ts';

const r = named('events', 'r');
const a = named('event_actors', 'a');

const anyRole = rolesMask(Object.keys(roleBits)) | voterBit;

/** Events in which one of the actors has one of the roles: itself, through its tree or as a principal. */
function participates(side: RoleSide, values: readonly string[], mask: number, context: Context): Clause {
  const keys = actorKeys(values, context.actors);
  const matches = sql`${oneOf(a.actor, keys)} and ${a.roles} & ${rolesOn(side, mask)} <> 0`;
  const where = sql`exists (select 1 from ${a.from} where ${a.key} = ${r.key} and ${matches})`;
  if (keys.length > 1) return { where };
  // The participant index also has the type, so actor and type together are one range of it.
  const types = context.filter.type as readonly string[] | undefined;
  const typed = types === undefined ? matches : sql`${matches} and ${oneOf(a.type, types)}`;
  return { where, drive: drivenBy(a, 'events', typed) };
}

const scopeOf = ({ filter }: Context) => (filter.actor_scope === 'self' ? 'self' : 'tree');

/** The roles that `role` requires of the participant named by `actor` or `principal`. */
const requiredRoles = ({ filter }: Context): number =>
  Array.isArray(filter.role) ? rolesMask(filter.role as string[]) : anyRole;

const asActor = (mask: (context: Context) => number) => (values: readonly string[], context: Context) =>
  participates(scopeOf(context), values, mask(context), context);

/** The events that a filter excludes, whatever `role` requires. */
const complement =
  (filter: (values: readonly string[], context: Context) => Clause) =>
  (values: readonly string[], context: Context): Clause => ({
    where: sql`not ${conditionOf(filter(values, context))}`,
  });

const initiator = asActor(() => roleBits.initiator);

const hasRole = (roles: readonly string[]): Clause => ({
  where: sql`exists (select 1 from ${a.from} where ${a.key} = ${r.key} and ${a.roles} & ${rolesOn('self', rolesMask(roles))} <> 0)`,
});

function bbox({ west, south, east, north }: Box): Clause {
  const across: SQL =
    west <= east
      ? sql`${r.longitude} between ${west} and ${east}`
      : sql`(${r.longitude} >= ${west} or ${r.longitude} <= ${east})`;
  return { where: sql`${r.latitude} between ${south} and ${north} and ${across}` };
}

const tenths = (value: number, round: (value: number) => number) => round(Number((value * 10).toFixed(6)));

function intensity(compare: (bound: number) => SQL, round: (value: number) => number) {
  return (value: number, { filter }: Context): Clause => ({
    where: sql`(${r.intensity_scale} = ${scaleOf(filter)} and ${compare(tenths(value, round))})`,
  });
}

/** The clause of every filter on events. */
export const eventFilters = {
  ...commonFilters,
  type: column('events', 'type'),
  actor: asActor(requiredRoles),
  actor__not: complement(asActor(() => anyRole)),
  actor__all: (values: readonly string[], context: Context): Clause => ({
    where: sql.join(
      values.map((value) => conditionOf(participates(scopeOf(context), [value], anyRole, context))),
      ' and ',
    ),
  }),
  initiator,
  recipient: asActor(() => receiving),
  role: (roles: readonly string[], { filter }: Context) =>
    filter.actor === undefined && filter.principal === undefined ? hasRole(roles) : null,
  role__not: (roles: readonly string[]): Clause => ({ where: sql`not ${conditionOf(hasRole(roles))}` }),
  principal: (values: readonly string[], context: Context) =>
    participates('principal', values, requiredRoles(context), context),
  principal__not: complement((values, context) => participates('principal', values, anyRole, context)),
  actor_scope: () => null,
  country: column('events', 'country'),
  place_precision: column('events', 'place_precision'),
  bbox,
  datetime: (range: DayRange, { filter }: Context) =>
    filter.datetime_match === 'within' ? within(range) : overlapping(range),
  datetime_match: () => null,
  cameo,
  plover: column('events', 'plover'),
  quad_class: (classes: readonly string[]): Clause => ({ where: oneOf(r.quad_class, classes.map(Number)) }),
  realis: column('events', 'realis'),
  // A literal, so that the planner can use the partial index.
  contested: (value: boolean): Clause => ({ where: sql`${r.contested} = ${sql.raw(value ? '1' : '0')}` }),
  fatalities_min: (least: number): Clause => ({ where: sql`${r.fatalities_best} >= ${least}` }),
  intensity_min: intensity((bound) => sql`${r.intensity_tenths} >= ${bound}`, Math.ceil),
  intensity_max: intensity((bound) => sql`${r.intensity_tenths} <= ${bound}`, Math.floor),
  intensity_scale: () => null,
  q: text,
} satisfies FiltersOf<typeof modelFilters>;

/** The filters of a typed collection: those on events except the type, and those on its details. */
export function typedFilters({ filters }: TypedCollection): Readonly<Record<string, Filter>> {
  const { type: _, ...others } = eventFilters;
  const own = Object.entries(filters).map(([name, { match }]) => {
    const folded = (values: readonly string[], context: Context) => term(name)(values.map(foldName), context);
    return [name, match === 'initiator' ? initiator : folded] as const;
  });
  return { ...others, ...Object.fromEntries(own) };
}

/** The typed collections with their filters. */
export const typedLists = (typedCollections as readonly TypedCollection[]).map((typed) => ({
  path: typed.path,
  type: typed.type,
  filters: typedFilters(typed),
}));
