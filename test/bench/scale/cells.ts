import Database from 'better-sqlite3';
import { columnsOf } from '../../../src/formats/columns.ts';
import type { Row } from '../../../src/formats/fields.ts';

/**
 * Writes the cells of our CSV of all events into a table of plain columns in a file of its own, in the order of the
 * list, so that a bare loop over one statement gives the same bytes; says how many rows there are.
 */
export function fillCells(path: string, into: string): number {
  const columns = columnsOf('event');
  const events = new Database(path, { readonly: true });
  const cells = new Database(into);
  cells.pragma('journal_mode = off');
  cells.pragma('synchronous = off');
  cells.exec(`create table cells ("row" integer primary key, ${columns.map(({ name }) => `"${name}"`).join()})`);
  const insert = cells.prepare(`insert into cells values (?, ${columns.map(() => '?').join()})`);
  const bodies = events.prepare('select body from event_bodies order by key desc').pluck().iterate();
  let rows = 0;
  cells.exec('begin');
  for (const body of bodies as Iterable<string>) {
    const record = JSON.parse(body) as Row;
    const values = columns.map((column) => column.read(record));
    rows += 1;
    insert.run(rows, ...values.map((value) => (typeof value === 'boolean' ? String(value) : value)));
  }
  cells.exec('commit');
  cells.close();
  events.close();
  return rows;
}
