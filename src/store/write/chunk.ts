import type { ActorInput } from '../../model/nouns/actor.ts';
import type { Noun } from '../../model/nouns.ts';
import type { Encoded } from './encode.ts';
import type { Existing } from './existing.ts';

/** What became of a record that was given. */
export type Outcome = 'saved' | 'unchanged' | 'duplicate';

/** Encoded records of one noun in the order of their rows, and the actors they name. */
export interface Chunk {
  readonly noun: Noun;
  readonly records: readonly Encoded[];
  /** Ids of the actors that the records' index names by number, for numbers not met before. */
  readonly named: readonly string[];
  /** What is given of actors that are no states. */
  readonly actors: readonly ActorInput[];
}

/** Makes of a record that stands, and one given anew that differs from it, the one to keep. */
export type Merge = (existing: Existing, given: Encoded) => Encoded;

/** How a run treats records that stand, and those it is given again. */
export interface WriteOptions {
  readonly merge?: Merge | undefined;
  /** Whether a record given again in one run changes what was given before, or is a duplicate. */
  readonly repeats: 'change' | 'are-duplicates';
}
