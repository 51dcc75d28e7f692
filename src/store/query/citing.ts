import type { Reader } from '../../db/database.ts';
import { named } from '../../db/names.ts';
import { type SQL, sql } from '../../db/sql.ts';
import { type Noun, nounNames } from '../../model/nouns.ts';
import { stores } from '../nouns.ts';
import type { ByNoun } from '../write/references.ts';
import { bodiesOf } from './bodies.ts';
import { recordsFrom } from './clauses.ts';

const r = named('datasets', 'r');
const t = named('terms', 't');

function citing(noun: Noun): SQL {
  const b = bodiesOf[noun];
  return sql`select ${b.body} from ${t.from} join ${recordsFrom(stores[noun].table)} on ${r.key} = ${t.key}
    join ${b.from} on ${b.key} = ${t.key}
    where ${t.name} = ${`${noun}.source`} and ${t.value} = ${sql.placeholder('source')} order by ${r.id}`;
}

const queries = nounNames.map((noun) => [noun, citing(noun)] as const);

/** Reads every record that cites a source, by noun and id, into memory: one query per noun. */
export async function recordsCiting(db: Reader, source: string): Promise<ByNoun> {
  const found = new Map<Noun, { readonly id: string }[]>();
  for (const [noun, query] of queries) {
    const rows = await db.rows<{ body: string }>(query, { values: { source } });
    found.set(
      noun,
      rows.map(({ body }) => JSON.parse(body) as { id: string }),
    );
  }
  return found;
}
