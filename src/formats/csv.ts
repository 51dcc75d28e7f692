import type { Field } from './fields.ts';

/** A value of one CSV cell; null is an empty cell, the empty text `""`. */
export type CsvValue = string | number | boolean | null;

/** A CSV column; `free` marks free text, in which formulas are escaped, unlike numbers, dates, codes and ids. */
export interface CsvColumn {
  name: string;
  free: boolean;
}

const SPECIAL = /[",\r\n]/;
const FORMULA = /^[=+\-@\t\r]/;

/** The header line of a CSV file, CRLF included. */
export function csvHeader(columns: readonly CsvColumn[]): string {
  return `${columns.map((column) => csvCell(column.name)).join(',')}\r\n`;
}

/** A function that writes one row as a CSV line, CRLF included.
 *
 * A free-text cell that a spreadsheet would run as a formula gets a leading `'` unless `raw`. The function throws a
 * RangeError for a row with the wrong number of values.
 * @see https://www.rfc-editor.org/rfc/rfc4180
 * @see https://owasp.org/www-community/attacks/CSV_Injection
 */
export function csvWriter(columns: readonly CsvColumn[], raw: boolean): (row: readonly CsvValue[]) => string {
  const guarded = columns.map((column) => column.free && !raw);
  return (row) => {
    if (row.length !== guarded.length) throw new RangeError(`${row.length} cells for ${guarded.length} columns`);
    let line = '';
    for (let at = 0; at < row.length; at += 1) {
      const value = row[at]!;
      if (at > 0) line += ',';
      if (typeof value !== 'string') line += value ?? '';
      else line += csvCell(guarded[at] && FORMULA.test(value) ? `'${value}` : value);
    }
    return `${line}\r\n`;
  };
}

/** A text as a cell: quoted when empty, when it contains a comma, quote, CR or LF, or when it starts or ends with a blank. */
function csvCell(value: string): string {
  if (value === '') return '""';
  const bordered = value.charCodeAt(0) <= 32 || value.charCodeAt(value.length - 1) <= 32;
  if (!bordered && !SPECIAL.test(value)) return value;
  return `"${value.replaceAll('"', '""')}"`;
}

/** A short table as CSV with one column per field; free text that a spreadsheet would run is escaped. */
export function csvTable(fields: readonly Field[], rows: readonly object[]): string {
  const columns = fields.map(({ path, free }) => ({ name: path, free }));
  const write = csvWriter(columns, false);
  const cell = (row: object, { name }: CsvColumn) => (row as Record<string, CsvValue>)[name] ?? null;
  return csvHeader(columns) + rows.map((row) => write(columns.map((column) => cell(row, column)))).join('');
}
