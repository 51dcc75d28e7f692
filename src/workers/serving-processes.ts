import cluster, { type Worker } from 'node:cluster';
import { fileURLToPath } from 'node:url';
import { type Config, settings } from '../config.ts';
import { UsageError } from '../errors.ts';
import type { Running } from '../server.ts';
import { MergedMetrics } from './merged-metrics.ts';
import type { FromPrimary, ToPrimary } from './messages.ts';

/** More deaths than this suggest a fault that affects every process. */
const loop = { deaths: 5, within_ms: 60_000 };

/** Several serving processes on one port. */
export interface RunningProcesses extends Running {
  /** Rejects with a message if they keep crashing. */
  readonly failed: Promise<never>;
}

/** Sends a message to a process; ignored if it has ended. */
function send(worker: Worker, message: FromPrimary): void {
  if (worker.isConnected()) worker.send(message, () => {});
}

/** A process's address, once it listens; rejects if it cannot start. */
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

  /** Starts all processes and returns their address. @throws UsageError if one cannot start. */
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

  /** Stops all processes once their requests in flight are done. */
  async stop(): Promise<void> {
    this.#stopping = true;
    const workers = [...this.#workers];
    const ended = workers.map((worker) => new Promise((resolve) => worker.once('exit', resolve)));
    for (const worker of workers) send(worker, { kind: 'stop' });
    await Promise.all(ended);
  }

  #fork(): Promise<string> {
    // Processes that request any free port share one while any of them listens; the first after that must name it.
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
    send(worker, { kind: 'metrics', id, text: await this.#metrics.text() });
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
    const sentence = `Workers keep ending (${how}): ${this.#deaths.length} within a minute. Set WORKERS=1 to see why.`;
    this.#failed.reject(new UsageError(sentence));
  }
}

/**
 * Serves on one port with WORKERS processes until closed; they read their settings from the environment.
 *
 * @throws UsageError if they cannot start, for example because the port is in use.
 */
export async function serveByProcesses(config: Config): Promise<RunningProcesses> {
  const processes = new ServingProcesses(config);
  const address = await processes.start();
  return { address, failed: processes.failed, close: () => processes.stop() };
}
