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

/** A noun whose records a dataset gives. */
export type GivenNoun = Exclude<Noun, 'dataset'>;

type Path<Of extends Noun> = (typeof models)[Of]['path'];

/** All records of a dataset that is given whole, by the path of their noun, validated by their schemas. */
export type Given = { readonly dataset: DatasetInput } & {
  readonly [Of in GivenNoun as Path<Of>]: readonly z.infer<(typeof models)[Of]['given']>[];
};

/** The nouns that a dataset gives. */
export const givenNouns = nounNames.filter((noun): noun is GivenNoun => noun !== 'dataset');

/** The records of one noun. */
export const recordsOf = (given: Given, noun: GivenNoun): readonly { readonly id: string }[] =>
  given[models[noun].path];

/** All records by their noun. */
export const byNoun = (given: Given): ByNoun => new Map(givenNouns.map((noun) => [noun, recordsOf(given, noun)]));

/** The nouns that are written after actors, by which they are found. */
const laterNouns = givenNouns.filter((noun) => noun !== 'actor');

/** A source with how much of its text is turned into records. */
function covered(source: SourceInput, given: Given): CoveredSource {
  const supported = new Set(
    givenNouns.flatMap((noun) =>
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

/** Who belongs to whom by what is given of actors, as the database has it. */
function belongingsOf({ id, affiliations }: ActorInput): Belonging[] {
  return affiliations.map(({ actor_id, from, until }) => ({
    id,
    actor: actor_id,
    first_day: daysOf(from, 'from').earliest,
    last_day: daysOf(until, 'until').latest,
  }));
}

/**
 * The records of a dataset as chunks, one a noun, in the order in which they are written.
 *
 * @param standing who belongs to whom in the database
 * @throws RecordFault naming the record and the field of the first fault.
 */
export function* chunksOfGiven(given: Given, standing: readonly Belonging[]): Generator<Chunk> {
  const chunkOf = (noun: GivenNoun, numbers: ActorNumbers): Chunk => {
    const records = recordsOf(given, noun).map((record) => {
      const whole = noun === 'source' ? covered(record as SourceInput, given) : record;
      return ofRecord(`${noun} ${record.id}`, () => encode(noun, given.dataset.id, whole, numbers));
    });
    return { noun, records, named: numbers.take(), actors: [] };
  };
  // Of itself an actor names no other by its key; what is wrong with its affiliations is found here.
  yield chunkOf('actor', new ActorNumbers([]));
  const own = new Set(given.actors.map(({ id }) => id));
  const others = standing.filter(({ id }) => !own.has(id));
  const numbers = new ActorNumbers([...others, ...given.actors.flatMap(belongingsOf)]);
  for (const noun of laterNouns) yield chunkOf(noun, numbers);
}
