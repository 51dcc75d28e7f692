import type { Dialect, Reader } from '../../db/database.ts';
import { named } from '../../db/names.ts';
import { type SQL, sql } from '../../db/sql.ts';
import type { SearchHit } from '../../model/aggregate.ts';
import { type Noun, searchedNouns } from '../../model/nouns.ts';
import { snippet, type TextQuery } from '../../model/text-query.ts';
import type { Shown } from '../noun.ts';
import { stores } from '../nouns.ts';
import { speechBits } from '../roles.ts';
import { bodiesOf } from './bodies.ts';
import { collectionOf } from './collections.ts';
import { planOf, selectArms } from './plan.ts';

/** A search; by default in all nouns, with 20 hits. */
export interface SearchQuery {
  readonly q: TextQuery;
  readonly noun?: readonly string[] | undefined;
  readonly limit?: number | undefined;
}

interface Row {
  readonly noun: Noun;
  readonly body: string;
  /** The body of a statement's speaker. */
  readonly speaker: string | null;
}

const newest_hits = 1000;

const s = named('statement_actors', 's');

/** The keys and scores of the newest hits of one noun. */
function hitsOf(noun: Noun, q: TextQuery, dialect: Dialect): SQL {
  const plan = planOf(collectionOf(noun), { q }, new Map(), dialect);
  const columns = sql`${sql.raw(`'${noun}'`)} as noun, ${plan.key} as key, ${dialect.textRank(noun)} as score`;
  return sql`select * from (${selectArms(plan, columns)} order by ${plan.key} desc limit ${newest_hits}) ${sql.raw(`of_${noun}`)}`;
}

function hitsQuery({ q, noun, limit = 20 }: SearchQuery, dialect: Dialect): SQL {
  const wanted = searchedNouns.filter((name) => noun === undefined || noun.includes(name));
  const hits = sql.join(
    wanted.map((name) => hitsOf(name, q, dialect)),
    ' union all ',
  );
  const best = sql`select * from (${hits}) u order by u.score, u.noun, u.key desc limit ${limit}`;
  const bodies = wanted.map((name) => {
    const b = bodiesOf[name];
    return sql`when ${sql.raw(`'${name}'`)} then (select ${b.body} from ${b.from} where ${b.key} = h.key)`;
  });
  const b = bodiesOf.actor;
  return sql`select h.noun, case h.noun ${sql.join(bodies, ' ')} end as body,
    case when h.noun = 'statement' then (
      select ${b.body} from ${s.from} join ${b.from} on ${b.key} = ${s.actor}
      where ${s.key} = h.key and ${s.roles} & ${sql.raw(`${speechBits.speaker}`)} <> 0) end as speaker
    from (${best}) h order by h.score, h.noun, h.key desc`;
}

function readHit({ noun, body, speaker }: Row, at: number, q: TextQuery): SearchHit {
  const record = JSON.parse(body) as { readonly id: string };
  const show = stores[noun].show as unknown as (record: object, speaker: unknown) => Shown;
  const { title, date, texts } = show(record, speaker === null ? null : JSON.parse(speaker));
  const text = [...new Set(texts.filter((part) => part))].join(' · ');
  return { noun, id: record.id, title, date, snippet: snippet(text, q), rank: at + 1 };
}

/**
 * Searches several nouns with one heavy statement, which ranks the newest 1,000 hits of each and reads only the bodies
 * of the best.
 *
 * Scores are compared across nouns unscaled, although each depends on how rare a word is within its own noun.
 */
export async function search(db: Reader, query: SearchQuery): Promise<SearchHit[]> {
  const rows = await db.rows<Row>(hitsQuery(query, db.dialect), { cost: 'unbounded' });
  return rows.map((row, at) => readHit(row, at, query.q));
}
