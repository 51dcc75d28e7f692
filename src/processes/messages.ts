import { type ErrorCode, errorTable, Problem } from '../errors.ts';
import type { LineName } from './pool.ts';

/** Values of metrics as one process tells them. */
export type MetricValues = readonly object[];

/** What a serving process tells or asks the one that started it. */
export type FromWorker =
  | { readonly kind: 'ready'; readonly address: string }
  | { readonly kind: 'failed'; readonly sentence: string }
  | { readonly kind: 'run'; readonly id: number; readonly line: LineName; readonly message: unknown }
  | { readonly kind: 'leave'; readonly id: number }
  | { readonly kind: 'prepare'; readonly module: string }
  | { readonly kind: 'gather'; readonly id: number }
  | { readonly kind: 'values'; readonly values: MetricValues };

/** How something went that was asked of another process. */
export type Outcome =
  | { readonly result: unknown }
  | { readonly code: ErrorCode; readonly detail: string }
  | { readonly failure: string };

/** What a serving process is told or asked by the one that started it. */
export type ToWorker =
  | { readonly kind: 'stop' }
  | { readonly kind: 'tell' }
  | { readonly kind: 'outcome'; readonly id: number; readonly outcome: Outcome };

/** Waits for something and says how it went, in plain data; never throws. */
export function outcomeOf(work: Promise<unknown>): Promise<Outcome> {
  return work.then(
    (result) => ({ result }),
    (cause: Error) => {
      if (cause instanceof Problem) return { code: cause.code, detail: cause.message };
      return { failure: String(cause.message) };
    },
  );
}

/** The result of an outcome. @throws Problem or Error as the other process did. */
export function resultOf(outcome: Outcome): unknown {
  if ('result' in outcome) return outcome.result;
  if ('code' in outcome && outcome.code in errorTable) throw new Problem(outcome.code, outcome.detail);
  throw new Error('failure' in outcome ? outcome.failure : 'Another process failed.');
}
