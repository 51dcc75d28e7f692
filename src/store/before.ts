import type { Reader } from '../db/database.ts';
import type { Actor } from '../model/actor.ts';
import type { Claim } from '../model/claim.ts';
import type { Event } from '../model/event.ts';
import { statesDataset } from '../model/states.ts';
import { type Batch, recordsOf, type SavedNoun, savedNouns } from './batch.ts';
import { claimsAbout, type Existing, eventsOfActors, existingById, existingOfDataset } from './existing.ts';
import { ballotsKept } from './prepare.ts';
import { checkReferences, refuseNamed } from './references.ts';

/** All that the database has of what a batch gives, names or takes out: what is decided needs to read no more. */
export interface Before {
  /** The records given that stand already, by noun and id. */
  readonly existing: Readonly<Record<SavedNoun | 'dataset', ReadonlyMap<string, Existing>>>;
  /** Records of the dataset that are no longer given. */
  readonly gone: Readonly<Record<SavedNoun, readonly Existing[]>>;
  /** Actors that are named but not given, and all they belong to. */
  readonly actors: readonly Existing[];
  /** Events that are found by other actors than before, those given included. */
  readonly moved: readonly Existing[];
  /** Events that are not given but that claims given, changed or taken out are about. */
  readonly disputed: readonly Existing[];
  /** Claims that stand and stay, about any of these events or the events given. */
  readonly claims: readonly Claim[];
}

/** The events that something is about. */
export const eventsIn = (about: Claim['about']): string[] =>
  about.flatMap(({ kind, id }) => (kind === 'event' ? [id] : []));

/** What a stored record says. */
export const bodyOf = <Record>({ body }: Existing): Record => JSON.parse(body) as Record;

/** The given actors whose affiliations are no longer what they were. */
function changedAffiliations({ actors }: Batch, existing: ReadonlyMap<string, Existing>): Existing[] {
  return actors.flatMap(({ id, affiliations }) => {
    const before = existing.get(id);
    const same = before && JSON.stringify(bodyOf<Actor>(before).affiliations) === JSON.stringify(affiliations);
    return before === undefined || same ? [] : [before];
  });
}

/** The actors with these ids that are not given, and all they belong to, through any number of affiliations. */
async function namedActors(db: Reader, { actors }: Batch, ids: readonly string[]): Promise<Existing[]> {
  const seen = new Set(actors.map(({ id }) => id));
  const found: Existing[] = [];
  let wanted = [...ids, ...actors.flatMap(({ affiliations }) => affiliations.map(({ actor_id }) => actor_id))];
  while (wanted.length > 0) {
    const fresh = [...new Set(wanted)].filter((id) => !seen.has(id));
    for (const id of fresh) seen.add(id);
    const rows = [...(await existingById(db, 'actor', fresh)).values()];
    found.push(...rows);
    wanted = rows.flatMap((row) => bodyOf<Actor>(row).affiliations.map(({ actor_id }) => actor_id));
  }
  return found;
}

/** The actors an event that stands names, itself, as a principal or by its ballot. */
function actorsIn(row: Existing): string[] {
  const { participants } = bodyOf<Event>(row);
  const named = participants.flatMap(({ actor_id, principal_id }) =>
    principal_id === null ? [actor_id] : [actor_id, principal_id],
  );
  return [...named, ...ballotsKept(row.extra).map(({ actor_id }) => actor_id)];
}

async function readExisting(db: Reader, batch: Batch): Promise<Before['existing']> {
  const entries = savedNouns.map(async (noun) => {
    const ids = recordsOf(batch, noun).map(({ id }) => id);
    return [noun, await existingById(db, noun, ids)] as const;
  });
  const dataset = await existingById(db, 'dataset', [batch.dataset.id, statesDataset.id]);
  return Object.fromEntries([...(await Promise.all(entries)), ['dataset', dataset]]) as unknown as Before['existing'];
}

async function readGone(db: Reader, batch: Batch): Promise<Before['gone']> {
  const entries = savedNouns.map(async (noun) => {
    const given = new Set(recordsOf(batch, noun).map(({ id }) => id));
    const rows = await existingOfDataset(db, noun, batch.dataset.id);
    return [noun, rows.filter(({ id }) => !given.has(id))] as const;
  });
  return Object.fromEntries(await Promise.all(entries)) as unknown as Before['gone'];
}

/**
 * Reads all that stands in the database of what a batch touches.
 *
 * @throws RecordFault for a reference that leads nowhere, or an actor taken out that another dataset names.
 */
export async function readBefore(db: Reader, batch: Batch): Promise<Before> {
  const { id: own } = batch.dataset;
  const [existing, gone] = [await readExisting(db, batch), await readGone(db, batch)];
  await refuseNamed(db, own, gone.actor);
  const named = await checkReferences(db, batch, ({ dataset }) => dataset !== own);
  const goneEvents = new Set(gone.event.map(({ id }) => id));
  const left = new Set([...batch.events.map(({ id }) => id), ...goneEvents]);
  const changedActors = changedAffiliations(batch, existing.actor).map(({ key }) => key);
  const moved = (await eventsOfActors(db, changedActors)).filter(({ id }) => !goneEvents.has(id));
  const claimsBefore = [...existing.claim.values(), ...gone.claim].map((row) => bodyOf<Claim>(row));
  const about = [...claimsBefore, ...batch.claims].flatMap((claim) => eventsIn(claim.about));
  const disputed = [
    ...(
      await existingById(
        db,
        'event',
        about.filter((id) => !left.has(id)),
      )
    ).values(),
  ];
  const touched = [...moved, ...disputed];
  const leaving = new Set([...batch.claims, ...gone.claim].map(({ id }) => id));
  const standing = await claimsAbout(
    db,
    [...batch.events, ...touched].map(({ id }) => id),
  );
  const actors = await namedActors(db, batch, [...named, ...touched.flatMap(actorsIn)]);
  const claims = standing.filter(({ id }) => !leaving.has(id)).map((row) => bodyOf<Claim>(row));
  return { existing, gone, actors, moved, disputed, claims };
}
