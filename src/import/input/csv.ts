import type { Line } from './lines.ts';
import type { CutFault, CutRow } from './rows.ts';

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
    if (line.charCodeAt(to + 1) !== 0x2c) return to + 1 > end ? true : behind;
    at = to + 2;
  }
}

/** Where the quote stands that closes a quotation, or -1 when it goes on behind the line. */
function endOfQuotation(line: string, from: number): number {
  for (let at = line.indexOf('"', from); at >= 0; at = line.indexOf('"', at + 2))
    if (line.charCodeAt(at + 1) !== 0x22) return at;
  return -1;
}

/**
 * Cuts lines into rows at commas as RFC 4180 has it: quotations may hold commas, line ends and doubled quotes. A quote
 * elsewhere than at the beginning of a cell is text.
 *
 * A row that breaks the rules is a fault of its first line alone, and reading goes on at the line after that.
 * @see https://www.rfc-editor.org/rfc/rfc4180
 */
export class CsvCutter {
  private line = 1;
  private row: Unfinished | null = null;
  private readonly row_bytes: number;

  constructor(row_bytes: number) {
    this.row_bytes = row_bytes;
  }

  /** The rows that end in these lines. */
  cut(lines: readonly Line[]): (CutRow | CutFault)[] {
    const rows: (CutRow | CutFault)[] = [];
    for (const line of lines) this.take(line, rows);
    return rows;
  }

  /** The rows that are left at the end of the text: those of a quotation that was never closed. */
  end(): (CutRow | CutFault)[] {
    const rows: (CutRow | CutFault)[] = [];
    while (this.row !== null) this.giveUp(never, rows);
    return rows;
  }

  private take(line: Line, rows: (CutRow | CutFault)[]): void {
    if (typeof line !== 'string') {
      while (this.row !== null) this.giveUp(never, rows);
      rows.push({ line: this.line, fault: line.fault, text: '' });
      this.line += 1;
    } else if (this.row !== null || line.includes('"')) this.readOn(line, rows);
    else {
      const text = line.endsWith('\r') ? line.slice(0, -1) : line;
      if (text !== '') rows.push({ line: this.line, cells: text.split(',') });
      this.line += 1;
    }
  }

  private readOn(line: string, rows: (CutRow | CutFault)[]): void {
    const continued = this.row !== null;
    this.row ??= { line: this.line, lines: [], length: 0, cells: [], quoted: '' };
    const { row } = this;
    row.lines.push(line);
    row.length += line.length + 1;
    this.line += 1;
    const state = row.length > this.row_bytes ? never : readOn(row, line, continued);
    if (typeof state === 'string') this.giveUp(state, rows);
    else if (state) {
      rows.push({ line: row.line, cells: row.cells });
      this.row = null;
    }
  }

  /** Makes a fault of the first line of the row that is open, and reads its other lines by themselves. */
  private giveUp(fault: string, rows: (CutRow | CutFault)[]): void {
    const { line, lines } = this.row!;
    this.row = null;
    rows.push({ line, fault, text: lines[0]! });
    this.line = line + 1;
    for (const one of lines.slice(1)) this.take(one, rows);
  }
}
