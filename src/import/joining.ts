import type { Reader } from '../db/database.ts';
import type { ActorInput } from '../model/nouns/actor.ts';
import type { EventInput } from '../model/nouns/event.ts';
import { ActorNumbers, type Belonging } from '../store/write/actor-numbers.ts';
import type { Outcome } from '../store/write/chunk.ts';
import { type Encoded, encode, hiddenIn } from '../store/write/encode.ts';
import { bodyOf, type Existing, existingById } from '../store/write/existing.ts';
import type { Writer } from '../store/write/writer.ts';
import { type JoinedImporter, type Records, RowFault, type Standing } from './importer.ts';
import { chunksOf, type PlacedPart } from './mapped-rows.ts';
import type { Reject } from './rejects.ts';

/** What became of rows. */
export interface Joined {
  readonly outcomes: readonly Outcome[];
  readonly rejects: readonly Reject[];
}

const records_at_once = 200;

/** The parts that a record was made of before. */
const partsBefore = ({ partsUnder }: JoinedImporter, native: Standing['native']): Standing['native'] =>
  partsUnder === undefined ? native : ((native[partsUnder] as Standing['native'] | undefined) ?? {});

/** A record that stands, as importers see it. */
export function standingOf(existing: Existing): Standing {
  const { native = {} } = hiddenIn(existing.extra);
  return { record: bodyOf<Record<string, unknown>>(existing), native: native as Standing['native'] };
}

const sameValue = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b);

const unmatched = (id: string) =>
  new RowFault(null, id, 'belongs to a record that is not in the database; import that first');

/** All parts known of a record: those it was made of before, and those given now. */
function partsOf(rows: readonly PlacedPart[], native: Standing['native']): ReadonlyMap<string, unknown> {
  const given = new Map<string, unknown>();
  for (const { part } of rows) if (!given.has(part.key)) given.set(part.key, part.value);
  const all = [...Object.entries(native).filter(([key]) => !given.has(key)), ...given];
  return new Map(all.sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** What became of each row of a record that was made of them. */
function outcomesOf(rows: readonly PlacedPart[], native: Standing['native'], record: Outcome): Outcome[] {
  const seen = new Set<string>();
  const outcomes = rows.map(({ part }): Outcome => {
    if (seen.has(part.key)) return 'duplicate';
    seen.add(part.key);
    return part.key in native && sameValue(native[part.key], part.value) ? 'unchanged' : 'saved';
  });
  // A record that says something new although no part does was made by another version of the importer.
  const renewed = record === 'saved' && !outcomes.includes('saved');
  return renewed ? outcomes.map((outcome) => (outcome === 'unchanged' ? 'saved' : outcome)) : outcomes;
}

async function existingOf(db: Reader, ids: readonly string[]): Promise<Map<string, Existing>> {
  return new Map([...(await existingById(db, 'event', ids)), ...(await existingById(db, 'statement', ids))]);
}

/** Gathers rows by the record they are a part of, and makes the records. */
export class Joiner {
  readonly #importer: JoinedImporter;
  readonly #numbers: ActorNumbers;
  #groups = new Map<string, PlacedPart[]>();
  size = 0;

  constructor(importer: JoinedImporter, belongings: readonly Belonging[]) {
    this.#importer = importer;
    this.#numbers = new ActorNumbers(belongings);
  }

  add(parts: readonly PlacedPart[]): void {
    for (const placed of parts) {
      const group = this.#groups.get(placed.part.id);
      if (group === undefined) this.#groups.set(placed.part.id, [placed]);
      else group.push(placed);
    }
    this.size += parts.length;
  }

  /** Makes and saves the records of all that was gathered. */
  async flush(writer: Writer): Promise<Joined> {
    const groups = [...this.#groups];
    this.#groups = new Map();
    this.size = 0;
    const outcomes: Outcome[] = [];
    const rejects: Reject[] = [];
    for (let at = 0; at < groups.length; at += records_at_once) {
      const joined = await this.#save(writer, groups.slice(at, at + records_at_once));
      outcomes.push(...joined.outcomes);
      rejects.push(...joined.rejects);
    }
    return { outcomes, rejects };
  }

  async #save(writer: Writer, groups: readonly (readonly [string, PlacedPart[]])[]): Promise<Joined> {
    const ids = groups.map(([id]) => id);
    const standing = await existingOf(writer.reader, ids);
    const made: { rows: PlacedPart[]; records: Records; existing: Existing | undefined; parts: Standing['native'] }[] =
      [];
    const rejects: Reject[] = [];
    for (const [id, rows] of groups) {
      const existing = standing.get(id);
      try {
        const before = existing === undefined ? null : standingOf(existing);
        const parts = before === null ? {} : partsBefore(this.#importer, before.native);
        made.push({ rows, records: this.#join(id, partsOf(rows, parts), before), existing, parts });
      } catch (cause) {
        if (!(cause instanceof RowFault)) throw cause;
        const { column, value, reason } = cause;
        rejects.push(...rows.map(({ file, line }) => ({ file, line, column, value, reason })));
      }
    }
    const known = await this.#knownRelations(writer.reader, made);
    const actors = made.flatMap(({ records }) => records.actors);
    const encoded = made.map(({ records, existing }) => this.#encode(records, existing, known));
    const saved = await this.#put(writer, encoded, actors);
    const outcomes = made.flatMap(({ rows, parts }, at) => outcomesOf(rows, parts, saved[at] as Outcome));
    return { outcomes, rejects };
  }

  #join(id: string, parts: ReadonlyMap<string, unknown>, before: Standing | null): Records {
    const records = this.#importer.join(id, parts, before);
    if (records === null) throw unmatched(id);
    return records;
  }

  /** Which of the events that records are related to are there: one that is not is told when it has come. */
  async #knownRelations(db: Reader, made: readonly { records: Records }[]): Promise<ReadonlySet<string>> {
    const ids = made.flatMap(({ records }) => records.event?.relations.map(({ event_id }) => event_id) ?? []);
    if (ids.length === 0) return new Set();
    const own = made.flatMap(({ records }) => records.event?.id ?? []);
    return new Set([...own, ...(await existingById(db, 'event', [...new Set(ids)])).keys()]);
  }

  #encode({ event, statement }: Records, existing: Existing | undefined, known: ReadonlySet<string>): Encoded {
    const dataset = existing?.dataset ?? this.#importer.manifest.dataset.id;
    if (statement !== undefined) return encode('statement', dataset, statement, this.#numbers);
    if (event === undefined) throw new Error(`The importer ${dataset} made neither an event nor a statement.`);
    const relations = event.relations.filter(({ event_id }) => known.has(event_id));
    return encode('event', dataset, { ...event, relations } as EventInput, this.#numbers);
  }

  /** Writes records of several nouns; the outcomes are in their order. */
  async #put(writer: Writer, encoded: readonly Encoded[], actors: readonly ActorInput[]): Promise<Outcome[]> {
    const outcomes = new Map<string, Outcome>();
    for (const chunk of chunksOf(encoded, this.#numbers.take(), actors)) {
      const of = await writer.put(chunk);
      for (const [at, { id }] of chunk.records.entries()) outcomes.set(id, of[at] as Outcome);
    }
    return encoded.map(({ id }) => outcomes.get(id) as Outcome);
  }
}
