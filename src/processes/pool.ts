/** In which line a request waits: queries that run to their end, and pieces of exports, which are short. */
export type LineName = 'query' | 'piece';

/**
 * A few child processes that do what must not be done where requests are served; each does one thing at a time.
 *
 * What goes in and comes out is cloned, so it may be any plain data.
 */
export interface Pool {
  /**
   * Asks for one thing.
   *
   * @param signal ends it, waiting or not, when nobody wants it any more
   * @throws Problem `busy` when the line is full, `query-timeout` when the deadline passes: the work is then stopped.
   */
  run<Result>(line: LineName, message: unknown, signal?: AbortSignal): Promise<Result>;
  /** Has every child process load a module when it starts, and starts one, so that nobody waits for that later. */
  prepare(module: string): void;
  /** Ends every child process; what waits is refused. */
  close(): Promise<void>;
}

/** What a child process answers. */
export type Reply = { readonly result: unknown } | { readonly failure: string };
