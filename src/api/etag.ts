import { hash } from 'node:crypto';

/** A weak tag of what an answer depends on: data revision, build, format and the query as written. */
export function weakTag(of: string): string {
  return `W/"${hash('sha1', of, 'base64url')}"`;
}

const strip = (tag: string) => tag.trim().replace(/^W\//, '');

/**
 * Whether `If-None-Match` names the tag, by the weak comparison; lists are understood.
 *
 * @see https://www.rfc-editor.org/rfc/rfc9110#field.if-none-match
 */
export function matchesTag(header: string, tag: string): boolean {
  const wanted = strip(tag);
  return header.split(',').some((item) => strip(item) === wanted);
}

/** Whether `If-None-Match` is `*`: any representation that exists will do. */
export const matchesAny = (header: string): boolean => header.trim() === '*';
