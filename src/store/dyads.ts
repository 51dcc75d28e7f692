import type { Reader } from '../db/database.ts';
import { type SQL, sql } from '../db/sql.ts';
import type { DyadMeta, DyadRow } from '../model/aggregate.ts';
import { type AggregateQuery, meanIntensity, tenthsOf } from './aggregates.ts';
import { everyRoleOn, receiving, roleBits, rolesOn } from './nouns.ts';
import { type Plan, planOf, selectArms } from './plan.ts';
import { dyadSums } from './sums/dyad-sums.ts';
import { runSummed } from './sums/summary.ts';

/** How dyads are ordered and how many are given; what is left out has the default of its parameter. */
export interface DyadOptions {
  readonly sort?: '-events' | 'initiator' | undefined;
  readonly limit?: number | undefined;
}

/** Directed pairs and how many there are in all. */
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

const principals = (bits: number): number => rolesOn('principal', bits);
const anyPrincipal = everyRoleOn('principal');

/** Whether the actors `a` and `b` of an event `e` are a pair: one acts on the other, or both take part as equals. */
const isPair = sql.raw(`(
  (a.roles & ${principals(roleBits.initiator)} <> 0
    and b.roles & (case when e.type = 'visit' then ${principals(receiving | roleBits.host)} else ${principals(receiving)} end) <> 0)
  or (a.roles & b.roles & ${principals(roleBits.participant)} <> 0))`);

const orders = {
  '-events': 'p.events desc, i.id, t.id',
  initiator: 'i.id, t.id',
} as const;

/** Counts the events of a plan by their directed pairs of principals. */
function countedPairs(query: AggregateQuery, plan: Plan): SQL {
  const columns = sql`r.key as key, r.type as type, r.quad_class as quad_class, ${tenthsOf(query)} as tenths`;
  // Cross joins, so that no planner walks all actors of all events and looks for those events among them.
  return sql`select a.actor as initiator, b.actor as recipient, count(*) as events,
      sum(case when e.quad_class in (1, 2) then 1 else 0 end) as cooperation,
      sum(case when e.quad_class in (3, 4) then 1 else 0 end) as conflict,
      sum(e.tenths) as tenths, count(e.tenths) as rated
    from (${selectArms(plan, columns)}) e
    cross join event_actors a cross join event_actors b
    where a.key = e.key and a.roles & ${anyPrincipal} <> 0 and b.key = e.key and b.actor <> a.actor and ${isPair} group by a.actor, b.actor`;
}

function dyadsQuery(pairs: SQL, sort: keyof typeof orders, limit: number): SQL {
  return sql`select i.id as initiator, t.id as recipient, p.events, p.cooperation, p.conflict, p.tenths, p.rated, p.pairs
    from (select d.*, count(*) over () as pairs from (${pairs}) d) p
    join actors i on i.key = p.initiator join actors t on t.key = p.recipient
    order by ${sql.raw(orders[sort])} limit ${limit}`;
}

/** The pairs from sums where they are kept, else by a count of all events the filters choose. */
async function readPairs(db: Reader, query: AggregateQuery, ordered: (pairs: SQL) => SQL): Promise<Row[]> {
  const counted = (plan: Plan) => countedPairs(query, plan);
  const sums = dyadSums(query, counted);
  const rows = sums && (await runSummed<Row>(db, { ...sums, query: ordered(sums.summed) }));
  if (rows !== null) return rows;
  const plan = planOf(query.collection, query.filter, query.actors, db.dialect);
  return db.rows<Row>(ordered(counted(plan)), { cost: 'unbounded' });
}

/**
 * Counts events between principals, from each initiator to each recipient, target and victim: from sums where they are
 * kept, else one heavy statement on the narrow tables.
 *
 * In a `visit` the host is on the receiving side. Participants of equal role (`participant`) count once each way.
 * A principal paired with itself is left out; an event counts once for each of its pairs.
 */
export async function dyads(db: Reader, query: AggregateQuery, options: DyadOptions = {}): Promise<Dyads> {
  const { sort = '-events', limit = 100 } = options;
  const rows = await readPairs(db, query, (pairs) => dyadsQuery(pairs, sort, limit));
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
