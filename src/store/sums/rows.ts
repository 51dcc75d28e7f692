import type { Values, Write } from '../../db/database.ts';
import { type SQL, sql } from '../../db/sql.ts';
import { type Cell, type SumTable, sumTables } from './cells.ts';

const scopeColumns = ['scope', 'period', 'dataset'] as const;
const sumColumns = ['events', 'fatalities', 'with_fatalities', 'tenths', 'rated'] as const;
const linkColumns = [...sumColumns, 'cooperation', 'conflict'] as const;

/** How many rows one statement adds: half the time of one by one. */
const rowsAtOnce = 16;

/** How one table is written: rows that bring a change, and then those of them that may have come to nothing. */
interface TableWrites {
  readonly keys: number;
  readonly sums: readonly (typeof linkColumns)[number][];
  readonly add: SQL;
  readonly addMany: SQL;
  readonly clear: SQL;
}

function tableWrites(table: string, values: readonly string[], sums: TableWrites['sums']): TableWrites {
  const keys = [...scopeColumns, ...values];
  const columns = [...keys, ...sums];
  const raised = sums.map((name) => `${name} = ${table}.${name} + excluded.${name}`).join(', ');
  const marks = (row: number) =>
    sql.join(
      columns.map((_, at) => sql.placeholder(`${row * columns.length + at}`)),
      ', ',
    );
  const adding = (count: number) => {
    const rows = sql.join(
      Array.from({ length: count }, (_, row) => sql`(${marks(row)})`),
      ', ',
    );
    return sql`insert into ${sql.raw(`${table} (${columns.join(', ')})`)} values ${rows}
      on conflict ${sql.raw(`(${keys.join(', ')}) do update set ${raised}`)}`;
  };
  const same = sql.join(
    keys.map((name, at) => sql`${sql.raw(name)} = ${sql.placeholder(`${at}`)}`),
    ' and ',
  );
  const clear = sql`delete from ${sql.raw(table)} where ${same} and events = 0`;
  return { keys: keys.length, sums, add: adding(1), addMany: adding(rowsAtOnce), clear };
}

const ofTable: Readonly<Record<SumTable | 'event_totals', TableWrites>> = {
  event_totals: tableWrites('event_totals', [], sumColumns),
  event_kinds: tableWrites('event_kinds', sumTables.event_kinds, sumColumns),
  event_places: tableWrites('event_places', sumTables.event_places, sumColumns),
  event_principals: tableWrites('event_principals', sumTables.event_principals, sumColumns),
  event_links: tableWrites('event_links', sumTables.event_links, linkColumns),
};

/** Values one after the other, which placeholders name by their numbers. */
const numbered = (values: unknown[]): Values => values as unknown as Values;

/** The rows of one table, best in the order of its key, and those of them that take events away. */
export class SumRows {
  readonly #table: TableWrites;
  readonly #full: Values[] = [];
  #filling: unknown[] = [];
  #rows = 0;
  readonly #lessened: Values[] = [];

  constructor(table: SumTable | 'event_totals') {
    this.#table = ofTable[table];
  }

  push(scope: number, period: number, dataset: string, values: readonly (string | number)[], cell: Cell): void {
    if (cell.empty) return;
    const row = this.#filling;
    row.push(scope, period, dataset);
    for (const value of values) row.push(value);
    for (const name of this.#table.sums) row.push(cell[name]);
    if (cell.events < 0) this.#lessened.push(numbered([scope, period, dataset, ...values]));
    this.#rows += 1;
    if (this.#rows % rowsAtOnce !== 0) return;
    this.#full.push(numbered(row));
    this.#filling = [];
  }

  writes(): Write[] {
    const { keys, sums, add, addMany, clear } = this.#table;
    const width = keys + sums.length;
    const left = Array.from({ length: this.#rows % rowsAtOnce }, (_, at) =>
      numbered(this.#filling.slice(at * width, (at + 1) * width)),
    );
    const all: Write[] = [
      { query: addMany, rows: this.#full },
      { query: add, rows: left },
      { query: clear, rows: this.#lessened },
    ];
    return all.filter(({ rows }) => rows.length > 0);
  }
}
