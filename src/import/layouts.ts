import { UsageError } from '../errors.ts';
import { excerpt } from './escape.ts';
import { type Cut, type Layout, type RawRow, RowFault } from './importer.ts';
import type { CutFault, CutRow, Reading } from './input/lines.ts';
import type { Input } from './input/open.ts';
import { cutRows, isCutFault } from './input/rows.ts';

/** A row rejected before its content was read. */
export interface UnreadRow {
  readonly line: number;
  readonly fault: RowFault;
}

/** A row, or why it could not be read, with the line it starts on. */
export type ReadRow = (RawRow & { readonly line: number }) | UnreadRow;

type Batch = readonly (CutRow | CutFault)[];

/** How the rows of one text are laid out. */
interface Chosen {
  readonly cut: Cut;
  /** Whether the first row names the columns. */
  readonly header: boolean;
  /** The layout of a row by its number of cells; with a header there is exactly one. */
  readonly byCells: ReadonlyMap<number, Pick<RawRow, 'layout' | 'columns'>>;
}

const shown_names = 10;
const shown_value = 200;

/** Normalizes a column name for comparison: ignores case, surrounding blanks and quotes. */
const plainName = (name: string): string => stripped(name).toLowerCase();
const stripped = (name: string): string =>
  name
    .trim()
    .replace(/^"(.*)"$/s, '$1')
    .trim();

const missing = ({ columns }: Layout, header: readonly string[]): string[] => {
  const names = new Set(header.map(plainName));
  return columns.filter((name) => !names.has(plainName(name)));
};

/**
 * Maps column names to positions. Columns of the layout take its spelling, others keep their own; an unnamed or repeated
 * column gets its position as a suffix, so that none is lost.
 */
function columnsOf(layout: Layout, header: readonly string[]): Map<string, number> {
  const spelling = new Map(layout.columns.map((name) => [plainName(name), name]));
  const columns = new Map<string, number>();
  for (const [at, cell] of header.entries()) {
    const name = spelling.get(plainName(cell)) ?? stripped(cell);
    const taken = name === '' || columns.has(name);
    columns.set(taken ? `${name || 'column'}_${at + 1}` : name, at);
  }
  return columns;
}

/** Finds header-less layouts whose column count matches one of the first rows. */
function withoutHeader(layouts: readonly Layout[], cut: Cut, batch: Batch): Chosen | null {
  const byCells = new Map<number, Pick<RawRow, 'layout' | 'columns'>>();
  for (const layout of layouts) {
    const { columns, header } = layout;
    if (header || layout.cut !== cut || byCells.has(columns.length)) continue;
    byCells.set(columns.length, { layout, columns: new Map(columns.map((name, at) => [name, at])) });
  }
  return batch.some((row) => !isCutFault(row) && byCells.has(row.cells.length))
    ? { cut, header: false, byCells }
    : null;
}

function fit(layout: Layout, layouts: readonly Layout[], batch: Batch): Chosen | null {
  const [first] = batch;
  if (!layout.header) return withoutHeader(layouts, layout.cut, batch);
  if (first === undefined || isCutFault(first) || missing(layout, first.cells).length > 0) return null;
  const columns = columnsOf(layout, first.cells);
  return { cut: layout.cut, header: true, byCells: new Map([[first.cells.length, { layout, columns }]]) };
}

/** Reads the first batch without progress or notices, as it will be read again. */
async function firstBatch(input: Input, cut: Cut, { onRead: _, onNotice: __, ...reading }: Reading): Promise<Batch> {
  for await (const batch of cutRows(input, cut, reading)) if (batch.length > 0) return batch;
  return [];
}

const inCells = (count: number): string => `${count} ${count === 1 ? 'cell' : 'cells'}`;

const list = (names: readonly string[]): string => {
  const more = names.length > shown_names ? ` and ${names.length - shown_names} more` : '';
  return `${names
    .slice(0, shown_names)
    .map((name) => excerpt(name, 40))
    .join(', ')}${more}`;
};

/** Describes what the layouts expect, and which columns the closest one misses. */
function expected(layouts: readonly Layout[], batches: ReadonlyMap<Cut, Batch>): string {
  const counts = [...new Set(layouts.filter(({ header }) => !header).map(({ columns }) => columns.length))];
  const plain = counts.length === 0 ? [] : [`rows without a header have ${counts.join(' or ')} cells`];
  const near = layouts
    .filter(({ header }) => header)
    .map((layout) => {
      const [first] = batches.get(layout.cut) ?? [];
      return { layout, lacks: missing(layout, first === undefined || isCutFault(first) ? [] : first.cells) };
    })
    .sort((a, b) => a.lacks.length / a.layout.columns.length - b.lacks.length / b.layout.columns.length)
    .slice(0, 1)
    .map(({ layout, lacks }) => `the closest layout with a header is ${layout.name}, which also needs ${list(lacks)}`);
  return [...plain, ...near].join('; ');
}

function refusal(input: Input, layouts: readonly Layout[], batches: ReadonlyMap<Cut, Batch>): UsageError {
  if (layouts.length === 0)
    return new UsageError(`${input.name} does not match the file names of this dataset, so it was not read.`);
  // The cut that gives the first row the most cells is taken to be the right one.
  const cells = (batch: Batch): number => (batch[0] === undefined || isCutFault(batch[0]) ? 0 : batch[0].cells.length);
  const [batch = []] = [...batches.values()].sort((a, b) => cells(b) - cells(a));
  const [first] = batch;
  if (first === undefined || isCutFault(first)) {
    const found = first === undefined ? 'has no rows' : `cannot be read: line ${first.line} ${first.fault}`;
    return new UsageError(`${input.name} ${found}.`);
  }
  const found = `its first row has ${inCells(first.cells.length)}`;
  const wanted = expected(layouts, batches);
  return new UsageError(`${input.name} matches no layout of this dataset: ${found} (${list(first.cells)}); ${wanted}.`);
}

/** Chooses the layout of a text; null when it is empty. @throws UsageError when no layout fits. */
async function choose(input: Input, layouts: readonly Layout[], reading: Reading): Promise<Chosen | null> {
  const batches = new Map<Cut, Batch>();
  for (const layout of layouts) {
    const { cut } = layout;
    // A `whole` file is recognized by its name alone.
    if (cut === 'whole') return withoutHeader(layouts, cut, [{ line: 1, cells: layout.columns }]);
    const batch = batches.get(cut) ?? (await firstBatch(input, cut, reading));
    batches.set(cut, batch);
    if (batch.length === 0) return null;
    const chosen = fit(layout, layouts, batch);
    if (chosen !== null) return chosen;
  }
  throw refusal(input, layouts, batches);
}

function faultOfCount({ header, byCells }: Chosen, cells: readonly string[]): RowFault {
  const counts = [...byCells.keys()];
  const wanted = header ? `where the header has ${counts[0]}` : `where ${counts.join(' or ')} are expected`;
  return new RowFault(null, cells.join(' | ').slice(0, 2 * shown_value), `has ${inCells(cells.length)} ${wanted}`);
}

/**
 * Reads the rows of a text by the layouts of a dataset, in batches and constant memory; a row that cannot be cut or has
 * the wrong number of cells becomes a fault. Headers, empty lines and rows a layout ignores are skipped.
 *
 * @throws UsageError when no layout fits, saying what was found and expected, or when the text cannot be read.
 */
export async function* readRows(
  input: Input,
  layouts: readonly Layout[],
  reading: Reading = {},
): AsyncGenerator<readonly ReadRow[]> {
  const named = layouts.filter(({ files }) => files === undefined || files.test(input.base));
  const strict = { ...reading, utf8Only: named.length > 0 && named.every(({ utf8 }) => utf8 === true) };
  const chosen = await choose(input, named, strict);
  if (chosen === null) return;
  let header = chosen.header;
  for await (const batch of cutRows(input, chosen.cut, strict)) {
    const rows: ReadRow[] = [];
    for (const cut of header ? batch.slice(1) : batch) {
      if (isCutFault(cut)) {
        rows.push({ line: cut.line, fault: new RowFault(null, cut.text || null, cut.fault) });
        continue;
      }
      const { line, cells } = cut;
      const found = chosen.byCells.get(cells.length);
      if (found === undefined) rows.push({ line, fault: faultOfCount(chosen, cells) });
      else if (found.layout.ignores?.(cells) !== true)
        rows.push({ line, cells, layout: found.layout, columns: found.columns });
    }
    header &&= batch.length === 0;
    if (rows.length > 0) yield rows;
  }
}
