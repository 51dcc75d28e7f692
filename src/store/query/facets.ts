import type { Reader } from '../../db/database.ts';
import { named } from '../../db/names.ts';
import { type SQL, sql } from '../../db/sql.ts';
import { type Facet, type FacetName, maxFacetValues } from '../../model/aggregate.ts';
import { aggregated } from './aggregate.ts';
import { grouped } from './dimensions.ts';
import type { AggregateQuery } from './plan.ts';

interface Row {
  readonly facet: FacetName;
  readonly value: string | null;
  readonly events: number | string;
  /** The number of values and the sum of their events, including values not listed. */
  readonly all_values: number | string;
  readonly all_events: number | string;
}

const a = named('actors', 'a');

/** The largest values of one facet, preceded by the events without a value. */
function largestOf(facet: FacetName, rows: SQL): SQL {
  const counts = sql`select w.value as value, sum(w.events) as events from (${rows}) w group by w.value`;
  const ids = sql`select ${a.id} as value, c.events as events from (${counts}) c left join ${a.from} on ${a.key} = c.value`;
  const valued = sql.raw('case when v.value is null then 0 else 1 end');
  return sql`select * from (
    select ${sql.raw(`'${facet}'`)} as facet, v.value as value, v.events as events,
      sum(${valued}) over () as all_values, sum(${valued} * v.events) over () as all_events
    from (${facet === 'principal' ? ids : counts}) v
    order by ${valued}, v.events desc, v.value limit ${maxFacetValues + 1}) f`;
}

function readFacet(facet: FacetName, rows: readonly Row[]): Facet {
  const values = rows
    .flatMap(({ value, events }) => (value === null ? [] : [{ value, events: Number(events) }]))
    .sort((a, b) => b.events - a.events || (a.value < b.value ? -1 : 1))
    .slice(0, maxFacetValues);
  const [any] = rows;
  const listed = values.reduce((sum, { events }) => sum + events, 0);
  return {
    facet,
    values,
    other: {
      values: Number(any?.all_values ?? 0) - values.length,
      events: Number(any?.all_events ?? 0) - listed,
    },
    missing: Number(rows.find(({ value }) => value === null)?.events ?? 0),
  };
}

/**
 * Counts the values of the requested facets, in request order, with one query.
 *
 * An event counts once for each of its principals; `other` adds up the same way, so the counts of that facet may sum
 * to more than there are events. Those of every other facet sum to the number of events.
 */
export async function facets(db: Reader, query: AggregateQuery, names: readonly FacetName[]): Promise<Facet[]> {
  const wanted = [...new Set(names)];
  if (wanted.length === 0) return [];
  const weighed = wanted.map((by) => grouped(query, { interval: null, by }));
  const rows = await aggregated<Row>(db, query, weighed, (all) =>
    sql.join(
      all.map((one, at) => largestOf(wanted[at] as FacetName, one)),
      ' union all ',
    ),
  );
  return wanted.map((name) =>
    readFacet(
      name,
      rows.filter(({ facet }) => facet === name),
    ),
  );
}
