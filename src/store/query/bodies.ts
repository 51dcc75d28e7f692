import { type Named, named } from '../../db/names.ts';
import type { TableName } from '../../db/tables.ts';
import type { Noun } from '../../model/nouns.ts';

/** The table of the bodies of a noun. */
export const bodyTable = (noun: Noun) => `${noun}_bodies` as const satisfies TableName;

/** The bodies of a noun in a query, as `b`. */
export const bodiesOf = (noun: Noun): Named<'event_bodies'> => named(bodyTable(noun), 'b');
