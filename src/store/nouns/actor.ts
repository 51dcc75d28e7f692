import { named } from '../../db/names.ts';
import { sql } from '../../db/sql.ts';
import type { Actor, ActorInput, actorFilters } from '../../model/nouns/actor.ts';
import { foldName } from '../../model/words.ts';
import { daysOf } from '../days.ts';
import { type FiltersOf, optional, type SideRow, type StoreNoun } from '../noun.ts';
import type { Clause, Context } from '../query/clause.ts';
import { actorKeys, column, commonFilters, oneOf, text } from '../query/clauses.ts';
import { nameRank } from '../resolve.ts';

const r = named('actors', 'r');
const other = named('actors', 'o');
const f = named('affiliations', 'f');

/** Code schemes that identify an actor in queries; others use the same letters for other states. */
const rankOfScheme: Readonly<Record<string, number>> = { iso3: nameRank.iso, cameo: nameRank.code };

/** Every distinct spelling of an actor. */
function spellings({ id, name, names, codes }: Actor): SideRow<'actor_names'>[] {
  const exact = (text: string) => `=${text.toLowerCase()}`;
  const rows = [
    { name: exact(id), rank: nameRank.id },
    ...codes.flatMap(({ scheme, code }) => {
      const rank = rankOfScheme[scheme];
      return rank === undefined ? [] : [{ name: exact(code), rank }];
    }),
    ...[name, ...names.map((one) => one.name)].map((one) => ({ name: foldName(one), rank: nameRank.name })),
  ].filter((row) => row.name !== '' && row.name !== '=');
  return [...new Map(rows.map((row) => [`${row.rank} ${row.name}`, row])).values()];
}

const filters = {
  ...commonFilters,
  kind: column('actors', 'kind'),
  country: column('actors', 'country'),
  affiliated_to: (values: readonly string[], { actors }: Context): Clause => ({
    where: sql`exists (select 1 from ${f.from} join ${other.from} on ${other.id} = ${f.actor}
      where ${f.key} = ${r.key} and ${oneOf(other.key, actorKeys(values, actors))})`,
  }),
  q: text,
} satisfies FiltersOf<typeof actorFilters>;

/** How actors are stored and queried. */
export const actor: StoreNoun<ActorInput, Actor, 'actors'> = {
  noun: 'actor',
  table: 'actors',
  serve({ id: _, ...given }) {
    for (const [at, { from, until }] of given.affiliations.entries()) {
      daysOf(from, `affiliations.${at}.from`);
      daysOf(until, `affiliations.${at}.until`);
    }
    return given;
  },
  columns: { kind: ({ kind }) => kind, country: ({ country }) => country },
  side: {
    actor_names: spellings,
    affiliations: ({ affiliations }) =>
      affiliations.map(({ actor_id, from, until }) => ({
        actor: actor_id,
        first_day: daysOf(from).earliest,
        last_day: daysOf(until).latest,
      })),
  },
  words: ({ name, names }) => [name, ...names.map((one) => one.name)],
  references: ({ affiliations }) =>
    affiliations.flatMap(({ actor_id }, at) => optional('actor', `affiliations.${at}.actor_id`, actor_id)),
  filters,
  sorts: ['id', '-updated_at', 'relevance'],
  indexed: [],
  related: { actors: 'named', sources: 'named' },
  show: ({ name, names }) => ({ title: name, date: null, texts: [name, ...names.map((one) => one.name)] }),
};
