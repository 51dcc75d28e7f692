/** The child process that runs one heavy query at a time; it is killed at the deadline, which is how it is stopped. */
import process from 'node:process';
import { connect } from './connection.ts';
import { Statements } from './statements.ts';

const database = connect(process.argv[2] ?? '', { mustExist: true, readOnly: true });
const statements = new Statements(database);

process.on('message', ({ text, params }: { text: string; params: unknown[] }) => {
  try {
    process.send?.({ rows: statements.get(text).all(params) });
  } catch (cause) {
    process.send?.({ failure: String((cause as Error).message) });
  }
});
process.on('disconnect', () => process.exit(0));
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => {});
