/** A child process for tests: it does what its message says, and waits without end where it says nothing it knows. */
import process from 'node:process';

process.on('message', (message: { readonly do: 'echo' | 'die' | 'fail' | 'block'; readonly ms?: number }) => {
  if (message.do === 'die') process.exit(3);
  if (message.do === 'fail') process.send?.({ failure: 'as asked' });
  if (message.do === 'block') Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, message.ms);
  if (message.do !== 'fail') process.send?.({ result: { pid: process.pid } });
});
process.on('disconnect', () => process.exit(0));
