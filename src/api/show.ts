import type { StoredRow } from '../store/list.ts';

type Hidden = { native?: Record<string, unknown>; ballots?: unknown[] };

/**
 * A row as the JSON it is served as: the stored text untouched, unless fields that are left out by default are asked
 * for (`include=native,ballots`, `fields=native.…`).
 */
export function showRow(
  include: readonly string[],
  fields: readonly string[] | undefined,
): (row: Pick<StoredRow, 'body' | 'extra'>) => string {
  const native =
    include.includes('native') || fields?.some((path) => path === 'native' || path.startsWith('native.')) === true;
  const ballots = include.includes('ballots') || fields?.some((path) => path.startsWith('details.ballots')) === true;
  if (!native && !ballots) return ({ body }) => body;
  return ({ body, extra }) => {
    if (extra === null) return body;
    const hidden = JSON.parse(extra) as Hidden;
    const record = JSON.parse(body) as Record<string, unknown>;
    if (ballots && hidden.ballots) record.details = { ...(record.details as object), ballots: hidden.ballots };
    return JSON.stringify(native && hidden.native ? { ...record, native: hidden.native } : record);
  };
}
