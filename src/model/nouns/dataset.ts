import { z } from 'zod';
import { id, since, withComplements } from '../filter-values.ts';
import type { NounModel } from '../noun.ts';
import { Id, Instant, identity, stamps, WebUrl } from '../record.ts';

const given = {
  title: z.string().min(1).describe('Its title.'),
  publisher: z.string().nullable().default(null).describe('Who publishes it.'),
  licence: z.string().min(1).describe('The licence its rows are under.'),
  attribution: z.string().min(1).describe('How to cite it.'),
  homepage: WebUrl.nullable().default(null).describe('Where it comes from.'),
  version: z.string().nullable().default(null).describe('The release that is loaded.'),
};

/** What a dataset says of itself: the manifest of an importer. */
export const DatasetInput = z.strictObject({ id: Id, ...given });
export type DatasetInput = z.infer<typeof DatasetInput>;

/** One run of an import, with the balance read = saved + unchanged + duplicates + rejected. */
export const Run = z
  .strictObject({
    state: z.enum(['running', 'done', 'failed']).describe('How far it is.'),
    started_at: Instant,
    finished_at: Instant.nullable(),
    file_sha256: z.string().nullable().describe('SHA-256 of what was read.'),
    read: z.int().min(0).describe('Records read.'),
    saved: z.int().min(0).describe('New or changed.'),
    unchanged: z.int().min(0).describe('The same as before.'),
    duplicates: z.int().min(0).describe('Given more than once in the same run.'),
    rejected: z.int().min(0).describe('Refused.'),
  })
  .meta({ id: 'Run' });
export type Run = z.infer<typeof Run>;

/** How many records of each of these nouns there are, which are told by their plurals. */
const countsOf = (paths: readonly string[]): z.ZodObject<Record<string, z.ZodInt>> =>
  z.strictObject(Object.fromEntries(paths.map((path) => [path, z.int().describe(`Number of ${path}.`)])));

const recordOf = (paths: readonly string[]) =>
  z
    .strictObject({
      ...identity,
      ...given,
      records: countsOf(paths).describe('Records of each noun.'),
      last_run: Run.nullable().describe('The last import.'),
      ...stamps,
    })
    .meta({ id: 'Dataset' });

/** Where records came from: the curated dataset, or an imported public one. */
export type Dataset = z.infer<ReturnType<typeof recordOf>>;

/** Every filter on datasets. */
export const datasetFilters = withComplements({ id, ...since });

/**
 * What a dataset is.
 *
 * @param paths plurals of the nouns whose records it counts
 */
export const datasetModel = (paths: readonly string[]) =>
  ({
    noun: 'dataset',
    path: 'datasets',
    given: DatasetInput,
    record: recordOf(paths),
    filters: datasetFilters,
    hidden: [],
    words: {
      summary: 'Datasets',
      description: 'Where records came from, with licence, attribution, counts and the last import.',
      tag: 'Where records came from, and under which licence.',
      example: 'curated',
      examples: ['?fields=id,title,licence,attribution'],
    },
    evidence: () => [],
  }) as const satisfies NounModel;
