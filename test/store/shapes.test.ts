import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Reading } from '../../src/db/database.ts';
import { type SQL, sql } from '../../src/db/sql.ts';
import { render } from '../../src/db/sqlite/statements.ts';
import { loadDataset } from '../../src/import/load.ts';
import { parseDatetimeFilter } from '../../src/model/edtf.ts';
import { recordKey } from '../../src/store/keys.ts';
import type { FilterValues } from '../../src/store/query/clause.ts';
import { type ListQuery, list } from '../../src/store/query/list.ts';
import { isIndexed } from '../../src/store/query/shapes.ts';
import { benchBatch, days } from '../bench/data.ts';
import { batchOf, engines, openTestStore, type TestStore } from '../support/store.ts';

/** A list, its filters and its order. */
type Asked = [path: string, filter: FilterValues, sort?: ListQuery['sort']];

const period = { datetime: parseDatetimeFilter('2008-01/2012-06') };
const actor = { actor: ['state-1'] };

/** What people ask most, and whether an index gives it in order. */
const shapes: readonly Asked[] = [
  ['events', {}],
  ['events', {}, 'date'],
  ['events', period],
  ['events', { type: ['veto'] }],
  ['events', { type: ['veto'], ...period }],
  ['events', { type: ['veto'], ...period }, 'date'],
  ['events', actor],
  ['events', { ...actor, ...period }],
  ['events', { ...actor, type: ['meeting'] }],
  ['events', { ...actor, type: ['meeting'], ...period }],
  ['events', { initiator: ['state-1'], ...period }],
  ['events', { recipient: ['state-1'] }],
  ['events', { principal: ['state-1'] }],
  ['events', { country: ['SYR'] }],
  ['events', { country: ['SYR'], ...period }],
  ['events', { dataset: ['bench'] }],
  ['events', { cameo: ['043'], ...period }],
  ['events', { contested: true }],
  ['events', { source: ['some-source'] }],
  ['events', { id: ['bench-1', 'bench-2'] }],
  ['events', {}, '-updated_at'],
  ['vetoes', period],
  ['statements', { speaker: ['state-1'] }],
  ['statements', { about: ['bench-1'] }],
  ['actors', {}],
];

/** What goes to a process of its own where there are many records. */
const others: readonly Asked[] = [
  ['events', { type: ['veto', 'threat'] }],
  ['events', { type: ['veto'], country: ['SYR'] }],
  ['events', { country__not: ['SYR'] }],
  ['events', { quad_class: ['3'] }],
  ['events', { fatalities_min: 1 }],
  ['events', { cameo: ['04'] }],
  ['events', { type: ['veto'] }, '-updated_at'],
  ['statements', { medium: ['speech'] }],
  ['actors', { kind: ['state'] }],
];

describe.each(engines)('shapes of lists on %s', (engine) => {
  let store: TestStore;

  beforeAll(async () => {
    store = await openTestStore(engine);
    await loadDataset(store.database, { given: benchBatch(3000), sha256: '0'.repeat(64) });
    await loadDataset(store.database, { given: batchOf({ dataset: 'other' }), sha256: '0'.repeat(64) });
  });
  afterAll(() => store.close());

  async function queryOf(path: string, filter: FilterValues, sort?: ListQuery['sort']): Promise<ListQuery> {
    const asked = await store.query(path, filter, ['state-1']);
    return { ...asked, sort: sort ?? asked.collection.sorts[0], after: null, limit: 50 };
  }

  /** What a page asks the database. */
  async function statementOf(query: ListQuery): Promise<SQL> {
    const asked: SQL[] = [];
    const rows = async (query: SQL) => {
      asked.push(query);
      return [];
    };
    await list({ rows, dialect: store.database.dialect } as never, query);
    return asked[0] as SQL;
  }

  /** The plan of a page, a line a step. */
  async function planOf(query: ListQuery): Promise<string[]> {
    const statement = await statementOf(query);
    const rows = await store.database.rows<{ detail: string }>(sql`explain query plan ${statement}`);
    return rows.map(({ detail }) => detail);
  }

  test.each([...shapes])('%s %o %s is a stretch of an index', async (...[path, filter, sort]: Asked) => {
    const query = await queryOf(path, filter, sort);
    expect(isIndexed(query)).toBe(true);
    const plan = await planOf(query);
    // A walk along a table in the order of its key is a stretch of it, cut off by the limit; what follows the keys
    // of a page sorts that page alone.
    const inner = plan.slice(
      0,
      plan.findIndex((step) => step.startsWith('SCAN k')),
    );
    const ordered = filter.id === undefined;
    if (ordered) expect(inner.filter((step) => step.includes('TEMP B-TREE'))).toEqual([]);
    const walks = inner.filter((step) => /^SCAN (?!k\b|\()/.test(step));
    const alongTheKey = Object.keys(filter).every((name) => name === 'datetime');
    const allowed = alongTheKey ? /^SCAN (x$|r( USING (COVERING )?INDEX|$))/ : /^SCAN (x$|r USING .*events_contested)/;
    expect(walks.filter((step) => !allowed.test(step))).toEqual([]);
  });

  test.each(['date', '-date'] as const)('by %s, a page far behind the first is looked up as it is', async (sort) => {
    const query = await queryOf('events', { ...actor, ...period }, sort);
    const { text } = render(await statementOf({ ...query, after: [recordKey(days.first + 4000, 1)] }));
    for (const select of text.split('union all')) {
      // Of two bounds on one side the index may be looked up by the farther, and all between be walked through.
      for (const bound of [/key\)? >=? /g, /key\)? < /g])
        expect(select.match(bound)?.length ?? 0).toBeLessThanOrEqual(1);
    }
  });

  test.each([...others])('%s %o %s may look at everything', async (...[path, filter, sort]: Asked) => {
    expect(isIndexed(await queryOf(path, filter, sort))).toBe(false);
  });

  test('where there are many records, the others do not run on the serving thread', async () => {
    const ran: string[] = [];
    const db = {
      dialect: store.database.dialect,
      rows: async (_query: unknown, { cost = 'bounded' }: Reading = {}) => {
        ran.push(cost);
        return [];
      },
    };
    for (const [path, filter] of [shapes[3], others[1]] as Asked[]) {
      const query = await queryOf(path, filter);
      await list(db as never, { ...query, records: 10 });
      await list(db as never, { ...query, records: 1_000_000 });
    }
    expect(ran).toEqual(['bounded', 'bounded', 'bounded', 'unbounded']);
  });
});
