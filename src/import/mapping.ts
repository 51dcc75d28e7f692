import { on } from 'node:events';
import { Worker } from 'node:worker_threads';
import { UsageError } from '../errors.ts';
import type { Mapped, Reading } from './mapped-rows.ts';

/** What the thread may take of memory, in megabytes: what it reads it soon hands on. */
const resourceLimits = { maxYoungGenerationSizeMb: 32, maxOldGenerationSizeMb: 256 };

/** What a mapping thread is to do. */
export interface MappingJob extends Omit<Reading, 'importer' | 'inputs' | 'onNotice'> {
  readonly dataset: string;
  readonly paths: readonly string[];
}

/** What is known of the files before any row is read. */
export interface Opened {
  readonly notices: readonly string[];
  readonly size_bytes: number;
  readonly sha256: string;
}

/** What a mapping thread says. */
export type MappingReply =
  | { readonly opened: Opened }
  | { readonly mapped: Mapped }
  | { readonly notice: string }
  | { readonly done: true }
  | { readonly failed: { readonly message: string; readonly exitCode: 1 | 2 | null } };

/**
 * Reads files and maps their rows on another thread, a few batches ahead of whoever takes them.
 *
 * @param opened is told about the files once
 * @param notice is told what was odd of a file that was read nevertheless
 * @throws UsageError for a file that cannot be read.
 */
export async function* mapElsewhere(
  job: MappingJob,
  opened: (about: Opened) => void,
  notice: (sentence: string) => void,
): AsyncGenerator<Mapped> {
  const thread = new Worker(new URL('mapping-thread.ts', import.meta.url), { workerData: job, resourceLimits });
  try {
    for await (const [reply] of on(thread, 'message', { close: ['exit'] }) as AsyncIterable<[MappingReply]>) {
      if ('opened' in reply) opened(reply.opened);
      else if ('notice' in reply) notice(reply.notice);
      else if ('done' in reply) return;
      else if ('failed' in reply) {
        const { message, exitCode } = reply.failed;
        throw exitCode === null ? new Error(message) : new UsageError(message, exitCode);
      } else {
        yield reply.mapped;
        thread.postMessage('next');
      }
    }
    throw new Error('The thread that reads the files ended too early.');
  } finally {
    await thread.terminate();
  }
}
