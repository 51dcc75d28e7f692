import type { Reader, Reading } from '../database.ts';
import type { SQL } from '../sql.ts';
import { connect } from './connection.ts';
import { sqliteDialect } from './dialect.ts';
import { render, Statements } from './statements.ts';

/** A connection that only reads, in a process of its own, where no query is too heavy. */
export class SqliteReader implements Reader {
  readonly dialect = sqliteDialect;
  readonly #statements: Statements;
  /** How many statements were run so far. */
  statements = 0;

  /**
   * @param walk what is read `in order` is read once, so that to keep it, or to map the file, would only take memory
   * @throws UsageError when the file cannot be opened.
   */
  constructor(path: string, walk: 'in order' | 'anywhere') {
    const database = connect(path, { mustExist: true, readOnly: true });
    if (walk === 'in order') {
      database.pragma('mmap_size = 0');
      database.pragma('cache_size = -8192');
    }
    this.#statements = new Statements(database);
  }

  /** Runs a query that is written out already. */
  run(text: string, params: readonly unknown[]): unknown[] {
    this.statements += 1;
    return this.#statements.get(text).all(params);
  }

  async rows<Row>(query: SQL, { values }: Reading = {}): Promise<Row[]> {
    const { text, params } = render(query, values);
    return this.run(text, params) as Row[];
  }
}
