import type { Database, Tracked } from '../../src/db/database.ts';
import type { Records } from './store.ts';

/** Events for several batches of a stream. */
export const manyEvents: Records = {
  events: Array.from({ length: 1200 }, (_, at) => ({
    id: `many:${at}`,
    type: 'protest' as const,
    title: `Event number ${at} of many`,
    date: '2017-04-12',
  })),
};

/** An engine whose queries can be held up or made to fail, as a database under load or on a broken disk. */
export function slowed(database: Database) {
  let seen = 0;
  let jobs = 0;
  let holdAfter = Number.POSITIVE_INFINITY;
  let failAfter = Number.POSITIVE_INFINITY;
  let gate = Promise.withResolvers<void>();
  const session = () => {
    const real = database.session();
    const meet = async () => {
      seen += 1;
      if (seen > failAfter) throw new Error('disk I/O error at /srv/secret.ts');
      if (seen > holdAfter) await gate.promise;
    };
    const slow = Object.create(real) as typeof real;
    return Object.assign(
      Object.defineProperties(slow, {
        statements: { get: () => real.statements },
        elapsed_ms: { get: () => real.elapsed_ms },
        abandon: { value: () => real.abandon() },
      }),
      {
        rows: async (...args: Parameters<typeof real.rows>) => {
          await meet();
          return real.rows(...args);
        },
        track: async <Result>(work: (signal: AbortSignal) => Promise<Tracked<Result>>) => {
          jobs += 1;
          await meet();
          return real.track(work);
        },
      },
    );
  };
  return {
    database: new Proxy(database, {
      get: (target, name) => {
        if (name === 'session') return session;
        const value = Reflect.get(target, name, target) as unknown;
        return typeof value === 'function' ? value.bind(target) : value;
      },
    }),
    /** Holds up every query after so many more, until they are let go. */
    hold(more: number) {
      seen = 0;
      gate = Promise.withResolvers();
      holdAfter = more;
    },
    letGo() {
      holdAfter = Number.POSITIVE_INFINITY;
      gate.resolve();
    },
    /** Fails every query after so many more; never again when left out. */
    fail(more = Number.POSITIVE_INFINITY) {
      seen = 0;
      failAfter = more;
    },
    asked: () => seen,
    /** How much work of other processes was asked for so far. */
    jobs: () => jobs,
  };
}
