import type { ActorInput } from '../model/actor.ts';
import type { Ballot } from '../model/details.ts';
import type { EventInput } from '../model/event.ts';
import type { StatementInput } from '../model/statement.ts';
import { type Content, daysOf, serveActor, serveEvent, serveStatement } from './derive.ts';
import { type ActorLookup, type IndexRows, indexActor, indexEvent, indexStatement } from './index-rows.ts';

/** A record ready to be stored but for its key and stamps. */
export interface Prepared {
  readonly noun: 'event' | 'statement' | 'actor';
  readonly id: string;
  readonly dataset: string;
  /** The day it is ordered by; null for undated ones. */
  readonly day: number | null;
  /** Its body up to the stamps. */
  readonly start: string;
  readonly extra: string | null;
  readonly index: IndexRows;
  /** The same text as bytes, where it came as such. */
  readonly utf8?: Utf8Text;
}

/** The text of a record as it can be written without being read. */
export interface Utf8Text {
  /** A body with these stamps, as {@link stampsOf} makes them; to be asked for once. */
  body(stamps: Uint8Array): Uint8Array;
  readonly extra: Uint8Array | null;
}

/** Everything but its stamps begins a stored body, so two versions are the same when one begins with the other. */
export const bodyStart = (content: Content): string => `${JSON.stringify(content).slice(0, -1)},"recorded_at":`;

/** The stamps that a body ends with. */
export const stampsOf = (recorded_at: string, updated_at: string, revision: number): string =>
  `"${recorded_at}","updated_at":"${updated_at}","revision":${revision}}`;

/** The most bytes that stamps have. */
export const most_stamp_bytes = stampsOf(
  new Date(0).toISOString(),
  new Date(0).toISOString(),
  Number.MAX_SAFE_INTEGER,
).length;

/** Takes out of a record what is only given when asked for: the dataset's own fields and the ballots. */
export function hideExtra(content: Content, native: EventInput['native']): { content: Content; extra: string | null } {
  const details = content.details as { ballots?: unknown[] | null } | null | undefined;
  const ballots = details?.ballots ?? undefined;
  if (native === undefined && ballots === undefined) return { content, extra: null };
  const shown = ballots === undefined ? content : { ...content, details: { ...details, ballots: null } };
  return { content: shown, extra: JSON.stringify({ native, ballots }) };
}

/** The ballots of an event that is given. */
export function ballotsOf({ details }: Pick<EventInput, 'details'>): readonly Ballot[] {
  return (details as { ballots?: readonly Ballot[] | null } | null)?.ballots ?? [];
}

/** The ballots of an event that stands, of which they are kept beside the body. */
export function ballotsKept(extra: string | null): readonly Ballot[] {
  return extra === null ? [] : ((JSON.parse(extra) as { ballots?: readonly Ballot[] }).ballots ?? []);
}

/** An event of an import. @throws RecordFault */
export function prepareEvent(dataset: string, event: EventInput, actors: ActorLookup): Prepared {
  const { content, extra } = hideExtra(serveEvent(dataset, event, false), event.native);
  const day = daysOf(event.date, 'date').first;
  const index = indexEvent(content as never, actors, ballotsOf(event));
  return { noun: 'event', id: event.id, dataset, day, start: bodyStart(content), extra, index };
}

/** An event ready to be stored, saying something else of what it is not found by. @throws RecordFault */
export function restated(prepared: Prepared, event: EventInput): Prepared {
  const { content, extra } = hideExtra(serveEvent(prepared.dataset, event, false), event.native);
  const { noun, id, dataset, day, index } = prepared;
  return { noun, id, dataset, day, start: bodyStart(content), extra, index };
}

/** What a prepared record says, and what is given of it only when asked for. */
export function contentOf({ start, extra }: Pick<Prepared, 'start' | 'extra'>) {
  const hidden = extra === null ? {} : (JSON.parse(extra) as { native?: Record<string, unknown> });
  const record = JSON.parse(`${start.slice(0, start.lastIndexOf(','))}}`) as Record<string, unknown>;
  return { record, native: hidden.native ?? {} };
}

/** A statement of an import. @throws RecordFault */
export function prepareStatement(dataset: string, statement: StatementInput, actors: ActorLookup): Prepared {
  const { content, extra } = hideExtra(serveStatement(dataset, statement), statement.native);
  const day = daysOf(statement.date, 'date').first;
  const index = indexStatement(content as never, actors);
  // A statement is not found by those who may have made it, but they must be there to be looked up.
  for (const id of statement.speaker_candidates) actors.key(id);
  return { noun: 'statement', id: statement.id, dataset, day, start: bodyStart(content), extra, index };
}

/** An actor of an import. @throws RecordFault */
export function prepareActor(dataset: string, actor: ActorInput): Prepared {
  const content = serveActor(dataset, actor);
  const index = indexActor(content as never);
  return { noun: 'actor', id: actor.id, dataset, day: null, start: bodyStart(content), extra: null, index };
}
