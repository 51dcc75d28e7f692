/** A child process for tests: it does what its job says. */
import process from 'node:process';
import { answerJobs } from '../../src/workers/child.ts';

/** What a test wants of the process. */
export interface TestJob {
  readonly do: 'echo' | 'die' | 'fail' | 'block';
  readonly ms?: number;
}

answerJobs((greeting: string) => ({ do: what, ms }: TestJob) => {
  if (what === 'die') process.exit(3);
  if (what === 'fail') throw new Error('as asked');
  if (what === 'block') Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, ms);
  return { pid: process.pid, greeting };
});
