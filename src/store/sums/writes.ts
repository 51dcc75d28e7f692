import type { Write } from '../../db/database.ts';
import { sql } from '../../db/sql.ts';
import { type DatasetSlots, type Numbered, Slot, type SumTable, valueTables } from './cells.ts';
import { periods } from './periods.ts';
import { SumRows } from './rows.ts';

/** Sums of one delta: by dataset, with the values of each table by their numbers. */
export interface Summed {
  readonly datasets: ReadonlyMap<string, DatasetSlots>;
  readonly numbered: Readonly<Record<SumTable, Numbered>>;
}

const byKey = (one: readonly [number, unknown], other: readonly [number, unknown]): number => one[0] - other[0];

/** All that was counted of one scope and dataset, whenever it was. */
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

/** The statements that add sums to the tables, in the order of their keys, which takes half the time of any other. */
export function sumWrites({ datasets, numbered }: Summed): Write[] {
  const totals = new SumRows('event_totals');
  const tables = valueTables.map((table) => ({
    table,
    rows: new SumRows(table),
    values: numbered[table].rows,
    ranks: numbered[table].ranks(),
  }));
  const push = (scope: number, period: number, dataset: string, slot: Slot) => {
    totals.push(scope, period, dataset, [], slot.total);
    for (const { table, rows, values, ranks } of tables) {
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
  return [...totals.writes(), ...tables.flatMap(({ rows }) => rows.writes())];
}

const add = sql`insert into event_crowds (key, principals) values (${sql.placeholder('key')}, ${sql.placeholder('principals')})`;
const remove = sql`delete from event_crowds where key = ${sql.placeholder('key')}`;

/** The statements that keep the list of events of many principals: by key their number, or null when they are gone. */
export function crowdWrites(crowds: ReadonlyMap<number, number | null>): Write[] {
  if (crowds.size === 0) return [];
  const all = [...crowds].map(([key, principals]) => ({ key, principals }));
  return [
    { query: remove, rows: all },
    { query: add, rows: all.filter(({ principals }) => principals !== null) },
  ];
}
