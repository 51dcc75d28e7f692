import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { z } from 'zod';
import { UsageError } from '../../errors.ts';
import { ActorInput } from '../../model/actor.ts';
import { ClaimInput } from '../../model/claim.ts';
import { DatasetInput } from '../../model/dataset.ts';
import { EventInput } from '../../model/event.ts';
import { SourceInput } from '../../model/source.ts';
import { StatementInput } from '../../model/statement.ts';
import type { Batch } from '../../store/batch.ts';
import { checkAnchors } from '../anchors.ts';

/** The files of the curated dataset, one a noun, each with the schema of what it holds. */
const files = {
  dataset: DatasetInput,
  sources: z.array(SourceInput),
  actors: z.array(ActorInput),
  events: z.array(EventInput),
  statements: z.array(StatementInput),
  claims: z.array(ClaimInput),
} as const;

const folder = new URL('../../../seed/', import.meta.url);

/** Where in a file a fault is: the id of the record, then the field. */
function placeOf(data: unknown, path: readonly PropertyKey[]): string {
  const [first, ...rest] = path;
  const record = Array.isArray(data) ? (data[Number(first)] as { id?: unknown } | undefined) : undefined;
  const id = record?.id === undefined ? String(first ?? '') : String(record.id);
  return [id, ...rest].filter((part) => part !== '').join('.');
}

function readFile<Name extends keyof typeof files>(from: URL, name: Name): z.infer<(typeof files)[Name]> {
  const path = new URL(`${name}.yaml`, from);
  let data: unknown;
  try {
    data = parse(readFileSync(path, 'utf8'), { version: '1.2', schema: 'core' });
  } catch (cause) {
    throw new UsageError(`${name}.yaml cannot be read: ${(cause as Error).message}`);
  }
  const result = files[name].safeParse(data);
  if (result.success) return result.data as z.infer<(typeof files)[Name]>;
  const faults = result.error.issues.slice(0, 10).map((issue) => `  ${placeOf(data, issue.path)}: ${issue.message}`);
  throw new UsageError(`${name}.yaml has ${result.error.issues.length} faults:\n${faults.join('\n')}`);
}

function refuseRepeats(batch: Batch): void {
  for (const noun of ['sources', 'actors', 'events', 'statements', 'claims'] as const) {
    const seen = new Set<string>();
    for (const { id } of batch[noun]) {
      if (seen.has(id)) throw new UsageError(`${noun}.yaml has the id "${id}" twice.`);
      seen.add(id);
    }
  }
}

/** A dataset read whole, with the hash of what was read. */
export interface ReadDataset {
  readonly batch: Batch;
  readonly sha256: string;
}

/**
 * Reads the hand-made dataset from its YAML files.
 *
 * @throws UsageError naming the file, the record and the field of each fault.
 */
export function readCurated(from: URL = folder): ReadDataset {
  const unknown = readdirSync(from).filter((name) => name.endsWith('.yaml') && !(name.slice(0, -5) in files));
  if (unknown.length > 0)
    throw new UsageError(
      `${unknown.join(', ')} is no file of the curated dataset; it has ${Object.keys(files).join(', ')}.`,
    );
  const batch: Batch = {
    dataset: readFile(from, 'dataset'),
    sources: readFile(from, 'sources'),
    actors: readFile(from, 'actors'),
    events: readFile(from, 'events'),
    statements: readFile(from, 'statements'),
    claims: readFile(from, 'claims'),
  };
  refuseRepeats(batch);
  checkAnchors(batch);
  const hash = createHash('sha256');
  for (const name of Object.keys(files)) hash.update(readFileSync(new URL(`${name}.yaml`, from)));
  return { batch, sha256: hash.digest('hex') };
}
