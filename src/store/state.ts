import type { Reader, Transaction } from '../db/database.ts';
import { named } from '../db/names.ts';
import { sql } from '../db/sql.ts';
import type { DatasetInput } from '../model/nouns/dataset.ts';

/** Licence and attribution of a dataset, included in every response with its rows. */
export interface DatasetTerms {
  readonly licence: string;
  readonly attribution: string;
}

/** The revision row of a database: all that a request needs before any other query. */
export interface State {
  readonly revision: number;
  /** Distinguishes databases at the same revision. */
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

/** When the data last changed; null if there is none. */
export async function readLastChange(db: Reader): Promise<string | null> {
  const [row] = await db.rows<{ at: string }>(lastChange, { values: {} });
  return row?.at ?? null;
}

/** The timestamp of a save made now: never earlier than that of the previous save. */
export async function timeOfSave(db: Reader, now: Date): Promise<string> {
  const [at, last] = [now.toISOString(), await readLastChange(db)];
  return last !== null && last > at ? last : at;
}

const advance = sql`update state set revision = ${sql.placeholder('revision')}, sequence = ${sql.placeholder('sequence')},
  catalogue = ${sql.placeholder('catalogue')} where id = 1 and revision = ${sql.placeholder('previous')}`;

/** The new state that a transaction writes. */
export interface Advance {
  /** Datasets whose licence and attribution are updated. */
  readonly datasets: readonly DatasetInput[];
  readonly sequence: number;
  /** When the new revision was made. */
  readonly at: string;
}

/** Raises the revision. @throws WriteConflict if another process did so in the meantime. */
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

/** Reads the state once for all requests handled in the same event-loop turn. */
export class StateReader {
  #reading: Promise<State> | null = null;
  #known: State | null = null;

  /** The state, if another request of this turn has already read it. */
  get known(): State | null {
    return this.#known;
  }

  /** The state now or at the start of this turn: never newer than what is read after it. */
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
