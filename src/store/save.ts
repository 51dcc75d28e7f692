import { sql } from 'drizzle-orm';
import type { Engine, Write } from '../db/engine.ts';
import type { ActorInput, Affiliation } from '../model/actor.ts';
import type { Claim, ClaimInput } from '../model/claim.ts';
import type { Dataset, DatasetInput, Run } from '../model/dataset.ts';
import type { EventInput } from '../model/event.ts';
import type { Noun } from '../model/noun.ts';
import type { Stamps } from '../model/record.ts';
import type { SourceInput } from '../model/source.ts';
import type { StatementInput } from '../model/statement.ts';
import { ActorGraph } from './actor-graph.ts';
import {
  type Content,
  daysOf,
  RecordFault,
  serveActor,
  serveClaim,
  serveEvent,
  serveSource,
  serveStatement,
} from './derive.ts';
import { claimsAbout, type Existing, eventsOfActors, existingById, existingOfDataset } from './existing.ts';
import {
  type IndexRows,
  indexActor,
  indexClaim,
  indexDataset,
  indexEvent,
  indexSource,
  indexStatement,
} from './index-rows.ts';
import { recordKey } from './keys.ts';
import { checkReferences, refuseNamed } from './references.ts';
import { insertion, removal, type Stored } from './save-writes.ts';
import { readState, type State } from './state.ts';

/** The records of one import, validated by their schemas. */
export interface Batch {
  readonly dataset: DatasetInput;
  readonly sources: readonly SourceInput[];
  readonly actors: readonly ActorInput[];
  readonly events: readonly EventInput[];
  readonly statements: readonly StatementInput[];
  readonly claims: readonly ClaimInput[];
}

/** What a save did, with the balance given = saved + unchanged. */
export interface Saved {
  readonly saved: number;
  readonly unchanged: number;
  readonly removed: number;
  readonly revision: number;
}

interface Change {
  readonly noun: Noun;
  readonly content: Content;
  readonly extra: string | null;
  readonly day: number | null;
  readonly existing: Existing | undefined;
  readonly index: (served: never) => IndexRows;
  /** False for records that stand in the database and are only looked at again. */
  readonly given: boolean;
}

/** Records of the dataset that are no longer given, by noun. */
type Gone = ReadonlyMap<Noun, readonly Existing[]>;

const eventsIn = (about: Claim['about']) => about.flatMap(({ kind, id }) => (kind === 'event' ? [id] : []));

/** Everything but its stamps ends a stored body, so two versions are the same when one begins with the other. */
const bodyStart = (content: Content) => `${JSON.stringify(content).slice(0, -1)},"recorded_at":`;

const isSame = ({ content, extra, existing }: Change) =>
  existing?.body.startsWith(bodyStart(content)) === true && existing.extra === extra;

class Saving {
  readonly #engine: Engine;
  readonly #state: State;
  readonly #now: string;
  readonly #batch: Batch;
  readonly #graph = new ActorGraph();
  readonly #keys = new Map<string, number>();
  readonly #changes: Change[] = [];
  /** Those of the changes that change nothing of what is served. */
  readonly #same = new Set<Change>();
  /** Events that are found by other actors than before though they say the same. */
  readonly #reindexed = new Set<string>();
  /** Events that claims were about before this save. */
  readonly #wereDisputed = new Set<string>();
  #sequence: number;

  constructor(engine: Engine, state: State, batch: Batch, now: string) {
    this.#engine = engine;
    this.#state = state;
    this.#batch = batch;
    this.#now = now;
    this.#sequence = state.sequence;
  }

  #nextSequence(): number {
    this.#sequence += 1;
    return this.#sequence;
  }

  /** Gives every actor a key before anything refers to it. */
  async #actors(): Promise<Set<string>> {
    const { actors, dataset } = this.#batch;
    const existing = await existingById(
      this.#engine,
      'actor',
      actors.map(({ id }) => id),
    );
    const moved = new Set<string>();
    for (const actor of actors) {
      const known = existing.get(actor.id);
      const key = known?.key ?? recordKey(null, this.#nextSequence());
      this.#keys.set(actor.id, key);
      this.#graph.add(actor.id, key, actor.affiliations);
      const before =
        known === undefined ? null : (JSON.parse(known.body) as { affiliations: Affiliation[] }).affiliations;
      if (before !== null && JSON.stringify(before) !== JSON.stringify(actor.affiliations)) moved.add(actor.id);
      const content = serveActor(dataset.id, actor);
      this.#changes.push({
        noun: 'actor',
        content,
        extra: null,
        day: null,
        existing: known,
        index: indexActor,
        given: true,
      });
    }
    return moved;
  }

  /** Loads actors that are referred to but not given, and all they belong to. */
  async #loadActors(ids: readonly string[]): Promise<void> {
    let wanted = ids.filter((id) => !this.#graph.has(id));
    while (wanted.length > 0) {
      const rows = await existingById(this.#engine, 'actor', wanted);
      for (const row of rows.values()) {
        this.#graph.add(row.id, row.key, (JSON.parse(row.body) as { affiliations: Affiliation[] }).affiliations);
      }
      wanted = rows.size === 0 ? [] : this.#graph.missing();
    }
  }

  async #claims(gone: Gone): Promise<Map<string, boolean>> {
    const { claims, dataset } = this.#batch;
    const existing = await existingById(
      this.#engine,
      'claim',
      claims.map(({ id }) => id),
    );
    for (const row of [...existing.values(), ...(gone.get('claim') ?? [])]) {
      for (const id of eventsIn((JSON.parse(row.body) as Claim).about)) this.#wereDisputed.add(id);
    }
    const contested = new Map<string, boolean>();
    for (const claim of claims) {
      const content = serveClaim(dataset.id, claim);
      contested.set(claim.id, content.contested as boolean);
      const index = (served: Claim) => indexClaim(served, this.#graph);
      this.#changes.push({
        noun: 'claim',
        content,
        extra: null,
        day: null,
        existing: existing.get(claim.id),
        index,
        given: true,
      });
    }
    return contested;
  }

  /** Which events are contested: by the claims given and, where those are silent, by the claims that stand. */
  async #contestedEvents(
    ids: readonly string[],
    given: ReadonlyMap<string, boolean>,
    gone: Gone,
  ): Promise<Set<string>> {
    const goneIds = new Set(gone.get('claim')?.map(({ id }) => id));
    const standing = (await claimsAbout(this.#engine, ids)).filter(({ id }) => !given.has(id) && !goneIds.has(id));
    const claims: Pick<Claim, 'about' | 'contested'>[] = [
      ...this.#batch.claims.map(({ id, about }) => ({ about, contested: given.get(id) ?? false })),
      ...standing.map((row) => JSON.parse(row.body) as Claim),
    ];
    return new Set(claims.filter((claim) => claim.contested).flatMap((claim) => eventsIn(claim.about)));
  }

  async #events(moved: ReadonlySet<string>, claims: ReadonlyMap<string, boolean>, gone: Gone): Promise<void> {
    const { events, dataset } = this.#batch;
    const ids = new Set(events.map(({ id }) => id));
    const existing = await existingById(this.#engine, 'event', [...ids]);
    const disputed = new Set([...this.#wereDisputed, ...this.#batch.claims.flatMap(({ about }) => eventsIn(about))]);
    const named = [...disputed].filter((id) => !ids.has(id));
    const ofMoved = await eventsOfActors(
      this.#engine,
      [...moved].map((id) => this.#graph.key(id)),
    );
    for (const { id } of ofMoved) this.#reindexed.add(id);
    const goneIds = new Set(gone.get('event')?.map(({ id }) => id));
    const touched = [...(await existingById(this.#engine, 'event', named)).values(), ...ofMoved].filter(
      ({ id }) => !ids.has(id) && !goneIds.has(id),
    );
    const contested = await this.#contestedEvents([...ids, ...touched.map(({ id }) => id)], claims, gone);
    const index = (served: never) => indexEvent(served, this.#graph);
    for (const event of events) {
      const content = serveEvent(dataset.id, event, contested.has(event.id));
      const day = daysOf(event.date, 'date').first;
      this.#changes.push({
        noun: 'event',
        ...hideExtra(content, event.native),
        day,
        existing: existing.get(event.id),
        index,
        given: true,
      });
    }
    for (const row of new Map(touched.map((event) => [event.id, event])).values()) {
      const { recorded_at, updated_at, revision, ...before } = JSON.parse(row.body) as Record<string, unknown>;
      const content = { ...before, contested: contested.has(row.id) } as unknown as Content;
      const day = daysOf(content.date as string | null, 'date').first;
      await this.#loadActors(
        (content.participants as { actor_id: string; principal_id: string | null }[]).flatMap((participant) => [
          participant.actor_id,
          participant.principal_id ?? participant.actor_id,
        ]),
      );
      this.#changes.push({ noun: 'event', content, extra: row.extra, day, existing: row, index, given: false });
    }
  }

  async #others(): Promise<void> {
    const { statements, sources, dataset } = this.#batch;
    const known = await existingById(
      this.#engine,
      'statement',
      statements.map(({ id }) => id),
    );
    for (const statement of statements) {
      const content = serveStatement(dataset.id, statement);
      const day = daysOf(statement.date, 'date').first;
      const index = (served: never) => indexStatement(served, this.#graph);
      this.#changes.push({
        noun: 'statement',
        content,
        extra: null,
        day,
        existing: known.get(statement.id),
        index,
        given: true,
      });
    }
    const knownSources = await existingById(
      this.#engine,
      'source',
      sources.map(({ id }) => id),
    );
    for (const source of sources) {
      const content = serveSource(dataset.id, source, supportedSentences(this.#batch, source.id));
      const day = daysOf(source.published_on, 'published_on').first;
      this.#changes.push({
        noun: 'source',
        content,
        extra: null,
        day,
        existing: knownSources.get(source.id),
        index: indexSource,
        given: true,
      });
    }
  }

  #store(change: Change, revision: number): Stored {
    const { content, extra, day, existing, noun } = change;
    const sequence = existing === undefined ? undefined : existing.key % 2 ** 30;
    const key = noun === 'actor' ? (this.#keys.get(content.id) ?? 0) : recordKey(day, sequence ?? this.#nextSequence());
    const before = existing === undefined ? null : (JSON.parse(existing.body) as Stamps);
    const recorded_at = before?.recorded_at ?? this.#now;
    // A record that is only indexed anew says what it said before, so it is no newer.
    const stamps = before !== null && this.#same.has(change) ? before : { updated_at: this.#now, revision };
    const { updated_at } = stamps;
    const served = { ...content, recorded_at, updated_at, revision: stamps.revision };
    const index = change.index(served as never);
    return {
      key,
      id: content.id,
      dataset: content.dataset,
      updated_at,
      revision: stamps.revision,
      body: JSON.stringify(served),
      extra,
      index,
    };
  }

  /** The dataset's own record, with its counts brought up to date. */
  async #dataset(run: Run, gone: Gone): Promise<Change> {
    const { dataset } = this.#batch;
    const existing = (await existingById(this.#engine, 'dataset', [dataset.id])).get(dataset.id);
    const before = existing === undefined ? null : (JSON.parse(existing.body) as Dataset).records;
    const added = (noun: Noun) =>
      this.#changes.filter((change) => change.noun === noun && change.given && change.existing === undefined).length -
      (gone.get(noun)?.length ?? 0);
    const records = {
      events: (before?.events ?? 0) + added('event'),
      actors: (before?.actors ?? 0) + added('actor'),
      statements: (before?.statements ?? 0) + added('statement'),
      claims: (before?.claims ?? 0) + added('claim'),
      sources: (before?.sources ?? 0) + added('source'),
    };
    const { id, ...manifest } = dataset;
    const content = { id, dataset: id, ...manifest, records, last_run: run };
    return { noun: 'dataset', content, extra: null, day: null, existing, index: indexDataset, given: true };
  }

  /** Records of the dataset that are no longer given. */
  async #gone(): Promise<Gone> {
    const gone = new Map<Noun, readonly Existing[]>();
    for (const noun of ['event', 'actor', 'statement', 'claim', 'source'] as const) {
      const given = new Set<string>(this.#batch[`${noun}s`].map(({ id }) => id));
      const rows = await existingOfDataset(this.#engine, noun, this.#batch.dataset.id);
      gone.set(
        noun,
        rows.filter(({ id }) => !given.has(id)),
      );
    }
    return gone;
  }

  async run(run: Omit<Run, 'saved' | 'unchanged'>): Promise<Saved> {
    const { dataset: own } = this.#batch;
    const gone = await this.#gone();
    await refuseNamed(this.#engine, own.id, gone);
    const moved = await this.#actors();
    await this.#loadActors(await checkReferences(this.#engine, this.#batch, ({ dataset }) => dataset !== own.id));
    const claims = await this.#claims(gone);
    await this.#events(moved, claims, gone);
    await this.#others();
    refuseForeign(this.#changes, own.id);
    const removed = [...gone.values()].reduce((sum, rows) => sum + rows.length, 0);
    const isReindexed = ({ noun, content }: Change) => noun === 'event' && this.#reindexed.has(content.id);
    for (const change of this.#changes) if (isSame(change)) this.#same.add(change);
    const changed = this.#changes.filter((change) => !this.#same.has(change) || isReindexed(change));
    const saved = changed.filter((change) => change.given && !this.#same.has(change)).length;
    const unchanged = this.#changes.filter((change) => change.given).length - saved;
    const dataset = await this.#dataset({ ...run, saved, unchanged }, gone);
    const manifestSame = dataset.existing !== undefined && sameManifest(dataset);
    if (changed.length === 0 && removed === 0 && manifestSame) {
      return { saved: 0, unchanged, removed: 0, revision: this.#state.revision };
    }
    const revision = this.#state.revision + 1;
    await this.#engine.write(this.#writes([...changed, dataset], gone, revision));
    return { saved, unchanged, removed, revision };
  }

  #writes(changed: readonly Change[], gone: Gone, revision: number): Write[] {
    const { dialect } = this.#engine;
    const nouns = ['actor', 'source', 'event', 'statement', 'claim', 'dataset'] as const;
    const writes = nouns.flatMap((noun) => {
      const own = changed.filter((change) => change.noun === noun);
      const old = [...own.flatMap(({ existing }) => existing ?? []), ...(gone.get(noun) ?? [])].map(({ key }) => key);
      const stored = own.map((change) => this.#store(change, revision));
      return [...removal(noun, old, dialect), ...insertion(noun, stored, dialect)];
    });
    const { id, licence, attribution } = this.#batch.dataset;
    const catalogue = JSON.stringify({ ...this.#state.catalogue, [id]: { licence, attribution } });
    const values = { revision, sequence: this.#sequence, catalogue, previous: this.#state.revision };
    return [{ query: advance, rows: [values], expect: 1 }, ...writes];
  }
}

/** An import may name the records of another dataset, not take them over. @throws RecordFault naming the record. */
function refuseForeign(changes: readonly Change[], dataset: string): void {
  const foreign = changes.find(
    ({ given, existing }) => given && existing !== undefined && existing.dataset !== dataset,
  );
  if (foreign?.existing === undefined) return;
  const { noun, content, existing } = foreign;
  throw new RecordFault(`${noun} ${content.id}`, content.id, `the dataset ${existing.dataset} already has this id`);
}

/** Takes out of an event what is only given when asked for: the dataset's own fields and the ballots. */
function hideExtra(content: Content, native: EventInput['native']): { content: Content; extra: string | null } {
  const details = content.details as { ballots?: unknown[] | null } | null;
  const ballots = details?.ballots ?? undefined;
  if (native === undefined && ballots === undefined) return { content, extra: null };
  const shown = ballots === undefined ? content : { ...content, details: { ...details, ballots: null } };
  return { content: shown, extra: JSON.stringify({ native, ballots }) };
}

const advance = sql`update state set revision = ${sql.placeholder('revision')}, sequence = ${sql.placeholder('sequence')},
  catalogue = ${sql.placeholder('catalogue')} where id = 1 and revision = ${sql.placeholder('previous')}`;

function sameManifest({ content, existing }: Change): boolean {
  const without = (value: object) =>
    JSON.stringify({ ...value, last_run: null, recorded_at: 0, updated_at: 0, revision: 0 });
  return without(content) === without(JSON.parse(existing?.body ?? '{}') as object);
}

/** The sentences of a source that support an event, statement, position, affiliation or actor. */
function supportedSentences(batch: Batch, source: string): Set<number> {
  const evidence = [
    ...batch.events.flatMap((event) => event.evidence),
    ...batch.statements.flatMap((statement) => statement.evidence),
    ...batch.claims.flatMap((claim) => claim.positions.flatMap((position) => position.evidence)),
    ...batch.actors.flatMap((actor) => actor.affiliations.flatMap((affiliation) => affiliation.evidence)),
  ];
  return new Set(
    evidence.flatMap(({ source_id, sentence }) => (source_id === source && sentence !== null ? [sentence] : [])),
  );
}

/**
 * Saves all records of a dataset as one transaction: new and changed ones are written, the same ones left alone, those
 * no longer given taken out. Saving the same again changes nothing.
 *
 * @throws RecordFault for a record that cannot be kept; nothing is then changed.
 * @throws WriteConflict when another process changed the database meanwhile.
 */
export async function saveDataset(
  engine: Engine,
  batch: Batch,
  run: Omit<Run, 'saved' | 'unchanged'>,
  now: string,
): Promise<Saved> {
  const state = await readState(engine);
  return new Saving(engine, state, batch, now).run(run);
}
