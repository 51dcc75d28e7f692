import type { Reader, Transaction } from '../../db/database.ts';
import type { Actor } from '../../model/nouns/actor.ts';
import type { Noun } from '../../model/nouns.ts';
import { keysByTree } from '../sums/summed-events.ts';
import { ActorNumbers, readBelongings } from './actor-numbers.ts';
import { contestedAs, contestedIds, disputedBy } from './contested.ts';
import { hiddenIn, indexOf, stampsOf, startEnd } from './encode.ts';
import { bodyOf, chunksOf, type Existing, eventsOfActors, existingById } from './existing.ts';
import type { KnownActors } from './known-actors.ts';
import { insertIndex, insertRecords, keyed, removeIndex, removeRecords, type SaveStamps, type Stored } from './rows.ts';
import type { RunSums } from './run-sums.ts';

const isState = ({ kind }: Pick<Actor, 'kind'>): boolean => kind === 'state';

type Stamped = { readonly revision: number; readonly recorded_at: string };

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
    for (const { body } of [...stored, ...replaced]) {
      for (const id of disputedBy(noun, body)) this.#disputed.add(id);
    }
    if (noun !== 'actor' || replaced.length === 0) return;
    const now = new Map(stored.map(({ key, body }) => [key, JSON.parse(body) as Actor]));
    const states: number[] = [];
    for (const { key, body } of replaced) {
      const before = JSON.parse(body) as Actor;
      const after = now.get(key);
      if (JSON.stringify(before.affiliations) !== JSON.stringify(after?.affiliations)) this.#moved.push(key);
      if (isState(before) !== (after !== undefined && isState(after))) states.push(key);
    }
    this.#recounted = await keysByTree(db, states);
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
  async #encode(db: Reader, rows: readonly Existing[], next: () => number) {
    const numbers = new ActorNumbers(await readBelongings(db));
    const encoded = rows.map((row) => indexOf('event', bodyOf<object>(row), hiddenIn(row.extra), numbers));
    const named = numbers.take();
    await this.#actors.find(db, named, new Map(), next);
    const keys = [0, ...named.map((id) => this.#actors.key(id))];
    return rows.map((row, at) => ({ row, ...keyed('event', encoded[at] as (typeof encoded)[number], keys) }));
  }

  /** Reindexes the events of actors whose affiliations changed; their bodies stay the same. */
  async #reindex(transaction: Transaction, next: () => number): Promise<boolean> {
    const rows = await eventsOfActors(transaction, this.#moved);
    this.#moved = [];
    for (const chunk of chunksOf(rows)) {
      const encoded = await this.#encode(transaction, chunk, next);
      const stored = encoded.map(({ row, ...index }): Stored => {
        const { key, id, dataset, body, extra } = row;
        return { key, id, dataset, revision: bodyOf<Stamped>(row).revision, body, extra, ...index };
      });
      const keys = stored.map(({ key }) => key);
      await this.#sums.note(transaction, stored, keys);
      await removeIndex(transaction, 'event', keys);
      await insertIndex(transaction, 'event', stored);
    }
    return rows.length > 0;
  }

  /** Updates `contested` in events that are newly disputed, or no longer. */
  async #dispute(transaction: Transaction, stamps: SaveStamps, next: () => number): Promise<boolean> {
    const contested = this.#disputed.size === 0 ? new Set<string>() : await contestedIds(transaction);
    const existing = await existingById(transaction, 'event', [...this.#disputed]);
    this.#disputed.clear();
    const rows = [...existing.values()].filter(
      (row) => bodyOf<{ contested: boolean }>(row).contested !== contested.has(row.id),
    );
    if (rows.length === 0) return false;
    const encoded = await this.#encode(transaction, rows, next);
    const { at, revision } = stamps;
    const stored = encoded.map(({ row, side, words, ...index }): Stored => {
      const { key, id, dataset, body, extra } = row;
      const start = body.slice(0, body.indexOf(startEnd) + startEnd.length);
      const updated = contestedAs({ start, ...index }, contested.has(id));
      const stamped = updated.start + stampsOf(bodyOf<Stamped>(row).recorded_at, at, revision);
      return { key, id, dataset, revision, body: stamped, extra, own: updated.own, side, words };
    });
    const keys = rows.map(({ key }) => key);
    await this.#sums.note(transaction, stored, keys);
    await removeRecords(transaction, 'event', keys);
    await insertRecords(transaction, 'event', stored);
    return true;
  }
}
