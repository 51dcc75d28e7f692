import { expect, test } from 'vitest';
import { Progress, type ProgressState, progressText } from '../../src/import/progress.ts';

const MiB = 2 ** 20;
const state: ProgressState = {
  phase: 'writing',
  read_bytes: 25 * MiB,
  total_bytes: 100 * MiB,
  rows: 123_456,
  elapsed_ms: 10_000,
};

test.each<[Partial<ProgressState>, string]>([
  [{}, 'writing 25 % of 100 MiB, 123,456 rows, 12,346 rows/s, 30 s left'],
  [{ elapsed_ms: 100_000 }, 'writing 25 % of 100 MiB, 123,456 rows, 1,235 rows/s, 5 min 00 s left'],
  [{ elapsed_ms: 2_600_000 }, 'writing 25 % of 100 MiB, 123,456 rows, 47 rows/s, 2 h 10 min left'],
  [{ read_bytes: 0, rows: 0, elapsed_ms: 0, phase: 'checking' }, 'checking 0 % of 100 MiB, 0 rows'],
  [{ read_bytes: 200 * MiB }, 'writing 100 % of 100 MiB, 123,456 rows, 12,346 rows/s'],
  [{ read_bytes: 0, total_bytes: 0, rows: 0 }, 'writing 100 % of 0 bytes, 0 rows, 0 rows/s'],
])('how far an import is, in words: %j', (some, text) => {
  expect(progressText({ ...state, ...some }, false)).toBe(text);
});

test('a terminal has a bar', () => {
  expect(progressText(state, true)).toBe(
    'writing [#####...............] 25 % of 100 MiB, 123,456 rows, 12,346 rows/s, 30 s left',
  );
});

/** What is written while ten rows and bytes are done every so many milliseconds. */
function written(step_ms: number, steps: number, isTTY: boolean, silent = false): string[] {
  const lines: string[] = [];
  let time = 1000;
  const stream = { isTTY, columns: 30, write: (text: string) => lines.push(text) };
  const progress = new Progress({ total_bytes: steps * 10, silent, stream, now: () => time });
  progress.start('writing');
  for (let step = 0; step < steps; step += 1) {
    time += step_ms;
    progress.read(10);
    progress.done(10);
  }
  progress.clear();
  return lines;
}

test('a terminal has one line, drawn anew at most ten times a second, no wider than it', () => {
  const lines = written(30, 100, true);
  expect(lines).toHaveLength(3000 / 120 + 1);
  expect(lines[0]).toBe('\rwriting [....................\x1b[K');
  expect(lines.at(-1)).toBe('\r\x1b[K');
});

test('elsewhere there is a line every ten seconds', () => {
  expect(written(1000, 25, false)).toEqual([
    'writing 40 % of 250 bytes, 100 rows, 10 rows/s, 15 s left\n',
    'writing 80 % of 250 bytes, 200 rows, 10 rows/s, 5 s left\n',
  ]);
});

test('or nothing at all', () => {
  expect(written(1000, 100, true, true)).toEqual([]);
});
