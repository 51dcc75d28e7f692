import { availableParallelism } from 'node:os';
import { UsageError } from './errors.ts';

/** A setting: its environment variable, default, description and parser. */
interface Setting<Value> {
  readonly name: string;
  readonly fallback: string;
  readonly description: string;
  readonly read: (text: string) => Value | null;
  readonly accepted: string;
  /** True if the value is never printed. */
  readonly secret?: true;
}

const setting = <Value>(row: Setting<Value>): Setting<Value> => row;
const integer = (min: number, max: number) => ({
  read: (text: string) => {
    const value = /^\d{1,9}$/.test(text) ? Number(text) : Number.NaN;
    return value >= min && value <= max ? value : null;
  },
  accepted: `a whole number from ${min} to ${max}`,
});
/** Normalizes a URL to ASCII without a trailing slash; null if it is invalid. */
function readAddress(text: string): string | null {
  if (text === '') return '';
  const url = /^https?:\/\/[^\s/?#@]+(\/[^\s?#]*)?$/.test(text) && URL.canParse(text) ? new URL(text) : null;
  return url === null ? null : `${url.origin}${url.pathname}`.replace(/\/+$/, '');
}

const logLevels = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] as const;

/** Every setting of the service, each an environment variable; nothing else reads the environment. */
export const settings = {
  port: setting({
    name: 'PORT',
    fallback: '3000',
    description: 'Port to listen on; 0 picks a free one.',
    ...integer(0, 65535),
  }),
  host: setting({
    name: 'HOST',
    fallback: '127.0.0.1',
    description: 'Address to listen on; `0.0.0.0` exposes the service to the network.',
    read: (text) => (/^[A-Za-z0-9.:_-]{1,253}$/.test(text) ? text : null),
    accepted: 'a host name or IP address',
  }),
  databaseUrl: setting({
    name: 'DATABASE_URL',
    fallback: 'sqlite:data/demarche.db',
    description: 'Where the data is stored: `sqlite:` and the path of a file.',
    read: (text) => (/^sqlite:[^\0?#]+$/.test(text) && text !== 'sqlite::memory:' ? text : null),
    accepted: '`sqlite:` followed by the path of a file, such as sqlite:data/demarche.db',
  }),
  logLevel: setting({
    name: 'LOG_LEVEL',
    fallback: 'info',
    description: `How much is logged: ${logLevels.join(', ')}.`,
    read: (text) => logLevels.find((level) => level === text) ?? null,
    accepted: logLevels.join(', '),
  }),
  queryTimeoutMs: setting({
    name: 'QUERY_TIMEOUT_MS',
    fallback: '10000',
    description: 'Longest time a query may take, in milliseconds; after it the client gets 503.',
    ...integer(10, 600_000),
  }),
  workers: setting({
    name: 'WORKERS',
    fallback: '1',
    description: 'Processes that serve requests on the same port; `auto` is one per core.',
    read: (text) => (text === 'auto' ? availableParallelism() : integer(1, 64).read(text)),
    accepted: '`auto` or a whole number from 1 to 64',
  }),
  heavyProcesses: setting({
    name: 'HEAVY_PROCESSES',
    fallback: '2',
    description: 'Child processes that run queries of unbounded cost, off the serving thread.',
    ...integer(1, 64),
  }),
  heavyQueue: setting({
    name: 'HEAVY_QUEUE',
    fallback: '64',
    description: 'Heavy queries that may wait for a child process; one more is refused with 503.',
    ...integer(0, 10_000),
  }),
  exportProcesses: setting({
    name: 'EXPORT_PROCESSES',
    fallback: '2',
    description: 'Child processes that write exports, taking turns chunk by chunk.',
    ...integer(1, 64),
  }),
  exportLimit: setting({
    name: 'EXPORT_LIMIT',
    fallback: '64',
    description: 'Concurrent exports in each serving process; one more is refused with 503.',
    ...integer(1, 10_000),
  }),
  stallTimeoutMs: setting({
    name: 'STALL_TIMEOUT_MS',
    fallback: '60000',
    description: 'How long a client may stop reading an export, in milliseconds, before it is cut off.',
    ...integer(100, 600_000),
  }),
  publicUrl: setting({
    name: 'PUBLIC_URL',
    fallback: '',
    description: 'Address under which clients reach the service; if set, links are absolute, otherwise they are paths.',
    read: readAddress,
    accepted: 'empty, or an http or https address without query',
  }),
  shutdownTimeoutMs: setting({
    name: 'SHUTDOWN_TIMEOUT_MS',
    fallback: '10000',
    description: 'How long a stopping server waits for requests in flight, in milliseconds.',
    ...integer(0, 600_000),
  }),
} as const;

type Settings = typeof settings;

/** A value of a setting as it may be printed: no secret, and of an address neither user, password nor query. */
export function shownSetting({ secret }: Pick<Setting<unknown>, 'secret'>, value: unknown): string {
  const text = String(value);
  if (secret) return text === '' ? '' : '***';
  const withoutQuery = text.replace(/\?.*=.*/s, '?***');
  return text.startsWith('sqlite:')
    ? withoutQuery
    : withoutQuery.replace(/^([a-z][a-z0-9+.-]*:(?:\/\/)?)?.*@/is, '$1***@');
}

/** The settings as values. */
export type Config = { readonly [Key in keyof Settings]: Settings[Key] extends Setting<infer Value> ? Value : never };

/**
 * Reads every setting from the environment.
 *
 * @throws UsageError with one sentence per mistake, naming the variable, its value and what is accepted.
 */
export function readConfig(env: Readonly<Record<string, string | undefined>> = process.env): Config {
  const mistakes: string[] = [];
  const values = Object.entries(settings).map(([key, row]) => {
    const text = env[row.name] ?? row.fallback;
    const value = (row as Setting<unknown>).read(text);
    if (value === null) mistakes.push(`${row.name} is "${shownSetting(row, text)}"; it must be ${row.accepted}.`);
    return [key, value];
  });
  if (mistakes.length > 0) throw new UsageError(mistakes.join('\n'), 2);
  return Object.fromEntries(values) as Config;
}

/** Whether npm or npx started the program; its shell exits on a signal without forwarding it. */
export const isUnderNpm = (env: Readonly<Record<string, string | undefined>> = process.env): boolean =>
  env.npm_lifecycle_event !== undefined;
