import type { z } from 'zod';
import type { ActorInput } from '../model/nouns/actor.ts';
import type { DatasetInput } from '../model/nouns/dataset.ts';
import type { SourceInput } from '../model/nouns/source.ts';
import { modelOf, models, type Noun, nounNames } from '../model/nouns.ts';
import { daysOf } from '../store/days.ts';
import { ofRecord } from '../store/fault.ts';
import type { CoveredSource } from '../store/nouns/source.ts';
import { ActorNumbers, type Belonging } from '../store/write/actor-numbers.ts';
import type { Chunk } from '../store/write/chunk.ts';
import { encode } from '../store/write/encode.ts';
import type { ByNoun } from '../store/write/references.ts';

/** A noun whose records a dataset may contain. */
export type ContentNoun = Exclude<Noun, 'dataset'>;

type Path<Of extends Noun> = (typeof models)[Of]['path'];

/** All records of a dataset that is loaded whole, by the path of their noun, validated by their schemas. */
export type DatasetContents = { readonly dataset: DatasetInput } & {
  readonly [Of in ContentNoun as Path<Of>]: readonly z.infer<(typeof models)[Of]['given']>[];
};

/** The nouns that a dataset may contain. */
export const contentNouns = nounNames.filter((noun): noun is ContentNoun => noun !== 'dataset');

/** The records of one noun. */
export const recordsOf = (given: DatasetContents, noun: ContentNoun): readonly { readonly id: string }[] =>
  given[models[noun].path];

/** All records by their noun. */
export const byNoun = (given: DatasetContents): ByNoun =>
  new Map(contentNouns.map((noun) => [noun, recordsOf(given, noun)]));

/** The nouns written after actors, to which they refer. */
const laterNouns = contentNouns.filter((noun) => noun !== 'actor');

/** Adds the coverage of a source: which of its sentences support a record. */
function covered(source: SourceInput, given: DatasetContents): CoveredSource {
  const supported = new Set(
    contentNouns.flatMap((noun) =>
      recordsOf(given, noun).flatMap((record) =>
        modelOf(noun)
          .evidence(record as never)
          .filter(({ covers }) => covers)
          .flatMap(({ evidence }) => evidence)
          .flatMap(({ source_id, sentence }) => (source_id === source.id ? [sentence] : [])),
      ),
    ),
  );
  const indexes = source.sentences.map(({ index }) => index);
  const unsupported = indexes.filter((index) => !supported.has(index));
  const coverage = { sentences: indexes.length, supported: indexes.length - unsupported.length, unsupported };
  return { ...source, coverage: indexes.length === 0 ? null : coverage };
}

/** The affiliations of an actor, in the form the database uses. */
function belongingsOf({ id, affiliations }: ActorInput): Belonging[] {
  return affiliations.map(({ actor_id, from, until }) => ({
    id,
    actor: actor_id,
    first_day: daysOf(from, 'from').earliest,
    last_day: daysOf(until, 'until').latest,
  }));
}

/**
 * Encodes a dataset as one chunk per noun, in the order of writing.
 *
 * @param stored affiliations already in the database
 * @throws RecordFault naming the record and the field of the first fault.
 */
export function* contentChunks(given: DatasetContents, stored: readonly Belonging[]): Generator<Chunk> {
  const chunkOf = (noun: ContentNoun, numbers: ActorNumbers): Chunk => {
    const records = recordsOf(given, noun).map((record) => {
      const whole = noun === 'source' ? covered(record as SourceInput, given) : record;
      return ofRecord(`${noun} ${record.id}`, () => encode(noun, given.dataset.id, whole, numbers));
    });
    return { noun, records, named: numbers.take(), actors: [] };
  };
  // Actors need no other actor's key; faults in their affiliations are found here.
  yield chunkOf('actor', new ActorNumbers([]));
  const own = new Set(given.actors.map(({ id }) => id));
  const others = stored.filter(({ id }) => !own.has(id));
  const numbers = new ActorNumbers([...others, ...given.actors.flatMap(belongingsOf)]);
  for (const noun of laterNouns) yield chunkOf(noun, numbers);
}
