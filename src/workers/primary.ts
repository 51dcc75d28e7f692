import process from 'node:process';
import { AggregatorRegistry, type Registry } from 'prom-client';
import type { FromPrimary, ToPrimary } from './messages.ts';

/** The primary as a serving process sees it: it says when to stop, and has the metrics of all. */
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

  /** Settled when this process is to stop. */
  get stopped(): Promise<void> {
    return this.#stop.promise;
  }

  /** Tells or asks something. */
  send(message: ToPrimary): void {
    if (process.connected) process.send?.(message);
  }

  /** Has the primary read the metrics of this process whenever it needs them. */
  share(registry: Registry): void {
    AggregatorRegistry.setRegistries(registry);
    // The library answers the primary once there is one of these.
    void new AggregatorRegistry();
  }

  /** The metrics of all serving processes, as Prometheus reads them. */
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
