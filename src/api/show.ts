import type { z } from 'zod';
import { fieldPaths, isFieldPath, projector } from '../formats/fields.ts';
import { modelOf, nounNames } from '../model/nouns.ts';
import type { StoredRow } from '../store/query/list.ts';
import { refuseCode } from './http/query-string.ts';

/**
 * Rejects unknown fields; `besides` are derived columns that the requested format also accepts.
 *
 * @throws Problem `unknown-field` naming an unknown path and the closest known one.
 */
export function refuseUnknownFields(
  fields: readonly string[] | undefined,
  schema: z.ZodType,
  besides: readonly string[] = [],
): void {
  const value = fields?.find((path) => !isFieldPath(schema, path) && !besides.includes(path));
  if (value === undefined) return;
  const accepted = [...fieldPaths(schema), ...besides];
  throw refuseCode('unknown-field', 'fields', value, 'The record has no such field.', accepted);
}

/** All fields that some noun omits by default. */
export const hiddenNames: readonly string[] = [...new Set(nounNames.flatMap((noun) => modelOf(noun).hidden))];

/** The fields of a record that a query selects. */
export interface Shown {
  readonly fields: readonly string[] | undefined;
  readonly include: readonly string[];
}

type Extra = { native?: Record<string, unknown>; ballots?: unknown[] };

/** Which of the fields omitted by default a query selects; null when none. */
export function hiddenWanted(include: readonly string[], fields: readonly string[] | undefined) {
  const wants = (name: string, path: string) =>
    include.includes(name) || fields?.some((field) => field === path || field.startsWith(`${path}.`)) === true;
  const wanted = { native: wants('native', 'native'), ballots: wants('ballots', 'details.ballots') };
  return wanted.native || wanted.ballots ? wanted : null;
}

/** Returns a function from rows to JSON: the stored text unless fields omitted by default are selected. */
export function showRow(
  include: readonly string[],
  fields: readonly string[] | undefined,
): (row: Pick<StoredRow, 'body' | 'extra'>) => string {
  const wanted = hiddenWanted(include, fields);
  if (wanted === null) return ({ body }) => body;
  return ({ body, extra }) => {
    if (extra === null) return body;
    const { native, ballots } = JSON.parse(extra) as Extra;
    const record = JSON.parse(body) as Record<string, unknown>;
    if (wanted.ballots && ballots) record.details = { ...(record.details as object), ballots };
    return JSON.stringify(wanted.native && native ? { ...record, native } : record);
  };
}

/** Returns a function from rows to text: the stored JSON unless `fields` or hidden fields are selected. */
export function rowText({ fields, include }: Shown): ReturnType<typeof showRow> {
  const shows = showRow(include, fields);
  if (fields === undefined) return shows;
  const project = projector(fields);
  return (row) => JSON.stringify(project(JSON.parse(shows(row))));
}
