/** The child process that does one heavy thing at a time; it is killed at the deadline, which is how it is stopped. */
import { setPriority } from 'node:os';
import process from 'node:process';
import type { Reply } from '../../processes/pool.ts';
import type { Work } from '../database.ts';
import { SqliteReader } from './reader.ts';

/** A query written out, or the `work` of a module and its task. */
export type ChildMessage =
  | { readonly text: string; readonly params: readonly unknown[] }
  | { readonly module: string; readonly task: unknown };

/** How much this process stands back where the machine is busy, so that the light requests come first. */
const niceness = 10;

const [path = '', line, ...modules] = process.argv.slice(2);
const reader = new SqliteReader(path, line === 'piece' ? 'in order' : 'anywhere');

async function answer(message: ChildMessage): Promise<unknown> {
  if ('text' in message) return reader.run(message.text, message.params);
  const { work } = (await import(message.module)) as { work: Work<unknown, unknown> };
  const before = reader.statements;
  const value = await work(reader, message.task);
  return { value, statements: reader.statements - before };
}

process.on('message', async (message: ChildMessage) => {
  const reply = await answer(message).then(
    (result): Reply => ({ result }),
    (cause: Error): Reply => ({ failure: String(cause.message) }),
  );
  // Whoever asked may be gone by now; then nobody misses the answer, and this process ends by itself.
  process.send?.(reply, undefined, {}, () => {});
});
process.on('disconnect', () => process.exit(0));
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => {});
try {
  setPriority(niceness);
} catch {
  // Where a process may not stand back, it does its work all the same.
}
for (const module of modules) await import(module);
