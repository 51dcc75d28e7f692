import { readFileSync } from 'node:fs';
import { UsageError } from '../errors.ts';
import { type Fault, readSourceText, type SourceText } from '../import/verify.ts';

/**
 * Reads the text of a source.
 *
 * @throws UsageError when the file cannot be read or is not UTF-8.
 */
export function readText(path: string): SourceText {
  let bytes: Uint8Array;
  try {
    bytes = readFileSync(path);
  } catch (cause) {
    const { code } = cause as NodeJS.ErrnoException;
    throw new UsageError(`The text ${path} cannot be read (${code}); check the path.`);
  }
  const text = readSourceText(bytes);
  if (text === null) throw new UsageError(`The text ${path} is not UTF-8; use the file its anchors were set on.`);
  return text;
}

/** Formats a fault as one line. */
export const faultLine = ({ record, path, reason }: Fault): string => `${record}, ${path}: ${reason}`;
