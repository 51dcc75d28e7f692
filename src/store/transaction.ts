import type { Database, Transaction } from '../db/database.ts';

/** Runs work in a transaction, which is rolled back if it fails. */
export async function inTransaction<Result>(
  database: Database,
  work: (transaction: Transaction) => Promise<Result>,
): Promise<Result> {
  const transaction = await database.begin();
  try {
    const result = await work(transaction);
    await transaction.commit();
    return result;
  } catch (cause) {
    await transaction.rollback();
    throw cause;
  }
}
