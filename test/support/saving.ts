import type { Database } from '../../src/db/database.ts';
import { sql } from '../../src/db/sql.ts';
import { loadDataset } from '../../src/import/load.ts';
import { parseTextQuery } from '../../src/model/text-query.ts';
import type { FilterValues } from '../../src/store/query/clause.ts';
import { get, type ListQuery, list } from '../../src/store/query/list.ts';
import { batchOf, type EngineName, openTestStore, type Records } from './store.ts';

type One<Noun extends 'actors' | 'events' | 'claims'> = NonNullable<Records[Noun]>[number];

/** A person, with what it belongs to. */
export const person = (id: string, ...affiliated: readonly object[]) =>
  ({ id, kind: 'person', name: `Person ${id}`, affiliations: affiliated }) as One<'actors'>;
/** An event of which only what the test is about is told. */
export const event = (id: string, more: object = {}) =>
  ({ id, type: 'protest', title: `Event ${id}`, ...more }) as One<'events'>;
/** An event's only participant. */
export const by = (actor_id: string) => ({ participants: [{ actor_id, role: 'initiator' }] });
/** A claim about one event, with who takes which stand. */
export const claim = (id: string, about: string, ...positions: readonly [string, string][]) =>
  ({
    id,
    proposition: `Claim ${id}`,
    topic: 'motive',
    about: [{ kind: 'event', id: about }],
    positions: positions.map(([actor_id, position]) => ({ actor_id, position })),
  }) as One<'claims'>;

/** The filter of a text query. */
export function words(q: string): FilterValues {
  const result = parseTextQuery(q);
  if (!result.ok) throw new Error(result.reason);
  return { q: result.query };
}

/** A store to save to, with a clock that goes on a second at each look, and eyes to look at what was saved. */
export async function openSaving(name: EngineName) {
  const store = await openTestStore(name);
  let clock = Date.parse('2024-01-01T00:00:00.000Z');
  return {
    ...store,
    load: (records: Records, database: Database = store.database) =>
      loadDataset(
        database,
        { given: batchOf(records), sha256: '0'.repeat(64) },
        {
          now: () => {
            clock += 1000;
            return new Date(clock);
          },
        },
      ),
    /** The served record, or null. */
    async read(id: string, noun: 'event' | 'statement' | 'claim' | 'actor' | 'dataset' = 'event') {
      const row = await get(store.database, noun, id);
      return row === null ? null : (JSON.parse(row.body) as Record<string, unknown>);
    },
    /** The ids a list gives, in its order. */
    async ids(path: string, filter: FilterValues = {}, named: readonly string[] = []): Promise<string[]> {
      const query = await store.query(path, filter, named);
      const asked: ListQuery = { ...query, sort: query.collection.sorts[0], after: null, limit: 1000 };
      const { rows } = await list(store.database, asked);
      return rows.map(({ body }) => (JSON.parse(body) as { id: string }).id);
    },
    /** How many rows a table has. */
    async rowsOf(table: string): Promise<number> {
      const [row] = await store.database.rows<{ n: number }>(sql`select count(*) as n from ${sql.raw(table)}`);
      return Number(row?.n);
    },
  };
}

/** What the tests of saving look through. */
export type Saving = Awaited<ReturnType<typeof openSaving>>;
