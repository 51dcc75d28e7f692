import cluster, { type Worker } from 'node:cluster';
import { setTimeout } from 'node:timers/promises';
import { AggregatorRegistry } from 'prom-client';

/** The values of one process's metrics. */
type Values = readonly object[];

/** How long a busy process is waited for; then it counts as it last did. */
const patience_ms = 1000;

/** Counters and histograms go on after a process has ended; what else it had was about itself. */
const lasting = new Set(['counter', 'histogram']);

/** The message by which prom-client has a process answer. */
const answered = 'prom-client:getMetricsRes';

const isLasting = (metric: object) => lasting.has((metric as { type: string }).type);
const merge = (all: readonly Values[]) => AggregatorRegistry.aggregate([...all]);

/** The metrics of all serving processes, those that have ended included: counts and memory added, delays averaged. */
export class MergedMetrics {
  readonly #registry = new AggregatorRegistry();
  /** What each process last answered. */
  readonly #living = new Map<number, Values>();
  #ended: Promise<Values> = Promise.resolve([]);

  constructor() {
    cluster.on('message', ({ id }, { type, metrics }: { type?: string; metrics?: Values[] }) => {
      // An answer may still come from a process that has ended, and is counted among those.
      const lives = cluster.workers?.[id] !== undefined;
      if (type === answered && metrics !== undefined && lives) this.#living.set(id, metrics.flat());
    });
    cluster.on('exit', (worker) => this.#keep(worker));
  }

  /** All of them, as Prometheus reads them. */
  async text(): Promise<string> {
    const asked = this.#registry.clusterMetrics().catch(() => {});
    await Promise.race([asked, setTimeout(patience_ms, undefined, { ref: false })]);
    return merge([...this.#living.values(), await this.#ended]).metrics();
  }

  #keep({ id }: Worker): void {
    const values = (this.#living.get(id) ?? []).filter(isLasting);
    this.#living.delete(id);
    this.#ended = this.#ended.then((before) => merge([before, values]).getMetricsAsJSON());
  }
}
