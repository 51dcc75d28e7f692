import type { Dialect, Reader, Write } from '../db/database.ts';
import type { Dataset, DatasetInput, Run } from '../model/dataset.ts';
import type { Stamps } from '../model/record.ts';
import { statesDataset } from '../model/states.ts';
import { bodyOf } from './before.ts';
import { isSame } from './compare.ts';
import { datasetContent } from './dataset-record.ts';
import { type Existing, existingById } from './existing.ts';
import { indexDataset } from './index-rows.ts';
import { recordKey } from './keys.ts';
import { bodyStart, stampsOf } from './prepare.ts';
import { insertion, removal } from './save-writes.ts';

/** Nouns whose records an import makes. */
export type Counted = 'event' | 'statement' | 'actor';

/** A run, or a part of one, that is about to become visible. */
export interface RunEnd {
  readonly manifest: DatasetInput;
  readonly run: Run;
  /** How many records of each noun came to each dataset. */
  readonly added: ReadonlyMap<string, ReadonlyMap<Counted, number>>;
  readonly stamps: { readonly at: string; readonly revision: number };
  readonly next: () => number;
  readonly dialect: Dialect;
}

/** The own record of a dataset, brought up to date. */
function datasetWrites(end: RunEnd, manifest: DatasetInput, before: Existing | undefined, run: Run | null): Write[] {
  const { added, stamps, next, dialect } = end;
  const known = before === undefined ? null : bodyOf<Dataset & Stamps>(before);
  const content = datasetContent(manifest, known?.records, Object.fromEntries(added.get(manifest.id) ?? []), run);
  const { at, revision } = stamps;
  const body = bodyStart(content) + stampsOf(known?.recorded_at ?? at, at, revision);
  const { id } = manifest;
  const key = before?.key ?? recordKey(null, next());
  const stored = { key, id, dataset: id, revision, body, extra: null, index: indexDataset() };
  return [
    ...removal('dataset', before === undefined ? [] : [before.key], dialect),
    ...insertion('dataset', [stored], dialect),
  ];
}

/** Whether a dataset's own record says what its manifest does, and its last run came to an end. */
function isSettled(before: Existing, manifest: DatasetInput): boolean {
  const { records, last_run } = bodyOf<Dataset>(before);
  const start = bodyStart(datasetContent(manifest, records, {}, last_run));
  return (last_run?.state ?? 'done') === 'done' && isSame(before, { start, extra: null });
}

/**
 * The records of the datasets that a run brought something to, and those datasets; nothing when it changed nothing.
 *
 * @param changed whether it saved any record
 */
export async function endOfRun(
  db: Reader,
  end: RunEnd,
  changed: boolean,
): Promise<{ readonly told: readonly DatasetInput[]; readonly writes: readonly Write[] }> {
  const { manifest, run, added } = end;
  const known = await existingById(db, 'dataset', [manifest.id, statesDataset.id]);
  const before = known.get(manifest.id);
  if (!changed && before !== undefined && isSettled(before, manifest)) return { told: [], writes: [] };
  const own = datasetWrites(end, manifest, before, run);
  if (!added.has(statesDataset.id)) return { told: [manifest], writes: own };
  const states = datasetWrites(end, statesDataset, known.get(statesDataset.id), null);
  return { told: [manifest, statesDataset], writes: [...own, ...states] };
}
