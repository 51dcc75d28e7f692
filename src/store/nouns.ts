import { modelOf, type Noun, nounNames } from '../model/nouns.ts';
import type { AnyNoun } from './noun.ts';
import { actor } from './nouns/actor.ts';
import { claim } from './nouns/claim.ts';
import { dataset } from './nouns/dataset.ts';
import { event } from './nouns/event.ts';
import { source } from './nouns/source.ts';
import { statement } from './nouns/statement.ts';

/** How each noun is stored and queried. */
export const stores: Readonly<Record<Noun, AnyNoun>> = { event, actor, statement, claim, source, dataset };

/** The noun of a plural, such as a list's path. */
export const nounOf = (path: string): Noun | undefined => nounNames.find((noun) => modelOf(noun).path === path);
