import { type Named, named } from '../../db/names.ts';
import type { TableName } from '../../db/tables.ts';
import { type Noun, nounNames } from '../../model/nouns.ts';

/** The table of a noun's bodies. */
export const bodyTable = (noun: Noun) => `${noun}_bodies` as const satisfies TableName;

/** The bodies of every noun in a query, as `b`. */
export const bodiesOf = Object.fromEntries(nounNames.map((noun) => [noun, named(bodyTable(noun), 'b')])) as Readonly<
  Record<Noun, Named<'event_bodies'>>
>;
