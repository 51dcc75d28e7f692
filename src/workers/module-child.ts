/** A child process that runs the `work` of one module, one task at a time; it is killed at the deadline. */
import { openDatabase } from '../db/open.ts';
import { answerJobs } from './child.ts';
import type { ModuleSetup, Work } from './module-queue.ts';

answerJobs(async ({ module, database }: ModuleSetup) => {
  const [own, { work }] = await Promise.all([
    openDatabase(database),
    import(module) as Promise<{ work: Work<unknown, unknown> }>,
  ]);
  return async ({ task }: { readonly task: unknown }) => {
    const db = own.session();
    return { value: await work(db, task), statements: db.statements };
  };
});
