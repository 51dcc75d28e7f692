import type { Stats } from 'node:fs';
import { type FileHandle, mkdtemp, open, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { UsageError } from '../../errors.ts';
import { escapeControls } from '../escape.ts';

/** A file on disk that can be read several times, anywhere in it. */
export interface DiskFile {
  /** What people call it, fit for messages. */
  readonly label: string;
  /** Its last name, as it is. */
  readonly base: string;
  readonly size_bytes: number;
  /**
   * Opens it; the handle is given back by `release`.
   *
   * @throws UsageError when it cannot be read, or is not what it was at first.
   */
  acquire(): Promise<FileHandle>;
  release(handle: FileHandle): Promise<void>;
}

/** How much of a file is read at once: enough to be fast, and some hundred rows. */
export const chunk_bytes = 256 * 1024;

/**
 * The bytes of a part of a file as they lie there; the next are read while these are worked on. There are fewer when the
 * file ends before.
 *
 * @param onRead is told how many bytes were read since the last time
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

/** The refusal of a file that the system does not give. */
export function unreadable(label: string, cause: unknown): UsageError {
  const { code, message } = cause as NodeJS.ErrnoException;
  return new UsageError(`${label} cannot be read (${code ?? message}); check the path.`);
}

/** A file under a path, as it stands now. */
export function fileAt(path: string, base: string, { size, mtimeMs, ino }: Stats): DiskFile {
  const label = escapeControls(path);
  const acquire = async (): Promise<FileHandle> => {
    const handle = await open(path, 'r').catch((cause: unknown) => {
      throw unreadable(label, cause);
    });
    const now = await handle.stat();
    if (now.size === size && now.mtimeMs === mtimeMs && now.ino === ino) return handle;
    await handle.close();
    throw new UsageError(`${label} was changed while it was read; import it again when it is whole.`);
  };
  return { label, base, size_bytes: size, acquire, release: (handle) => handle.close() };
}

/** A stream as a file, which is gone when it is closed or the program ends, however that is. */
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
 * Keeps a stream in a temporary file, since it can be read but once.
 *
 * @throws UsageError when there is no room for it.
 */
export async function spool(label: string, base: string, chunks: AsyncIterable<Uint8Array>): Promise<Spooled> {
  const folder = await mkdtemp(join(tmpdir(), 'demarche-'));
  const remove = () => rm(folder, { recursive: true, force: true });
  const handle = await open(join(folder, 'input'), 'wx+', 0o600);
  // Without a name the file vanishes with the program; where open files keep theirs, it goes when it is closed.
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
    const advice = code === 'ENOSPC' ? `make room in ${tmpdir()}` : 'give it as a file';
    throw new UsageError(`${label} cannot be kept in a temporary file (${code ?? message}); ${advice}.`);
  }
}
