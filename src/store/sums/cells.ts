import { PeriodReader } from './periods.ts';

/** The sums of a set of events. */
export class Cell {
  events = 0;
  fatalities = 0;
  with_fatalities = 0;
  tenths = 0;
  rated = 0;
  cooperation = 0;
  conflict = 0;

  add(other: Cell): void {
    this.events += other.events;
    this.fatalities += other.fatalities;
    this.with_fatalities += other.with_fatalities;
    this.tenths += other.tenths;
    this.rated += other.rated;
    this.cooperation += other.cooperation;
    this.conflict += other.conflict;
  }

  /** True if every sum is zero. */
  get empty(): boolean {
    return (
      this.events === 0 &&
      this.fatalities === 0 &&
      this.with_fatalities === 0 &&
      this.tenths === 0 &&
      this.rated === 0 &&
      this.cooperation === 0 &&
      this.conflict === 0
    );
  }
}

/** The values that sums are grouped by, in column order. */
export type Values = readonly (string | number)[];

interface Node {
  readonly next: Map<string | number, Node>;
  number: number;
}

function compare(one: Values, other: Values): number {
  const at = one.findIndex((value, column) => value !== other[column]);
  return (one[at] ?? 0) < (other[at] ?? 0) ? -1 : 1;
}

/** Assigns a small number to each distinct row of values, which is faster to look up than a string key. */
export class Numbered {
  readonly rows: Values[] = [];
  readonly #root: Node = { next: new Map(), number: -1 };

  of(values: Values): number {
    let node = this.#root;
    for (const value of values) {
      let next = node.next.get(value);
      if (next === undefined) {
        next = { next: new Map(), number: -1 };
        node.next.set(value, next);
      }
      node = next;
    }
    if (node.number < 0) node.number = this.rows.push(values) - 1;
    return node.number;
  }

  /** The rank of each number in the sorted order of the rows. */
  ranks(): number[] {
    const ranks: number[] = [];
    const order = this.rows.map((values, number) => ({ values, number })).sort((a, b) => compare(a.values, b.values));
    for (const [rank, { number }] of order.entries()) ranks[number] = rank;
    return ranks;
  }
}

/** The tables of sums grouped by values. */
export const valueTables = ['event_kinds', 'event_places', 'event_principals', 'event_links'] as const;

/** A table of sums grouped by values. */
export type SumTable = (typeof valueTables)[number];

/** The cells of one scope, period and dataset: their total, and each table's cells by value number. */
export class Slot {
  readonly total = new Cell();
  readonly event_kinds = new Map<number, Cell>();
  readonly event_places = new Map<number, Cell>();
  readonly event_principals = new Map<number, Cell>();
  readonly event_links = new Map<number, Cell>();

  /** Adds to a cell; returns 1 if the cell is new. */
  count(table: SumTable, number: number, amount: Cell): 0 | 1 {
    const cells = this[table];
    const known = cells.get(number);
    const cell = known ?? new Cell();
    if (known === undefined) cells.set(number, cell);
    cell.add(amount);
    return known === undefined ? 1 : 0;
  }
}

/** The slots of one dataset by scope and month, and its totals by day. */
export class DatasetSlots {
  readonly scopes = new Map<number, Map<number, Slot>>();
  readonly days = new Map<number, Cell>();
  readonly periods = new PeriodReader();

  slot(scope: number, period: number): Slot {
    let slots = this.scopes.get(scope);
    if (slots === undefined) {
      slots = new Map();
      this.scopes.set(scope, slots);
    }
    let slot = slots.get(period);
    if (slot === undefined) {
      slot = new Slot();
      slots.set(period, slot);
    }
    return slot;
  }
}
