import { type SQL, sql } from '../../db/sql.ts';
import type { FacetName } from '../../model/aggregate.ts';
import type { Plan } from '../plan.ts';
import { linkBits } from './links.ts';
import { binOf } from './periods.ts';
import { restOf, type Span, type Summary, type SummedQuery, sumRows } from './summary.ts';

/** A facet as sums give it: what is read, and one row a value. */
export type FacetSums = Pick<SummedQuery, 'read' | 'linked'> & { readonly summed: SQL };

const year = binOf('year');

/** Where the values of a facet stand in the sums, and which column each is. */
const facets = {
  type: { table: 'event_kinds', value: sql.raw('s.type') },
  quad_class: { table: 'event_kinds', value: sql.raw('cast(nullif(s.quad_class, 0) as text)') },
  plover: { table: 'event_kinds', value: sql.raw("nullif(s.plover, '')") },
  cameo_root: { table: 'event_kinds', value: sql.raw("nullif(substr(s.cameo, 1, 2), '')") },
  country: { table: 'event_places', value: sql.raw("nullif(s.country, '')") },
  place_precision: { table: 'event_places', value: sql.raw("nullif(s.place_precision, '')") },
  realis: { table: 'event_places', value: sql.raw('s.realis') },
  contested: { table: 'event_places', value: sql.raw("case when s.contested = 1 then 'true' else 'false' end") },
  dataset: { table: 'event_totals', value: sql.raw('s.dataset') },
  // Four digits, so that years stand in the order of their text.
  year: {
    table: 'event_totals',
    value: sql`case when ${year} >= 0 then substr(cast(10000 + ${year} as text), 2) end`,
  },
} as const satisfies Record<Exclude<FacetName, 'principal'>, object>;

const partOf = (value: SQL, rows: SQL, more = sql``): SQL =>
  sql`select ${value} as value, s.events as events from ${rows}${more}`;

function parts(summary: Summary, facet: FacetName): { readonly read: SQL[]; readonly parts: SQL[] } {
  const actor = sql.raw('nullif(s.actor, 0)');
  if (facet !== 'principal') {
    const { table, value } = facets[facet];
    // Only by months the years can be told apart.
    const span: Span = facet === 'year' ? 'months' : 'all time';
    const rows = sumRows(summary, table, span);
    return { read: [rows], parts: [partOf(value, rows)] };
  }
  if (summary.scope === 0) {
    const rows = sumRows(summary, 'event_principals', 'all time');
    return { read: [rows], parts: [partOf(actor, rows)] };
  }
  const rows = sumRows(summary, 'event_links', 'all time');
  const counts = (bit: number) => sql` and s.counts & ${bit} <> 0`;
  return {
    read: [rows, rows],
    parts: [partOf(actor, rows, counts(linkBits.actor)), partOf(sql.raw('s.other'), rows, counts(linkBits.other))],
  };
}

/**
 * A facet from sums: one row a value with its number of events, null for events without one.
 *
 * @param counted how events are counted that no sums have
 */
export function facetSums(summary: Summary, facet: FacetName, counted: (plan: Plan) => SQL): FacetSums {
  const linked = facet === 'principal' && summary.scope !== 0;
  const rest = restOf(summary, 'all time', linked);
  const { read, parts: summed } = parts(summary, facet);
  const one = rest === null ? [] : [sql`select * from (${counted(rest)}) n`];
  const all = sql.join([...summed, ...one], ' union all ');
  return {
    read,
    linked,
    summed: sql`select p.value as value, sum(p.events) as events from (${all}) p group by p.value`,
  };
}
