import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { z } from 'zod';
import type { Database, Finding, OpenOptions } from '../../src/db/database.ts';
import { openDatabase } from '../../src/db/open.ts';
import type { DatasetContents } from '../../src/import/dataset-contents.ts';
import { readCurated } from '../../src/import/datasets/curated.ts';
import { loadDataset } from '../../src/import/load.ts';
import { ActorInput } from '../../src/model/nouns/actor.ts';
import { ClaimInput } from '../../src/model/nouns/claim.ts';
import { DatasetInput } from '../../src/model/nouns/dataset.ts';
import { EventInput } from '../../src/model/nouns/event.ts';
import { SourceInput } from '../../src/model/nouns/source.ts';
import { StatementInput } from '../../src/model/nouns/statement.ts';
import type { FilterValues } from '../../src/store/query/clause.ts';
import { collections } from '../../src/store/query/collections.ts';
import type { AggregateQuery } from '../../src/store/query/plan.ts';
import { resolveActors } from '../../src/store/resolve.ts';
import { readState } from '../../src/store/state.ts';

/** Every engine; each store test runs on each of them. */
export const engines = ['sqlite'] as const;

/** An engine that is tested. */
export type EngineName = (typeof engines)[number];

/** Records as a curator would give them, defaults left out. */
export interface Records {
  readonly dataset?: string;
  readonly sources?: readonly z.input<typeof SourceInput>[];
  readonly actors?: readonly z.input<typeof ActorInput>[];
  readonly events?: readonly z.input<typeof EventInput>[];
  readonly statements?: readonly z.input<typeof StatementInput>[];
  readonly claims?: readonly z.input<typeof ClaimInput>[];
}

/** A database of its own, gone when closed. */
export interface TestStore {
  readonly database: Database;
  readonly databaseUrl: string;
  /** Makes the records given all there are of their dataset (`made-up` unless named). */
  load(records: Records): Promise<void>;
  /** Loads the curated dataset. */
  seed(): Promise<void>;
  /** A query on a list as the API would give it to the store; `named` are the actors that the filter names. */
  query(path: string, filter: FilterValues, named?: readonly string[]): Promise<AggregateQuery>;
  close(): Promise<void>;
}

/** Validates records and fills in their defaults. */
export function batchOf({ dataset = 'made-up', ...records }: Records): DatasetContents {
  return {
    dataset: DatasetInput.parse({ id: dataset, title: dataset, licence: 'CC0-1.0', attribution: dataset }),
    sources: (records.sources ?? []).map((record) => SourceInput.parse(record)),
    actors: (records.actors ?? []).map((record) => ActorInput.parse(record)),
    events: (records.events ?? []).map((record) => EventInput.parse(record)),
    statements: (records.statements ?? []).map((record) => StatementInput.parse(record)),
    claims: (records.claims ?? []).map((record) => ClaimInput.parse(record)),
  };
}

/** Opens an empty database with an up-to-date schema in a folder of its own. */
export async function openTestStore(name: EngineName, options: Partial<OpenOptions> = {}): Promise<TestStore> {
  const folder = mkdtempSync(join(tmpdir(), `demarche-${name}-`));
  const databaseUrl = `sqlite:${join(folder, 'test.db')}`;
  const database = await openDatabase({
    databaseUrl,
    queryTimeoutMs: 20_000,
    heavyProcesses: 1,
    heavyQueue: 50,
    ...options,
  });
  await database.migrate();
  return {
    database,
    databaseUrl,
    load: async (records) => {
      await loadDataset(database, { given: batchOf(records), sha256: '0'.repeat(64) });
    },
    seed: async () => {
      await loadDataset(database, readCurated());
    },
    query: async (path, filter, named = []) => {
      const collection = collections.get(path);
      if (collection === undefined) throw new Error(`There is no list ${path}.`);
      const actors = await resolveActors(database, await readState(database), new Map([['actor', named]]));
      return { collection, filter, actors };
    },
    close: async () => {
      await database.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** Runs a test on a database of its own and removes it, whatever happens. */
export async function withStore<Result>(
  name: EngineName,
  test: (store: TestStore) => Promise<Result>,
): Promise<Result> {
  const store = await openTestStore(name);
  try {
    return await test(store);
  } finally {
    await store.close();
  }
}

/** What the checks of a database find wrong. */
export async function faultsOf(database: Database): Promise<Finding[]> {
  const found: Finding[] = [];
  for await (const finding of database.checks()) if (finding.level !== 'ok') found.push(finding);
  return found;
}
