import type { FileHandle } from 'node:fs/promises';
import { pipeline, type Readable } from 'node:stream';
import { crc32, createGunzip, createInflateRaw, type Gunzip, type InflateRaw } from 'node:zlib';
import { UsageError } from '../../errors.ts';
import type { DiskFile } from './disk-file.ts';
import { type InputLimits, inWords } from './limits.ts';
import { notText, packingOf } from './magic.ts';

type Inflater = Gunzip | InflateRaw;

/** A part of a file, and how it becomes text. */
export interface Slice {
  /** What people call it, fit for messages. */
  readonly label: string;
  readonly file: DiskFile;
  readonly start: number;
  readonly length_bytes: number;
  readonly packing: 'plain' | 'gzip' | 'deflate';
  /** What an archive says of the expanded bytes. */
  readonly expanded?: { readonly size_bytes: number; readonly crc32: number };
}

const chunk_bytes = 256 * 1024;

/** The bytes of a slice as they lie in the file, and the streams that expand them. */
function opened(handle: FileHandle, { start, length_bytes, packing }: Slice): [Readable, Inflater | null] {
  const end = start + length_bytes - 1;
  const source = handle.createReadStream({ start, end, highWaterMark: chunk_bytes, autoClose: false });
  if (packing === 'plain') return [source, null];
  const options = { chunkSize: chunk_bytes };
  const inflater = packing === 'gzip' ? createGunzip(options) : createInflateRaw(options);
  // Whoever reads the expanded bytes gets the error of either.
  pipeline(source, inflater, () => {});
  return [source, inflater];
}

/** Refuses what no text expands to. */
function judge({ label, packing, expanded }: Slice, limits: InputLimits, packed: number, bytes: number): void {
  if (packing === 'plain') return;
  if (bytes > limits.entry_bytes)
    throw new UsageError(`${label} expands to more than ${inWords(limits.entry_bytes)}, so it is not read.`);
  if (bytes > limits.ratio_free_bytes && bytes > limits.ratio * packed)
    throw new UsageError(`${label} expands to more than ${limits.ratio} times its size, so it is not read.`);
  if (expanded !== undefined && bytes > expanded.size_bytes)
    throw new UsageError(`${label} is damaged: it expands to more than its archive says.`);
}

function refuseNested(label: string, first: Buffer): void {
  if (packingOf(first) !== 'plain')
    throw new UsageError(`${label} is packed within what is packed; unpack it once and give that.`);
  const reason = notText(first);
  if (reason !== null) throw new UsageError(`${label} ${reason}.`);
}

/** Refuses what is not whole when all of it was read. */
function refuseDamaged(slice: Slice, inflater: Inflater | null, bytes: number, crc: number): void {
  const { label, length_bytes, expanded } = slice;
  const read = inflater?.bytesWritten ?? bytes;
  if (read < length_bytes) {
    const left = `${inWords(length_bytes - read)} behind its end`;
    throw new UsageError(`${label} is damaged: ${inflater === null ? 'it ends too early' : left}.`);
  }
  if (expanded === undefined) return;
  if (bytes !== expanded.size_bytes)
    throw new UsageError(`${label} is damaged: it expands to less than its archive says.`);
  if (crc !== expanded.crc32) throw new UsageError(`${label} is damaged: its checksum is not the one of its archive.`);
}

function damaged(label: string, cause: unknown): unknown {
  const { code = '', message } = cause as NodeJS.ErrnoException;
  if (code === 'Z_BUF_ERROR') return new UsageError(`${label} is cut off in the middle; get the whole file.`);
  if (code.startsWith('Z_')) return new UsageError(`${label} is damaged (${message}); get it again.`);
  return code === '' ? cause : new UsageError(`${label} cannot be read any further (${code}).`);
}

async function* chunksOf(slice: Slice, handle: FileHandle, limits: InputLimits, onRead: (bytes: number) => void) {
  const [source, inflater] = opened(handle, slice);
  const stream: AsyncIterable<Buffer> = inflater ?? source;
  const read = () => (source as Readable & { bytesRead: number }).bytesRead;
  let told = 0;
  let bytes = 0;
  let crc = 0;
  try {
    for await (const chunk of stream) {
      if (bytes === 0) refuseNested(slice.label, chunk);
      bytes += chunk.length;
      judge(slice, limits, inflater?.bytesWritten ?? bytes, bytes);
      if (slice.expanded !== undefined) crc = crc32(chunk, crc);
      onRead(read() - told);
      told = read();
      yield chunk;
    }
  } catch (cause) {
    throw damaged(slice.label, cause);
  } finally {
    source.destroy();
  }
  refuseDamaged(slice, inflater, bytes, crc);
  onRead(slice.length_bytes - told);
}

/**
 * The text of a slice, expanded as a stream, in chunks of up to 256 KiB.
 *
 * @param onRead is told how many bytes of the file were read since the last time
 * @throws UsageError naming the slice when it is damaged, cut off, packed twice, no text or beyond a limit.
 */
export async function* expand(slice: Slice, limits: InputLimits, onRead: (bytes: number) => void) {
  const handle = await slice.file.acquire();
  try {
    if (slice.length_bytes > 0) yield* chunksOf(slice, handle, limits, onRead);
    else refuseDamaged(slice, null, 0, 0);
  } finally {
    await slice.file.release(handle);
  }
}
