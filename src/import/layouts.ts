import { UsageError } from '../errors.ts';
import { excerpt } from './escape.ts';
import { type Cut, type Layout, type RawRow, RowFault } from './importer.ts';
import type { Reading } from './input/lines.ts';
import type { Input } from './input/open.ts';
import { type CutFault, type CutRow, cutRows, isCutFault } from './input/rows.ts';

/** A row of a file, or why it is none, and the line it begins in. */
export type ReadRow = (RawRow & { readonly line: number }) | { readonly line: number; readonly fault: RowFault };

type Columns = ReadonlyMap<string, number>;

interface Placed {
  readonly layout: Layout;
  readonly columns: Columns;
}

const folded = (name: string) => name.trim().toLowerCase();

/** Where the columns of a layout stand in a header; the names are those of the layout where it has them. */
function placed(layout: Layout, header: readonly string[]): Placed {
  const own = new Map(layout.columns.map((name) => [folded(name), name]));
  return { layout, columns: new Map(header.map((name, at) => [own.get(folded(name)) ?? name.trim(), at])) };
}

const missingIn = (layout: Layout, header: readonly string[]): string[] => {
  const names = new Set(header.map(folded));
  return layout.columns.filter((name) => !names.has(folded(name)));
};

function refuseHeader(input: Input, layouts: readonly Layout[], header: readonly string[]): UsageError {
  const near = layouts
    .map((layout) => ({ layout, missing: missingIn(layout, header) }))
    .reduce((a, b) =>
      b.missing.length / b.layout.columns.length < a.missing.length / a.layout.columns.length ? b : a,
    );
  const lacks = near.missing.slice(0, 10).join(', ') + (near.missing.length > 10 ? ', …' : '');
  const found = excerpt(header.join(', '), 200);
  return new UsageError(
    `${input.name} is no file of this dataset: it begins with "${found}" and lacks, of ${near.layout.name}, ${lacks}.`,
  );
}

const cellFault = (found: number, expected: readonly number[]): RowFault => {
  const [last, ...others] = [...new Set(expected)].toReversed().map(String);
  const many = others.length === 0 ? last : `${others.toReversed().join(', ')} or ${last}`;
  return new RowFault(null, null, `has ${found} cells where ${many} are expected`);
};

const faultOf = ({ fault, text }: CutFault): RowFault => new RowFault(null, text === '' ? null : text, fault);

/** The rows of a file without a header: each has the layout with as many columns as it has cells. */
async function* byNumberOfCells(rows: AsyncIterable<(CutRow | CutFault)[]>, layouts: readonly Layout[]) {
  const byCells = new Map<number, Placed>(
    layouts.map((layout) => [
      layout.columns.length,
      { layout, columns: new Map(layout.columns.map((name, at) => [name, at])) },
    ]),
  );
  const expected = [...byCells.keys()];
  for await (const batch of rows) {
    const read: ReadRow[] = [];
    for (const row of batch) {
      if (isCutFault(row)) {
        read.push({ line: row.line, fault: faultOf(row) });
        continue;
      }
      const { line, cells } = row;
      const found = byCells.get(cells.length);
      if (found === undefined) read.push({ line, fault: cellFault(cells.length, expected) });
      else if (!found.layout.ignores?.(cells)) read.push({ line, cells, layout: found.layout, columns: found.columns });
    }
    yield read;
  }
}

/** The rows of a file after its header. */
async function* underHeader(
  rows: AsyncIterable<(CutRow | CutFault)[]>,
  choose: (header: readonly string[]) => Placed | null,
) {
  let found: Placed | null = null;
  let cellsExpected = 0;
  for await (const batch of rows) {
    const read: ReadRow[] = [];
    for (const row of batch) {
      if (isCutFault(row)) read.push({ line: row.line, fault: faultOf(row) });
      else if (found === null) {
        found = choose(row.cells);
        if (found === null) return;
        cellsExpected = row.cells.length;
      } else if (row.cells.length !== cellsExpected) {
        read.push({ line: row.line, fault: cellFault(row.cells.length, [cellsExpected]) });
      } else if (!found.layout.ignores?.(row.cells)) read.push({ line: row.line, cells: row.cells, ...found });
    }
    yield read;
  }
}

const cutsOf = (layouts: readonly Layout[]): Cut[] => [...new Set(layouts.map(({ cut }) => cut))];

async function* withHeader(input: Input, layouts: readonly Layout[], reading: Reading): AsyncGenerator<ReadRow[]> {
  let first: readonly string[] = [];
  for (const cut of cutsOf(layouts)) {
    let chosen = false;
    const rows = underHeader(cutRows(input, cut, reading), (header) => {
      first = header;
      const layout = layouts.find((one) => one.cut === cut && missingIn(one, header).length === 0);
      chosen = layout !== undefined;
      return layout === undefined ? null : placed(layout, header);
    });
    yield* rows;
    if (chosen) return;
  }
  if (first.length > 0) throw refuseHeader(input, layouts, first);
}

/**
 * The rows of a text as a dataset lays them out; what is no row of it is told as a fault.
 *
 * @throws UsageError for a file that has no layout of the dataset, or cannot be read to its end.
 */
export async function* readRows(
  input: Input,
  layouts: readonly Layout[],
  reading: Reading,
): AsyncGenerator<readonly ReadRow[]> {
  const named = layouts.filter(({ files }) => files?.test(input.base) !== false);
  if (named.length === 0) {
    throw new UsageError(`${input.name} is no file of this dataset: none of them is called so.`);
  }
  const strict = { ...reading, utf8Only: named.every(({ utf8 }) => utf8 === true) };
  if (named.some(({ header }) => header)) yield* withHeader(input, named, strict);
  else yield* byNumberOfCells(cutRows(input, named[0]?.cut ?? 'tabs', strict), named);
}
