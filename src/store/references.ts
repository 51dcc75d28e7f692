import type { Reader } from '../db/database.ts';
import { sql } from '../db/sql.ts';
import type { Noun } from '../model/noun.ts';
import type { Batch } from './batch.ts';
import { listOf } from './clauses.ts';
import { RecordFault } from './derive.ts';
import { type Existing, existingById } from './existing.ts';
import { everyRoleOn } from './nouns.ts';
import { ballotsOf } from './prepare.ts';

interface Reference {
  readonly noun: Noun;
  readonly id: string;
  readonly from: string;
  readonly path: string;
}

const optional = (noun: Noun, from: string, path: string, id: string | null): Reference[] =>
  id === null ? [] : [{ noun, id, from, path }];

function ofEvidence(from: string, path: string, evidence: readonly { source_id: string | null }[]): Reference[] {
  return evidence.flatMap(({ source_id }, at) => optional('source', from, `${path}.${at}.source_id`, source_id));
}

function ofEvent(event: Batch['events'][number]): Reference[] {
  const from = `event ${event.id}`;
  return [
    ...event.participants.flatMap((participant, at) => [
      ...optional('actor', from, `participants.${at}.actor_id`, participant.actor_id),
      ...optional('actor', from, `participants.${at}.principal_id`, participant.principal_id),
      ...optional('claim', from, `participants.${at}.claim_id`, participant.claim_id),
    ]),
    ...ballotsOf(event).flatMap(({ actor_id }, at) =>
      optional('actor', from, `details.ballots.${at}.actor_id`, actor_id),
    ),
    ...event.quantities.flatMap((quantity, at) =>
      optional('claim', from, `quantities.${at}.claim_id`, quantity.claim_id),
    ),
    ...event.relations.flatMap((relation, at) =>
      optional('event', from, `relations.${at}.event_id`, relation.event_id),
    ),
    ...ofEvidence(from, 'evidence', event.evidence),
  ];
}

function ofStatement(statement: Batch['statements'][number]): Reference[] {
  const from = `statement ${statement.id}`;
  return [
    ...optional('actor', from, 'speaker_id', statement.speaker_id),
    ...optional('actor', from, 'on_behalf_of_id', statement.on_behalf_of_id),
    ...optional('actor', from, 'reported_by_id', statement.reported_by_id),
    ...statement.speaker_candidates.flatMap((id, at) => optional('actor', from, `speaker_candidates.${at}`, id)),
    ...statement.addressee_ids.flatMap((id, at) => optional('actor', from, `addressee_ids.${at}`, id)),
    ...optional('event', from, 'occasion_id', statement.occasion_id),
    ...optional('event', from, 'act_event_id', statement.act_event_id),
    ...statement.about.flatMap(({ kind, id }, at) => optional(kind, from, `about.${at}.id`, id)),
    ...ofEvidence(from, 'evidence', statement.evidence),
  ];
}

function ofClaim(claim: Batch['claims'][number]): Reference[] {
  const from = `claim ${claim.id}`;
  return [
    ...claim.about.flatMap(({ kind, id }, at) => optional(kind, from, `about.${at}.id`, id)),
    ...claim.positions.flatMap((position, at) => [
      ...optional('actor', from, `positions.${at}.actor_id`, position.actor_id),
      ...optional('statement', from, `positions.${at}.statement_id`, position.statement_id),
      ...ofEvidence(from, `positions.${at}.evidence`, position.evidence),
    ]),
  ];
}

function ofActor(actor: Batch['actors'][number]): Reference[] {
  const from = `actor ${actor.id}`;
  return [
    ...actor.affiliations.flatMap((affiliation, at) => [
      ...optional('actor', from, `affiliations.${at}.actor_id`, affiliation.actor_id),
      ...ofEvidence(from, `affiliations.${at}.evidence`, affiliation.evidence),
    ]),
    ...ofEvidence(from, 'evidence', actor.evidence),
  ];
}

/** Where the index of a noun says which actors its records name. */
const namingActors = { event: 'event_actors', statement: 'statement_actors', claim: 'claim_positions' } as const;

/**
 * Refuses to take out an actor that the events, statements or claims of another dataset name.
 *
 * @throws RecordFault naming the actor and the record that names it.
 */
export async function refuseNamed(
  db: Reader,
  dataset: string,
  gone: readonly { readonly key: number }[],
): Promise<void> {
  const keys = gone.map(({ key }) => key);
  for (let at = 0; at < keys.length; at += 500) {
    for (const [noun, table] of Object.entries(namingActors)) {
      const direct =
        noun === 'event' ? sql`and n.roles & ${everyRoleOn('self') | everyRoleOn('principal')} <> 0` : sql``;
      const [row] = await db.rows<{ actor: string; id: string; dataset: string }>(sql`
        select a.id as actor, r.id, r.dataset from ${sql.raw(table)} n
        join ${sql.raw(`${noun}s`)} r on r.key = n.key join actors a on a.key = n.actor
        where n.actor in ${listOf(keys.slice(at, at + 500))} and r.dataset <> ${dataset} ${direct} limit 1`);
      if (row === undefined) continue;
      const reason = `cannot be taken out while the ${noun} ${row.id} of the dataset ${row.dataset} names it`;
      throw new RecordFault(`actor ${row.actor}`, row.actor, reason);
    }
  }
}

/**
 * Checks that every record that is referred to is given or stands in the database; gives the ids of all actors named.
 *
 * @param stays whether a record of the database that is not given will still be there
 * @throws RecordFault naming the record, the field and the id that leads nowhere.
 */
export async function checkReferences(
  db: Reader,
  batch: Batch,
  stays: (row: Existing) => boolean = () => true,
): Promise<string[]> {
  const references = [
    ...batch.events.flatMap(ofEvent),
    ...batch.statements.flatMap(ofStatement),
    ...batch.claims.flatMap(ofClaim),
    ...batch.actors.flatMap(ofActor),
  ];
  const given: Record<Noun, Set<string>> = {
    event: new Set(batch.events.map(({ id }) => id)),
    actor: new Set(batch.actors.map(({ id }) => id)),
    statement: new Set(batch.statements.map(({ id }) => id)),
    claim: new Set(batch.claims.map(({ id }) => id)),
    source: new Set(batch.sources.map(({ id }) => id)),
    dataset: new Set(),
  };
  for (const noun of ['event', 'actor', 'statement', 'claim', 'source'] as const) {
    const missing = references.filter((reference) => reference.noun === noun && !given[noun].has(reference.id));
    const known = await existingById(db, noun, [...new Set(missing.map(({ id }) => id))]);
    const lost = missing.find(({ id }) => {
      const row = known.get(id);
      return row === undefined || !stays(row);
    });
    if (lost !== undefined)
      throw new RecordFault(`${lost.from}, ${lost.path}`, lost.id, `there is no ${noun} "${lost.id}"`);
  }
  return [...new Set(references.filter(({ noun }) => noun === 'actor').map(({ id }) => id))];
}
