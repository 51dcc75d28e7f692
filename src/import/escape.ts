// Control and format characters, line ends of any kind, and lone surrogates.
const UNSEEN = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/gu;

/**
 * Makes a text safe to print: control characters, direction marks, unusual line ends and lone surrogates become
 * `\uXXXX`.
 */
export function escapeControls(text: string): string {
  return text.replace(UNSEEN, (found) =>
    Array.from({ length: found.length }, (_, at) => `\\u${found.charCodeAt(at).toString(16).padStart(4, '0')}`).join(
      '',
    ),
  );
}

/** The first `longest` characters of a text, with controls escaped; `…` marks a cut. */
export function excerpt(text: string, longest: number): string {
  // A character takes at most two UTF-16 units.
  const all = [...text.slice(0, 2 * longest + 2)];
  return all.length > longest ? `${escapeControls(all.slice(0, longest).join(''))}…` : escapeControls(all.join(''));
}
