import type { Reader } from '../db/database.ts';
import type { ActorInput } from '../model/actor.ts';
import type { EventInput } from '../model/event.ts';
import { ActorNumbers, type Belonging } from '../store/actor-numbers.ts';
import { bodyOf } from '../store/before.ts';
import type { Fate } from '../store/block.ts';
import { type Existing, existingById } from '../store/existing.ts';
import { type Prepared, prepareEvent, prepareStatement } from '../store/prepare.ts';
import type { Upsert } from '../store/upsert.ts';
import { type JoinedImporter, type Records, RowFault, type Standing } from './importer.ts';
import type { PlacedPart } from './mapped-rows.ts';
import type { Reject } from './rejects.ts';

/** What became of rows. */
export interface Outcome {
  readonly fates: readonly Fate[];
  readonly rejects: readonly Reject[];
}

const records_at_once = 200;

/** The parts that a record was made of before. */
const partsBefore = ({ partsUnder }: JoinedImporter, native: Standing['native']): Standing['native'] =>
  partsUnder === undefined ? native : ((native[partsUnder] as Standing['native'] | undefined) ?? {});

/** A record that stands, as importers see it. */
export function standingOf(existing: Existing): Standing {
  const { extra } = existing;
  const { native = {} } = extra === null ? {} : (JSON.parse(extra) as { native?: Record<string, unknown> });
  return { record: bodyOf<Record<string, unknown>>(existing), native };
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
function fatesOf(rows: readonly PlacedPart[], native: Standing['native'], record: Fate): Fate[] {
  const seen = new Set<string>();
  const fates = rows.map(({ part }): Fate => {
    if (seen.has(part.key)) return 'duplicate';
    seen.add(part.key);
    return part.key in native && sameValue(native[part.key], part.value) ? 'unchanged' : 'saved';
  });
  // A record that says something new although no part does was made by another version of the importer.
  const renewed = record === 'saved' && !fates.includes('saved');
  return renewed ? fates.map((fate) => (fate === 'unchanged' ? 'saved' : fate)) : fates;
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
  async flush(upsert: Upsert): Promise<Outcome> {
    const groups = [...this.#groups];
    this.#groups = new Map();
    this.size = 0;
    const fates: Fate[] = [];
    const rejects: Reject[] = [];
    for (let at = 0; at < groups.length; at += records_at_once) {
      const outcome = await this.#save(upsert, groups.slice(at, at + records_at_once));
      fates.push(...outcome.fates);
      rejects.push(...outcome.rejects);
    }
    return { fates, rejects };
  }

  async #save(upsert: Upsert, groups: readonly (readonly [string, PlacedPart[]])[]): Promise<Outcome> {
    const ids = groups.map(([id]) => id);
    const standing = await existingOf(upsert.reader, ids);
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
    const known = await this.#knownRelations(upsert.reader, made);
    const actors = made.flatMap(({ records }) => records.actors);
    const prepared = made.map(({ records, existing }) => this.#prepare(records, existing, known));
    const saved = await this.#put(upsert, prepared, actors);
    const fates = made.flatMap(({ rows, parts }, at) => fatesOf(rows, parts, saved[at] as Fate));
    return { fates, rejects };
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

  #prepare({ event, statement }: Records, existing: Existing | undefined, known: ReadonlySet<string>): Prepared {
    const dataset = existing?.dataset ?? this.#importer.manifest.dataset.id;
    if (statement !== undefined) return prepareStatement(dataset, statement, this.#numbers);
    if (event === undefined) throw new Error(`The importer ${dataset} made neither an event nor a statement.`);
    const relations = event.relations.filter(({ event_id }) => known.has(event_id));
    return prepareEvent(dataset, { ...event, relations } as EventInput, this.#numbers);
  }

  /** Saves records of both nouns; what became of each is in their order. */
  async #put(upsert: Upsert, prepared: readonly Prepared[], actors: readonly ActorInput[]): Promise<Fate[]> {
    const fates = new Map<string, Fate>();
    let named = this.#numbers.take();
    for (const noun of ['event', 'statement'] as const) {
      const records = prepared.filter((record) => record.noun === noun);
      const of = await upsert.put({ records, named, actors });
      for (const [at, { id }] of records.entries()) fates.set(id, of[at] as Fate);
      named = [];
    }
    return prepared.map(({ id }) => fates.get(id) as Fate);
  }
}
