import type { Reader } from '../db/database.ts';
import type { Noun } from '../model/nouns.ts';
import { includeBound, included, relatedOf } from '../store/query/include.ts';
import type { StoredRow } from '../store/query/list.ts';
import { refuseParameter } from './http/query-string.ts';

/**
 * The `included` object of a response as JSON, each related record once, with one query per kind.
 *
 * @throws Problem when there are more than 5,000 of one kind.
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
      throw refuseParameter('include', kind, `would add more than ${includeBound} records; use a smaller \`limit\``);
    }
    parts.push(`"${kind}":{${found.map(({ id, body }) => `${JSON.stringify(id)}:${body}`).join(',')}}`);
  }
  return `{${parts.join(',')}}`;
}
