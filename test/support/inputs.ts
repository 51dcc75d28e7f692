import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { onTestFinished } from 'vitest';
import type { Cut } from '../../src/import/importer.ts';
import { type InputLimits, inputLimits } from '../../src/import/input/limits.ts';
import type { CutFault, CutRow, Reading } from '../../src/import/input/lines.ts';
import { type Input, openInputs } from '../../src/import/input/open.ts';
import { cutRows } from '../../src/import/input/rows.ts';

/** A folder that is gone when the test is over, with these files in it. */
export function folderOf(files: Readonly<Record<string, string | Buffer>> = {}): string {
  const folder = mkdtempSync(join(tmpdir(), 'inputs-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  for (const [name, data] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), data);
  }
  return folder;
}

/** The limits, some of them changed. */
export const limited = (some: Partial<InputLimits>): InputLimits => ({ ...inputLimits, ...some });

/** A text in chunks as an input. */
export function inputOf(chunks: readonly (string | Buffer)[], base = 'a.csv'): Input {
  const buffers = chunks.map((chunk) => Buffer.from(chunk));
  return {
    name: base,
    base,
    size_bytes: Buffer.concat(buffers).length,
    async *chunks() {
      yield* buffers;
    },
  };
}

/** All that batches hold. */
export async function all<T>(batches: AsyncIterable<readonly T[]>): Promise<T[]> {
  const items: T[] = [];
  for await (const batch of batches) items.push(...batch);
  return items;
}

/** The rows of a text. */
export const rowsOf = (
  chunks: readonly (string | Buffer)[],
  cut: Cut,
  reading: Reading = {},
): Promise<(CutRow | CutFault)[]> => all(cutRows(inputOf(chunks), cut, reading));

/** The texts that paths lead to, by name, and what was noticed. */
export async function textsOf(paths: readonly string[], limits: InputLimits = inputLimits) {
  const inputs = await openInputs(paths, { limits });
  try {
    const texts: Record<string, string> = {};
    for (const input of inputs.all) {
      const chunks: Buffer[] = [];
      for await (const chunk of input.chunks()) chunks.push(chunk);
      texts[input.name] = Buffer.concat(chunks).toString('utf8');
    }
    return { texts, notices: inputs.notices, bases: inputs.all.map(({ base }) => base) };
  } finally {
    await inputs.close();
  }
}
