import type { Reader } from '../db/database.ts';
import { sql } from '../db/sql.ts';
import type { Actor } from '../model/actor.ts';
import type { Claim } from '../model/claim.ts';
import type { Event } from '../model/event.ts';
import type { Statement } from '../model/statement.ts';

/** Every record that cites a source. */
export interface CitingRecords {
  readonly events: readonly Event[];
  readonly statements: readonly Statement[];
  readonly claims: readonly Claim[];
  readonly actors: readonly Actor[];
}

const citing = (noun: string) => sql`
  select b.body from terms t join ${sql.raw(`${noun}s`)} r on r.key = t.key join ${sql.raw(`${noun}_bodies`)} b on b.key = t.key
  where t.name = ${`${noun}.source`} and t.value = ${sql.placeholder('source')} order by r.id`;

const queries = {
  event: citing('event'),
  statement: citing('statement'),
  claim: citing('claim'),
  actor: citing('actor'),
};

async function read<Kept>(db: Reader, noun: keyof typeof queries, source: string): Promise<Kept[]> {
  const rows = await db.rows<{ body: string }>(queries[noun], { values: { source } });
  return rows.map(({ body }) => JSON.parse(body) as Kept);
}

/** Reads every record that cites a source, by id: one statement a noun, all of it in memory. */
export async function recordsCiting(db: Reader, source: string): Promise<CitingRecords> {
  return {
    events: await read<Event>(db, 'event', source),
    statements: await read<Statement>(db, 'statement', source),
    claims: await read<Claim>(db, 'claim', source),
    actors: await read<Actor>(db, 'actor', source),
  };
}
