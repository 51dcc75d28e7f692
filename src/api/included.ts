import type { Reader } from '../db/database.ts';
import type { Noun } from '../model/noun.ts';
import { includable, includeBound, included, type Related } from '../store/include.ts';
import type { StoredRow } from '../store/list.ts';
import { refuseParameter } from './http/query-string.ts';

/**
 * The `included` object of an answer as JSON, each related record once; one statement for each kind.
 *
 * @throws Problem when more than 5,000 of one kind would come.
 */
export async function readIncluded(
  db: Reader,
  noun: Noun,
  include: readonly string[],
  rows: readonly Pick<StoredRow, 'body'>[],
): Promise<string> {
  const kinds = include.filter((name): name is Related => name in includable);
  if (kinds.length === 0) return '{}';
  const records = rows.map(({ body }) => JSON.parse(body) as { id: string });
  const parts: string[] = [];
  for (const kind of kinds) {
    const related = await included(db, noun, kind, records);
    if (related.length > includeBound) {
      throw refuseParameter('include', kind, `would bring more than ${includeBound} records; use a smaller \`limit\``);
    }
    parts.push(`"${kind}":{${related.map(({ id, body }) => `${JSON.stringify(id)}:${body}`).join(',')}}`);
  }
  return `{${parts.join(',')}}`;
}
