import { LocalPool } from '../../processes/local-pool.ts';
import type { Pool } from '../../processes/pool.ts';
import type { OpenOptions } from '../database.ts';

const program = new URL('child.ts', import.meta.url);

/** Child processes that read a SQLite file, started when first needed. */
export function sqlitePool({
  path,
  heavyProcesses,
  heavyQueue,
  exportProcesses = 1,
  queryTimeoutMs,
}: OpenOptions & { path: string }): Pool {
  return new LocalPool({
    program,
    args: [path],
    queryProcesses: heavyProcesses,
    queryQueue: heavyQueue,
    pieceProcesses: exportProcesses,
    timeout_ms: queryTimeoutMs,
  });
}
