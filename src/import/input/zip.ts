import { type Entry, fromFdPromise, getFileNameLowLevel, type ZipFile } from 'yauzl';
import { UsageError } from '../../errors.ts';
import { escapeControls } from '../escape.ts';
import type { DiskFile } from './disk-file.ts';
import type { Slice } from './expand.ts';
import { type InputLimits, inWords } from './limits.ts';

const stored = 0;
const deflated = 8;
// Unix file types, in the upper half of an entry's attributes.
const file_type = 0o170000;
const link_type = 0o120000;

/** An entry to be read: its slice of the archive, and its name without folders. */
export interface ZipEntry {
  readonly slice: Slice;
  readonly base: string;
}

/** The entries of an archive, and sentences about those skipped. */
export interface Unzipped {
  readonly entries: readonly ZipEntry[];
  readonly notices: readonly string[];
}

/** Whether a file is hidden by its name or a folder's; operating system files are not data. */
export const isHidden = (names: readonly string[]): boolean =>
  names.some((name) => name === '__MACOSX' || /^\.(?!\.?$)/.test(name));

/** An entry and its byte range in the archive, header included. */
interface Placed extends ZipEntry {
  readonly from: number;
  readonly to: number;
}

const isLink = ({ versionMadeBy, externalFileAttributes }: Entry): boolean =>
  versionMadeBy >> 8 === 3 && ((externalFileAttributes >>> 16) & file_type) === link_type;

const nameOf = (entry: Entry): string =>
  getFileNameLowLevel(entry.generalPurposeBitFlag, entry.fileNameRaw, entry.extraFields, false);

/** Rejects an entry that cannot or should not be read. */
function refuseEntry(label: string, name: string, entry: Entry, limits: InputLimits): void {
  const refuse = (reason: string) => {
    throw new UsageError(`${label} ${reason}.`);
  };
  if (/(^|\/)\[Content_Types\]\.xml$/.test(name)) refuse('belongs to an Office document; save that as CSV');
  if (entry.isEncrypted()) refuse('is encrypted; extract it with its password and import the files');
  if (entry.compressionMethod !== stored && entry.compressionMethod !== deflated)
    refuse(`is compressed by method ${entry.compressionMethod}, which is not supported; use .gz or plain text`);
  if (entry.uncompressedSize > limits.entry_bytes)
    refuse(`expands to more than ${inWords(limits.entry_bytes)}, so it is not read`);
}

/** Rejects absurd names; the length is checked before a name is shown. */
function refuseName(archive: string, { fileNameRaw }: Entry, limits: InputLimits): void {
  if (fileNameRaw.length > limits.name_bytes)
    throw new UsageError(
      `${archive} has an entry with a name of more than ${limits.name_bytes} bytes, so it is not read.`,
    );
  if (fileNameRaw.filter((byte) => byte === 0x2f || byte === 0x5c).length > limits.name_depth)
    throw new UsageError(`${archive} has an entry in more than ${limits.name_depth} folders, so it is not read.`);
}

/** Rejects archives whose entries overlap, a trick to make a small archive expand without bound. */
function refuseOverlaps(archive: string, entries: readonly Placed[]): void {
  const parts = entries.toSorted((a, b) => a.from - b.from);
  if (parts.some(({ from }, at) => at > 0 && from < parts[at - 1]!.to))
    throw new UsageError(`${archive} has entries that overlap, so it is not read.`);
}

async function placed(zip: ZipFile, file: DiskFile, label: string, base: string, entry: Entry): Promise<Placed> {
  const { fileDataStart: start } = await zip.readLocalFileHeaderPromise(entry, { minimal: true });
  const { compressedSize: length_bytes, uncompressedSize: size_bytes, crc32 } = entry;
  const packing = entry.compressionMethod === stored ? 'plain' : 'deflate';
  const slice: Slice = { label, file, start, length_bytes, packing, expanded: { size_bytes, crc32 } };
  return { slice, base, from: entry.relativeOffsetOfLocalHeader, to: start + length_bytes };
}

/** Reads the directory entry by entry, keeping only what is needed. */
async function readEntries(zip: ZipFile, file: DiskFile, limits: InputLimits): Promise<Unzipped> {
  const entries: Placed[] = [];
  const notices: string[] = [];
  let hidden = 0;
  let bytes = 0;
  if (zip.entryCount > limits.entries)
    throw new UsageError(`${file.label} has ${zip.entryCount} entries; the limit is ${limits.entries}.`);
  for await (const entry of zip.eachEntry()) {
    refuseName(file.label, entry, limits);
    bytes += entry.uncompressedSize;
    if (bytes > limits.archive_bytes)
      throw new UsageError(`${file.label} expands to more than ${inWords(limits.archive_bytes)}, so it is not read.`);
    const name = nameOf(entry);
    const label = `${file.label}/${escapeControls(name)}`;
    const names = name.split('/');
    if (name.endsWith('/')) continue;
    if (isHidden(names)) hidden += 1;
    else if (isLink(entry)) notices.push(`${label} is a link, which is not followed.`);
    else {
      refuseEntry(label, name, entry, limits);
      entries.push(await placed(zip, file, label, names.at(-1)!, entry));
    }
  }
  refuseOverlaps(file.label, entries);
  if (hidden > 0) notices.push(`${file.label}: hidden files are skipped (${hidden}).`);
  return { entries, notices };
}

/**
 * Lists a zip archive in directory order. Nothing is extracted; entry names are only ever displayed.
 *
 * @throws UsageError naming the archive or entry that is damaged, encrypted or beyond a limit.
 * @see https://pkware.cachefly.net/webdocs/casestudies/APPNOTE.TXT
 */
export async function unzip(file: DiskFile, limits: InputLimits): Promise<Unzipped> {
  const handle = await file.acquire();
  try {
    const zip = await fromFdPromise(handle.fd, { autoClose: false, decodeStrings: false });
    return await readEntries(zip, file, limits);
  } catch (cause) {
    if (cause instanceof UsageError) throw cause;
    throw new UsageError(`${file.label} is not a complete zip archive (${escapeControls((cause as Error).message)}).`);
  } finally {
    await file.release(handle);
  }
}
