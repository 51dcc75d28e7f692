import { expect, test } from 'vitest';
import { Progress, type ProgressState, progressText } from '../../src/import/progress.ts';

const standpoint: ProgressState = { phase: 'writing', bytes: 25, size_bytes: 100, rows: 123_456, elapsed_ms: 10_000 };
const bar = (full: number) => `[${'#'.repeat(full)}${'-'.repeat(20 - full)}]`;

test.each<[Partial<ProgressState>, string]>([
  [{}, `writing ${bar(5)}  25 %  123,456 rows  12,346 rows/s  30 s left`],
  [{ elapsed_ms: 100_000 }, `writing ${bar(5)}  25 %  123,456 rows  1,235 rows/s  5 min left`],
  [{ elapsed_ms: 2_600_000 }, `writing ${bar(5)}  25 %  123,456 rows  47 rows/s  2 h 10 min left`],
  [
    { bytes: 0, rows: 0, elapsed_ms: 0, phase: 'checking' },
    `checking ${bar(0)}   0 %  0 rows  0 rows/s  time left unknown`,
  ],
  [{ bytes: 200 }, `writing ${bar(20)} 100 %  123,456 rows  12,346 rows/s  0 s left`],
  [{ bytes: 0, size_bytes: 0, rows: 0 }, `writing ${bar(20)} 100 %  0 rows  0 rows/s  0 s left`],
])('where a run stands, in words: %j', (some, text) => {
  expect(progressText({ ...standpoint, ...some })).toBe(text);
});

/** What is written while ten rows and bytes are done every so many milliseconds. */
function written(step_ms: number, steps: number, isTTY: boolean): string[] {
  const lines: string[] = [];
  let time = 1000;
  const progress = new Progress({ isTTY, columns: 30, write: (text) => lines.push(text) }, () => time);
  for (let step = 1; step <= steps; step += 1) {
    time += step_ms;
    progress.at({ bytes: step * 10, size_bytes: steps * 10, rows: step * 10, phase: 'writing' });
  }
  progress.clear();
  return lines;
}

test('a terminal has one line, drawn anew at most ten times a second, no wider than it', () => {
  const lines = written(30, 100, true);
  expect(lines).toHaveLength(3000 / 120 + 1);
  expect(lines[0]).toBe(`\r\x1b[2K${`writing ${bar(0)}`.slice(0, 29)}`);
  expect(lines.at(-1)).toBe('\r\x1b[2K');
});

test('elsewhere there is a line every ten seconds', () => {
  expect(written(1000, 25, false)).toEqual([
    `writing ${bar(8)}  40 %  100 rows  10 rows/s  15 s left\n`,
    `writing ${bar(16)}  80 %  200 rows  10 rows/s  5 s left\n`,
  ]);
});
