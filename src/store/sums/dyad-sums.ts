import { type SQL, sql } from '../../db/sql.ts';
import type { AggregateQuery } from '../aggregates.ts';
import type { Plan } from '../plan.ts';
import { linkBits } from './links.ts';
import { restOf, type SummedQuery, summarised, sumRows } from './summary.ts';

/** Dyads as sums give them: what is read, and one row a pair. */
export type DyadSums = Omit<SummedQuery, 'query'> & { readonly summed: SQL };

/** The links `s` that count in one direction, as pairs. */
const pairsOf = (initiator: string, recipient: string, rows: SQL, bit: number): SQL =>
  sql`select ${sql.raw(`s.${initiator} as initiator, s.${recipient} as recipient`)}, s.events as events,
    s.cooperation as cooperation, s.conflict as conflict, case when s.rated > 0 then s.tenths end as tenths, s.rated as rated
    from ${rows} and s.counts & ${bit} <> 0`;

/**
 * The directed pairs from sums; null where none are kept.
 *
 * @param counted how events are counted that no sums have
 */
export function dyadSums(query: AggregateQuery, counted: (plan: Plan) => SQL): DyadSums | null {
  const summary = summarised(query);
  if (summary === null) return null;
  const rows = sumRows(summary, 'event_links', 'all time');
  const rest = restOf(summary, 'all time', true);
  const parts = [
    pairsOf('actor', 'other', rows, linkBits.forward),
    pairsOf('other', 'actor', rows, linkBits.back),
    ...(rest === null ? [] : [sql`select * from (${counted(rest)}) n`]),
  ];
  const summed = sql`select p.initiator as initiator, p.recipient as recipient, sum(p.events) as events,
    sum(p.cooperation) as cooperation, sum(p.conflict) as conflict, sum(p.tenths) as tenths, sum(p.rated) as rated
    from (${sql.join(parts, ' union all ')}) p group by p.initiator, p.recipient`;
  return { summary, read: [rows, rows], linked: true, summed };
}
