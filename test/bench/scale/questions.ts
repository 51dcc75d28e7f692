import { alone, ask, compare, ms, ports, repeat, type Times } from './client.ts';
import { deepPages } from './deep-pages.ts';
import { row } from './table.ts';

const types = ['meeting', 'visit', 'appeal', 'accusation', 'arrest', 'consultation'];
const actors = ['usa', 'rus', 'gbr', 'chn', 'isr', 'fra'];
const words = ['russia+visit', 'china+meeting', 'israel+appeal', 'france+threaten'];
const pick = (list: readonly string[], at: number) => list[at % list.length] as string;

/** So many ids of the rows that were imported first. */
export const someIds = (first: number, count: number, rows: number): readonly string[] =>
  repeat(count, () => `gdelt:${first + Math.floor(Math.random() * rows)}`);

async function pages(): Promise<void> {
  const asked = Array.from({ length: 600 }, (_, at) => ({
    type: pick(types, at),
    actor: pick(actors, Math.floor(at / 6)),
    day: `2024-01-0${(at % 7) + 1}`,
  }));
  await compare(
    'a page of 50 by type, actor and period, newest first',
    '≥ 1.0',
    asked.map(({ type, actor, day }) => `/v1/events?type=${type}&actor=${actor}&datetime=../${day}`),
    asked.map(({ type, actor, day }) => `/page?type=${type}&actor=${actor}&day=${day}`),
  );
}

async function texts(): Promise<void> {
  const asked = repeat(60, (at) => pick(words, at));
  await compare(
    'text, two words, 20 newest',
    '≥ 0.6',
    asked.map((q) => `/v1/events?q=${q}&limit=20`),
    asked.map((q) => `/text?q=${q}`),
  );
}

/** The same paths while others ask for what is costly. */
async function underLoad(paths: readonly string[]): Promise<Times> {
  const leaving = new AbortController();
  const keep = async (path: string) => {
    while (!leaving.signal.aborted) {
      const response = await fetch(`http://127.0.0.1:${ports.ours}${path}`, { signal: leaving.signal });
      for await (const _ of response.body as unknown as AsyncIterable<Uint8Array>);
    }
  };
  const dyads = '/v1/events/dyads?quad_class=1,2,3,4';
  const load = [...repeat(4, () => dyads), ...repeat(2, () => '/v1/events?format=csv')];
  const running = load.map((path) => keep(path).catch(() => {}));
  await new Promise((resolve) => setTimeout(resolve, 1500));
  const times = await ask(ports.ours, paths);
  leaving.abort();
  await Promise.all(running);
  return times;
}

/** What a client asks, in turn: single records, pages, aggregates, text; and single records while others ask more. */
export async function questions(ids: readonly string[]): Promise<void> {
  const own = ids.map((id) => `/v1/events/${id}`);
  const bare = ids.map((id) => `/one/${id}`);
  await compare('one event by id', '≥ 0.7', own, bare);
  await pages();
  await deepPages();
  await alone('monthly timeline', '≤ 100 ms', '/v1/events/timeline?interval=month');
  await alone('facets by type and country', '≤ 100 ms', '/v1/events/facets?facets=type,country');
  await alone('the same of one actor', '≤ 100 ms', '/v1/events/facets?facets=type,country&actor=rus');
  await texts();
  const idle = await ask(ports.ours, own);
  const loaded = await underLoad(own);
  const work = 'one event by id under 4 aggregates and 2 exports';
  row(work, ms(loaded), `idle: ${ms(idle)}`, loaded.p99 / idle.p99, 'p99 ≤ 10 ×, ≤ 50 ms');
}
