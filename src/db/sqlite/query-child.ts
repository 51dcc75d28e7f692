/** A child process that runs one query at a time; it is killed at the deadline, since SQLite cannot interrupt itself. */
import { answerJobs } from '../../workers/child.ts';
import { connect } from './connection.ts';
import { Statements } from './statements.ts';

/** A query as its text and values. */
export interface WrittenQuery {
  readonly text: string;
  readonly params: readonly unknown[];
}

answerJobs((path: string) => {
  const statements = new Statements(connect(path, { mustExist: true, readOnly: true }));
  return ({ text, params }: WrittenQuery) => statements.get(text).all(params);
});
