import type { FileHandle } from 'node:fs/promises';
import { pipeline } from 'node:stream';
import { crc32, createGunzip, createInflateRaw, type Gunzip, type InflateRaw } from 'node:zlib';
import { UsageError } from '../../errors.ts';
import { chunk_bytes, chunksAt, type DiskFile } from './disk-file.ts';
import { type InputLimits, inWords } from './limits.ts';
import { notText, packingOf } from './magic.ts';

type Inflater = Gunzip | InflateRaw;

/** A part of a file, and how it is compressed. */
export interface Slice {
  /** Its name for messages, with controls escaped. */
  readonly label: string;
  readonly file: DiskFile;
  readonly start: number;
  readonly length_bytes: number;
  readonly packing: 'plain' | 'gzip' | 'deflate';
  /** Size and checksum that the archive declares. */
  readonly expanded?: { readonly size_bytes: number; readonly crc32: number };
}

function inflaterOf({ packing }: Slice): Inflater | null {
  if (packing === 'plain') return null;
  const options = { chunkSize: chunk_bytes };
  return packing === 'gzip' ? createGunzip(options) : createInflateRaw(options);
}

/** Rejects expansion beyond the limits. */
function checkLimits({ label, packing, expanded }: Slice, limits: InputLimits, packed: number, bytes: number): void {
  if (packing === 'plain') return;
  if (bytes > limits.entry_bytes)
    throw new UsageError(`${label} expands to more than ${inWords(limits.entry_bytes)}, so it is not read.`);
  if (bytes > limits.ratio_free_bytes && bytes > limits.ratio * packed)
    throw new UsageError(`${label} expands to more than ${limits.ratio} times its size, so it is not read.`);
  if (expanded !== undefined && bytes > expanded.size_bytes)
    throw new UsageError(`${label} is damaged: it expands to more than its archive declares.`);
}

function refuseNested(label: string, first: Buffer): void {
  if (packingOf(first) !== 'plain') throw new UsageError(`${label} is a nested archive; extract it first.`);
  const reason = notText(first);
  if (reason !== null) throw new UsageError(`${label} ${reason}.`);
}

/** Rejects a slice that is incomplete once all of it was read. */
function refuseDamaged(slice: Slice, inflater: Inflater | null, bytes: number, crc: number): void {
  const { label, length_bytes, expanded } = slice;
  const read = inflater?.bytesWritten ?? bytes;
  if (read < length_bytes) {
    const left = `${inWords(length_bytes - read)} of data after its end`;
    throw new UsageError(`${label} is damaged: ${inflater === null ? 'it ends too early' : left}.`);
  }
  if (expanded === undefined) return;
  if (bytes !== expanded.size_bytes)
    throw new UsageError(`${label} is damaged: it expands to less than its archive declares.`);
  if (crc !== expanded.crc32) throw new UsageError(`${label} is damaged: its checksum does not match its archive.`);
}

function damaged(label: string, cause: unknown): unknown {
  const { code = '', message } = cause as NodeJS.ErrnoException;
  if (code === 'Z_BUF_ERROR') return new UsageError(`${label} is truncated; get the complete file.`);
  if (code.startsWith('Z_')) return new UsageError(`${label} is damaged (${message}); download it again.`);
  return code === '' ? cause : new UsageError(`${label} cannot be read any further (${code}).`);
}

async function* chunksOf(slice: Slice, handle: FileHandle, limits: InputLimits, onRead: (bytes: number) => void) {
  const inflater = inflaterOf(slice);
  const packed = chunksAt(handle, slice.start, slice.length_bytes, onRead);
  // Errors of both streams reach the reader of the expanded bytes.
  if (inflater !== null) pipeline(packed, inflater, () => {});
  const stream: AsyncIterable<Buffer> = inflater ?? packed;
  let bytes = 0;
  let crc = 0;
  try {
    for await (const chunk of stream) {
      if (bytes === 0) refuseNested(slice.label, chunk);
      bytes += chunk.length;
      checkLimits(slice, limits, inflater?.bytesWritten ?? bytes, bytes);
      if (slice.expanded !== undefined) crc = crc32(chunk, crc);
      yield chunk;
    }
  } catch (cause) {
    throw damaged(slice.label, cause);
  }
  refuseDamaged(slice, inflater, bytes, crc);
}

/**
 * The text of a slice, expanded as a stream, in chunks of up to 256 KiB.
 *
 * @param onRead receives the bytes of the file read since the last call
 * @throws UsageError naming the slice when it is damaged, truncated, nested, not text or beyond a limit.
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
