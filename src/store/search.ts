import type { Dialect, Reader, SearchedNoun } from '../db/database.ts';
import { type SQL, sql } from '../db/sql.ts';
import type { Actor } from '../model/actor.ts';
import type { SearchHit } from '../model/aggregate.ts';
import type { Claim } from '../model/claim.ts';
import type { Event } from '../model/event.ts';
import type { Statement } from '../model/statement.ts';
import { snippet, type TextQuery } from '../model/text-query.ts';
import { collections } from './collections.ts';
import { speechBits } from './nouns.ts';
import { planOf, selectArms } from './plan.ts';

/** What to search for; all nouns and 20 hits when left out. */
export interface SearchQuery {
  readonly q: TextQuery;
  readonly noun?: readonly SearchedNoun[] | undefined;
  readonly limit?: number | undefined;
}

interface Row {
  readonly noun: SearchedNoun;
  readonly body: string;
  /** The record of who made a statement. */
  readonly speaker: string | null;
}

/** What a hit shows: its title, its date and the texts it was found by. */
interface Shown {
  readonly title: string;
  readonly date: string | null;
  readonly texts: readonly (string | null | undefined)[];
}

const newestHits = 1000;
const titleLength = 100;
const searched = ['event', 'statement', 'claim', 'actor'] as const;

/** The keys of the newest hits among the records of one noun, and how well each fits. */
function hitsOf(noun: SearchedNoun, q: TextQuery, dialect: Dialect): SQL {
  const collection = collections.get(`${noun}s`);
  if (collection === undefined) throw new Error(`There is no list of ${noun}s.`);
  const plan = planOf(collection, { q }, new Map(), dialect);
  const columns = sql`${sql.raw(`'${noun}'`)} as noun, ${plan.key} as key, ${dialect.textRank(noun)} as score`;
  return sql`select * from (${selectArms(plan, columns)} order by ${plan.key} desc limit ${newestHits}) ${sql.raw(`of_${noun}`)}`;
}

function hitsQuery({ q, noun, limit = 20 }: SearchQuery, dialect: Dialect): SQL {
  const wanted = searched.filter((name) => noun === undefined || noun.includes(name));
  const hits = sql.join(
    wanted.map((name) => hitsOf(name, q, dialect)),
    ' union all ',
  );
  const best = sql`select * from (${hits}) u order by u.score, u.noun, u.key desc limit ${limit}`;
  const bodies = wanted.map((name) =>
    sql.raw(`when '${name}' then (select b.body from ${name}_bodies b where b.key = h.key)`),
  );
  return sql`select h.noun, case h.noun ${sql.join(bodies, ' ')} end as body,
    case when h.noun = 'statement' then (
      select b.body from statement_actors s join actor_bodies b on b.key = s.actor
      where s.key = h.key and s.roles & ${sql.raw(`${speechBits.speaker}`)} <> 0) end as speaker
    from (${best}) h order by h.score, h.noun, h.key desc`;
}

const beginning = (text: string) => snippet(text, { terms: [] }, titleLength).text;

function showStatement({ text, paraphrase, speaker_raw, date }: Statement, speaker: Actor | null): Shown {
  const said = beginning(text ?? paraphrase ?? '');
  const name = speaker?.name ?? speaker_raw;
  return { title: name === null ? said : `${name}: ${said}`, date, texts: [text, paraphrase, speaker_raw] };
}

function showEvent({ title, summary, place, date }: Event): Shown {
  return { title, date, texts: [title, summary, place?.name, place?.name_raw] };
}

function showClaim({ proposition, positions }: Claim): Shown {
  return { title: proposition, date: null, texts: [proposition, ...positions.map(({ note }) => note)] };
}

function showActor({ name, names }: Actor): Shown {
  return { title: name, date: null, texts: [name, ...names.map((other) => other.name)] };
}

function show({ noun, speaker }: Row, record: unknown): Shown {
  if (noun === 'event') return showEvent(record as Event);
  if (noun === 'claim') return showClaim(record as Claim);
  if (noun === 'actor') return showActor(record as Actor);
  return showStatement(record as Statement, speaker === null ? null : (JSON.parse(speaker) as Actor));
}

function readHit(row: Row, at: number, q: TextQuery): SearchHit {
  const record = JSON.parse(row.body) as { readonly id: string };
  const { title, date, texts } = show(row, record);
  const text = [...new Set(texts.filter((part) => part))].join(' · ');
  return { noun: row.noun, id: record.id, title, date, snippet: snippet(text, q), rank: at + 1 };
}

/**
 * Searches several nouns at once: one heavy statement, which ranks the newest 1,000 hits of each and reads the bodies
 * of the best alone.
 *
 * Ranks of different nouns are compared as they are, and each noun ranks by how rare a word is among its own records.
 */
export async function search(db: Reader, query: SearchQuery): Promise<SearchHit[]> {
  const rows = await db.rows<Row>(hitsQuery(query, db.dialect), { cost: 'unbounded' });
  return rows.map((row, at) => readHit(row, at, query.q));
}
