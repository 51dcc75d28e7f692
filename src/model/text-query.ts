import { codePointLength, sliceCodePoints } from './codepoints.ts';
import { cutWords, isUnspaced, type Word } from './words.ts';

/** The place of a hit in a text: Unicode code points, `end` exclusive. */
export interface Hit {
  start: number;
  end: number;
}

/** One term of a text query: words that follow each other, the last one only begun when `prefix`. */
export interface TextTerm {
  words: readonly string[];
  prefix: boolean;
  negative: boolean;
}

/** A text query: every positive term must occur, no negative one may; one to eight terms, at least one positive. */
export interface TextQuery {
  terms: readonly TextTerm[];
}

/** A text query that was read, or one sentence that says why it was refused and names the culprit. */
export type TextQueryResult = { ok: true; query: TextQuery } | { ok: false; reason: string };

const MAX_LENGTH = 200;
const MAX_TERMS = 8;
const MIN_PREFIX = 3;

/** Reads a text query: words, "phrases", -not before either, prefix*; every other character only parts words.
 *
 * A word that cuts into several (`U.S.`) is a phrase. Never throws. A prefix whose last letter is of a script written
 * without spaces is the phrase itself, which already finds whatever follows.
 */
export function parseTextQuery(q: string): TextQueryResult {
  if (codePointLength(q) > MAX_LENGTH) return refuse(`A text query has at most ${MAX_LENGTH} characters.`);
  const terms: TextTerm[] = [];
  for (const [item, minus, phrase, close, word] of q.matchAll(
    /((?<=^|\s)[^\p{L}\p{N}\p{M}\s"*]*-)?(?:"([^"]*)("?)|([^\s"]+))/gu,
  )) {
    if (phrase !== undefined && close === '') return refuse(`The quotation mark in ${quote(item)} is never closed.`);
    const term = phrase === undefined ? readWord(word!) : readPhrase(phrase);
    if (typeof term === 'string') return refuse(term);
    if (term === null) continue;
    terms.push({ ...term, negative: minus !== undefined });
    if (terms.length > MAX_TERMS)
      return refuse(`A text query has at most ${MAX_TERMS} terms; ${quote(item)} is one too many.`);
  }
  if (terms.length === 0) return refuse('A text query needs at least one word of letters or digits.');
  if (terms.every((term) => term.negative)) {
    return refuse(`A text query needs at least one term without a minus; ${quote(q.trim())} has none.`);
  }
  return { ok: true, query: { terms } };
}

function refuse(reason: string): TextQueryResult {
  return { ok: false, reason };
}

function quote(text: string): string {
  return `'${text}'`;
}

type ReadTerm = Omit<TextTerm, 'negative'> | string | null;

function readPhrase(phrase: string): ReadTerm {
  if (phrase.includes('*')) return `A star has no meaning inside the phrase ${quote(phrase)}.`;
  const words = cutWords(phrase).map((word) => word.word);
  return words.length === 0 ? `The phrase "${phrase}" has no letters or digits.` : { words, prefix: false };
}

function readWord(text: string): ReadTerm {
  const star = text.indexOf('*');
  const stem = star < 0 ? text : text.slice(0, star);
  const cut = cutWords(stem);
  const words = cut.map((word) => word.word);
  if (star < 0) return words.length === 0 ? null : { words, prefix: false };
  const rest = text.slice(star + 1);
  if (rest.includes('*') || cutWords(rest).length > 0)
    return `A star may only end a word, not stand inside ${quote(text)}.`;
  const last = cut.at(-1);
  if (last === undefined) return `The star in ${quote(text)} follows no letters or digits.`;
  if (last.end !== codePointLength(stem)) return `The star in ${quote(text)} must follow a letter or digit directly.`;
  if (isUnspaced(last.word)) return { words, prefix: false };
  if (codePointLength(last.word) < MIN_PREFIX) {
    return `A prefix needs ${MIN_PREFIX} letters or more before the star; ${quote(text)} has fewer.`;
  }
  return { words, prefix: true };
}

/** The places where positive terms of a query occur, the longest of several, in order and not overlapping. */
function hitsIn(words: readonly Word[], query: TextQuery): Hit[] {
  const positive = query.terms.filter((term) => !term.negative);
  const hits: Hit[] = [];
  for (let at = 0; at < words.length; ) {
    let longest = 0;
    for (const term of positive) {
      if (term.words.length > longest && matchesAt(term, words, at)) longest = term.words.length;
    }
    if (longest > 0) hits.push({ start: words[at]!.start, end: words[at + longest - 1]!.end });
    at += longest || 1;
  }
  return hits;
}

function matchesAt(term: TextTerm, words: readonly Word[], at: number): boolean {
  const last = term.words.length - 1;
  return term.words.every((wanted, index) => {
    const word = words[at + index]?.word;
    return word === wanted || (term.prefix && index === last && word?.startsWith(wanted) === true);
  });
}

/** A part of a text around the first hits of a query, at most `width` code points, with `…` where it was cut.
 *
 * Cut at word borders; the hits are places in the part, not in the text, only the first of them ever shortened. The
 * beginning of the text when nothing hits.
 */
export function snippet(text: string, query: TextQuery, width = 200): { text: string; hits: Hit[] } {
  const words = cutWords(text);
  const hits = hitsIn(words, query);
  const length = codePointLength(text);
  if (length <= width) return { text, hits };
  const room = Math.max(1, width - 2);
  const first = hits[0] ?? { start: 0, end: 0 };
  const lead = Math.max(0, Math.min(Math.floor(room / 4), room - (first.end - first.start)));
  let start = Math.max(0, Math.min(first.start - lead, length - room));
  let end = start + room;
  if (start > 0) start = words.find((word) => word.start >= start)?.start ?? start;
  if (end < length) end = words.findLast((word) => word.end <= end && word.end > start)?.end ?? end;
  const before = start > 0 ? '…' : '';
  const shift = before.length - start;
  const inside = hits.filter((hit) => hit.end <= end || hit === first);
  return {
    text: `${before}${sliceCodePoints(text, start, end)}${end < length ? '…' : ''}`,
    hits: inside.map((hit) => ({ start: hit.start + shift, end: Math.min(hit.end, end) + shift })),
  };
}
