import type { Reader } from '../../db/database.ts';
import { named } from '../../db/names.ts';
import { type SQL, sql } from '../../db/sql.ts';
import { modelOf, type Noun } from '../../model/nouns.ts';
import { nounOf, stores } from '../nouns.ts';
import { bodiesOf } from './bodies.ts';
import { listOf, recordsFrom } from './clauses.ts';

const r = named('datasets', 'r');
const t = named('terms', 't');

/** The most related records of one kind in a response. */
export const includeBound = 5000;

/** The kinds of related records that a noun can include, by plural. */
export const relatedOf = (noun: Noun): readonly string[] => Object.keys(stores[noun].related);

/** A related record: its id and its served JSON. */
export interface IncludedRow {
  readonly id: string;
  readonly body: string;
}

interface Given {
  readonly id: string;
}

/** The ids of one noun that a record itself names. */
function idsIn(noun: Noun, target: Noun, record: Given): readonly (string | null)[] {
  if (target === 'source') {
    const cited = modelOf(noun).evidence(record as never);
    return cited.flatMap(({ evidence }) => evidence.map(({ source_id }) => source_id));
  }
  const references = stores[noun].references(record as never, {});
  return references.flatMap((one) => (one.noun === target ? [one.id] : []));
}

function condition(noun: Noun, related: string, target: Noun, records: readonly Given[]): SQL | null {
  const how = stores[noun].related[related];
  if (Array.isArray(how)) {
    const ids = listOf(records.map(({ id }) => id));
    return sql`${r.key} in (select ${t.key} from ${t.from} where ${t.name} in ${listOf(how)} and ${t.value} in ${ids})`;
  }
  const ids = new Set(records.flatMap((record) => idsIn(noun, target, record)).filter((id) => id !== null));
  // Just enough to be refused: the number of bound values is limited.
  return ids.size === 0 ? null : sql`${r.id} in ${listOf([...ids].slice(0, includeBound + 1))}`;
}

/**
 * Reads the records of one kind related to the given ones, each once: one statement, none if there is nothing to read.
 *
 * Returns at most one more than `includeBound`.
 */
export async function included(
  db: Reader,
  noun: Noun,
  related: string,
  records: readonly Given[],
): Promise<IncludedRow[]> {
  const target = nounOf(related);
  if (target === undefined) throw new Error(`There is no noun with the plural ${related}.`);
  const where = records.length === 0 ? null : condition(noun, related, target, records);
  if (where === null) return [];
  const b = bodiesOf[target];
  return db.rows<IncludedRow>(sql`select ${r.id}, ${b.body} from ${recordsFrom(stores[target].table)}
    join ${b.from} on ${b.key} = ${r.key} where ${where} order by ${r.id} limit ${includeBound + 1}`);
}
