import { createHash } from 'node:crypto';
import { createReadStream, type Stats } from 'node:fs';
import { readdir, stat } from 'node:fs/promises';
import { basename, join } from 'node:path';
import process from 'node:process';
import { UsageError } from '../../errors.ts';
import { escapeControls } from '../escape.ts';
import { chunksAt, type DiskFile, fileAt, type Spooled, spool, unreadable } from './disk-file.ts';
import { expand, type Slice } from './expand.ts';
import { type InputLimits, inputLimits } from './limits.ts';
import { magic_bytes, notText, packingOf } from './magic.ts';
import { isHidden, unzip } from './zip.ts';

/** One text of an import: a file, or an entry of an archive. It can be read more than once. */
export interface Input {
  /** Its name for messages, with controls escaped; never a path to open. */
  readonly name: string;
  /** Its name without folders and without `.gz` if compressed, unescaped. */
  readonly base: string;
  /** Its compressed size in its file. */
  readonly size_bytes: number;
  /**
   * Its bytes, expanded, from the beginning.
   *
   * @param onRead receives how many of the `size_bytes` were read since the last call
   * @throws UsageError when it is damaged, beyond a limit or not text
   */
  chunks(onRead?: (bytes: number) => void): AsyncIterable<Buffer>;
}

/** All inputs of an import. */
export interface Inputs {
  readonly all: readonly Input[];
  /** Sentences about what was skipped and why. */
  readonly notices: readonly string[];
  /** Hash of the single file as stored; of several, of the list of their hashes, one per line. */
  sha256(): Promise<string>;
  /** Removes the temporary files of standard input and pipes. */
  close(): Promise<void>;
}

/** Options for opening files. */
export interface Opening {
  readonly limits?: InputLimits;
  readonly stdin?: AsyncIterable<Uint8Array>;
}

/** What has been found while walking the paths. */
interface Found {
  readonly limits: InputLimits;
  readonly files: DiskFile[];
  readonly spooled: Spooled[];
  readonly notices: string[];
}

const byName = (a: { name: string }, b: { name: string }): number => (a.name < b.name ? -1 : 1);

function addFile({ files, limits }: Found, file: DiskFile): void {
  if (files.length === limits.files)
    throw new UsageError(`There are more than ${limits.files} files to read; import them folder by folder.`);
  files.push(file);
}

/** Adds the files of a folder, recursively and by name; hidden files and links are skipped. */
async function addFolder(found: Found, path: string, depth: number): Promise<void> {
  const label = escapeControls(path);
  if (depth > found.limits.folder_depth)
    throw new UsageError(`${label} lies more than ${found.limits.folder_depth} folders deep; import it separately.`);
  const entries = await readdir(path, { withFileTypes: true }).catch((cause: unknown) => {
    throw unreadable(label, cause);
  });
  const hidden = entries.filter(({ name }) => isHidden([name])).length;
  if (hidden > 0) found.notices.push(`${label}: hidden files are skipped (${hidden}).`);
  for (const entry of entries.sort(byName)) {
    const inner = join(path, entry.name);
    if (isHidden([entry.name])) continue;
    if (entry.isDirectory()) await addFolder(found, inner, depth + 1);
    else if (entry.isFile()) addFile(found, fileAt(inner, entry.name, await statOf(inner)));
    else {
      const kind = entry.isSymbolicLink() ? 'a link, which is not followed' : 'not a regular file, so it is skipped';
      found.notices.push(`${escapeControls(inner)} is ${kind}.`);
    }
  }
}

async function addSpooled(found: Found, label: string, base: string, chunks: AsyncIterable<Uint8Array>) {
  const file = await spool(label, base, chunks);
  found.spooled.push(file);
  addFile(found, file);
}

const statOf = (path: string): Promise<Stats> =>
  stat(path).catch((cause: unknown) => {
    throw unreadable(escapeControls(path), cause);
  });

async function addPath(found: Found, path: string): Promise<void> {
  const label = escapeControls(path);
  const stats = await statOf(path);
  if (stats.isDirectory()) await addFolder(found, path, 0);
  else if (stats.isFIFO()) await addSpooled(found, label, basename(path), createReadStream(path));
  else if (stats.isFile()) addFile(found, fileAt(path, basename(path), stats));
  else throw new UsageError(`${label} is neither a file nor a folder.`);
}

async function firstBytes(file: DiskFile): Promise<Buffer> {
  const handle = await file.acquire();
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(magic_bytes), 0, magic_bytes, 0);
    return buffer.subarray(0, bytesRead);
  } finally {
    await file.release(handle);
  }
}

function inputOf(slice: Slice, base: string, limits: InputLimits): Input {
  const chunks: Input['chunks'] = (onRead = () => {}) => expand(slice, limits, onRead);
  return { name: slice.label, base, size_bytes: slice.length_bytes, chunks };
}

/** The texts in a file; `notices` receives what is skipped in an archive. */
async function inputsOf(file: DiskFile, { limits, notices }: Found): Promise<Input[]> {
  const first = await firstBytes(file);
  const packing = packingOf(first);
  if (packing === 'zip') {
    const unzipped = await unzip(file, limits);
    notices.push(...unzipped.notices);
    return unzipped.entries.map(({ slice, base }) => inputOf(slice, base, limits));
  }
  const reason = notText(first);
  if (reason !== null) throw new UsageError(`${file.label} ${reason}.`);
  const base = packing === 'gzip' ? file.base.replace(/\.gz$/i, '') : file.base;
  return [inputOf({ label: file.label, file, start: 0, length_bytes: file.size_bytes, packing }, base, limits)];
}

async function sha256Of(file: DiskFile): Promise<string> {
  const hash = createHash('sha256');
  const handle = await file.acquire();
  try {
    for await (const chunk of chunksAt(handle, 0, file.size_bytes)) hash.update(chunk);
  } finally {
    await file.release(handle);
  }
  return hash.digest('hex');
}

async function sha256OfAll(files: readonly DiskFile[]): Promise<string> {
  const hashes: string[] = [];
  for (const file of files) hashes.push(await sha256Of(file));
  if (hashes.length === 1) return hashes[0]!;
  return createHash('sha256')
    .update(hashes.map((one) => `${one}\n`).join(''))
    .digest('hex');
}

/**
 * Opens the inputs of an import: plain files, `.gz`, the entries of `.zip`, folders with their contents, and `-` for
 * standard input, which is kept in a temporary file. A link is followed only when it is itself a given path. Close the
 * result.
 *
 * @throws UsageError naming what cannot be read, has an unsupported format or exceeds a limit.
 */
export async function openInputs(paths: readonly string[], opening: Opening = {}): Promise<Inputs> {
  const { limits = inputLimits, stdin = process.stdin } = opening;
  const found: Found = { limits, files: [], spooled: [], notices: [] };
  const close = async () => {
    for (const file of found.spooled) await file.close();
  };
  try {
    if (paths.filter((path) => path === '-').length > 1)
      throw new UsageError('Standard input (-) can be given only once.', 2);
    for (const path of paths) {
      if (path === '-') await addSpooled(found, 'standard input', '-', stdin);
      else await addPath(found, path);
    }
    const all: Input[] = [];
    for (const file of found.files) all.push(...(await inputsOf(file, found)));
    if (all.length > limits.files) throw new UsageError(`There are more than ${limits.files} texts to read.`);
    if (all.length === 0) throw new UsageError(`There is nothing to read in ${paths.map(escapeControls).join(', ')}.`);
    return { all, notices: found.notices, sha256: () => sha256OfAll(found.files), close };
  } catch (cause) {
    await close();
    throw cause;
  }
}
