import type { ActorInput } from '../model/actor.ts';
import type { ClaimInput } from '../model/claim.ts';
import type { DatasetInput } from '../model/dataset.ts';
import type { EventInput } from '../model/event.ts';
import type { SourceInput } from '../model/source.ts';
import type { StatementInput } from '../model/statement.ts';

/** The records of one import, validated by their schemas. */
export interface Batch {
  readonly dataset: DatasetInput;
  readonly sources: readonly SourceInput[];
  readonly actors: readonly ActorInput[];
  readonly events: readonly EventInput[];
  readonly statements: readonly StatementInput[];
  readonly claims: readonly ClaimInput[];
}

/** The nouns a batch has, in the order in which they can be saved. */
export const savedNouns = ['actor', 'source', 'event', 'statement', 'claim'] as const;

/** A noun a batch has. */
export type SavedNoun = (typeof savedNouns)[number];

/** The records of one noun. */
export const recordsOf = (batch: Batch, noun: SavedNoun): readonly { readonly id: string }[] => batch[`${noun}s`];
