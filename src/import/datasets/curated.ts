import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { z } from 'zod';
import { UsageError } from '../../errors.ts';
import { DatasetInput } from '../../model/nouns/dataset.ts';
import { modelOf } from '../../model/nouns.ts';
import { checkAnchors } from '../anchors.ts';
import { contentNouns, type DatasetContents, recordsOf } from '../dataset-contents.ts';
import type { WholeDataset } from '../load.ts';

/** The files of the curated dataset, one a noun and one for itself, each with the schema of what it holds. */
const files: Readonly<Record<string, z.ZodType>> = {
  dataset: DatasetInput,
  ...Object.fromEntries(contentNouns.map((noun) => [modelOf(noun).path, z.array(modelOf(noun).given)])),
};

const folder = new URL('../../../seed/', import.meta.url);

/** Where in a file a fault is: the id of the record, then the field. */
function placeOf(data: unknown, path: readonly PropertyKey[]): string {
  const [first, ...rest] = path;
  const record = Array.isArray(data) ? (data[Number(first)] as { id?: unknown } | undefined) : undefined;
  const id = record?.id === undefined ? String(first ?? '') : String(record.id);
  return [id, ...rest].filter((part) => part !== '').join('.');
}

function readFile(from: URL, name: string, schema: z.ZodType): unknown {
  const path = new URL(`${name}.yaml`, from);
  let data: unknown;
  try {
    data = parse(readFileSync(path, 'utf8'), { version: '1.2', schema: 'core' });
  } catch (cause) {
    throw new UsageError(`${name}.yaml cannot be read: ${(cause as Error).message}`);
  }
  const result = schema.safeParse(data);
  if (result.success) return result.data;
  const faults = result.error.issues.slice(0, 10).map((issue) => `  ${placeOf(data, issue.path)}: ${issue.message}`);
  throw new UsageError(`${name}.yaml has ${result.error.issues.length} faults:\n${faults.join('\n')}`);
}

function refuseRepeats(given: DatasetContents): void {
  for (const noun of contentNouns) {
    const seen = new Set<string>();
    for (const { id } of recordsOf(given, noun)) {
      if (seen.has(id)) throw new UsageError(`${modelOf(noun).path}.yaml has the id "${id}" twice.`);
      seen.add(id);
    }
  }
}

/**
 * Reads the hand-made dataset from its YAML files.
 *
 * @throws UsageError naming the file, the record and the field of each fault.
 */
export function readCurated(from: URL = folder): WholeDataset {
  const unknown = readdirSync(from).filter((name) => name.endsWith('.yaml') && !(name.slice(0, -5) in files));
  if (unknown.length > 0)
    throw new UsageError(
      `${unknown.join(', ')} is no file of the curated dataset; it has ${Object.keys(files).join(', ')}.`,
    );
  const read = Object.entries(files).map(([name, schema]) => [name, readFile(from, name, schema)]);
  const given = Object.fromEntries(read) as DatasetContents;
  refuseRepeats(given);
  checkAnchors(given);
  const hash = createHash('sha256');
  for (const name of Object.keys(files)) hash.update(readFileSync(new URL(`${name}.yaml`, from)));
  return { given, sha256: hash.digest('hex') };
}
