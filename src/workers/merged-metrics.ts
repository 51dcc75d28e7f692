import cluster, { type Worker } from 'node:cluster';
import { setTimeout } from 'node:timers/promises';
import { AggregatorRegistry } from 'prom-client';

/** One process's metrics. */
type Values = readonly object[];

/** How long to wait for a busy process before using its last known values. */
const wait_ms = 1000;

/** Counters and histograms outlive their process; its gauges describe only that process. */
const lasting = new Set(['counter', 'histogram']);

/** The message type of a prom-client metrics response. */
const responseType = 'prom-client:getMetricsRes';

const isLasting = (metric: object) => lasting.has((metric as { type: string }).type);
const merge = (all: readonly Values[]) => AggregatorRegistry.aggregate([...all]);

/** The metrics of all serving processes, including ended ones: counts and memory are summed, delays averaged. */
export class MergedMetrics {
  readonly #registry = new AggregatorRegistry();
  /** Each process's last response. */
  readonly #living = new Map<number, Values>();
  #ended: Promise<Values> = Promise.resolve([]);

  constructor() {
    cluster.on('message', ({ id }, { type, metrics }: { type?: string; metrics?: Values[] }) => {
      // A late response from an ended process is dropped; its values are already counted.
      const alive = cluster.workers?.[id] !== undefined;
      if (type === responseType && metrics !== undefined && alive) this.#living.set(id, metrics.flat());
    });
    cluster.on('exit', (worker) => this.#keep(worker));
  }

  /** All metrics in the Prometheus text format. */
  async text(): Promise<string> {
    const gathered = this.#registry.clusterMetrics().catch(() => {});
    await Promise.race([gathered, setTimeout(wait_ms, undefined, { ref: false })]);
    return merge([...this.#living.values(), await this.#ended]).metrics();
  }

  #keep({ id }: Worker): void {
    const values = (this.#living.get(id) ?? []).filter(isLasting);
    this.#living.delete(id);
    this.#ended = this.#ended.then((before) => merge([before, values]).getMetricsAsJSON());
  }
}
