import cluster, { type Worker } from 'node:cluster';
import { fileURLToPath } from 'node:url';
import { type Config, settings } from '../config.ts';
import { UsageError } from '../errors.ts';
import type { Running } from '../server.ts';
import { MergedMetrics } from './merged-metrics.ts';
import type { FromPrimary, ToPrimary } from './messages.ts';

/** More deaths than these mean that something is wrong with every process. */
const loop = { deaths: 5, within_ms: 60_000 };

/** Several processes that serve the same. */
export interface RunningProcesses extends Running {
  /** Fails with a sentence when they keep ending. */
  readonly failed: Promise<never>;
}

/** Tells a process something; it may have ended, and then nobody hears it. */
function tell(worker: Worker, message: FromPrimary): void {
  if (worker.isConnected()) worker.send(message, () => {});
}

/** Where a process listens, once it does; fails with a sentence when it cannot start. */
function addressOf(worker: Worker): Promise<string> {
  return new Promise((resolve, reject) => {
    worker.on('message', (message: ToPrimary) => {
      if (message.kind === 'ready') resolve(message.address);
      else if (message.kind === 'failed') reject(new Error(message.sentence));
    });
    worker.once('exit', (code, signal) => reject(new Error(`A worker ended while it started (${signal ?? code}).`)));
  });
}

/** The settings of one of several processes: each has its share of the child processes and of their queue, rounded up. */
function sharedSettings({ workers, ...config }: Config): Record<string, string> {
  const shared = ['heavyProcesses', 'heavyQueue', 'exportProcesses'] as const;
  return Object.fromEntries(shared.map((key) => [settings[key].name, String(Math.ceil(config[key] / workers))]));
}

/** Starts serving processes on one port, and others in the place of those that end. */
class ServingProcesses {
  readonly #count: number;
  readonly #metrics = new MergedMetrics();
  readonly #workers = new Set<Worker>();
  readonly #failed = Promise.withResolvers<never>();
  #deaths: number[] = [];
  #stopping = false;
  #port: string | null = null;
  /** Settings of those that start from now on, where they differ from the primary's. */
  #env: Record<string, string>;

  constructor(config: Config) {
    this.#count = config.workers;
    this.#env = sharedSettings(config);
    this.#failed.promise.catch(() => {});
  }

  get failed(): Promise<never> {
    return this.#failed.promise;
  }

  /** Starts all of them and says where they listen. @throws UsageError when one cannot start. */
  async start(): Promise<string> {
    const exec = fileURLToPath(new URL('serving-process.ts', import.meta.url));
    cluster.setupPrimary({ exec, args: [], execArgv: [], serialization: 'advanced' });
    try {
      const [address = ''] = await Promise.all(Array.from({ length: this.#count }, () => this.#fork()));
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
    const workers = [...this.#workers];
    const ended = workers.map((worker) => new Promise((resolve) => worker.once('exit', resolve)));
    for (const worker of workers) tell(worker, { kind: 'stop' });
    await Promise.all(ended);
  }

  #fork(): Promise<string> {
    // While one listens, all that ask for any free port get the same; the first of a new set must name it.
    if (this.#port !== null && this.#workers.size === 0) this.#env = { ...this.#env, PORT: this.#port };
    const worker = cluster.fork(this.#env);
    this.#workers.add(worker);
    let sentence: string | null = null;
    worker.on('message', (message: ToPrimary) => {
      if (message.kind === 'failed') sentence = message.sentence;
      else if (message.kind === 'metrics') void this.#answer(worker, message.id);
    });
    worker.once('exit', (code, signal) => this.#replace(worker, sentence ?? signal ?? String(code)));
    const address = addressOf(worker);
    address.catch(() => {});
    return address;
  }

  async #answer(worker: Worker, id: number): Promise<void> {
    tell(worker, { kind: 'metrics', id, text: await this.#metrics.text() });
  }

  #replace(worker: Worker, how: string): void {
    this.#workers.delete(worker);
    if (this.#stopping || this.#port === null) return;
    const now = Date.now();
    this.#deaths = [...this.#deaths.filter((at) => now - at < loop.within_ms), now];
    if (this.#deaths.length <= loop.deaths) {
      process.stderr.write(`A worker ended (${how}); another takes its place.\n`);
      void this.#fork();
      return;
    }
    const sentence = `Workers keep ending (${how}): ${this.#deaths.length} within a minute. Set WORKERS=1 and look at what it says.`;
    this.#failed.reject(new UsageError(sentence));
  }
}

/**
 * Serves by as many processes as WORKERS says, on one port, until closed; their settings are those of the environment.
 *
 * @throws UsageError when they cannot start, such as on a port that is taken.
 */
export async function serveByProcesses(config: Config): Promise<RunningProcesses> {
  const processes = new ServingProcesses(config);
  const address = await processes.start();
  return { address, failed: processes.failed, close: () => processes.stop() };
}
