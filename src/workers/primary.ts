import process from 'node:process';
import { AggregatorRegistry, type Registry } from 'prom-client';
import type { FromPrimary, ToPrimary } from './messages.ts';

/** The primary, as seen by a serving process: it says when to stop and has the metrics of all processes. */
export class Primary {
  readonly #waiting = new Map<number, (text: string) => void>();
  #last = 0;
  readonly #stop = Promise.withResolvers<void>();

  constructor() {
    process.on('message', (message: FromPrimary) => {
      if (message.kind === 'stop') this.#stop.resolve();
      else if (message.kind === 'metrics') this.#waiting.get(message.id)?.(message.text);
    });
  }

  /** Resolves when this process should stop. */
  get stopped(): Promise<void> {
    return this.#stop.promise;
  }

  /** Sends a message to the primary. */
  send(message: ToPrimary): void {
    if (process.connected) process.send?.(message);
  }

  /** Lets the primary read the metrics of this process. */
  share(registry: Registry): void {
    AggregatorRegistry.setRegistries(registry);
    // Creating one makes the library respond to the primary.
    void new AggregatorRegistry();
  }

  /** The metrics of all serving processes in the Prometheus text format. */
  metrics(): Promise<string> {
    this.#last += 1;
    const id = this.#last;
    const { promise, resolve } = Promise.withResolvers<string>();
    this.#waiting.set(id, (text) => {
      this.#waiting.delete(id);
      resolve(text);
    });
    this.send({ kind: 'metrics', id });
    return promise;
  }
}
