import type { Reader, Transaction } from '../db/database.ts';
import { named } from '../db/names.ts';
import { sql } from '../db/sql.ts';
import type { DatasetInput } from '../model/nouns/dataset.ts';

/** Licence and attribution of a dataset, as every answer that has its rows tells them. */
export interface DatasetTerms {
  readonly licence: string;
  readonly attribution: string;
}

/** What a database says of itself: all that a request needs to know before any other query. */
export interface State {
  readonly revision: number;
  /** Tells databases apart that stand at the same revision. */
  readonly database: string;
  readonly sequence: number;
  readonly secret: string;
  readonly catalogue: Readonly<Record<string, DatasetTerms>>;
}

interface Row {
  revision: number;
  database: string;
  sequence: number;
  secret: string;
  catalogue: string;
}

const s = named('state', 's');
const v = named('revisions', 'v');

const query = sql`select ${s.revision}, substr(${s.secret}, 1, 8) as database, ${s.sequence}, ${s.secret}, ${s.catalogue}
  from ${s.from} where ${s.id} = ${sql.placeholder('id')}`;
const parsed = new Map<string, State['catalogue']>();

function readCatalogue(text: string): State['catalogue'] {
  let catalogue = parsed.get(text);
  if (catalogue === undefined) {
    catalogue = JSON.parse(text) as State['catalogue'];
    parsed.clear();
    parsed.set(text, catalogue);
  }
  return catalogue;
}

/** Reads the state: one statement by primary key. */
export async function readState(db: Reader): Promise<State> {
  const [row] = await db.rows<Row>(query, { values: { id: 1 } });
  if (row === undefined) throw new Error('The database has no state; it was never migrated.');
  return { ...row, catalogue: readCatalogue(row.catalogue) };
}

const lastChange = sql`select ${v.at} from ${v.from} order by ${v.revision} desc limit 1`;

/** When the data last changed, null where there is none. */
export async function readLastChange(db: Reader): Promise<string | null> {
  const [row] = await db.rows<{ at: string }>(lastChange, { values: {} });
  return row?.at ?? null;
}

/** The time that a save now is told to be made at: never before that of the save before it. */
export async function timeOfSave(db: Reader, now: Date): Promise<string> {
  const [at, last] = [now.toISOString(), await readLastChange(db)];
  return last !== null && last > at ? last : at;
}

const advance = sql`update state set revision = ${sql.placeholder('revision')}, sequence = ${sql.placeholder('sequence')},
  catalogue = ${sql.placeholder('catalogue')} where id = 1 and revision = ${sql.placeholder('previous')}`;

/** What a transaction makes of the state. */
export interface Advance {
  /** Datasets whose licence and attribution are told from now on. */
  readonly datasets: readonly DatasetInput[];
  readonly sequence: number;
  /** When the new revision was made. */
  readonly at: string;
}

/** Raises the revision. @throws WriteConflict when another process did so meanwhile. */
export async function advanceState(
  transaction: Transaction,
  { revision: previous, catalogue: before }: State,
  { datasets, sequence, at }: Advance,
): Promise<void> {
  const terms = datasets.map(({ id, licence, attribution }) => [id, { licence, attribution }]);
  const catalogue = JSON.stringify({ ...before, ...Object.fromEntries(terms) });
  await transaction.change(advance, [{ revision: previous + 1, sequence, catalogue, previous }], 1);
  await transaction.insert('revisions', [[previous + 1, at]]);
}

/** Reads the state once for all requests that are handled in the same turn of the event loop. */
export class StateReader {
  #reading: Promise<State> | null = null;
  #known: State | null = null;

  /** The state, where another request of this turn has read it already. */
  get known(): State | null {
    return this.#known;
  }

  /** The state as it is now, or as it was when this turn began: never newer than what is read after it. */
  read(db: Reader): Promise<State> {
    this.#reading ??= this.#readOnce(db);
    return this.#reading;
  }

  async #readOnce(db: Reader): Promise<State> {
    setImmediate(() => {
      this.#reading = null;
      this.#known = null;
    });
    const state = await readState(db);
    if (this.#reading !== null) this.#known = state;
    return state;
  }
}
