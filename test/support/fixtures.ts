import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Database } from '../../src/db/database.ts';
import { publicImporterOf } from '../../src/import/datasets.ts';
import type { Report } from '../../src/import/report.ts';
import { runImport } from '../../src/import/run.ts';
import { acledFiles } from './fixtures/acled.ts';
import { gdeltFiles, mentionFiles } from './fixtures/gdelt.ts';
import { icewsFiles } from './fixtures/icews.ts';
import { ucdpGedFiles } from './fixtures/ucdp-ged.ts';
import { ungaFiles, ungdcFiles, unscFiles } from './fixtures/un.ts';

/** Files of a public dataset, by name: made-up rows in its own layouts. */
export interface Fixture {
  readonly dataset: string;
  readonly files: Readonly<Record<string, string>>;
}

/** Files of every public dataset that can be imported, mentions after the events that they mention. */
export const fixtures: readonly Fixture[] = [
  { dataset: 'gdelt', files: gdeltFiles },
  { dataset: 'gdelt-mentions', files: mentionFiles },
  { dataset: 'ucdp-ged', files: ucdpGedFiles },
  { dataset: 'icews', files: icewsFiles },
  { dataset: 'unsc', files: unscFiles },
  { dataset: 'unga-votes', files: ungaFiles },
  { dataset: 'ungdc', files: ungdcFiles },
  { dataset: 'acled', files: acledFiles },
];

/** Writes the files of a fixture into a folder of its own in the one given; gives their paths in the order of `files`. */
export function writeFixture(folder: string, { dataset, files }: Fixture): string[] {
  mkdirSync(join(folder, dataset), { recursive: true });
  return Object.entries(files).map(([name, text]) => {
    const path = join(folder, dataset, name);
    writeFileSync(path, text);
    return path;
  });
}

/** Imports every fixture, each dataset in one run. */
export async function importFixtures(database: Database, folder: string): Promise<Report[]> {
  const reports: Report[] = [];
  for (const fixture of fixtures) {
    const paths = writeFixture(folder, fixture);
    reports.push(await runImport(database, publicImporterOf(fixture.dataset), { paths }));
  }
  return reports;
}
