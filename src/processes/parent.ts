import process from 'node:process';
import { Problem } from '../errors.ts';
import { type FromWorker, type MetricValues, type Outcome, resultOf, type ToWorker } from './messages.ts';
import type { LineName, Pool } from './pool.ts';

/** What a serving process asks of the one that started it: its child processes, and the metrics of all. */
export class Parent implements Pool {
  readonly #asked = new Map<number, (outcome: Outcome) => void>();
  #last = 0;
  #stop: () => void = () => {};
  #tell: () => Promise<MetricValues> = async () => [];
  /** Settled when this process is to stop. */
  readonly stopped = new Promise<void>((resolve) => {
    this.#stop = resolve;
  });

  constructor() {
    process.on('message', (message: ToWorker) => {
      if (message.kind === 'stop') this.#stop();
      else if (message.kind === 'tell') void this.#tell().then((values) => this.send({ kind: 'values', values }));
      else if (message.kind === 'outcome') this.#asked.get(message.id)?.(message.outcome);
    });
  }

  /** Tells something. */
  send(message: FromWorker): void {
    if (process.connected) process.send?.(message);
  }

  async run<Result>(line: LineName, message: unknown, signal?: AbortSignal): Promise<Result> {
    const left = new Problem('busy', 'The client went away before its query was done.');
    if (signal?.aborted) throw left;
    const leaving = Promise.withResolvers<never>();
    const asked = this.#ask((id) => ({ kind: 'run', id, line, message }));
    const leave = () => {
      this.send({ kind: 'leave', id: asked.id });
      leaving.reject(left);
    };
    signal?.addEventListener('abort', leave, { once: true });
    const outcome = await Promise.race([asked.outcome, leaving.promise]);
    signal?.removeEventListener('abort', leave);
    return resultOf(outcome) as Result;
  }

  prepare(module: string): void {
    this.send({ kind: 'prepare', module });
  }

  /** Gives the values of this process's own metrics whenever they are asked for. */
  share(own: () => Promise<MetricValues>): void {
    this.#tell = own;
  }

  /** The values of the metrics of every serving process. */
  async gather(): Promise<readonly MetricValues[]> {
    const { outcome } = this.#ask((id) => ({ kind: 'gather', id }));
    return resultOf(await outcome) as MetricValues[];
  }

  /** The child processes are those of the other process, which ends them. */
  async close(): Promise<void> {}

  #ask(messageOf: (id: number) => FromWorker): { readonly id: number; readonly outcome: Promise<Outcome> } {
    this.#last += 1;
    const id = this.#last;
    const { promise, resolve } = Promise.withResolvers<Outcome>();
    this.#asked.set(id, (outcome) => {
      this.#asked.delete(id);
      resolve(outcome);
    });
    this.send(messageOf(id));
    return { id, outcome: promise };
  }
}
