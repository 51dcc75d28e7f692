import type { Database, Reader, Transaction } from '../../db/database.ts';
import { named } from '../../db/names.ts';
import { type SQL, sql } from '../../db/sql.ts';
import type { TableName } from '../../db/tables.ts';
import type { Dataset } from '../../model/nouns/dataset.ts';
import { type Noun, nounNames, searchedNouns } from '../../model/nouns.ts';
import { RecordFault } from '../fault.ts';
import { stores } from '../nouns.ts';
import { bodiesOf, bodyTable } from '../query/bodies.ts';
import { advanceState, readState, timeOfSave } from '../state.ts';
import { rebuildSums } from '../sums/sums.ts';
import { inTransaction } from '../transaction.ts';
import { ActorNumbers, readBelongings } from './actor-numbers.ts';
import { hiddenIn, type Identified, indexOf, sideTables } from './encode.ts';
import { KnownActors } from './known-actors.ts';
import { completed, insertIndex, removeIndex, type Stored } from './rows.ts';

/** Records per transaction: readers see each record before or after its reindexing, and no writer waits long. */
const records_at_once = 2000;

interface BodyRow {
  readonly key: number;
  readonly body: string;
  readonly extra: string | null;
}

/** The progress of a reindexing. */
export interface Reindexed {
  readonly records: number;
  /** The approximate total. */
  readonly of: number;
}

/** The next bodies of a noun after a key. */
function bodiesAfter(db: Reader, noun: Noun, after: number): Promise<BodyRow[]> {
  const b = bodiesOf[noun];
  return db.rows<BodyRow>(sql`select ${b.key}, ${b.body}, ${b.extra} from ${b.from} where ${b.key} > ${after}
    order by ${b.key} limit ${records_at_once}`);
}

/** Encodes the index of records again and replaces the existing one. */
async function reindexRows(
  transaction: Transaction,
  noun: Noun,
  rows: readonly BodyRow[],
  actors: { readonly numbers: ActorNumbers; readonly known: KnownActors; readonly keys: number[] },
): Promise<void> {
  const { numbers, known, keys } = actors;
  const encoded = rows.map((row) => {
    const record = JSON.parse(row.body) as Identified & { readonly revision: number };
    return { row, record, index: indexOf(noun, record, hiddenIn(row.extra), numbers) };
  });
  const names = numbers.take();
  const [absent] = await known.find(transaction, names, new Map(), () => 0);
  // States could be made, but an index has no records of its own to add.
  if (absent !== undefined) {
    const { id } = absent.encoded;
    throw new RecordFault(`actor ${id}`, id, `there is no actor "${id}"`);
  }
  for (const id of names) keys.push(known.key(id));
  const stored = encoded.map(({ row, record: { id, dataset, revision }, index }): Stored => {
    return { ...row, id, dataset, ...completed(noun, index, { key: row.key, revision }, keys) };
  });
  await removeIndex(
    transaction,
    noun,
    rows.map(({ key }) => key),
  );
  // A row under the key of another record, or of none, may have taken the id.
  const table = sql.raw(stores[noun].table);
  await transaction.change(
    sql`delete from ${table} where id = ${sql.placeholder('id')}`,
    stored.map(({ id }) => ({ id })),
  );
  await insertIndex(transaction, noun, stored);
}

/** The nouns that have rows in each table, so that a key there may belong to any of them. */
function sharedTables(): Map<TableName, Noun[]> {
  const tables = new Map<TableName, Noun[]>();
  for (const noun of nounNames) {
    for (const table of [stores[noun].table, ...sideTables(noun).map((side) => side.table)]) {
      tables.set(table, [...(tables.get(table) ?? []), noun]);
    }
  }
  return tables;
}

const bodyless = (key: SQL, nouns: readonly Noun[]): SQL =>
  sql.join(
    nouns.map((noun) => sql`${key} not in (select key from ${sql.raw(bodyTable(noun))})`),
    ' and ',
  );

/** Deletes index rows that belong to no record. */
async function prune(transaction: Transaction): Promise<void> {
  for (const [table, nouns] of sharedTables()) {
    await transaction.change(sql`delete from ${sql.raw(table)} where ${bodyless(sql.raw('key'), nouns)}`, [{}]);
  }
  for (const noun of searchedNouns) {
    const { textKey, textTable } = transaction.dialect;
    const stale = await transaction.rows<{ key: number }>(
      sql`select ${textKey} as key from ${textTable(noun)} where ${bodyless(textKey, [noun])}`,
    );
    await transaction.removeWords(
      noun,
      stale.map(({ key }) => key),
    );
  }
}

const d = named('dataset_bodies', 'b');

/** Raises the revision: answers may differ from those before, and clients must not take them for the same. */
async function raiseRevision(
  transaction: Transaction,
  now: () => Date,
  datasets: readonly Dataset[] = [],
): Promise<void> {
  const state = await readState(transaction);
  const at = await timeOfSave(transaction, now());
  await advanceState(transaction, state, { datasets, sequence: state.sequence, at });
}

/** Deletes stale index rows and rebuilds the sums, once every record is reindexed. */
function finish(database: Database, now: () => Date): Promise<void> {
  return inTransaction(database, async (transaction) => {
    await prune(transaction);
    await rebuildSums(transaction);
    const bodies = await transaction.rows<{ body: string }>(sql`select ${d.body} from ${d.from} order by ${d.key}`);
    const datasets = bodies.map(({ body }) => JSON.parse(body) as Dataset);
    await raiseRevision(transaction, now, datasets);
  });
}

/**
 * Rebuilds every index, text and sum from the record bodies in batches; readers are not blocked, but nothing else may
 * write meanwhile. If it is interrupted, each record has either its old or its new index.
 *
 * @param progress called after each batch
 * @throws RecordFault if a record names an actor that does not exist.
 */
export async function reindex(
  database: Database,
  progress: (so_far: Reindexed) => void = () => {},
  now: () => Date = () => new Date(),
): Promise<number> {
  const { sequence: of } = await readState(database);
  let records = 0;
  // Actors come first: the index of all other nouns depends on them and their affiliations.
  for (const noun of ['actor' as const, ...nounNames.filter((name) => name !== 'actor')]) {
    const numbers = new ActorNumbers(noun === 'actor' ? [] : await readBelongings(database));
    const actors = { numbers, known: new KnownActors(''), keys: [0] };
    for (let after = -1; ; ) {
      const last = await inTransaction(database, async (transaction) => {
        const rows = await bodiesAfter(transaction, noun, after);
        if (rows.length > 0) {
          await reindexRows(transaction, noun, rows, actors);
          await raiseRevision(transaction, now);
        }
        records += rows.length;
        return rows.at(-1)?.key;
      });
      if (last === undefined) break;
      after = last;
      progress({ records, of });
    }
  }
  await finish(database, now);
  return records;
}
