import type { ActorInput } from '../model/actor.ts';
import type { ClaimInput, Position } from '../model/claim.ts';
import { classify } from '../model/codes/cameo.ts';
import { eventTypes } from '../model/codes/event-types.ts';
import { positions } from '../model/codes/lists.ts';
import { firstDay, isoDay, parseEdtf } from '../model/edtf.ts';
import type { Classification, EventInput } from '../model/event.ts';
import type { SourceInput } from '../model/source.ts';
import type { StatementInput } from '../model/statement.ts';

/** A record as it is served, but for its stamps. */
export type Content = Readonly<Record<string, unknown>> & { readonly id: string; readonly dataset: string };

/** Why a record cannot be kept: the field and what is wrong with it. */
export class RecordFault extends Error {
  readonly path: string;
  readonly value: unknown;
  readonly reason: string;

  constructor(path: string, value: unknown, reason: string) {
    super(`${path}: ${reason}`);
    this.path = path;
    this.value = value;
    this.reason = reason;
  }
}

/** Makes something of a record; a fault found on the way says which record it is. @throws RecordFault */
export function ofRecord<Made>(record: string, make: () => Made): Made {
  try {
    return make();
  } catch (cause) {
    if (!(cause instanceof RecordFault)) throw cause;
    throw new RecordFault(`${record}, ${cause.path}`, cause.value, cause.reason);
  }
}

/** The days of an EDTF date. @throws RecordFault when it is not one. */
export function daysOf(date: string | null, path: string) {
  if (date === null) return { earliest: null, latest: null, precision: null, first: null };
  const span = parseEdtf(date);
  if (span === null) throw new RecordFault(path, date, `"${date}" is not an EDTF date this service keeps`);
  return { ...span, first: firstDay(span) };
}

function dateFields(date: string | null) {
  const { earliest, latest, precision } = daysOf(date, 'date');
  return {
    date_earliest: earliest === null ? null : isoDay(earliest),
    date_latest: latest === null ? null : isoDay(latest),
    date_precision: precision,
  };
}

const defaultCameo = new Map<string, string | null>(eventTypes.map((row) => [row.type, row.cameo]));
const unclassified: Classification = { cameo: null, plover: null, quad_class: null, intensity: null };

function classification({ type, cameo }: EventInput): Classification {
  const code = cameo === undefined ? (defaultCameo.get(type) ?? null) : cameo;
  if (code === null) return unclassified;
  const found = classify(code);
  if (found === null) throw new RecordFault('cameo', code, `"${code}" is not a CAMEO code`);
  return found as Classification;
}

const sideOf = new Map<string, string>(positions.map((row) => [row.code, row.side]));

function dayOfPosition({ date }: Position, at: number): number {
  return daysOf(date, `positions.${at}.date`).first ?? -1;
}

/**
 * Whether some actor stands for a claim and another against it; each actor's latest position counts, a later one in
 * the list when the days are equal or untold.
 */
export function isContested(list: readonly Position[]): boolean {
  const latest = new Map<string, { day: number; position: string }>();
  for (const [at, position] of list.entries()) {
    const day = dayOfPosition(position, at);
    const actor = position.actor_id ?? '';
    const known = latest.get(actor);
    if (known === undefined || day >= known.day) latest.set(actor, { day, position: position.position });
  }
  const sides = new Set([...latest.values()].map(({ position }) => sideOf.get(position)));
  return sides.has('for') && sides.has('against');
}

/** An event as it is served: date, classification and `contested` worked out from what was given. @throws RecordFault */
export function serveEvent(dataset: string, given: EventInput, contested: boolean): Content {
  const { id, type, title, summary, date, place, realis, participants, details } = given;
  return {
    id,
    dataset,
    type,
    title,
    summary,
    date,
    ...dateFields(date),
    place,
    realis,
    contested,
    participants,
    classification: classification(given),
    fatalities: given.fatalities,
    quantities: given.quantities,
    details,
    relations: given.relations,
    mentions: given.mentions,
    evidence: given.evidence,
    curated: given.curated,
  };
}

/** A statement as it is served. @throws RecordFault */
export function serveStatement(dataset: string, { id, date, ...given }: StatementInput): Content {
  const { evidence, curated, native: _, ...rest } = given;
  return { id, dataset, ...rest, date, ...dateFields(date), evidence, curated };
}

/** A claim as it is served. @throws RecordFault */
export function serveClaim(dataset: string, { id, curated, ...given }: ClaimInput): Content {
  return { id, dataset, ...given, contested: isContested(given.positions), curated };
}

/** An actor as it is served. @throws RecordFault */
export function serveActor(dataset: string, { id, ...given }: ActorInput): Content {
  for (const [at, { from, until }] of given.affiliations.entries()) {
    daysOf(from, `affiliations.${at}.from`);
    daysOf(until, `affiliations.${at}.until`);
  }
  return { id, dataset, ...given };
}

/** A source as it is served; `coverage` tells which sentences support some record. */
export function serveSource(
  dataset: string,
  { id, curated, ...given }: SourceInput,
  supported: ReadonlySet<number>,
): Content {
  const indexes = given.sentences.map((sentence) => sentence.index);
  const coverage = {
    sentences: indexes.length,
    supported: indexes.filter((index) => supported.has(index)).length,
    unsupported: indexes.filter((index) => !supported.has(index)),
  };
  return { id, dataset, ...given, coverage: indexes.length === 0 ? null : coverage, curated };
}
