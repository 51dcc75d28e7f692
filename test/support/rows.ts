import { type Layout, type RawRow, RowFault } from '../../src/import/importer.ts';

/** Cuts a line at tabs, or a text at the commas of RFC 4180 with either end of line. */
function cut(text: string, layout: Layout): string[][] {
  if (layout.cut === 'tabs') {
    const lines = text.split(/\r?\n/).filter((line) => line !== '');
    return lines.map((line) => line.split('\t'));
  }
  const rows: string[][] = [[]];
  for (const [, quoted, plain = '', end] of text.matchAll(/(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r?\n|$)/g)) {
    rows.at(-1)?.push(quoted?.replaceAll('""', '"') ?? plain);
    if (end !== ',') rows.push([]);
  }
  return rows.filter((cells) => cells.some((cell) => cell !== ''));
}

/** The rows of a text, cut by a layout as the pipeline does. */
export function rowsOf(text: string, layout: Layout): RawRow[] {
  const rows = cut(text, layout);
  const names = layout.header ? (rows.shift() ?? []) : layout.columns;
  const columns = new Map(names.map((name, at) => [name, at]));
  return rows.filter((cells) => layout.ignores?.(cells) !== true).map((cells) => ({ layout, cells, columns }));
}

/** A row out of its cells by the names of their columns. */
export function rowWith(layout: Layout, cells: Readonly<Record<string, string>>): RawRow {
  const columns = new Map(Object.keys(cells).map((name, at) => [name, at]));
  return { layout, cells: Object.values(cells), columns };
}

/** Why a row is refused: the column, the value and the reason; null when it is not. */
export function faultOf(work: () => unknown): readonly [string | null, string | null, string] | null {
  try {
    work();
  } catch (cause) {
    if (!(cause instanceof RowFault)) throw cause;
    return [cause.column, cause.value, cause.reason];
  }
  return null;
}
