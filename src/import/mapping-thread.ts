/** The thread that reads files and maps their rows while the main one writes; it hands on only what is asked for. */

import { once } from 'node:events';
import { createReadStream } from 'node:fs';
import { parentPort, workerData } from 'node:worker_threads';
import { UsageError } from '../errors.ts';
import { publicImporterOf } from './datasets.ts';
import { openInputs } from './input/open.ts';
import { mappedRows } from './mapped-rows.ts';
import type { MappingJob, MappingReply } from './mapping.ts';

const port = parentPort;
if (port === null) throw new Error('This file is the code of a thread.');

const say = (reply: MappingReply) => port.postMessage(reply);

async function work({ dataset, paths, ...job }: MappingJob): Promise<void> {
  const inputs = await openInputs(paths, { stdin: createReadStream('', { fd: 0, autoClose: false }) });
  try {
    const size_bytes = inputs.all.reduce((sum, input) => sum + input.size_bytes, 0);
    say({ opened: { notices: inputs.notices, size_bytes, sha256: await inputs.sha256() } });
    // So many batches may be on their way before the first is asked for.
    let wanted = 2;
    port?.on('message', () => {
      wanted += 1;
    });
    const onNotice = (notice: string) => say({ notice });
    const reading = { ...job, importer: publicImporterOf(dataset), inputs: inputs.all, onNotice };
    for await (const mapped of mappedRows(reading)) {
      while (wanted === 0) await once(port as NonNullable<typeof port>, 'message');
      wanted -= 1;
      say({ mapped });
    }
    say({ done: true });
  } finally {
    await inputs.close();
  }
}

try {
  await work(workerData as MappingJob);
} catch (cause) {
  const { message, stack = message } = cause as Error;
  const exitCode = cause instanceof UsageError ? cause.exitCode : null;
  say({ failed: { message: exitCode === null ? stack : message, exitCode } });
}
port.close();
