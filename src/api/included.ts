import type { Reader } from '../db/database.ts';
import type { Noun } from '../model/nouns.ts';
import { includeBound, included, relatedOf } from '../store/query/include.ts';
import type { StoredRow } from '../store/query/list.ts';
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
  const kinds = include.filter((name) => relatedOf(noun).includes(name));
  if (kinds.length === 0) return '{}';
  const records = rows.map(({ body }) => JSON.parse(body) as { id: string });
  const parts: string[] = [];
  for (const kind of kinds) {
    const found = await included(db, noun, kind, records);
    if (found.length > includeBound) {
      throw refuseParameter('include', kind, `would bring more than ${includeBound} records; use a smaller \`limit\``);
    }
    parts.push(`"${kind}":{${found.map(({ id, body }) => `${JSON.stringify(id)}:${body}`).join(',')}}`);
  }
  return `{${parts.join(',')}}`;
}
