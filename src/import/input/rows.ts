import type { Cut } from '../importer.ts';
import { CsvCutter } from './csv.ts';
import { inputLimits } from './limits.ts';
import { type CutFault, type CutRow, type Line, linesOf, type Reading, wholeOf } from './lines.ts';
import type { Input } from './open.ts';

/** Whether a row could not be cut. */
export const isCutFault = (row: CutRow | CutFault): row is CutFault => 'fault' in row;

/** Cuts lines at tabs; quotes are text, and an empty line is a row with one empty cell. */
function cutAtTabs(lines: readonly Line[], first: number): (CutRow | CutFault)[] {
  const rows: (CutRow | CutFault)[] = [];
  for (let at = 0; at < lines.length; at += 1) {
    const line = lines[at]!;
    if (typeof line !== 'string') {
      rows.push({ line: first + at, fault: line.fault, text: '' });
      continue;
    }
    const text = line.endsWith('\r') ? line.slice(0, -1) : line;
    rows.push({ line: first + at, cells: text.split('\t') });
  }
  return rows;
}

async function* tabRows(input: Input, reading: Reading): AsyncGenerator<(CutRow | CutFault)[]> {
  let line = 1;
  for await (const lines of linesOf(input, reading)) {
    yield cutAtTabs(lines, line);
    line += lines.length;
  }
}

async function* csvRows(input: Input, reading: Reading): AsyncGenerator<(CutRow | CutFault)[]> {
  const cutter = new CsvCutter((reading.limits ?? inputLimits).row_bytes);
  for await (const lines of linesOf(input, reading)) yield cutter.cut(lines);
  yield cutter.end();
}

async function* wholeRow(input: Input, reading: Reading): AsyncGenerator<(CutRow | CutFault)[]> {
  const text = await wholeOf(input, reading);
  yield [typeof text === 'string' ? { line: 1, cells: [input.base, text] } : { line: 1, ...text, text: '' }];
}

const cutters = { tabs: tabRows, csv: csvRows, whole: wholeRow } as const;

/**
 * The rows of a text, in batches of some hundred and in constant memory.
 *
 * @param cut `tabs` at tabs with no quoting at all, `csv` after RFC 4180, `whole` as one row: base name and text
 * @throws UsageError when the text cannot be read to its end
 */
export const cutRows = (input: Input, cut: Cut, reading: Reading = {}): AsyncGenerator<(CutRow | CutFault)[]> =>
  cutters[cut](input, reading);
