import type { IncomingMessage } from 'node:http';
import { get } from 'node:http';
import { setTimeout } from 'node:timers/promises';
import { isTold, type Memory, memoryOf } from '../processes.ts';
import { fillCells } from './cells.ts';
import { ports, timed } from './client.ts';
import { start, startOurs, stop } from './servers.ts';
import { number, row } from './table.ts';

const sampling_ms = 50;
const mega = 1_000_000;

/** How one export went. */
interface Export {
  readonly bytes: number;
  readonly seconds: number;
  readonly first_byte_ms: number;
}

/** Reads an answer and throws it away, at as little cost as can be. */
function read(port: number, path: string): Promise<Export> {
  const begun = performance.now();
  return new Promise((resolve, reject) => {
    const take = (response: IncomingMessage) => {
      let [bytes, first_byte_ms] = [0, 0];
      response.on('data', (chunk: Buffer) => {
        if (bytes === 0) first_byte_ms = performance.now() - begun;
        bytes += chunk.length;
      });
      response.on('end', () => resolve({ bytes, first_byte_ms, seconds: (performance.now() - begun) / 1000 }));
      response.on('error', reject);
    };
    get({ port, path, host: '127.0.0.1', agent: false }, take).on('error', reject);
  });
}

/** The most that a server's processes take while something is done, beyond what they had before. */
async function grownBy<Result>(pid: number, work: () => Promise<Result>): Promise<[Result, Memory]> {
  const before = memoryOf(pid);
  const grown = { own_bytes: 0, file_bytes: 0 };
  const look = () => {
    const now = memoryOf(pid);
    for (const kind of ['own_bytes', 'file_bytes'] as const) {
      grown[kind] = Math.max(grown[kind], now[kind] - before[kind]);
    }
  };
  const looking = setInterval(look, sampling_ms);
  const result = await work().finally(() => clearInterval(looking));
  look();
  return [result, grown];
}

/** One format, from a server that has exported nothing but a page. */
async function exported(path: string, format: 'csv' | 'ndjson', rows: number): Promise<void> {
  const server = await startOurs(path, ports.exports);
  try {
    // Until then the child process that makes the text is still loading, which is no memory of an export.
    await timed(ports.exports, `/v1/events?format=${format}&limit=50`);
    await setTimeout(1000);
    const limit = await read(ports.bare, `/${format}`);
    const whole = () => read(ports.exports, `/v1/events?format=${format}`);
    const [ours, grown] = isTold ? await grownBy(server.pid as number, whole) : [await whole(), null];
    if (ours.bytes !== limit.bytes) throw new Error(`${format}: ${ours.bytes} bytes, ${limit.bytes} of the bare loop`);
    const rate = ({ seconds, bytes }: Export) =>
      `${number(rows / seconds)} rows/s, ${number(bytes / mega / seconds, 1)} MB/s`;
    const work = `${format === 'csv' ? 'CSV' : 'NDJSON'} of ${number(rows)} rows`;
    row(work, rate(ours), `bare loop: ${rate(limit)}`, limit.seconds / ours.seconds, '≥ 0.3');
    row(`${work}: first byte`, `${number(ours.first_byte_ms)} ms`, '–', null, '≤ 100 ms');
    if (grown === null) return;
    const memory = `+${number(grown.own_bytes / mega)} MB, and +${number(grown.file_bytes / mega)} MB of the file's pages`;
    row(`${work}: memory of all processes`, memory, '–', null, '≤ 100 MB');
  } finally {
    await stop([server]);
  }
}

/** Whole exports by the clock, against a bare loop that writes the same bytes. */
export async function exports(path: string, cells: string): Promise<void> {
  const rows = fillCells(path, cells);
  const bare = await start('bare-exports.ts', [path, cells, String(ports.bare)]);
  try {
    for (const format of ['csv', 'ndjson'] as const) await exported(path, format, rows);
  } finally {
    await stop([bare]);
  }
}
