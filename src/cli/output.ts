import { once } from 'node:events';
import process from 'node:process';

/** Writes one line of message to stderr. */
export function say(line: string): void {
  process.stderr.write(`${line}\n`);
}

/** Prints a result on stdout; waits while the reader is behind. */
export async function print(text: string): Promise<void> {
  if (!process.stdout.write(text)) await once(process.stdout, 'drain');
}

/** Prints a result as indented JSON. */
export const printJson = (value: unknown): Promise<void> => print(`${JSON.stringify(value, null, 2)}\n`);

/** Ends the program quietly when the reader of its output closes it, as `head` does. */
export function endWithReader(): void {
  for (const stream of [process.stdout, process.stderr]) {
    stream.on('error', (cause: NodeJS.ErrnoException) => {
      if (cause.code === 'EPIPE') process.exit(0);
      if (stream === process.stdout) say(`The output cannot be written (${cause.code}); check its destination.`);
      process.exit(1);
    });
  }
}
