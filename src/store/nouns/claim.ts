import { named } from '../../db/names.ts';
import { type SQL, sql } from '../../db/sql.ts';
import { positions } from '../../model/codes/lists.ts';
import type { Claim, ClaimInput, claimFilters, Position } from '../../model/nouns/claim.ts';
import { daysOf } from '../days.ts';
import { type FiltersOf, optional, type SideRow, type StoreNoun } from '../noun.ts';
import type { Clause, Context } from '../query/clause.ts';
import { actorKeys, column, commonFilters, conditionOf, oneOf, term, text } from '../query/clauses.ts';

const r = named('claims', 'r');
const a = named('claim_positions', 'a');

const sideOf = new Map<string, string>(positions.map((row) => [row.code, row.side]));

/**
 * Whether some actor supports a claim and another opposes it, by each actor's latest position; on equal or unknown days
 * the later one in the list counts.
 */
export function isContested(list: readonly Position[]): boolean {
  const latest = new Map<string, { day: number; position: string }>();
  for (const [at, { actor_id, date, position }] of list.entries()) {
    const day = daysOf(date, `positions.${at}.date`).first ?? -1;
    const known = latest.get(actor_id ?? '');
    if (known === undefined || day >= known.day) latest.set(actor_id ?? '', { day, position });
  }
  const sides = new Set([...latest.values()].map(({ position }) => sideOf.get(position)));
  return sides.has('for') && sides.has('against');
}

const takes = (conditions: readonly SQL[]): Clause => ({
  where: sql`exists (select 1 from ${a.from} where ${a.key} = ${r.key} and ${sql.join(conditions, ' and ')})`,
});
const by = (values: readonly string[], { actors }: Context) => oneOf(a.actor, actorKeys(values, actors));
const holding = (values: readonly string[]) => oneOf(a.position, values);
const not = (clause: Clause): Clause => ({ where: sql`not ${conditionOf(clause)}` });

const filters = {
  ...commonFilters,
  actor: (values: readonly string[], context: Context): Clause => {
    const { position } = context.filter;
    return takes(Array.isArray(position) ? [by(values, context), holding(position)] : [by(values, context)]);
  },
  actor__not: (values: readonly string[], context: Context) => not(takes([by(values, context)])),
  position: (values: readonly string[], { filter }: Context) =>
    filter.actor === undefined ? takes([holding(values)]) : null,
  position__not: (values: readonly string[]) => not(takes([holding(values)])),
  about: term('about'),
  contested: (value: boolean): Clause => ({ where: sql`${r.contested} = ${value ? 1 : 0}` }),
  topic: column('claims', 'topic'),
  q: text,
} satisfies FiltersOf<typeof claimFilters>;

/** Each distinct position of an actor; 0 is the source's own voice. */
function positionRows({ positions: list }: Claim, key: (id: string) => number): SideRow<'claim_positions'>[] {
  const rows = list.map(({ actor_id, position }) => ({ actor: actor_id === null ? 0 : key(actor_id), position }));
  return [...new Map(rows.map((row) => [`${row.actor} ${row.position}`, row])).values()];
}

const texts = ({ proposition, positions: list }: Claim) => [proposition, ...list.map(({ note }) => note)];

/** How claims are stored and queried. */
export const claim: StoreNoun<ClaimInput, Claim, 'claims'> = {
  noun: 'claim',
  table: 'claims',
  serve: ({ id: _, curated, ...given }) => ({ ...given, contested: isContested(given.positions), curated }),
  columns: { topic: ({ topic }) => topic, contested: ({ contested }) => (contested ? 1 : 0) },
  side: { claim_positions: (record, actors) => positionRows(record, (id) => actors.key(id)) },
  terms: ({ about }) => about.map(({ id }) => ['about', id]),
  disputes: 'about',
  words: texts,
  references: ({ about, positions: list }) => [
    ...about.flatMap(({ kind, id }, at) => optional(kind, `about.${at}.id`, id)),
    ...list.flatMap(({ actor_id, statement_id }, at) => [
      ...optional('actor', `positions.${at}.actor_id`, actor_id),
      ...optional('statement', `positions.${at}.statement_id`, statement_id),
    ]),
  ],
  filters,
  sorts: ['id', '-updated_at', 'relevance'],
  indexed: [],
  related: { actors: 'named', sources: 'named', statements: 'named', events: 'named' },
  show: (record) => ({ title: record.proposition, date: null, texts: texts(record) }),
};
