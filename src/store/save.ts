import type { Database, Write } from '../db/database.ts';
import { sql } from '../db/sql.ts';
import type { Dataset, DatasetInput, Run } from '../model/dataset.ts';
import type { Stamps } from '../model/record.ts';
import { statesDataset } from '../model/states.ts';
import { type Batch, type SavedNoun, savedNouns } from './batch.ts';
import { type Before, bodyOf, readBefore } from './before.ts';
import { type Change, changesOf } from './changes.ts';
import { datasetContent } from './dataset-record.ts';
import { indexDataset } from './index-rows.ts';
import { recordKey } from './keys.ts';
import { insertion, removal, type Stored } from './save-writes.ts';
import { readState, type State, timeOfSave } from './state.ts';
import { saveSums } from './sums/save-sums.ts';

/** What a save did, with the balance given = saved + unchanged. */
export interface Saved {
  readonly saved: number;
  readonly unchanged: number;
  readonly removed: number;
  readonly revision: number;
}

interface Now {
  readonly at: string;
  readonly revision: number;
}

/** A record with its stamps; one that is only indexed anew says what it said before, so it is no newer. */
function stamp({ noun: _, content, extra, key, existing, same, index }: Change, now: Now): Stored {
  const before = existing === undefined ? null : bodyOf<Stamps>(existing);
  const { updated_at, revision } = before !== null && same ? before : { updated_at: now.at, revision: now.revision };
  const served = { ...content, recorded_at: before?.recorded_at ?? now.at, updated_at, revision };
  const { id, dataset } = content;
  return { key, id, dataset, revision, body: JSON.stringify(served), extra, index: index(served as never) };
}

/** The dataset's own record, with its counts brought up to date. */
function datasetChange(
  batch: Batch,
  before: Before,
  changes: readonly Change[],
  run: Run,
  sequence: () => number,
): Change {
  const existing = before.existing.dataset.get(batch.dataset.id);
  const counted = existing === undefined ? undefined : bodyOf<Dataset>(existing).records;
  const isNew = ({ given, existing: stood }: Change) =>
    stood === undefined || (given && stood.dataset !== batch.dataset.id);
  const added = (noun: SavedNoun) =>
    changes.filter((change) => change.noun === noun && isNew(change)).length - before.gone[noun].length;
  const content = datasetContent(
    batch.dataset,
    counted,
    Object.fromEntries(savedNouns.map((noun) => [noun, added(noun)])),
    run,
  );
  const same = existing !== undefined && manifestOf(content) === manifestOf(bodyOf(existing));
  const key = existing?.key ?? recordKey(null, sequence());
  return {
    noun: 'dataset',
    content,
    extra: null,
    key,
    existing,
    given: true,
    same,
    reindexed: false,
    index: indexDataset,
  };
}

/** The record of the states that imports named, when some of them were taken over. */
function statesChange(batch: Batch, before: Before, changes: readonly Change[]): Change[] {
  const existing = before.existing.dataset.get(statesDataset.id);
  const taken = changes.filter(({ given, existing: stood }) => given && stood?.dataset === statesDataset.id).length;
  if (existing === undefined || taken === 0 || batch.dataset.id === statesDataset.id) return [];
  const { records } = bodyOf<Dataset>(existing);
  const content = datasetContent(statesDataset, records, { actor: -taken }, null);
  const { key } = existing;
  const common = { noun: 'dataset', extra: null, given: true, same: false, reindexed: false } as const;
  return [{ ...common, content, key, existing, index: indexDataset }];
}

/** What a dataset says of itself, without the run and the stamps. */
const manifestOf = (dataset: object): string =>
  JSON.stringify({ ...dataset, last_run: null, recorded_at: null, updated_at: null, revision: null });

const advance = sql`update state set revision = ${sql.placeholder('revision')}, sequence = ${sql.placeholder('sequence')},
  catalogue = ${sql.placeholder('catalogue')} where id = 1 and revision = ${sql.placeholder('previous')}`;

const note = sql`insert into revisions (revision, at) values (${sql.placeholder('revision')}, ${sql.placeholder('at')})`;

/** Raises the revision, which is made at a time; fails when another process did so meanwhile. */
export function advanceState(state: State, datasets: readonly DatasetInput[], sequence: number, at: string): Write[] {
  const told = datasets.map(({ id, licence, attribution }) => [id, { licence, attribution }]);
  const catalogue = JSON.stringify({ ...state.catalogue, ...Object.fromEntries(told) });
  const revision = state.revision + 1;
  return [
    { query: advance, rows: [{ revision, sequence, catalogue, previous: state.revision }], expect: 1 },
    { query: note, rows: [{ revision, at }] },
  ];
}

/**
 * Saves all records of a dataset as one transaction: new and changed ones are written, the same ones left alone, those
 * no longer given taken out. Saving the same again changes nothing.
 *
 * First everything is read, then it is decided what changes, then that is written.
 *
 * @param now tells when the run is over, which is when its records are stamped
 * @throws RecordFault for a record that cannot be kept; nothing is then changed.
 * @throws WriteConflict when another process changed the database meanwhile.
 */
export async function saveDataset(
  database: Database,
  batch: Batch,
  run: Omit<Run, 'saved' | 'unchanged' | 'finished_at'>,
  now: () => Date,
): Promise<Saved> {
  const state = await readState(database);
  const before = await readBefore(database, batch);
  let { sequence } = state;
  const next = () => {
    sequence += 1;
    return sequence;
  };
  const changes = changesOf(batch, before, { next });
  const saved = changes.filter(({ given, same }) => given && !same).length;
  const unchanged = changes.filter(({ given }) => given).length - saved;
  const removed = savedNouns.reduce((sum, noun) => sum + before.gone[noun].length, 0);
  const at = await timeOfSave(database, now());
  const dataset = datasetChange(batch, before, changes, { ...run, finished_at: at, saved, unchanged }, next);
  const changed = changes.filter(({ same, reindexed }) => !same || reindexed);
  if (changed.length === 0 && removed === 0 && dataset.same) {
    return { saved, unchanged, removed, revision: state.revision };
  }
  const stamps = { at, revision: state.revision + 1 };
  // Every save is a run, so the dataset's own record is always new.
  const written = [...changed, { ...dataset, same: false }, ...statesChange(batch, before, changes)];
  const parts = [...savedNouns, 'dataset' as const].map((noun) => {
    const own = written.filter((change) => change.noun === noun);
    const gone = noun === 'dataset' ? [] : before.gone[noun];
    const old = [...own.flatMap(({ existing }) => existing ?? []), ...gone].map(({ key }) => key);
    return { noun, old, stored: own.map((change) => stamp(change, stamps)) };
  });
  const writes = parts.flatMap(({ noun, old, stored }) => [
    ...removal(noun, old, database.dialect),
    ...insertion(noun, stored, database.dialect),
  ]);
  const events = parts.find(({ noun }) => noun === 'event');
  const sums = await saveSums(database, before, changes, events?.old ?? [], events?.stored ?? []);
  await database.write([...advanceState(state, [batch.dataset], sequence, at), ...writes, ...sums]);
  return { saved, unchanged, removed, revision: stamps.revision };
}
