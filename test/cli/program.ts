import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { afterAll, vi } from 'vitest';
import { openDatabase } from '../../src/db/open.ts';
import { readCurated } from '../../src/import/datasets/curated.ts';
import { loadDataset } from '../../src/import/load.ts';
import { inLittleRoom } from '../support/little-room.ts';

// Each run is a process of its own: on a busy machine some take seconds.
vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

/** The folder of the curated dataset. */
export const curatedFolder = fileURLToPath(new URL('../../seed', import.meta.url));

const program = fileURLToPath(new URL('../../src/bin.js', import.meta.url));

/** What a run of the program left behind. */
export interface Ran {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** How a run differs from an empty environment. */
export interface RunOptions {
  readonly env?: Readonly<Record<string, string>>;
  readonly nodeOptions?: readonly string[];
  /** How large a file may become; as large as the system lets it unless told. */
  readonly room_bytes?: number;
}

/** Starts the real program with nothing of this process's settings. */
export function launch(args: readonly string[], { env, nodeOptions = [], room_bytes }: RunOptions = {}) {
  const command: [string, ...string[]] = [process.execPath, ...nodeOptions, program, ...args];
  const [first, ...rest] = room_bytes === undefined ? command : inLittleRoom(room_bytes, command);
  return spawn(first, rest, {
    env: { PATH: process.env.PATH ?? '', DATABASE_URL: 'sqlite:/nowhere/at/all.db', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
    timeout: 50_000,
    killSignal: 'SIGKILL',
  });
}

/** Runs the program to its end. */
export function run(args: readonly string[], options: RunOptions = {}): Promise<Ran> {
  const child = launch(args, options);
  const out = { stdout: '', stderr: '' };
  for (const name of ['stdout', 'stderr'] as const) {
    child[name].setEncoding('utf8').on('data', (text: string) => {
      out[name] += text;
    });
  }
  return new Promise((resolve) => child.on('close', (code) => resolve({ code, ...out })));
}

const folders: string[] = [];
afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
});

/** A new folder for one test, removed after the last. */
export function newFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'demarche-cli-'));
  folders.push(folder);
  return folder;
}

/** The setting that names a database in a folder. */
export const databaseIn = (folder: string): { DATABASE_URL: string } => ({
  DATABASE_URL: `sqlite:${join(folder, 'x.db')}`,
});

/** Makes a migrated database without starting the program, and loads a seed folder into it. */
export async function migratedIn(folder: string, seed?: string): Promise<{ DATABASE_URL: string }> {
  const env = databaseIn(folder);
  const limits = { queryTimeoutMs: 1000, heavyProcesses: 1, heavyQueue: 1 };
  const database = await openDatabase({ databaseUrl: env.DATABASE_URL, ...limits });
  await database.migrate();
  if (seed !== undefined) await loadDataset(database, readCurated(pathToFileURL(`${seed}/`)));
  await database.close();
  return env;
}
