/** FNV-1a, 32 bits: fast, and sufficient for a validator that is only compared for one URL. */
function fnv1a(text: string, seed: number): string {
  let mixed = seed;
  for (let at = 0; at < text.length; at += 1) mixed = Math.imul(mixed ^ text.charCodeAt(at), 0x01000193);
  return (mixed >>> 0).toString(36);
}

/** A weak tag: the data's revision, and a fingerprint of everything else the response depends on. */
export function weakTag(revision: number, of: string): string {
  return `W/"${revision.toString(36)}.${fnv1a(of, 0x811c9dc5)}${fnv1a(of, 0x9747b28c)}"`;
}

const strip = (tag: string) => tag.trim().replace(/^W\//, '');

/**
 * Whether `If-None-Match` names the tag, by weak comparison; lists are supported.
 *
 * @see https://www.rfc-editor.org/rfc/rfc9110#field.if-none-match
 */
export function matchesTag(header: string, tag: string): boolean {
  if (header === tag) return true;
  const wanted = strip(tag);
  return header.split(',').some((item) => strip(item) === wanted);
}

/** Whether `If-None-Match` is `*`: any existing representation matches. */
export const matchesAny = (header: string): boolean => header.trim() === '*';
