import { sql } from '../db/sql.ts';
import type { DayRange } from '../model/edtf.ts';
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
} from './clauses.ts';
import { speechBits } from './nouns.ts';

const datetime = (range: DayRange): Clause => overlapping(range);

const speaks =
  (bit: number) =>
  (values: readonly string[], { actors }: Context): Clause => {
    const keys = actorKeys(values, actors);
    const matches = sql`${oneOf(sql.raw('a.actor'), keys)} and a.roles & ${bit} <> 0`;
    const where = sql`exists (select 1 from statement_actors a where a.key = r.key and ${matches})`;
    return keys.length > 1
      ? { where }
      : { where, drive: drivenBy('statement_actors a', 'a.key', 'statement', matches) };
  };

/** How every filter on statements is asked of the store. */
export const statementFilterClauses = {
  ...commonFilters,
  speaker: speaks(speechBits.speaker),
  on_behalf_of: speaks(speechBits.on_behalf_of),
  addressee: speaks(speechBits.addressee),
  reported_by: speaks(speechBits.reported_by),
  medium: column('medium'),
  quotation: column('quotation'),
  attribution: column('attribution'),
  about: term('statement.about'),
  occasion: term('statement.occasion'),
  cameo,
  datetime,
  source: term('statement.source'),
  q: text('statement'),
};

const stands = (conditions: readonly ReturnType<typeof oneOf>[]): Clause => ({
  where: sql`exists (select 1 from claim_positions a where a.key = r.key and ${sql.join(conditions, ' and ')})`,
});
const standing = (positions: readonly string[]) => oneOf(sql.raw('a.position'), positions);

/** How every filter on claims is asked of the store. */
export const claimFilterClauses = {
  ...commonFilters,
  actor: (values: readonly string[], { actors, filter }: Context): Clause => {
    const who = oneOf(sql.raw('a.actor'), actorKeys(values, actors));
    return stands(Array.isArray(filter.position) ? [who, standing(filter.position as string[])] : [who]);
  },
  actor__not: (values: readonly string[], { actors }: Context): Clause => ({
    where: sql`not ${conditionOf(stands([oneOf(sql.raw('a.actor'), actorKeys(values, actors))]))}`,
  }),
  position: (positions: readonly string[], { filter }: Context): Clause | null =>
    filter.actor === undefined ? stands([standing(positions)]) : null,
  position__not: (positions: readonly string[]): Clause => ({
    where: sql`not ${conditionOf(stands([standing(positions)]))}`,
  }),
  about: term('claim.about'),
  contested: (value: boolean): Clause => ({ where: sql`r.contested = ${value ? 1 : 0}` }),
  topic: column('topic'),
  source: term('claim.source'),
  q: text('claim'),
};

/** How every filter on actors is asked of the store. */
export const actorFilterClauses = {
  ...commonFilters,
  kind: column('kind'),
  country: column('country'),
  affiliated_to: (values: readonly string[], { actors }: Context): Clause => ({
    where: sql`exists (select 1 from affiliations f join actors o on o.id = f.actor
      where f.key = r.key and ${oneOf(sql.raw('o.key'), actorKeys(values, actors))})`,
  }),
  q: text('actor'),
};

/** How every filter on sources is asked of the store. */
export const sourceFilterClauses = {
  ...commonFilters,
  kind: column('kind'),
  datetime: ({ from, to }: DayRange): Clause => ({
    where: sql`r.first_day is not null and r.first_day between ${from ?? 0} and ${to ?? Number.MAX_SAFE_INTEGER}`,
  }),
};

/** How every filter on datasets is asked of the store. */
export const datasetFilterClauses = { ...commonFilters };
