import cluster from 'node:cluster';
import { fileURLToPath } from 'node:url';
import { UsageError } from './errors.ts';
import type { MetricValues } from './processes/messages.ts';
import type { Pool } from './processes/pool.ts';
import { WorkerDesk } from './processes/worker-desk.ts';
import type { Running } from './server.ts';

/** So many workers may end by themselves in so long a time; one more and something is wrong with all of them. */
const loop = { deaths: 5, within_ms: 60_000 };

/** Counters and histograms go on after a worker has ended; what else it told was of itself. */
const kept = new Set(['counter', 'histogram']);

/** Several processes that serve the same, and what is done for all of them. */
export interface RunningWorkers extends Running {
  /** Fails with a sentence when workers keep ending. */
  readonly failed: Promise<never>;
}

/** Starts serving processes on one port, shares a pool among them and starts new ones in the place of those that end. */
class Workers {
  readonly #pool: Pool;
  readonly #desks = new Set<WorkerDesk>();
  readonly #failed = Promise.withResolvers<never>();
  #ended: MetricValues[] = [];
  #deaths: number[] = [];
  #stopping = false;
  #port: string | null = null;
  /** Settings of those that start from now on, beside the parent's own. */
  #env: { readonly PORT?: string } = {};

  constructor(pool: Pool) {
    this.#pool = pool;
    this.#failed.promise.catch(() => {});
  }

  get failed(): Promise<never> {
    return this.#failed.promise;
  }

  /** Starts so many; fails with a sentence when one cannot. */
  async start(count: number): Promise<string> {
    const exec = fileURLToPath(new URL('worker.ts', import.meta.url));
    cluster.setupPrimary({ exec, args: [], execArgv: [], serialization: 'advanced' });
    try {
      const addresses = await Promise.all(Array.from({ length: count }, () => this.#fork().ready));
      const [address = ''] = addresses;
      this.#port = new URL(address).port;
      return address;
    } catch (cause) {
      await this.stop();
      throw new UsageError((cause as Error).message);
    }
  }

  /** Stops all of them, each when what it has in flight is done. */
  async stop(): Promise<void> {
    this.#stopping = true;
    const desks = [...this.#desks];
    const ended = desks.map(({ worker }) => new Promise((resolve) => worker.once('exit', resolve)));
    for (const desk of desks) desk.send({ kind: 'stop' });
    await Promise.all(ended);
  }

  #fork(): WorkerDesk {
    // As long as one listens, all that ask for any free port get its port; a first one anew must name it.
    if (this.#port !== null && this.#desks.size === 0) this.#env = { PORT: this.#port };
    const worker = cluster.fork(this.#env);
    const desk = new WorkerDesk(worker, this.#pool, () => this.#gather());
    this.#desks.add(desk);
    worker.once('exit', (code, signal) => this.#replace(desk, desk.sentence ?? signal ?? String(code)));
    return desk;
  }

  #replace(desk: WorkerDesk, how: string): void {
    this.#desks.delete(desk);
    const past = (desk.values as { type?: string }[]).filter(({ type = '' }) => kept.has(type));
    this.#ended.push(past);
    if (this.#stopping || this.#port === null) return;
    const now = Date.now();
    this.#deaths = [...this.#deaths.filter((at) => now - at < loop.within_ms), now];
    if (this.#deaths.length <= loop.deaths) {
      process.stderr.write(`A worker ended (${how}); another takes its place.\n`);
      this.#fork();
      return;
    }
    const sentence = `Workers keep ending (${how}): ${this.#deaths.length} within a minute. Set WORKERS=1 and look at what it says.`;
    this.#failed.reject(new UsageError(sentence));
  }

  async #gather(): Promise<readonly MetricValues[]> {
    return [...(await Promise.all([...this.#desks].map((desk) => desk.tell()))), ...this.#ended];
  }
}

/**
 * Serves by several processes on one port until it is closed; settings are those of the environment.
 *
 * @throws UsageError when they cannot start, such as on a port that is taken.
 */
export async function serveByWorkers(count: number, pool: Pool): Promise<RunningWorkers> {
  const workers = new Workers(pool);
  const address = await workers.start(count);
  return { address, failed: workers.failed, close: () => workers.stop() };
}
