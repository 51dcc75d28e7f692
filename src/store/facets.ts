import type { Reader } from '../db/database.ts';
import { type SQL, sql } from '../db/sql.ts';
import { type Facet, type FacetName, maxFacetValues } from '../model/aggregate.ts';
import type { AggregateQuery } from './aggregates.ts';
import { intervalOf } from './intervals.ts';
import { everyRoleOn } from './nouns.ts';
import { type Plan, planOf, selectArms } from './plan.ts';
import { facetSums } from './sums/facet-sums.ts';
import { runSummed, summarised } from './sums/summary.ts';

interface Row {
  readonly facet: FacetName;
  readonly value: string | null;
  readonly events: number | string;
  /** Number of values and sum of their events, those past the largest included. */
  readonly all_values: number | string;
  readonly all_events: number | string;
}

// Four digits, so that years stand in the order of their text.
const year = sql`case when ${intervalOf('year')} >= 0 then substr(cast(10000 + ${intervalOf('year')} as text), 2) end`;

const valueColumns = {
  type: sql.raw('r.type'),
  country: sql.raw('r.country'),
  dataset: sql.raw('r.dataset'),
  quad_class: sql.raw('cast(r.quad_class as text)'),
  realis: sql.raw('r.realis'),
  plover: sql.raw('r.plover'),
  cameo_root: sql.raw('substr(r.cameo, 1, 2)'),
  place_precision: sql.raw('r.place_precision'),
  contested: sql.raw("case when r.contested = 1 then 'true' else 'false' end"),
  year,
} as const satisfies Record<Exclude<FacetName, 'principal'>, SQL>;

/** Counts the events of a plan by their principals, null for those without. */
const byPrincipal = (plan: Plan): SQL => sql`select p.actor as value, count(*) as events
  from (${selectArms(plan, sql`r.key as key`)}) e
  left join event_actors p on p.key = e.key and p.roles & ${everyRoleOn('principal')} <> 0 group by p.actor`;

/** Counts the events of a plan by the values of a facet: one row a value, null for events without one. */
const counting =
  (facet: FacetName) =>
  (plan: Plan): SQL => {
    if (facet === 'principal') return byPrincipal(plan);
    const events = selectArms(plan, sql`${valueColumns[facet]} as value`);
    return sql`select e.value as value, count(*) as events from (${events}) e group by e.value`;
  };

/** The largest values of one facet, and before them the events without one. */
function facetQuery(facet: FacetName, counts: SQL): SQL {
  const valued = sql.raw('case when v.value is null then 0 else 1 end');
  const named = sql`select a.id as value, c.events as events from (${counts}) c left join actors a on a.key = c.value`;
  return sql`select * from (
    select ${sql.raw(`'${facet}'`)} as facet, v.value as value, v.events as events,
      sum(${valued}) over () as all_values, sum(${valued} * v.events) over () as all_events
    from (${facet === 'principal' ? named : counts}) v
    order by ${valued}, v.events desc, v.value limit ${maxFacetValues + 1}) f`;
}

/** All facets from sums where they are kept, else by a count of all events the filters choose. */
async function readFacets(db: Reader, query: AggregateQuery, names: readonly FacetName[]): Promise<Row[]> {
  const together = (countsOf: (facet: FacetName) => SQL) =>
    sql.join(
      names.map((name) => facetQuery(name, countsOf(name))),
      ' union all ',
    );
  const summary = summarised(query);
  if (summary !== null) {
    const sums = new Map(names.map((name) => [name, facetSums(summary, name, counting(name))]));
    const rows = await runSummed<Row>(db, {
      summary,
      read: [...sums.values()].flatMap(({ read }) => read),
      linked: [...sums.values()].some(({ linked }) => linked),
      query: together((name) => sums.get(name)?.summed ?? sql``),
    });
    if (rows !== null) return rows;
  }
  const plan = planOf(query.collection, query.filter, query.actors, db.dialect);
  return db.rows<Row>(
    together((name) => counting(name)(plan)),
    { cost: 'unbounded' },
  );
}

function readFacet(facet: FacetName, rows: readonly Row[]): Facet {
  const values = rows
    .flatMap(({ value, events }) => (value === null ? [] : [{ value, events: Number(events) }]))
    .sort((a, b) => b.events - a.events || (a.value < b.value ? -1 : 1))
    .slice(0, maxFacetValues);
  const [any] = rows;
  const told = values.reduce((sum, { events }) => sum + events, 0);
  return {
    facet,
    values,
    other: {
      values: Number(any?.all_values ?? 0) - values.length,
      events: Number(any?.all_events ?? 0) - told,
    },
    missing: Number(rows.find(({ value }) => value === null)?.events ?? 0),
  };
}

/**
 * Counts the values of properties of events, in the order they were asked for: from sums where they are kept, else by one
 * heavy statement for all facets.
 *
 * An event counts once for each of its principals; `other` adds up the same way, so the counts of that facet may sum
 * to more than there are events. Those of every other facet sum to the number of events.
 */
export async function facets(db: Reader, query: AggregateQuery, names: readonly FacetName[]): Promise<Facet[]> {
  const wanted = [...new Set(names)];
  if (wanted.length === 0) return [];
  const rows = await readFacets(db, query, wanted);
  return wanted.map((name) =>
    readFacet(
      name,
      rows.filter(({ facet }) => facet === name),
    ),
  );
}
