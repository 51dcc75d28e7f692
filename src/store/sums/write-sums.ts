import type { Row, Transaction, Value } from '../../db/database.ts';
import { sql } from '../../db/sql.ts';
import { columnsOf, type Table, type TableName, tables } from '../../db/tables.ts';
import { type Cell, type DatasetSlots, type Numbered, Slot, type SumTable, valueTables } from './cells.ts';
import { periods } from './periods.ts';

/** The sums of one delta: slots by dataset, and each table's numbered values. */
export interface Summed {
  readonly datasets: ReadonlyMap<string, DatasetSlots>;
  readonly numbered: Readonly<Record<SumTable, Numbered>>;
}

const byKey = (one: readonly [number, unknown], other: readonly [number, unknown]): number => one[0] - other[0];

/** The all-time sums of one scope and dataset. */
function allTime(slots: ReadonlyMap<number, Slot>): Slot {
  const all = new Slot();
  for (const slot of slots.values()) {
    all.total.add(slot.total);
    for (const table of valueTables) {
      for (const [number, cell] of slot[table]) all.count(table, number, cell);
    }
  }
  return all;
}

/** The query that deletes a row of sums whose count is 0. */
function deleteEmpty(name: TableName) {
  const { primaryKey }: Table = tables[name];
  const same = sql.join(
    primaryKey.map((column, at) => sql`${sql.raw(column)} = ${sql.placeholder(String(at))}`),
    ' and ',
  );
  return sql`delete from ${sql.raw(name)} where ${same} and events = 0`;
}

const clears = {
  event_totals: deleteEmpty('event_totals'),
  event_kinds: deleteEmpty('event_kinds'),
  event_places: deleteEmpty('event_places'),
  event_principals: deleteEmpty('event_principals'),
  event_links: deleteEmpty('event_links'),
} as const satisfies Record<SumTable | 'event_totals', unknown>;

/** The rows of one table, ideally in key order, and the keys of those that subtract events. */
class SumRows {
  readonly #table: keyof typeof clears;
  readonly #sums: readonly (keyof Cell)[];
  readonly #rows: Row[] = [];
  readonly #decreased: Row[] = [];

  constructor(table: keyof typeof clears) {
    this.#table = table;
    const { primaryKey }: Table = tables[table];
    this.#sums = columnsOf(table).filter((column) => !primaryKey.includes(column)) as (keyof Cell)[];
  }

  push(scope: number, period: number, dataset: string, values: readonly (string | number)[], cell: Cell): void {
    if (cell.empty) return;
    const row: Value[] = [scope, period, dataset, ...values];
    if (cell.events < 0) this.#decreased.push([...row]);
    for (const name of this.#sums) row.push(cell[name] as number);
    this.#rows.push(row);
  }

  async write(transaction: Transaction): Promise<void> {
    await transaction.add(this.#table, this.#rows);
    // Arrays of values; the placeholders are named by index.
    await transaction.change(clears[this.#table], this.#decreased as never);
  }
}

/** Adds sums to the tables in key order, which takes half the time of any other order. */
export async function writeSums(transaction: Transaction, { datasets, numbered }: Summed): Promise<void> {
  const totals = new SumRows('event_totals');
  const all = valueTables.map((table) => ({
    table,
    rows: new SumRows(table),
    values: numbered[table].rows,
    ranks: numbered[table].ranks(),
  }));
  const push = (scope: number, period: number, dataset: string, slot: Slot) => {
    totals.push(scope, period, dataset, [], slot.total);
    for (const { table, rows, values, ranks } of all) {
      const cells = [...slot[table]].sort(([one], [other]) => (ranks[one] ?? 0) - (ranks[other] ?? 0));
      for (const [number, cell] of cells) rows.push(scope, period, dataset, values[number] ?? [], cell);
    }
  };
  for (const [dataset, { scopes, days }] of datasets) {
    for (const [scope, slots] of [...scopes].sort(byKey)) {
      push(scope, periods.all, dataset, allTime(slots));
      for (const [period, slot] of [...slots].sort(byKey)) push(scope, period, dataset, slot);
    }
    for (const [period, total] of [...days].sort(byKey)) totals.push(0, period, dataset, [], total);
  }
  await totals.write(transaction);
  for (const { rows } of all) await rows.write(transaction);
}

/** Updates the list of events with many principals: the number by key, or null if deleted. */
export async function writeCrowds(transaction: Transaction, crowds: ReadonlyMap<number, number | null>): Promise<void> {
  await transaction.remove('event_crowds', [...crowds.keys()]);
  const current = [...crowds].flatMap(([key, principals]) => (principals === null ? [] : [[key, principals]]));
  await transaction.insert('event_crowds', current);
}
