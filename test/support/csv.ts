/** Reads CSV as RFC 4180 has it, character by character; throws for what it does not allow. */
export function parseCsv(text: string): string[][] {
  const rows: string[][] = [];
  let row: string[] = [];
  for (let at = 0; at < text.length; ) {
    let cell = '';
    if (text[at] === '"') {
      for (at += 1; text[at] !== '"' || text[at + 1] === '"'; at += 1) {
        if (at >= text.length) throw new Error('a quotation is never closed');
        if (text[at] === '"') at += 1;
        cell += text[at];
      }
      at += 1;
    } else {
      for (; at < text.length && text[at] !== ',' && text[at] !== '\r'; at += 1) {
        if (text[at] === '"' || text[at] === '\n') throw new Error(`a bare ${JSON.stringify(text[at])}`);
        cell += text[at];
      }
    }
    row.push(cell);
    if (text.startsWith('\r\n', at)) {
      rows.push(row);
      row = [];
      at += 2;
    } else if (text[at] === ',') at += 1;
    else throw new Error(`neither a comma nor the end of a line after ${JSON.stringify(cell)}`);
    if (text[at - 1] === ',' && (at === text.length || text[at] === '\r')) {
      row.push('');
      if (!text.startsWith('\r\n', at)) throw new Error('no end of the last line');
      rows.push(row);
      row = [];
      at += 2;
    }
  }
  if (row.length > 0) throw new Error('no end of the last line');
  return rows;
}
