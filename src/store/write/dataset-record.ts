import type { Reader } from '../../db/database.ts';
import type { Dataset, DatasetInput, Run } from '../../model/nouns/dataset.ts';
import { modelOf, type Noun, nounNames } from '../../model/nouns.ts';
import { statesDataset } from '../../model/states.ts';
import { recordKey } from '../keys.ts';
import { ActorNumbers } from './actor-numbers.ts';
import { type Encoded, encode } from './encode.ts';
import { bodyOf, type Existing, existingById } from './existing.ts';
import { type SaveStamps, type Stored, storedAs } from './rows.ts';

/** Nouns whose records a dataset counts. */
const countedNouns = nounNames.filter((noun) => noun !== 'dataset');

/** The net number of records of each noun added to a dataset; negative if more were removed. */
export type Added = ReadonlyMap<Noun, number>;

const nobody = new ActorNumbers([]);

/** A dataset's own record, with updated counts. */
function encodeDataset(manifest: DatasetInput, before: Dataset | null, added: Added, last_run: Run | null): Encoded {
  const records = Object.fromEntries(
    countedNouns.map((noun) => {
      const { path } = modelOf(noun);
      return [path, (before?.records[path] ?? 0) + (added.get(noun) ?? 0)];
    }),
  );
  return encode('dataset', manifest.id, { ...manifest, records, last_run } as never, nobody);
}

/** A run, or a part of one, that is about to become visible. */
export interface RunEnd {
  readonly manifest: DatasetInput;
  readonly run: Run;
  /** Records added to each dataset. */
  readonly added: ReadonlyMap<string, Added>;
  readonly stamps: SaveStamps;
  readonly next: () => number;
}

/** Records of datasets to write, the keys of those they replace, and their datasets. */
export interface DatasetRecords {
  readonly datasets: readonly DatasetInput[];
  readonly replaced: readonly number[];
  readonly stored: readonly Stored[];
}

const none: Added = new Map();

/** Whether a dataset's record matches its manifest and its last run has finished. */
function isSettled(row: Existing, manifest: DatasetInput): boolean {
  const before = bodyOf<Dataset>(row);
  const { start } = encodeDataset(manifest, before, none, before.last_run);
  return (before.last_run?.state ?? 'done') === 'done' && row.body.startsWith(start);
}

/**
 * The records of the datasets that a run changed; none if it changed nothing.
 *
 * @param changed whether it saved or deleted any record
 */
export async function datasetRecords(db: Reader, end: RunEnd, changed: boolean): Promise<DatasetRecords> {
  const { manifest, run, added, stamps, next } = end;
  const known = await existingById(db, 'dataset', [manifest.id, statesDataset.id]);
  const own = known.get(manifest.id);
  if (!changed && own !== undefined && isSettled(own, manifest)) return { datasets: [], replaced: [], stored: [] };
  const others = added.has(statesDataset.id) && manifest.id !== statesDataset.id ? [statesDataset] : [];
  const datasets = [manifest, ...others];
  const stored = datasets.map((dataset) => {
    const row = known.get(dataset.id);
    const before = row === undefined ? null : bodyOf<Dataset & { recorded_at: string }>(row);
    const ran = dataset === manifest ? run : null;
    const encoded = encodeDataset(dataset, before, added.get(dataset.id) ?? none, ran);
    return storedAs(encoded, row?.key ?? recordKey(null, next()), before?.recorded_at ?? null, stamps, []);
  });
  return { datasets, replaced: datasets.flatMap(({ id }) => known.get(id)?.key ?? []), stored };
}
