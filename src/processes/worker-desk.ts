import type { Worker } from 'node:cluster';
import { type FromWorker, type MetricValues, outcomeOf, type ToWorker } from './messages.ts';
import type { Pool } from './pool.ts';

/** How long the metrics of a busy process are waited for; then those it told before stand for them. */
const telling_ms = 1000;

/** One serving process, seen from the one that started it: what it asks is done here. */
export class WorkerDesk {
  readonly worker: Worker;
  /** Where it listens; fails with a sentence when it cannot start. */
  readonly ready: Promise<string>;
  /** Why it could not start; null while nothing is known. */
  sentence: string | null = null;
  /** What its metrics were when last told. */
  values: MetricValues = [];
  readonly #running = new Map<number, AbortController>();
  readonly #told: (() => void)[] = [];

  /** @param gather the metrics of all serving processes */
  constructor(worker: Worker, pool: Pool, gather: () => Promise<readonly MetricValues[]>) {
    this.worker = worker;
    this.ready = new Promise((resolve, reject) => {
      worker.on('message', (message: FromWorker) => {
        if (message.kind === 'ready') resolve(message.address);
        else if (message.kind === 'failed') {
          this.sentence = message.sentence;
          reject(new Error(message.sentence));
        } else this.#serve(message, pool, gather);
      });
      worker.once('exit', (code, signal) => {
        reject(new Error(`A worker ended while it started (${signal ?? code}).`));
        for (const leaving of this.#running.values()) leaving.abort();
      });
    });
    this.ready.catch(() => {});
  }

  /** Tells something; nobody may be there any more to hear it. */
  send(message: ToWorker): void {
    if (this.worker.isConnected()) this.worker.send(message, () => {});
  }

  /** What its metrics are now. */
  async tell(): Promise<MetricValues> {
    await new Promise<void>((resolve) => {
      const late = setTimeout(resolve, telling_ms);
      this.#told.push(() => {
        clearTimeout(late);
        resolve();
      });
      this.send({ kind: 'tell' });
    });
    return this.values;
  }

  #serve(message: FromWorker, pool: Pool, gather: () => Promise<readonly MetricValues[]>): void {
    if (message.kind === 'run') {
      const { id, line } = message;
      const leaving = new AbortController();
      this.#running.set(id, leaving);
      void this.#answer(id, pool.run(line, message.message, leaving.signal)).then(() => this.#running.delete(id));
    } else if (message.kind === 'leave') this.#running.get(message.id)?.abort();
    else if (message.kind === 'prepare') pool.prepare(message.module);
    else if (message.kind === 'gather') void this.#answer(message.id, gather());
    else if (message.kind === 'values') {
      this.values = message.values;
      for (const told of this.#told.splice(0)) told();
    }
  }

  async #answer(id: number, work: Promise<unknown>): Promise<void> {
    this.send({ kind: 'outcome', id, outcome: await outcomeOf(work) });
  }
}
