import { codePointLength, sliceCodePoints } from './codepoints.ts';

/** A folded word and where it stands in the original text: Unicode code points, `end` exclusive. */
export interface Word {
  word: string;
  start: number;
  end: number;
}

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

// Latin letters that no normalisation takes apart, in their lower case, and the final sigma.
const LETTERS = new Map(
  Object.entries({
    ...{ ß: 'ss', æ: 'ae', œ: 'oe', þ: 'th', ø: 'o', ɔ: 'o', ɵ: 'o', ł: 'l', đ: 'd', ð: 'd', ɖ: 'd', ɗ: 'd' },
    ...{ ħ: 'h', ı: 'i', ɨ: 'i', ɩ: 'i', ŧ: 't', ŋ: 'n', ɲ: 'n', ĸ: 'q', ə: 'a', ǝ: 'e', ɛ: 'e', ƀ: 'b', ɓ: 'b' },
    ...{ ƒ: 'f', ǥ: 'g', ɣ: 'g', ƙ: 'k', ɍ: 'r', ʉ: 'u', ʊ: 'u', ʋ: 'v', ƴ: 'y', ɏ: 'y', ƶ: 'z', ȷ: 'j', ς: 'σ' },
  }),
);
const SPECIAL_LETTER = new RegExp(`[${[...LETTERS.keys()].join('')}]`, 'gu');
// Marks, invisible characters (not the zero-width space, which parts words), the apostrophes and half rings of romanised
// Arabic, Hawaiian or Russian that count as letters, and the stroke that only lengthens an Arabic word.
const FOLDED_AWAY = /(?!\u200B)[\p{M}\p{DI}\u02B9-\u02C1\u02C6-\u02D1\u02EC\u02EE\u0640]/gu;
const ASCII = /^[\0-\x7F]*$/;
const LETTER_OR_DIGIT = /^[\p{L}\p{N}]$/u;
// The scripts written without spaces (Unicode's line-break classes ID and SA), sound marks they share included.
const UNSPACED = 'Han Hira Kana Bopo Yiii Thai Laoo Khmr Mymr Tale Talu Lana Tavt Ahom'.replace(
  /(\w+) ?/g,
  '\\p{scx=$1}',
);
const UNSPACED_LETTER = new RegExp(`^[${UNSPACED}]`, 'u');
const PIECE = new RegExp(`(?=[\\p{L}\\p{N}])[${UNSPACED}]|((?![${UNSPACED}])[\\p{L}\\p{N}])+`, 'gu');

/** A text with compatibility forms, case, diacritics and Latin letters of one language reduced to plain letters; folding
 * twice changes nothing.
 * @see https://www.unicode.org/reports/tr15/ (NFKD)
 */
export function foldText(text: string): string {
  if (ASCII.test(text)) return text.toLowerCase();
  return text
    .normalize('NFKD')
    .toLowerCase()
    .replace(FOLDED_AWAY, '')
    .replace(SPECIAL_LETTER, (letter) => LETTERS.get(letter)!);
}

/** The folded words of a text in order: runs of letters and digits, each letter of a script without spaces by itself.
 *
 * Everything else parts words (`U.S.` is `u`, `s`); marks and invisible characters belong to the word before them. A
 * character that folds to several words (`½`) gives them all with its own place.
 */
export function cutWords(text: string): Word[] {
  const words: Word[] = [];
  let open: Word | null = null;
  let at = 0;
  for (let unit = 0; unit < text.length; at += 1) {
    const codePoint = text.codePointAt(unit)!;
    unit += codePoint > 0xffff ? 2 : 1;
    const pieces = known[codePoint] ?? piecesOf(codePoint);
    if (pieces === SEPARATOR) {
      open = null;
    } else if (pieces === AWAY) {
      const last = words.at(-1);
      if (last?.end === at) last.end = at + 1;
    } else if (typeof pieces !== 'string') {
      for (const word of pieces) words.push({ word, start: at, end: at + 1 });
      open = null;
    } else if (open === null) {
      open = { word: pieces, start: at, end: at + 1 };
      words.push(open);
    } else {
      open.word += pieces;
      open.end = at + 1;
    }
  }
  return words;
}

/** The folded words of a text joined by one space: what a full-text index holds.
 *
 * Below U+0080 it has `a-z`, `0-9` and the space only, so that SQLite's `ascii` tokenizer cuts it at the spaces.
 * @see https://www.sqlite.org/fts5.html#ascii_tokenizer
 */
export function searchText(text: string): string {
  if (ASCII.test(text)) return (text.toLowerCase().match(/[a-z0-9]+/g) ?? []).join(' ');
  return cutWords(text)
    .map((word) => word.word)
    .join(' ');
}

/** A name as it is looked up: its folded words joined by one space, empty for a name without letters and digits. */
export function foldName(name: string): string {
  return searchText(name);
}

// What a character is to the cutter: letters that lengthen a word, words of its own, or one of these.
const SEPARATOR = 0;
const AWAY = 1;
type Pieces = string | readonly string[] | typeof SEPARATOR | typeof AWAY;
const known: Pieces[] = new Array(0x10000);

function piecesOf(codePoint: number): Pieces {
  const pieces = classify(String.fromCodePoint(codePoint));
  if (codePoint < known.length) known[codePoint] = pieces;
  return pieces;
}

function classify(character: string): Pieces {
  const folded = foldText(character);
  if (folded === '') return AWAY;
  if (!LETTER_OR_DIGIT.test(character)) return SEPARATOR;
  const pieces = folded.match(PIECE);
  if (pieces === null) return SEPARATOR;
  return pieces[0] === folded && !UNSPACED_LETTER.test(folded) ? folded : pieces;
}

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
  if (UNSPACED_LETTER.test(last.word)) return { words, prefix: false };
  if (codePointLength(last.word) < MIN_PREFIX) {
    return `A prefix needs ${MIN_PREFIX} letters or more before the star; ${quote(text)} has fewer.`;
  }
  return { words, prefix: true };
}

/** The first `limit` places where positive terms of a query occur in a text, in order and not overlapping. */
export function matchOffsets(text: string, query: TextQuery, limit: number): Hit[] {
  return hitsIn(cutWords(text), query, limit);
}

function hitsIn(words: readonly Word[], query: TextQuery, limit: number): Hit[] {
  const positive = query.terms.filter((term) => !term.negative);
  const hits: Hit[] = [];
  for (let at = 0; at < words.length && hits.length < limit; ) {
    let longest = 0;
    for (const term of positive) {
      if (term.words.length > longest && standsAt(term, words, at)) longest = term.words.length;
    }
    if (longest > 0) hits.push({ start: words[at]!.start, end: words[at + longest - 1]!.end });
    at += longest || 1;
  }
  return hits;
}

function standsAt(term: TextTerm, words: readonly Word[], at: number): boolean {
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
  const hits = hitsIn(words, query, Number.POSITIVE_INFINITY);
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
