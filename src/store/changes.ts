import type { Actor } from '../model/actor.ts';
import type { Ballot } from '../model/details.ts';
import type { Noun } from '../model/noun.ts';
import { statesDataset } from '../model/states.ts';
import { ActorGraph } from './actor-graph.ts';
import type { Batch } from './batch.ts';
import { type Before, bodyOf, eventsIn } from './before.ts';
import { isSame } from './compare.ts';
import {
  type Content,
  daysOf,
  isContested,
  ofRecord,
  RecordFault,
  serveActor,
  serveClaim,
  serveEvent,
  serveSource,
  serveStatement,
} from './derive.ts';
import type { Existing } from './existing.ts';
import { type IndexRows, indexActor, indexClaim, indexEvent, indexSource, indexStatement } from './index-rows.ts';
import { recordKey, sequenceOf } from './keys.ts';
import { ballotsKept, ballotsOf, bodyStart, hideExtra } from './prepare.ts';

/** A record that was looked at: what it is to say, what it said, and how it is indexed. */
export interface Change {
  readonly noun: Noun;
  readonly content: Content;
  readonly extra: string | null;
  readonly key: number;
  readonly existing: Existing | undefined;
  /** False for records that stand in the database and are only looked at again. */
  readonly given: boolean;
  /** True when nothing of what is served changes. */
  readonly same: boolean;
  /** True when it must be indexed anew although it says the same. */
  readonly reindexed: boolean;
  index(served: never): IndexRows;
}

/** Numbers new records; ids stay with their numbers for good. */
export interface Sequence {
  next(): number;
}

/** The sentences of a source that support an event, statement, position or affiliation. */
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

type Seen = Pick<Change, 'noun' | 'content' | 'index'> & {
  readonly day?: number | null;
  readonly extra?: string | null;
  readonly existing: Existing | undefined;
  readonly given?: boolean;
  readonly reindexed?: boolean;
};

/** What the functions below share while they look at one batch. */
interface Look {
  readonly batch: Batch;
  readonly before: Before;
  readonly graph: ActorGraph;
  see(seen: Seen): Change;
}

/** Compares what a record is to say with what it said, and gives it its key. */
function seeing(own: string, sequence: Sequence): Look['see'] {
  return ({ day = null, extra = null, given = true, reindexed = false, ...seen }) => {
    const { noun, content, existing } = seen;
    // A state that an import named before is taken over by the dataset that describes it.
    if (given && existing !== undefined && ![own, statesDataset.id].includes(existing.dataset)) {
      throw new RecordFault(`${noun} ${content.id}`, content.id, `the dataset ${existing.dataset} already has this id`);
    }
    const same = existing !== undefined && isSame(existing, { start: bodyStart(content), extra });
    const key = recordKey(day, existing === undefined ? sequence.next() : sequenceOf(existing.key));
    return { ...seen, extra, given, reindexed, same, key };
  };
}

/** Actors come first: nothing that refers to one can be indexed before it has a key. */
function seeActors({ batch, before, graph, see }: Look): Change[] {
  for (const row of before.actors) graph.add(row.id, row.key, bodyOf<Actor>(row).affiliations);
  return batch.actors.map((actor) => {
    const content = ofRecord(`actor ${actor.id}`, () => serveActor(batch.dataset.id, actor));
    const change = see({ noun: 'actor', content, existing: before.existing.actor.get(actor.id), index: indexActor });
    graph.add(actor.id, change.key, actor.affiliations);
    return change;
  });
}

function seeSources({ batch, before, see }: Look): Change[] {
  return batch.sources.map((source) => {
    const content = serveSource(batch.dataset.id, source, supportedSentences(batch, source.id));
    const day = ofRecord(`source ${source.id}`, () => daysOf(source.published_on, 'published_on').first);
    return see({ noun: 'source', content, day, existing: before.existing.source.get(source.id), index: indexSource });
  });
}

/** Events a contested claim is about, whether it is given or stands. */
function contestedEvents({ batch, before }: Look): Set<string> {
  const given = batch.claims.filter(({ id, positions }) => ofRecord(`claim ${id}`, () => isContested(positions)));
  const standing = before.claims.filter(({ contested }) => contested);
  return new Set([...given, ...standing].flatMap(({ about }) => eventsIn(about)));
}

function seeEvents(look: Look): Change[] {
  const { batch, before, graph, see } = look;
  const contested = contestedEvents(look);
  const moved = new Set(before.moved.map(({ id }) => id));
  const common = (id: string, date: string | null, ballots: readonly Ballot[]) => ({
    noun: 'event' as const,
    day: daysOf(date, 'date').first,
    reindexed: moved.has(id),
    index: (served: never) => indexEvent(served, graph, ballots),
  });
  const given = batch.events.map((event) => {
    const content = ofRecord(`event ${event.id}`, () => serveEvent(batch.dataset.id, event, contested.has(event.id)));
    const shown = hideExtra(content, event.native);
    return see({
      ...common(event.id, event.date, ballotsOf(event)),
      ...shown,
      existing: before.existing.event.get(event.id),
    });
  });
  const ids = new Set(batch.events.map(({ id }) => id));
  const others = [...before.moved, ...before.disputed].filter(({ id }) => !ids.has(id));
  const touched = [...new Map(others.map((row) => [row.id, row])).values()].map((row) => {
    const { recorded_at, updated_at, revision, ...said } = bodyOf<Record<string, unknown>>(row);
    const content = { ...said, contested: contested.has(row.id) } as unknown as Content;
    const { extra } = row;
    return see({
      ...common(row.id, said.date as string | null, ballotsKept(extra)),
      content,
      extra,
      existing: row,
      given: false,
    });
  });
  return [...given, ...touched];
}

function seeStatements({ batch, before, graph, see }: Look): Change[] {
  return batch.statements.map((statement) => {
    const content = ofRecord(`statement ${statement.id}`, () => serveStatement(batch.dataset.id, statement));
    const day = daysOf(statement.date, 'date').first;
    const existing = before.existing.statement.get(statement.id);
    const index = (served: never) => indexStatement(served, graph);
    return see({ noun: 'statement', ...hideExtra(content, statement.native), day, existing, index });
  });
}

function seeClaims({ batch, before, graph, see }: Look): Change[] {
  return batch.claims.map((claim) => {
    const content = ofRecord(`claim ${claim.id}`, () => serveClaim(batch.dataset.id, claim));
    const existing = before.existing.claim.get(claim.id);
    return see({ noun: 'claim', content, existing, index: (served: never) => indexClaim(served, graph) });
  });
}

/** Looks at every record of a batch, and at those it touches, and says what becomes of each; reads nothing. */
export function changesOf(batch: Batch, before: Before, sequence: Sequence): Change[] {
  const look: Look = { batch, before, graph: new ActorGraph(), see: seeing(batch.dataset.id, sequence) };
  return [seeActors, seeSources, seeEvents, seeStatements, seeClaims].flatMap((see) => see(look));
}
