/** How a file is packed, told by its first bytes and never by its name; `plain` is taken for text. */
export type Packing = 'plain' | 'gzip' | 'zip';

const packed: readonly (readonly [string, Packing])[] = [
  ['\x1f\x8b\x08', 'gzip'],
  ['PK\x03\x04', 'zip'],
  ['PK\x05\x06', 'zip'],
];

// First bytes of what is no text, what it is, and where in the file they stand when not at its beginning.
const others: readonly (readonly [string, string, number?])[] = [
  ['BZh91AY&SY', 'is compressed by bzip2; give it as .gz, .zip or plain'],
  ['\xfd7zXZ\x00', 'is compressed by xz; give it as .gz, .zip or plain'],
  ['\x28\xb5\x2f\xfd', 'is compressed by zstd; give it as .gz, .zip or plain'],
  ['7z\xbc\xaf\x27\x1c', 'is a 7z archive; give it as .zip or plain'],
  ['Rar!\x1a\x07', 'is a RAR archive; give it as .zip or plain'],
  ['ustar', 'is a tar archive; unpack it and give the folder', 257],
  ['%PDF-', 'is a PDF; data are read from text files'],
  ['PAR1', 'is a Parquet file; give it as CSV'],
  ['SQLite format 3\x00', 'is a SQLite database; give its data as CSV'],
  ['\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1', 'is an old workbook or document; save it as CSV'],
  ['\xff\xfe', 'is UTF-16; save it as UTF-8'],
  ['\xfe\xff', 'is UTF-16; save it as UTF-8'],
];

/** How many first bytes tell what a file is. */
export const magic_bytes = 512;

/** How a file is packed, by its first bytes. */
export function packingOf(first: Buffer): Packing {
  const text = first.toString('latin1', 0, magic_bytes);
  return packed.find(([magic]) => text.startsWith(magic))?.[1] ?? 'plain';
}

/** Why a file cannot be read as text, by its first bytes, in words that follow its name; null when nothing tells. */
export function notText(first: Buffer): string | null {
  const text = first.toString('latin1', 0, magic_bytes);
  return others.find(([magic, , at]) => text.startsWith(magic, at))?.[1] ?? null;
}
