import type { CutFault, CutRow, Line } from './lines.ts';

/** A row whose end has not been seen yet. */
interface Unfinished {
  readonly line: number;
  /** Its lines so far, in case it never ends. */
  readonly lines: string[];
  length: number;
  readonly cells: string[];
  /** The open quotation so far. */
  quoted: string;
}

const never = 'has a quotation that is never closed';
const behind = 'has text after a closing quote; quotes inside a quoted cell must be doubled';

/**
 * Parses one more line of a row, which may start inside an open quotation.
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

/** The index of the closing quote, or -1 when the quotation continues on the next line. */
function endOfQuotation(line: string, from: number): number {
  for (let at = line.indexOf('"', from); at >= 0; at = line.indexOf('"', at + 2))
    if (line.charCodeAt(at + 1) !== 0x22) return at;
  return -1;
}

/** Lines waiting to be parsed, the next of them, and the number of the first. */
interface PendingLines {
  readonly lines: readonly Line[];
  readonly first: number;
  at: number;
}

/** How many lines may be re-read beyond one for each line read. */
const spare_lines = 10_000;

/**
 * Cuts lines into rows by RFC 4180: quotations may hold commas, line ends and doubled quotes. A quote that does not
 * start a cell is text.
 *
 * A malformed row is a fault of its first line only, and reading resumes on the next line; when too many lines have been
 * re-read, the fault covers all lines of the row and says so.
 * @see https://www.rfc-editor.org/rfc/rfc4180
 */
export class CsvCutter {
  private next = 1;
  private spare = spare_lines;
  private row: Unfinished | null = null;
  private readonly pending: PendingLines[] = [];
  private rows: (CutRow | CutFault)[] = [];
  private readonly row_bytes: number;

  constructor(row_bytes: number) {
    this.row_bytes = row_bytes;
  }

  /** The rows that end in these lines. */
  cut(lines: readonly Line[]): (CutRow | CutFault)[] {
    this.pending.push({ lines, first: this.next, at: 0 });
    this.next += lines.length;
    this.spare += lines.length;
    return this.drain();
  }

  /** The rows left at the end of the text, from a quotation that was never closed. */
  end(): (CutRow | CutFault)[] {
    const rows: (CutRow | CutFault)[] = [];
    while (this.row !== null) {
      this.giveUp(this.row, never);
      rows.push(...this.drain());
    }
    return rows;
  }

  private drain(): (CutRow | CutFault)[] {
    for (let batch = this.pending.at(-1); batch !== undefined; batch = this.pending.at(-1)) {
      if (batch.at === batch.lines.length) this.pending.pop();
      else this.take(batch);
    }
    const { rows } = this;
    this.rows = [];
    return rows;
  }

  private take(batch: PendingLines): void {
    const text = batch.lines[batch.at]!;
    const line = batch.first + batch.at;
    // An unreadable line ends the row before it, whose other lines come first.
    if (typeof text !== 'string' && this.row !== null) {
      this.giveUp(this.row, never);
      return;
    }
    batch.at += 1;
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
    const result = row.length > this.row_bytes ? never : readOn(row, text, continued);
    this.row = result === false ? row : null;
    if (typeof result === 'string') this.giveUp(row, result);
    else if (result) this.rows.push({ line: row.line, cells: row.cells });
  }

  /** Reports the first line of a row as a fault and queues its other lines to be parsed again. */
  private giveUp({ line, lines }: Unfinished, fault: string): void {
    this.row = null;
    const others = lines.length - 1;
    const again = others <= this.spare;
    if (again && others > 0) {
      this.spare -= others;
      this.pending.push({ lines, first: line, at: 1 });
    }
    const lost = again ? '' : `; it and the ${others} lines after it were not read`;
    this.rows.push({ line, fault: fault + lost, text: lines[0]! });
  }
}
