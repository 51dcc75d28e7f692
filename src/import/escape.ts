// Control and format characters, what ends a line somewhere, and halves of characters.
const UNSEEN = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/gu;

/**
 * A text in which nothing acts on a terminal or hides: control characters, marks of direction, unusual line ends and
 * halves of characters become `\uXXXX`.
 */
export function escapeControls(text: string): string {
  return text.replace(UNSEEN, (found) =>
    Array.from({ length: found.length }, (_, at) => `\\u${found.charCodeAt(at).toString(16).padStart(4, '0')}`).join(
      '',
    ),
  );
}

/** The beginning of a text, of at most so many characters, with controls escaped; `…` tells that there was more. */
export function excerpt(text: string, longest: number): string {
  // Twice as many units hold as many characters, whatever they are.
  const all = [...text.slice(0, 2 * longest + 2)];
  return all.length > longest ? `${escapeControls(all.slice(0, longest).join(''))}…` : escapeControls(all.join(''));
}
