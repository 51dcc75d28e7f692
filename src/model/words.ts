/** A folded word and where it stands in the original text: Unicode code points, `end` exclusive. */
export interface Word {
  word: string;
  start: number;
  end: number;
}

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

/** Whether a word is of a script written without spaces, where each letter is a word. */
export const isUnspaced = (word: string): boolean => UNSPACED_LETTER.test(word);

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
