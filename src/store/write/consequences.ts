import type { Reader, Transaction } from '../../db/database.ts';
import type { Actor } from '../../model/nouns/actor.ts';
import type { Noun } from '../../model/nouns.ts';
import { ActorNumbers, type Belonging, readBelongings } from './actor-numbers.ts';
import { contestedAs, contestedIds, disputedBy } from './contested.ts';
import { type Encoded, hiddenIn, type Identified, indexOf, startEnd } from './encode.ts';
import { bodyOf, chunksOf, type Existing, eventsOfActors, existingById, existingByKey } from './existing.ts';
import type { KnownActors } from './known-actors.ts';
import {
  completed,
  insertIndex,
  insertRecords,
  removeIndex,
  removeRecords,
  type SaveStamps,
  type Stored,
  storedAs,
} from './rows.ts';
import type { RunSums } from './run-sums.ts';

const isState = ({ kind }: Pick<Actor, 'kind'>): boolean => kind === 'state';

interface StoredEvent extends Identified {
  readonly contested: boolean;
  readonly recorded_at: string;
  readonly revision: number;
}

/** Updates events after changes to other nouns: which actors match them, and whether they are contested. */
export class Consequences {
  readonly #actors: KnownActors;
  readonly #sums: RunSums;
  /** Keys of actors whose affiliations changed. */
  #moved: number[] = [];
  /** Ids of events that written or deleted records may contest. */
  readonly #disputed = new Set<string>();
  /** Keys of events of an actor that becomes a state or ceases to be one. */
  #recounted: readonly number[] = [];

  constructor(actors: KnownActors, sums: RunSums) {
    this.#actors = actors;
    this.#sums = sums;
  }

  /** Examines records before they are written or deleted. */
  async before(db: Reader, noun: Noun, stored: readonly Stored[], replaced: readonly Existing[]): Promise<void> {
    for (const rows of [stored, replaced]) for (const id of disputedBy(noun, rows)) this.#disputed.add(id);
    if (noun !== 'actor' || replaced.length === 0) return;
    const now = new Map(stored.map(({ key, body }) => [key, JSON.parse(body) as Actor]));
    const states: number[] = [];
    for (const { key, body } of replaced) {
      const before = JSON.parse(body) as Actor;
      const after = now.get(key);
      if (JSON.stringify(before.affiliations) !== JSON.stringify(after?.affiliations)) this.#moved.push(key);
      if (isState(before) !== (after !== undefined && isState(after))) states.push(key);
    }
    this.#recounted = await eventsOfActors(db, states, 'tree');
    await this.#sums.noteStanding(db, this.#recounted, -1);
  }

  /** Examines the database after records were written. */
  async after(db: Reader, noun: Noun, stored: readonly Stored[]): Promise<void> {
    if (noun !== 'actor') return;
    for (const { id, key, body } of stored) this.#actors.learn(id, key, body);
    await this.#sums.noteStanding(db, this.#recounted, 1);
    this.#recounted = [];
  }

  /** Updates the affected events; returns whether there were any. */
  async settle(transaction: Transaction, stamps: SaveStamps, next: () => number): Promise<boolean> {
    const moved = await this.#reindex(transaction, next);
    return (await this.#dispute(transaction, stamps, next)) || moved;
  }

  /** Encodes the index of events again, with the current affiliations. */
  async #encode(db: Reader, rows: readonly Existing[], belongings: readonly Belonging[], next: () => number) {
    const numbers = new ActorNumbers(belongings);
    const encoded = rows.map((row) => {
      const event = bodyOf<StoredEvent>(row);
      return { row, event, index: indexOf('event', event, hiddenIn(row.extra), numbers) };
    });
    const named = numbers.take();
    await this.#actors.find(db, named, new Map(), next);
    return { encoded, keys: [0, ...named.map((id) => this.#actors.key(id))] };
  }

  /** Reindexes the events of actors whose affiliations changed; their bodies stay the same. */
  async #reindex(transaction: Transaction, next: () => number): Promise<boolean> {
    const replaced = await eventsOfActors(transaction, this.#moved);
    this.#moved = [];
    if (replaced.length === 0) return false;
    const belongings = await readBelongings(transaction);
    for (const chunk of chunksOf(replaced)) {
      const rows = await existingByKey(transaction, 'event', chunk);
      const { encoded, keys } = await this.#encode(transaction, rows, belongings, next);
      const stored = encoded.map(({ row, event: { revision }, index }): Stored => {
        return { ...row, ...completed('event', index, { key: row.key, revision }, keys) };
      });
      await this.#sums.note(transaction, stored, chunk);
      await removeIndex(transaction, 'event', chunk);
      await insertIndex(transaction, 'event', stored);
    }
    return true;
  }

  /** Updates `contested` in events that are newly disputed, or no longer. */
  async #dispute(transaction: Transaction, stamps: SaveStamps, next: () => number): Promise<boolean> {
    const contested = this.#disputed.size === 0 ? new Set<string>() : await contestedIds(transaction);
    const existing = await existingById(transaction, 'event', [...this.#disputed]);
    this.#disputed.clear();
    const rows = [...existing.values()].filter((row) => bodyOf<StoredEvent>(row).contested !== contested.has(row.id));
    if (rows.length === 0) return false;
    const { encoded, keys } = await this.#encode(transaction, rows, await readBelongings(transaction), next);
    const stored = encoded.map(({ row: { key, id, dataset, body, extra }, event, index }): Stored => {
      const start = body.slice(0, body.indexOf(startEnd) + startEnd.length);
      const record: Encoded = { noun: 'event', id, dataset, day: null, start, extra, ...index };
      return storedAs(contestedAs(record, contested.has(id)), key, event.recorded_at, stamps, keys);
    });
    const replaced = rows.map(({ key }) => key);
    await this.#sums.note(transaction, stored, replaced);
    await removeRecords(transaction, 'event', replaced);
    await insertRecords(transaction, 'event', stored);
    return true;
  }
}
