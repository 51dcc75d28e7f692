/** How a file is compressed, detected from its first bytes, never its name; `plain` is taken for text. */
export type Packing = 'plain' | 'gzip' | 'zip';

const packed: readonly (readonly [string, Packing])[] = [
  ['\x1f\x8b\x08', 'gzip'],
  ['PK\x03\x04', 'zip'],
  ['PK\x05\x06', 'zip'],
];

// Magic bytes of formats that are not text, a description, and their offset when not 0.
const others: readonly (readonly [string, string, number?])[] = [
  ['BZh91AY&SY', 'is compressed by bzip2; use .gz, .zip or plain text'],
  ['\xfd7zXZ\x00', 'is compressed by xz; use .gz, .zip or plain text'],
  ['\x28\xb5\x2f\xfd', 'is compressed by zstd; use .gz, .zip or plain text'],
  ['7z\xbc\xaf\x27\x1c', 'is a 7z archive; use .zip or plain text'],
  ['Rar!\x1a\x07', 'is a RAR archive; use .zip or plain text'],
  ['ustar', 'is a tar archive; extract it and import the folder', 257],
  ['%PDF-', 'is a PDF; import text files'],
  ['PAR1', 'is a Parquet file; convert it to CSV'],
  ['SQLite format 3\x00', 'is a SQLite database; export its data as CSV'],
  ['\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1', 'is a legacy Office workbook; save it as CSV'],
  ['\xff\xfe', 'is UTF-16; save it as UTF-8'],
  ['\xfe\xff', 'is UTF-16; save it as UTF-8'],
];

/** How many leading bytes identify a file. */
export const magic_bytes = 512;

/** Detects the compression of a file from its first bytes. */
export function packingOf(first: Buffer): Packing {
  const text = first.toString('latin1', 0, magic_bytes);
  return packed.find(([magic]) => text.startsWith(magic))?.[1] ?? 'plain';
}

/** Why a file is not text, as words that follow its name; null when its first bytes show no reason. */
export function notText(first: Buffer): string | null {
  const text = first.toString('latin1', 0, magic_bytes);
  return others.find(([magic, , at]) => text.startsWith(magic, at))?.[1] ?? null;
}
