import { statSync } from 'node:fs';
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { UsageError } from '../errors.ts';
import type { DatasetInput } from '../model/dataset.ts';
import { type ReadDataset, readCurated } from './datasets/curated.ts';

/** A dataset that can be imported. */
export interface Importer {
  readonly id: string;
  /** What it is given, in words. */
  readonly files: string;
  /** What the dataset says of itself. */
  manifest(): DatasetInput;
  /**
   * Reads it whole.
   *
   * @throws UsageError naming the file, the record and the field of each fault.
   */
  read(files: readonly string[]): ReadDataset;
}

function folderOf(files: readonly string[]): URL | undefined {
  const [path, ...more] = files;
  if (path === undefined) return undefined;
  if (more.length > 0) throw new UsageError(`The curated dataset is one folder; ${files.length} paths were given.`, 2);
  if (!statSync(path, { throwIfNoEntry: false })?.isDirectory()) {
    throw new UsageError(`There is no folder ${path}; the curated dataset is a folder of YAML files such as seed/.`);
  }
  return pathToFileURL(`${resolve(path)}/`);
}

/** Every dataset that can be imported: the one list that `import` and `datasets` read. */
export const importers: readonly Importer[] = [
  {
    id: 'curated',
    files: 'nothing (the folder seed/), or one folder of the same files',
    manifest: () => readCurated().batch.dataset,
    read: (files) => readCurated(folderOf(files)),
  },
];

/**
 * The importer of a dataset.
 *
 * @throws UsageError listing those that exist.
 */
export function importerOf(id: string): Importer {
  const importer = importers.find((row) => row.id === id);
  if (importer !== undefined) return importer;
  const known = importers.map((row) => row.id).join(', ');
  throw new UsageError(`No dataset "${id}" can be imported; those that can: ${known}.`, 2);
}
