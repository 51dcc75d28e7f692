import { statSync } from 'node:fs';
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { UsageError } from '../errors.ts';
import { acled } from './datasets/acled.ts';
import { readCurated } from './datasets/curated.ts';
import { gdelt } from './datasets/gdelt.ts';
import { gdeltMentions } from './datasets/gdelt-mentions.ts';
import { icews } from './datasets/icews.ts';
import { ucdpGed } from './datasets/ucdp-ged.ts';
import { ungaVotes } from './datasets/unga-votes.ts';
import { ungdc } from './datasets/ungdc.ts';
import { unsc } from './datasets/unsc.ts';
import type { PublicImporter } from './importer.ts';
import type { WholeDataset } from './load.ts';

/** Every public dataset that can be imported; `curated` is handled separately. */
export const publicImporters: readonly PublicImporter[] = [
  gdelt,
  gdeltMentions,
  ucdpGed,
  icews,
  unsc,
  ungaVotes,
  ungdc,
  acled,
];

/** A dataset that can be imported. */
export interface Importable {
  readonly id: string;
  readonly title: string;
  readonly licence: string;
  readonly attribution: string;
  readonly homepage: string | null;
  readonly codebook: string | null;
  /** Which files the command line takes, in words. */
  readonly files: string;
  /** About how many rows a release has, in words. */
  readonly expected: string | null;
}

/** Everything that can be imported. */
export function importable(): Importable[] {
  const { id, title, licence, attribution, homepage } = readCurated().given.dataset;
  const files = 'nothing (the folder seed/), or one folder of the same files';
  return [
    { id, title, licence, attribution, homepage, codebook: null, files, expected: null },
    ...publicImporters.map(({ manifest: { dataset, codebook, files, expected } }) => {
      const { id, title, licence, attribution, homepage } = dataset;
      return { id, title, licence, attribution, homepage, codebook, files, expected };
    }),
  ];
}

/**
 * Finds the importer of a public dataset.
 *
 * @throws UsageError listing the known datasets.
 */
export function publicImporterOf(id: string): PublicImporter {
  const importer = publicImporters.find(({ manifest }) => manifest.dataset.id === id);
  if (importer !== undefined) return importer;
  const known = ['curated', ...publicImporters.map(({ manifest }) => manifest.dataset.id)].join(', ');
  throw new UsageError(`No dataset "${id}" can be imported; known datasets: ${known}.`, 2);
}

/**
 * Reads the curated dataset: the bundled one, or the given folder.
 *
 * @throws UsageError naming the file, the record and the field of each fault.
 */
export function readCuratedFrom(paths: readonly string[]): WholeDataset {
  const [path, ...more] = paths;
  if (path === undefined) return readCurated();
  if (more.length > 0) throw new UsageError(`The curated dataset is one folder; ${paths.length} paths were passed.`, 2);
  if (!statSync(path, { throwIfNoEntry: false })?.isDirectory()) {
    throw new UsageError(`There is no folder ${path}; the curated dataset is a folder of YAML files such as seed/.`);
  }
  return readCurated(pathToFileURL(`${resolve(path)}/`));
}
