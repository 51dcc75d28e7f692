const blanks = /[\s\u00a0]+/g;

/** A text on one line, blanks that do not break included. */
export const onOneLine = (text: string): string => text.replace(blanks, ' ').trim();

const symbol = /\bS\/(?:\d{4,5}[/-])?\d+(?:\/Rev\.? ?\d+)?/gi;

/** One spelling for a document symbol: capitals, slashes, `/Rev.1`. */
const spelled = (text: string): string =>
  text
    .replace(/^s\//, 'S/')
    .replace(/^(S\/\d{4})-/, '$1/')
    .replace(/\/Rev\.? ?/i, '/Rev.');

/**
 * The symbols of Security Council documents that a text names, each once, in its order: `S/2007/14` of
 * `S/2007/14 as orally revised`. Corrigenda and addenda are their document's; numbers of meetings and resolutions are
 * no documents here.
 *
 * @see https://research.un.org/en/docs/symbols
 */
export function documentSymbols(text: string): string[] {
  return [...new Set((onOneLine(text).match(symbol) ?? []).map(spelled))];
}

/** The symbol of a resolution out of `893 (1994)`, `S/RES/2776/2025`, `Resolution 2623 (2022)`; null for others. */
export function resolutionSymbol(text: string): string | null {
  const found = /^(?:S\/RES\/|Resolution )?(\d{1,4}) ?[(/] ?(\d{4})\)?$/i.exec(onOneLine(text));
  return found === null ? null : `S/RES/${found[1]} (${found[2]})`;
}

/** The number of a meeting out of `3326`, `PV.8890`, `S/PV.9771`, `S/PV9872`; null for others. */
export function meetingNumber(text: string): number | null {
  const found = /^(?:(?:S\/)?PV\.? ?)?(\d{1,5})$/i.exec(onOneLine(text));
  return found === null ? null : Number(found[1]);
}
