import { Counter, collectDefaultMetrics, Histogram, Registry } from 'prom-client';

/** Counts requests and times them, by route template; text in Prometheus' format. */
export class Metrics {
  readonly #registry = new Registry();
  readonly #requests: Histogram<'method' | 'route' | 'status'>;
  readonly #statements: Counter<'route'>;

  constructor() {
    collectDefaultMetrics({ register: this.#registry });
    this.#requests = new Histogram({
      name: 'http_request_duration_seconds',
      help: 'Time from the request to the end of the answer.',
      labelNames: ['method', 'route', 'status'],
      buckets: [0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10],
      registers: [this.#registry],
    });
    this.#statements = new Counter({
      name: 'database_statements_total',
      help: 'Statements asked of the database.',
      labelNames: ['route'],
      registers: [this.#registry],
    });
  }

  get contentType(): string {
    return this.#registry.contentType;
  }

  /** Notes one answered request. */
  observe(method: string, route: string, status: number, seconds: number, statements: number): void {
    this.#requests.observe({ method, route, status }, seconds);
    if (statements > 0) this.#statements.inc({ route }, statements);
  }

  text(): Promise<string> {
    return this.#registry.metrics();
  }
}
