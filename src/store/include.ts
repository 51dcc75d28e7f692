import type { Reader } from '../db/database.ts';
import { type SQL, sql } from '../db/sql.ts';
import type { Actor } from '../model/actor.ts';
import type { Claim } from '../model/claim.ts';
import type { Event } from '../model/event.ts';
import type { Evidence } from '../model/evidence.ts';
import type { Noun } from '../model/noun.ts';
import type { Statement } from '../model/statement.ts';
import { listOf } from './clauses.ts';
import { tableOf } from './nouns.ts';

/** Nouns that can be given beside a list, by their plural. */
export const includable = {
  actors: 'actor',
  sources: 'source',
  statements: 'statement',
  claims: 'claim',
  events: 'event',
} as const;

/** A kind of related record. */
export type Related = keyof typeof includable;

/** At most so many related records of one kind come with an answer. */
export const includeBound = 5000;

/** What each noun can bring with it, besides its own hidden fields. */
export const relatedOf: Readonly<Record<Noun, readonly Related[]>> = {
  event: ['actors', 'sources', 'statements', 'claims'],
  statement: ['actors', 'sources', 'claims', 'events'],
  claim: ['actors', 'sources', 'statements', 'events'],
  actor: ['actors', 'sources'],
  source: [],
  dataset: [],
};

/** A related record: its id and the JSON that is served. */
export interface IncludedRow {
  readonly id: string;
  readonly body: string;
}

type Ids = readonly (string | null)[];
type About = readonly { readonly kind: string; readonly id: string }[];

const sources = (evidence: readonly Evidence[]): Ids => evidence.map(({ source_id }) => source_id);
const ofKind = (about: About, kind: string): Ids => about.flatMap((item) => (item.kind === kind ? [item.id] : []));

type Finder = (record: never) => Ids;

/** The ids that a record itself names, by noun and kind. */
const named: Readonly<Record<string, Finder>> = {
  'event.actors': ({ participants }: Event) =>
    participants.flatMap(({ actor_id, principal_id }) => [actor_id, principal_id]),
  'event.sources': ({ evidence }: Event) => sources(evidence),
  'statement.actors': (statement: Statement) => [
    statement.speaker_id,
    statement.on_behalf_of_id,
    statement.reported_by_id,
    ...statement.speaker_candidates,
    ...statement.addressee_ids,
    ...ofKind(statement.about, 'actor'),
  ],
  'statement.sources': ({ evidence }: Statement) => sources(evidence),
  'statement.claims': ({ about }: Statement) => ofKind(about, 'claim'),
  'statement.events': ({ about, occasion_id, act_event_id }: Statement) => [
    ...ofKind(about, 'event'),
    occasion_id,
    act_event_id,
  ],
  'claim.actors': ({ about, positions }: Claim) => [
    ...ofKind(about, 'actor'),
    ...positions.map(({ actor_id }) => actor_id),
  ],
  'claim.sources': ({ positions }: Claim) => positions.flatMap(({ evidence }) => sources(evidence)),
  'claim.statements': ({ about, positions }: Claim) => [
    ...ofKind(about, 'statement'),
    ...positions.map(({ statement_id }) => statement_id),
  ],
  'claim.events': ({ about }: Claim) => ofKind(about, 'event'),
  'actor.actors': ({ affiliations }: Actor) => affiliations.map(({ actor_id }) => actor_id),
  'actor.sources': ({ evidence, affiliations }: Actor) =>
    sources([...evidence, ...affiliations.flatMap((item) => item.evidence)]),
};

/** Related records that name the event, rather than being named by it: by the terms they are indexed under. */
const naming: Readonly<Record<string, readonly string[]>> = {
  'event.statements': ['statement.about', 'statement.occasion', 'statement.act'],
  'event.claims': ['claim.about'],
};

function condition(noun: Noun, related: Related, records: readonly { readonly id: string }[]): SQL | null {
  const terms = naming[`${noun}.${related}`];
  if (terms !== undefined) {
    const ids = listOf(records.map(({ id }) => id));
    return sql`r.key in (select t.key from terms t where t.name in ${listOf(terms)} and t.value in ${ids})`;
  }
  const find = named[`${noun}.${related}`];
  const ids = new Set(records.flatMap((record) => find?.(record as never) ?? []).filter((id) => id !== null));
  // No more than would be refused: a statement has room for so many values only.
  return ids.size === 0 ? null : sql`r.id in ${listOf([...ids].slice(0, includeBound + 1))}`;
}

/**
 * Reads the records of one kind that the given ones are tied to, each once: one statement, none when there are none.
 *
 * Gives one more than `includeBound` when there are more.
 */
export async function included(
  db: Reader,
  noun: Noun,
  related: Related,
  records: readonly { readonly id: string }[],
): Promise<IncludedRow[]> {
  const where = records.length === 0 ? null : condition(noun, related, records);
  if (where === null) return [];
  const target = includable[related];
  return db.rows<IncludedRow>(sql`select r.id, b.body from ${sql.raw(tableOf[target])} r
    join ${sql.raw(`${target}_bodies`)} b on b.key = r.key where ${where} order by r.id limit ${includeBound + 1}`);
}
