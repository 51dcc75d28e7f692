import type { CutFault, CutRow, Line } from './lines.ts';

/** A row whose end was not seen yet. */
interface Unfinished {
  readonly line: number;
  /** The lines of it so far, for the case that it never ends. */
  readonly lines: string[];
  length: number;
  readonly cells: string[];
  /** What stands so far in the quotation that is open. */
  quoted: string;
}

const never = 'opens a quotation that is never closed';
const behind = 'has text behind a closed quotation; a quote within one is written twice';

/**
 * Reads on in a row, within its quotation when it has one open, to the end of a line.
 *
 * @returns true when the row is whole, false when its quotation goes on, or what is wrong with it.
 */
function readOn(row: Unfinished, line: string, continued: boolean): boolean | string {
  const { cells } = row;
  const end = line.endsWith('\r') ? line.length - 1 : line.length;
  let inside = continued;
  for (let at = 0; ; ) {
    if (!inside && line.charCodeAt(at) !== 0x22) {
      const comma = line.indexOf(',', at);
      cells.push(line.slice(at, comma < 0 ? end : comma));
      if (comma < 0) return true;
      at = comma + 1;
      continue;
    }
    const from = inside ? at : at + 1;
    const to = endOfQuotation(line, from);
    if (to < 0) {
      row.quoted += `${line.slice(from)}\n`;
      return false;
    }
    const text = row.quoted + line.slice(from, to);
    cells.push(text.includes('"') ? text.replaceAll('""', '"') : text);
    row.quoted = '';
    inside = false;
    if (to + 1 === end) return true;
    if (line.charCodeAt(to + 1) !== 0x2c) return behind;
    at = to + 2;
  }
}

/** Where the quote stands that closes a quotation, or -1 when it goes on behind the line. */
function endOfQuotation(line: string, from: number): number {
  for (let at = line.indexOf('"', from); at >= 0; at = line.indexOf('"', at + 2))
    if (line.charCodeAt(at + 1) !== 0x22) return at;
  return -1;
}

/** Lines to be read, the next of them, and the number of the first. */
interface Pile {
  readonly lines: readonly Line[];
  readonly first: number;
  at: number;
}

/** How many lines may be read again for nothing, beyond one for each that is read. */
const spare_lines = 10_000;

/**
 * Cuts lines into rows at commas as RFC 4180 has it: quotations may hold commas, line ends and doubled quotes. A quote
 * elsewhere than at the beginning of a cell is text.
 *
 * A row that breaks the rules is a fault of its first line alone, and reading goes on at the line after that; only where
 * that were done without end, the fault is of all lines that were taken for the row, and says so.
 * @see https://www.rfc-editor.org/rfc/rfc4180
 */
export class CsvCutter {
  private next = 1;
  private spare = spare_lines;
  private row: Unfinished | null = null;
  private readonly piles: Pile[] = [];
  private rows: (CutRow | CutFault)[] = [];
  private readonly row_bytes: number;

  constructor(row_bytes: number) {
    this.row_bytes = row_bytes;
  }

  /** The rows that end in these lines. */
  cut(lines: readonly Line[]): (CutRow | CutFault)[] {
    this.piles.push({ lines, first: this.next, at: 0 });
    this.next += lines.length;
    this.spare += lines.length;
    return this.drain();
  }

  /** The rows that are left at the end of the text: those of a quotation that was never closed. */
  end(): (CutRow | CutFault)[] {
    const rows: (CutRow | CutFault)[] = [];
    while (this.row !== null) {
      this.giveUp(this.row, never);
      rows.push(...this.drain());
    }
    return rows;
  }

  private drain(): (CutRow | CutFault)[] {
    for (let pile = this.piles.at(-1); pile !== undefined; pile = this.piles.at(-1)) {
      if (pile.at === pile.lines.length) this.piles.pop();
      else this.take(pile);
    }
    const { rows } = this;
    this.rows = [];
    return rows;
  }

  private take(pile: Pile): void {
    const text = pile.lines[pile.at]!;
    const line = pile.first + pile.at;
    // A line that cannot be read ends the row before it, whose other lines come first.
    if (typeof text !== 'string' && this.row !== null) {
      this.giveUp(this.row, never);
      return;
    }
    pile.at += 1;
    if (typeof text !== 'string') this.rows.push({ line, fault: text.fault, text: '' });
    else if (this.row !== null || text.includes('"')) this.readOn(text, line);
    else {
      const plain = text.endsWith('\r') ? text.slice(0, -1) : text;
      if (plain !== '') this.rows.push({ line, cells: plain.split(',') });
    }
  }

  private readOn(text: string, line: number): void {
    const continued = this.row !== null;
    const row = this.row ?? { line, lines: [], length: 0, cells: [], quoted: '' };
    row.lines.push(text);
    row.length += text.length + 1;
    const state = row.length > this.row_bytes ? never : readOn(row, text, continued);
    this.row = state === false ? row : null;
    if (typeof state === 'string') this.giveUp(row, state);
    else if (state) this.rows.push({ line: row.line, cells: row.cells });
  }

  /** Makes a fault of the first line of a row, and has its other lines read by themselves. */
  private giveUp({ line, lines }: Unfinished, fault: string): void {
    this.row = null;
    const others = lines.length - 1;
    const again = others <= this.spare;
    if (again && others > 0) {
      this.spare -= others;
      this.piles.push({ lines, first: line, at: 1 });
    }
    const lost = again ? '' : `; it and the ${others} lines after it are not read`;
    this.rows.push({ line, fault: fault + lost, text: lines[0]! });
  }
}
