import type { Stats } from 'node:fs';
import { type FileHandle, mkdtemp, open, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { UsageError } from '../../errors.ts';
import { escapeControls } from '../escape.ts';

/** A file on disk that can be read several times, anywhere in it. */
export interface DiskFile {
  /** Its name for messages, with controls escaped. */
  readonly label: string;
  /** Its name without folders, unescaped. */
  readonly base: string;
  readonly size_bytes: number;
  /**
   * Opens it; return the handle with `release`.
   *
   * @throws UsageError when it cannot be read, or has changed since it was first seen.
   */
  acquire(): Promise<FileHandle>;
  release(handle: FileHandle): Promise<void>;
}

/** How much of a file is read at once: enough to be fast, and some hundred rows. */
export const chunk_bytes = 256 * 1024;

/**
 * Reads a part of a file in chunks, each while the one before is processed; stops early when the file ends.
 *
 * @param onRead receives the bytes read since the last call
 */
export async function* chunksAt(handle: FileHandle, start: number, length_bytes: number, onRead = (_: number) => {}) {
  const end = start + length_bytes;
  const readAt = (at: number) =>
    handle.read({ buffer: Buffer.allocUnsafeSlow(Math.min(chunk_bytes, end - at)), position: at });
  let next: ReturnType<typeof readAt> | null = length_bytes > 0 ? readAt(start) : null;
  try {
    for (let at = start; next !== null; ) {
      const { buffer, bytesRead } = await next;
      at += bytesRead;
      next = at < end && bytesRead > 0 ? readAt(at) : null;
      if (bytesRead === 0) return;
      onRead(bytesRead);
      yield buffer.subarray(0, bytesRead);
    }
  } finally {
    await next?.catch(() => {});
  }
}

/** The error for a file that cannot be opened or read. */
export function unreadable(label: string, cause: unknown): UsageError {
  const { code, message } = cause as NodeJS.ErrnoException;
  return new UsageError(`${label} cannot be read (${code ?? message}); check the path.`);
}

/** A file at a path, in its current state. */
export function fileAt(path: string, base: string, { size, mtimeMs, ino }: Stats): DiskFile {
  const label = escapeControls(path);
  const acquire = async (): Promise<FileHandle> => {
    const handle = await open(path, 'r').catch((cause: unknown) => {
      throw unreadable(label, cause);
    });
    const now = await handle.stat();
    if (now.size === size && now.mtimeMs === mtimeMs && now.ino === ino) return handle;
    await handle.close();
    throw new UsageError(`${label} changed while it was being read; import it again once it is complete.`);
  };
  return { label, base, size_bytes: size, acquire, release: (handle) => handle.close() };
}

/** A stream stored as a temporary file, removed when closed or when the program ends. */
export interface Spooled extends DiskFile {
  close(): Promise<void>;
}

async function writeAll(handle: FileHandle, chunks: AsyncIterable<Uint8Array>): Promise<number> {
  let size = 0;
  for await (const chunk of chunks) {
    await handle.appendFile(chunk);
    size += chunk.length;
  }
  return size;
}

/**
 * Stores a stream in a temporary file, since a stream can be read only once.
 *
 * @throws UsageError when it cannot be stored.
 */
export async function spool(label: string, base: string, chunks: AsyncIterable<Uint8Array>): Promise<Spooled> {
  const folder = await mkdtemp(join(tmpdir(), 'demarche-'));
  const remove = () => rm(folder, { recursive: true, force: true });
  const handle = await open(join(folder, 'input'), 'wx+', 0o600);
  // An unlinked file vanishes with the program; where open files cannot be unlinked, `close` removes it.
  await remove().catch(() => {});
  const close = async () => {
    await handle.close();
    await remove();
  };
  try {
    const size_bytes = await writeAll(handle, chunks);
    return { label, base, size_bytes, acquire: async () => handle, release: async () => {}, close };
  } catch (cause) {
    await close();
    const { code, message } = cause as NodeJS.ErrnoException;
    const advice = code === 'ENOSPC' ? `free some space in ${tmpdir()}` : 'pass it as a file';
    throw new UsageError(`${label} cannot be stored in a temporary file (${code ?? message}); ${advice}.`);
  }
}
