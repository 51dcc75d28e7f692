import type { Dataset, DatasetInput, Run } from '../model/dataset.ts';
import type { SavedNoun } from './batch.ts';
import type { Content } from './derive.ts';

/** How many records of each noun a dataset has. */
export type RecordCounts = Dataset['records'];

/** A dataset's own record, with its counts brought up to date. */
export function datasetContent(
  { id, ...manifest }: DatasetInput,
  before: RecordCounts | undefined,
  added: Readonly<Partial<Record<SavedNoun, number>>>,
  last_run: Run | null,
): Content {
  const count = (noun: SavedNoun) => (before?.[`${noun}s`] ?? 0) + (added[noun] ?? 0);
  const records: RecordCounts = {
    events: count('event'),
    actors: count('actor'),
    statements: count('statement'),
    claims: count('claim'),
    sources: count('source'),
  };
  return { id, dataset: id, ...manifest, records, last_run };
}
