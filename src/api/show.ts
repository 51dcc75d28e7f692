import type { z } from 'zod';
import { fieldPaths, isFieldPath, projector } from '../formats/fields.ts';
import { modelOf, nounNames } from '../model/nouns.ts';
import type { StoredRow } from '../store/query/list.ts';
import { refuseCode } from './http/query-string.ts';

/**
 * Refuses fields that are none; `besides` are columns of the format asked for that no record has as a field.
 *
 * @throws Problem `unknown-field` naming a path that the record does not have, and the nearest it has.
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

/** All fields that some noun leaves out unless asked for. */
export const hiddenNames: readonly string[] = [...new Set(nounNames.flatMap((noun) => modelOf(noun).hidden))];

/** What of a record a query asks for. */
export interface Shown {
  readonly fields: readonly string[] | undefined;
  readonly include: readonly string[];
}

type Extra = { native?: Record<string, unknown>; ballots?: unknown[] };

/** Which of the fields that are left out by default a query asks for; null when none. */
export function hiddenWanted(include: readonly string[], fields: readonly string[] | undefined) {
  const wants = (name: string, path: string) =>
    include.includes(name) || fields?.some((field) => field === path || field.startsWith(`${path}.`)) === true;
  const wanted = { native: wants('native', 'native'), ballots: wants('ballots', 'details.ballots') };
  return wanted.native || wanted.ballots ? wanted : null;
}

/** A row as the JSON it is served as: the stored text untouched, unless fields left out by default are asked for. */
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

/** Rows as text: the stored JSON as it is, unless fields or hidden ones are asked for. */
export function rowText({ fields, include }: Shown): ReturnType<typeof showRow> {
  const shows = showRow(include, fields);
  if (fields === undefined) return shows;
  const project = projector(fields);
  return (row) => JSON.stringify(project(JSON.parse(shows(row))));
}
