import { distance } from 'fastest-levenshtein';
import { LRUCache } from 'lru-cache';
import type { Reader } from '../db/database.ts';
import { named } from '../db/names.ts';
import { sql } from '../db/sql.ts';
import { Problem, type ProblemItem } from '../errors.ts';
import { foldName } from '../model/words.ts';

/** The stored keys of the actors a query names, by the spelling used. */
export type ActorKeys = ReadonlyMap<string, number>;

/** Ranks of an actor's spellings; the lowest match wins. */
export const nameRank = { id: 0, iso: 1, code: 2, name: 3 } as const;

interface Row {
  name: string;
  rank: number;
  key: number;
  id: string;
  curated: number;
}

/** The stored spellings an input may match: as an id or code, and as a folded name. */
export function nameKeys(text: string): string[] {
  return [`=${text.toLowerCase()}`, foldName(text)];
}

const n = named('actor_names', 'n');
const a = named('actors', 'a');

const known = new LRUCache<string, number>({ max: 10_000 });

function choose(value: string, rows: readonly Row[]): Row[] {
  const spellings = new Set(nameKeys(value));
  const fitting = rows.filter((row) => spellings.has(row.name));
  const best = Math.min(...fitting.map((row) => row.rank * 2 + (1 - row.curated)));
  const chosen = fitting.filter((row) => row.rank * 2 + (1 - row.curated) === best);
  return [...new Map(chosen.map((row) => [row.key, row])).values()];
}

/** Bounds on suggestions: the longest input, the length of the shared prefix, and how many names to compare. */
const suggestion = { longest: 40, alike: 2, names: 2000 } as const;

/** The known name closest to an unknown one, if close enough to suggest: one statement, none for long names. */
async function nearestName(db: Reader, value: string): Promise<string | undefined> {
  const name = foldName(value);
  const beginning = [...name].slice(0, suggestion.alike).join('');
  if (name === '' || name.length > suggestion.longest) return undefined;
  const rows = await db.rows<{ name: string }>(sql`
    select distinct ${n.name} from ${n.from} where ${n.name} >= ${beginning} and ${n.name} < ${`${beginning}\u{10ffff}`}
    order by ${n.name} limit ${suggestion.names}`);
  let best: string | undefined;
  let least = Math.max(1, Math.floor(name.length / 3)) + 1;
  for (const { name: known } of rows) {
    if (Math.abs(known.length - name.length) >= least) continue;
    const apart = distance(name, known);
    if (apart < least) [best, least] = [known, apart];
  }
  return best;
}

async function refuse(db: Reader, parameter: string, value: string, candidates: readonly Row[]): Promise<ProblemItem> {
  if (candidates.length === 0) {
    const near = await nearestName(db, value);
    const message =
      'No actor has this id, ISO code, CAMEO code or name; `/v1/actors?q=` finds actors by words of their names.';
    return { parameter, value, message, ...(near === undefined ? {} : { did_you_mean: near }) };
  }
  const accepted = candidates.slice(0, 20).map((row) => row.id);
  return { parameter, value, message: `The name fits ${candidates.length} actors; use the id of one.`, accepted };
}

/**
 * Resolves actors by id, ISO code, CAMEO code or folded name, in that order, curated first.
 *
 * Costs one statement for all of them, none if all were resolved since the data last changed; one more to refuse one.
 *
 * @param wanted values by parameter
 * @throws Problem `unknown-actor` or `ambiguous-actor`, listing the candidates.
 */
export async function resolveActors(
  db: Reader,
  state: { readonly revision: number; readonly secret: string },
  wanted: ReadonlyMap<string, readonly string[]>,
): Promise<ActorKeys> {
  const cacheKey = (value: string) => `${state.secret}:${state.revision}:${value}`;
  const values = [...new Set([...wanted.values()].flat())];
  const found = new Map<string, number>();
  for (const value of values) {
    const key = known.get(cacheKey(value));
    if (key !== undefined) found.set(value, key);
  }
  const missing = values.filter((value) => !found.has(value));
  if (missing.length === 0) return found;
  const names = sql.join(missing.flatMap(nameKeys), ', ');
  const rows = await db.rows<Row>(sql`
    select ${n.name}, ${n.rank}, ${n.key}, ${a.id}, case when ${a.dataset} = 'curated' then 1 else 0 end as curated
    from ${n.from} join ${a.from} on ${a.key} = ${n.key}
    where ${n.name} in (${names}) order by ${n.rank}, ${a.id} limit 5000`);
  for (const [parameter, list] of wanted) {
    for (const value of list) {
      if (found.has(value)) continue;
      const candidates = choose(value, rows);
      const [only] = candidates;
      if (candidates.length !== 1 || only === undefined) {
        const item = await refuse(db, parameter, value, candidates);
        const hint = item.did_you_mean === undefined ? '' : ` Did you mean \`${item.did_you_mean}\`?`;
        const code = candidates.length === 0 ? 'unknown-actor' : 'ambiguous-actor';
        throw new Problem(code, `\`${parameter}\` = "${value}": ${item.message}${hint}`, [item]);
      }
      found.set(value, only.key);
      known.set(cacheKey(value), only.key);
    }
  }
  return found;
}
