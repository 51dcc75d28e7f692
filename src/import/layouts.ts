import type { Layout, RawRow, RowFault } from './importer.ts';
import type { Input } from './input/open.ts';

export type ReadRow = (RawRow & { readonly line: number }) | { readonly line: number; readonly fault: RowFault };

export async function* readRows(
  input: Input,
  layouts: readonly Layout[],
  onRead: (bytes: number) => void,
): AsyncGenerator<ReadRow[]> {
  let rest = '';
  let line = 0;
  const layoutBy = new Map(
    layouts.map((l) => [l.columns.length, { layout: l, columns: new Map(l.columns.map((c, i) => [c, i])) }]),
  );
  for await (const chunk of input.chunks(onRead)) {
    const text = rest + chunk.toString('utf8');
    const lines = text.split('\n');
    rest = lines.pop() ?? '';
    for (let at = 0; at < lines.length; at += 500) {
      const rows: ReadRow[] = [];
      for (const one of lines.slice(at, at + 500)) {
        line += 1;
        const cells = one.split('\t');
        const found = layoutBy.get(cells.length)!;
        rows.push({ line, layout: found.layout, columns: found.columns, cells });
      }
      yield rows;
    }
  }
}
