import type { z } from 'zod';
import type { NounModel } from './noun.ts';
import { actorModel } from './nouns/actor.ts';
import { claimModel } from './nouns/claim.ts';
import { datasetModel } from './nouns/dataset.ts';
import { Event, eventModel } from './nouns/event.ts';
import { sourceModel } from './nouns/source.ts';
import { statementModel } from './nouns/statement.ts';

/** Every kind of record that datasets have, in the order in which lists and documentation show them. */
const inDatasets = {
  event: eventModel,
  actor: actorModel,
  statement: statementModel,
  claim: claimModel,
  source: sourceModel,
} as const satisfies Record<string, NounModel>;

/** Every kind of record; a dataset counts those of all others. */
export const models = { ...inDatasets, dataset: datasetModel(Object.values(inDatasets).map(({ path }) => path)) };

/** A kind of record. */
export type Noun = keyof typeof models;

/** The names of all kinds of record. */
export const nounNames = Object.keys(models) as Noun[];

/** The model of a noun, whichever it is. */
export const modelOf = (noun: Noun): NounModel => models[noun];

/** The kinds of record that are found by words: those whose lists take `q`. */
export const searchedNouns = nounNames.filter((noun) => 'q' in models[noun].filters) as [Noun, ...Noun[]];

const inWords = new Intl.ListFormat('en-GB', { type: 'conjunction' });

/** The plurals of kinds of record, as a sentence names them. */
export const pluralsOf = (nouns: readonly Noun[]): string => inWords.format(nouns.map((noun) => models[noun].path));

/** The schema of a noun, or that of one event type alone, whose `details` are exactly typed. */
export function schemaOf(noun: Noun, type?: string | null): z.ZodType {
  if (noun !== 'event' || type == null) return models[noun].record;
  return Event.options.find((option) => option.shape.type.safeParse(type).success) ?? Event;
}
