import { importable } from '../import/datasets.ts';
import type { Dataset } from '../model/nouns/dataset.ts';
import { collectionOf } from '../store/query/collections.ts';
import { each } from '../store/query/list.ts';
import type { Invocation } from './command.ts';
import { withMadeDatabase } from './connect.ts';
import { print, printJson } from './output.ts';

/** The datasets of the database. */
async function loaded(): Promise<Dataset[]> {
  return withMadeDatabase(async (database) => {
    const query = {
      collection: collectionOf('dataset'),
      filter: {},
      actors: new Map(),
      sort: 'id',
      after: null,
      limit: Number.POSITIVE_INFINITY,
    } as const;
    const found: Dataset[] = [];
    for await (const { rows } of each(database, query)) {
      found.push(...rows.map(({ body }) => JSON.parse(body) as Dataset));
    }
    return found;
  });
}

function countsOf({ records }: Dataset): string {
  const counts = Object.entries(records).filter(([, count]) => count > 0);
  return counts.length === 0
    ? 'no records'
    : counts.map(([nouns, count]) => `${count} ${count === 1 ? nouns.slice(0, -1) : nouns}`).join(', ');
}

/** `demarche datasets`: lists what is loaded and what can be imported, with licences and counts. */
export async function datasets(invocation: Invocation): Promise<0 | 1> {
  const rows = await loaded();
  const possible = importable();
  if (invocation.flag('json')) {
    await printJson({ loaded: rows, importable: possible });
    return 0;
  }
  const lines = [
    rows.length === 0 ? 'Loaded: none; `npx demarche seed` loads the curated one.' : 'Loaded:',
    ...rows.flatMap((row) => [
      `  ${row.id}  ${row.title} (${row.licence}): ${countsOf(row)}; last import ${row.last_run?.finished_at ?? 'unknown'}`,
    ]),
    'Importable:',
    ...possible.map(({ id, title, licence, files }) => `  ${id}  ${title} (${licence}); give it ${files}`),
  ];
  await print(`${lines.join('\n')}\n`);
  return 0;
}
