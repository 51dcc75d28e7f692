import type { Reader } from '../../db/database.ts';
import { named } from '../../db/names.ts';
import { type SQL, sql } from '../../db/sql.ts';
import type { DyadMeta, DyadRow } from '../../model/aggregate.ts';
import { everyRoleOn } from '../roles.ts';
import { isPair, linkBits } from '../sums/links.ts';
import { sumRows } from '../sums/summary.ts';
import { aggregated, meanIntensity, tenthsOf, type Weighed } from './aggregate.ts';
import type { AggregateQuery } from './plan.ts';
import { type Plan, selectArms } from './plan.ts';

/** The sort order and limit of dyads; defaults are those of the parameters. */
export interface DyadOptions {
  readonly sort?: '-events' | 'initiator' | undefined;
  readonly limit?: number | undefined;
}

/** Directed pairs and their total number. */
export interface Dyads {
  readonly rows: readonly DyadRow[];
  readonly meta: DyadMeta;
}

interface Row {
  readonly initiator: string;
  readonly recipient: string;
  readonly events: number | string;
  readonly cooperation: number | string;
  readonly conflict: number | string;
  readonly tenths: number | string | null;
  readonly rated: number | string;
  readonly pairs: number | string;
}

const r = named('events', 'r');
const a = named('event_actors', 'a');
const b = named('event_actors', 'b');
const s = named('event_links', 's');
const i = named('actors', 'i');
const t = named('actors', 't');

const orders = {
  '-events': sql`p.events desc, ${i.id}, ${t.id}`,
  initiator: sql`${i.id}, ${t.id}`,
} as const;

/** The events of a plan, once per directed pair of their principals. */
function livePairs(query: AggregateQuery, plan: Plan): SQL {
  const columns = sql`${r.key} as key, ${r.type} as type, ${r.quad_class} as quad_class, ${tenthsOf(query)} as tenths`;
  const principal = sql`& ${everyRoleOn('principal')} <> 0`;
  // Cross joins keep the planner from scanning the actors of all events first.
  return sql`select ${a.actor} as initiator, ${b.actor} as recipient, 1 as events,
      case when e.quad_class in (1, 2) then 1 else 0 end as cooperation,
      case when e.quad_class in (3, 4) then 1 else 0 end as conflict,
      e.tenths as tenths, case when e.tenths is null then 0 else 1 end as rated
    from (${selectArms(plan, columns)}) e cross join ${a.from} cross join ${b.from}
    where ${a.key} = e.key and ${a.roles} ${principal} and ${b.key} = e.key and ${b.actor} <> ${a.actor}
      and ${isPair(a, b, sql.raw('e.type'))}`;
}

/** The links of one direction, as pairs. */
const linkedPairs = (initiator: SQL, recipient: SQL, rows: SQL, bit: number): SQL =>
  sql`select ${initiator} as initiator, ${recipient} as recipient, ${s.events} as events,
    ${s.cooperation} as cooperation, ${s.conflict} as conflict, ${s.tenths} as tenths, ${s.rated} as rated
    from ${rows} and ${s.counts} & ${bit} <> 0`;

/** The events of a query as weighted, directed pairs of principals. */
const pairs = (query: AggregateQuery): Weighed => ({
  live: (plan) => livePairs(query, plan),
  summed(summary) {
    const rows = sumRows(summary, 'event_links', 'all time');
    const parts = [
      linkedPairs(s.actor, s.other, rows, linkBits.forward),
      linkedPairs(s.other, s.actor, rows, linkBits.back),
    ];
    return { read: [rows, rows], parts, span: 'all time', linked: true };
  },
});

function dyadsOf(rows: SQL, sort: keyof typeof orders, limit: number): SQL {
  return sql`select ${i.id} as initiator, ${t.id} as recipient, p.events, p.cooperation, p.conflict, p.tenths, p.rated, p.pairs
    from (select d.*, count(*) over () as pairs from (
      select w.initiator as initiator, w.recipient as recipient, sum(w.events) as events,
        sum(w.cooperation) as cooperation, sum(w.conflict) as conflict, sum(w.tenths) as tenths, sum(w.rated) as rated
      from (${rows}) w group by w.initiator, w.recipient) d) p
    join ${i.from} on ${i.key} = p.initiator join ${t.from} on ${t.key} = p.recipient
    order by ${orders[sort]} limit ${limit}`;
}

/**
 * Counts events between principals, from each initiator to each recipient, target and victim.
 *
 * In a `visit` the host is on the receiving side. Participants of equal role (`participant`) count once each way.
 * A principal paired with itself is left out; an event counts once for each of its pairs.
 */
export async function dyads(db: Reader, query: AggregateQuery, options: DyadOptions = {}): Promise<Dyads> {
  const { sort = '-events', limit = 100 } = options;
  const rows = await aggregated<Row>(db, query, [pairs(query)], ([weighed]) => dyadsOf(weighed as SQL, sort, limit));
  return {
    rows: rows.map(({ initiator, recipient, events, cooperation, conflict, tenths, rated }) => ({
      initiator,
      recipient,
      events: Number(events),
      cooperation: Number(cooperation),
      conflict: Number(conflict),
      mean_intensity: meanIntensity(tenths, rated),
    })),
    meta: { pairs: Number(rows[0]?.pairs ?? 0) },
  };
}
