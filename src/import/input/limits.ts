const MiB = 2 ** 20;
const GiB = 2 ** 30;

/** Limits on the files of an import; whatever exceeds one is rejected by name. */
export interface InputLimits {
  /** Files of all folders and entries of all archives of one import. */
  readonly files: number;
  /** Folders within folders. */
  readonly folder_depth: number;
  /** Entries of one archive, folders included. */
  readonly entries: number;
  /** Length of the name of an entry, in bytes. */
  readonly name_bytes: number;
  /** Folders in the name of an entry. */
  readonly name_depth: number;
  /** What one compressed file or entry may expand to. */
  readonly entry_bytes: number;
  /** What all entries of one archive may expand to. */
  readonly archive_bytes: number;
  /** How many times its compressed size a file or entry may expand to. */
  readonly ratio: number;
  /** Expanded bytes below which the ratio is not checked. */
  readonly ratio_free_bytes: number;
  /** One line, one record over several lines, or one file that is read as a whole. */
  readonly row_bytes: number;
}

/** The limits of every import. */
export const inputLimits: InputLimits = {
  files: 100_000,
  folder_depth: 8,
  entries: 100_000,
  name_bytes: 1024,
  name_depth: 32,
  entry_bytes: 256 * GiB,
  archive_bytes: 1024 * GiB,
  ratio: 200,
  ratio_free_bytes: 16 * MiB,
  row_bytes: 4 * MiB,
};

/** Formats a number of bytes: `4 MiB`. */
export function inWords(bytes: number): string {
  const units = ['bytes', 'KiB', 'MiB', 'GiB', 'TiB'];
  const step = bytes < 1024 ? 0 : Math.min(4, Math.floor(Math.log2(bytes) / 10));
  return `${Number((bytes / 1024 ** step).toPrecision(3))} ${units[step]}`;
}
