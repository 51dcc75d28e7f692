import Database from 'better-sqlite3';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { codePointLength, sliceCodePoints } from '../../src/model/codepoints.ts';
import { parseTextQuery, snippet, type TextQuery } from '../../src/model/text-query.ts';
import { cutWords, foldName, foldText, searchText } from '../../src/model/words.ts';

// Text of the kinds that matter: plain, accented, without spaces, compatibility forms, signs of the query syntax, anything.
const units = fc.oneof(
  fc.constantFrom(
    ...'abcXYZ019 \'.-*":()&/ éÅßøłŁđǅİıΣςﬁ½²⑴ʿʼ俄罗한각กำแーﾞﷺ😀𝐀',
    '\u0301',
    '\u00AD',
    '\u200B',
    '\uD83D',
    '\0',
  ),
  fc.string({ unit: 'binary', maxLength: 1 }),
);
const texts = fc.string({ unit: units, maxLength: 60 });

function query(q: string): TextQuery {
  const result = parseTextQuery(q);
  if (!result.ok) throw new Error(result.reason);
  return result.query;
}

describe('folding and cutting', () => {
  test.each([
    ['Łódź, Đukanović & Straße', 'lodz dukanovic strasse'],
    ['İlham Əliyev', 'ilham aliyev'],
    ["Assad's U.S. al-Assad", 'assad s u s al assad'],
    ['ΣΊΣΥΦΟΣ', 'σισυφοσ'],
    ['Ёлка й', 'елка и'],
    ['ʿAbd Hawaiʻi', 'abd hawaii'],
    ['diplo\u00ADmatic zero\u200Bwidth', 'diplomatic zero width'],
    ['俄罗斯和Syria', '俄 罗 斯 和 syria'],
    ['2½ km² ﬁn Twitter™', '2 1 2 km2 fin twitter'],
    ['', ''],
    ['—!?', ''],
  ])('%j is searched as %j', (text, words) => {
    expect(searchText(text)).toBe(words);
    expect(foldName(text)).toBe(words);
  });

  test('places are code points of the original text', () => {
    expect(cutWords('😀 E\u0301te\u0301, Œuvre')).toEqual([
      { word: 'ete', start: 2, end: 7 },
      { word: 'oeuvre', start: 9, end: 14 },
    ]);
  });

  test('folding and cutting any one character is done after once', () => {
    for (let codePoint = 0; codePoint <= 0xe01ef; codePoint += 1) {
      if (codePoint === 0x40000) codePoint = 0xe0000; // nothing is assigned between
      const character = String.fromCodePoint(codePoint);
      const folded = foldText(character);
      if (foldText(folded) !== folded) expect.unreachable(`U+${codePoint.toString(16)} folds twice`);
      const words = searchText(character);
      if (searchText(words) !== words) expect.unreachable(`U+${codePoint.toString(16)} is cut twice`);
      if (/[^a-z0-9 \u0080-\u{10FFFF}]/u.test(words)) expect.unreachable(`U+${codePoint.toString(16)} leaves ASCII`);
    }
  });

  test('search text is idempotent, its words are the cut ones, its ASCII part is letters, digits and the joint', () => {
    fc.assert(
      fc.property(texts, (text) => {
        const search = searchText(text);
        expect(searchText(search)).toBe(search);
        expect(search).toBe(
          cutWords(text)
            .map((word) => word.word)
            .join(' '),
        );
        expect(search).not.toMatch(/[^a-z0-9 \u0080-\u{10FFFF}]|^ | $| {2}/u);
        expect(foldText(foldText(text))).toBe(foldText(text));
      }),
      { numRuns: 3000 },
    );
  });

  test('composed and decomposed texts have the same words', () => {
    fc.assert(
      fc.property(texts, (text) => {
        expect(searchText(text.normalize('NFD'))).toBe(searchText(text.normalize('NFC')));
      }),
      { numRuns: 3000 },
    );
  });

  test('words stand in order and fold to themselves from their own place', () => {
    fc.assert(
      fc.property(texts, (text) => {
        let before = 0;
        for (const { word, start, end } of cutWords(text)) {
          expect(start).toBeGreaterThanOrEqual(before);
          expect(end).toBeGreaterThan(start);
          expect(cutWords(sliceCodePoints(text, start, end)).map((cut) => cut.word)).toContain(word);
          before = start;
        }
        expect(before).toBeLessThanOrEqual(codePointLength(text));
      }),
      { numRuns: 3000 },
    );
  });

  test('the ascii tokenizer of FTS5 finds a text by each of its words', () => {
    const db = new Database(':memory:');
    db.exec("CREATE VIRTUAL TABLE t USING fts5(x, tokenize='ascii')");
    const insert = db.prepare('INSERT INTO t (rowid, x) VALUES (1, ?)');
    const find = db.prepare('SELECT count(*) FROM t WHERE t MATCH ?').pluck();
    fc.assert(
      fc.property(texts, (text) => {
        db.exec('DELETE FROM t');
        insert.run(searchText(text));
        const words = cutWords(text).map((word) => word.word);
        for (const word of words) expect(find.get(`"${word}"`)).toBe(1);
        if (words.length > 0) expect(find.get(`"${words.join(' ')}"`)).toBe(1);
      }),
      { numRuns: 1000 },
    );
    db.close();
  });
});

describe('parseTextQuery', () => {
  const positive = { prefix: false, negative: false };

  test.each([
    [
      'Syria veto',
      [
        { ...positive, words: ['syria'] },
        { ...positive, words: ['veto'] },
      ],
    ],
    ['"Chemical  Attack"', [{ ...positive, words: ['chemical', 'attack'] }]],
    [
      'U.S. x',
      [
        { ...positive, words: ['u', 's'] },
        { ...positive, words: ['x'] },
      ],
    ],
    [
      'veto -"no fly" -Syri*',
      [
        { ...positive, words: ['veto'] },
        { words: ['no', 'fly'], prefix: false, negative: true },
        { words: ['syri'], prefix: true, negative: true },
      ],
    ],
    [
      'a OR b',
      [
        { ...positive, words: ['a'] },
        { ...positive, words: ['or'] },
        { ...positive, words: ['b'] },
      ],
    ],
    [
      'title:x (-y)',
      [
        { ...positive, words: ['title', 'x'] },
        { words: ['y'], prefix: false, negative: true },
      ],
    ],
    [
      'Russia - Syria & co',
      [
        { ...positive, words: ['russia'] },
        { ...positive, words: ['syria'] },
        { ...positive, words: ['co'] },
      ],
    ],
    [
      'al-Assad"s x"',
      [
        { ...positive, words: ['al', 'assad'] },
        { ...positive, words: ['s', 'x'] },
      ],
    ],
    ['al-Assa*', [{ words: ['al', 'assa'], prefix: true, negative: false }]],
    ['俄罗*', [{ ...positive, words: ['俄', '罗'] }]],
  ])('reads %j', (q, terms) => {
    expect(parseTextQuery(q)).toEqual({ ok: true, query: { terms } });
  });

  test.each([
    ['', 'A text query needs at least one word of letters or digits.'],
    [' & * ', "The star in '*' follows no letters or digits."],
    ['&-', 'A text query needs at least one word of letters or digits.'],
    ['x "no fly', `The quotation mark in '"no fly' is never closed.`],
    ['a b c d e f g h i', "A text query has at most 8 terms; 'i' is one too many."],
    ['-a -"b c"', `A text query needs at least one term without a minus; '-a -"b c"' has none.`],
    ['ru*', "A prefix needs 3 letters or more before the star; 'ru*' has fewer."],
    ['russia.u*', "A prefix needs 3 letters or more before the star; 'russia.u*' has fewer."],
    ['rus*ia', "A star may only end a word, not stand inside 'rus*ia'."],
    ['*rus', "A star may only end a word, not stand inside '*rus'."],
    ['rus.*', "The star in 'rus.*' must follow a letter or digit directly."],
    ['"rus* x"', "A star has no meaning inside the phrase 'rus* x'."],
    ['x "&"', 'The phrase "&" has no letters or digits.'],
    ['x'.repeat(201), 'A text query has at most 200 characters.'],
  ])('refuses %j', (q, reason) => {
    expect(parseTextQuery(q)).toEqual({ ok: false, reason });
  });

  test('never throws, and yields only words that the cutter yields', () => {
    const queries = fc.string({ unit: fc.oneof(units, fc.constantFrom('-', '"', '*', ' ', 'abc')), maxLength: 40 });
    fc.assert(
      fc.property(queries, (q) => {
        const result = parseTextQuery(q);
        if (!result.ok) {
          expect(result.reason).toMatch(/\.$/);
          return;
        }
        const known = new Set(cutWords(q).map((word) => word.word));
        expect(result.query.terms.length).toBeLessThanOrEqual(8);
        expect(result.query.terms.some((term) => !term.negative)).toBe(true);
        for (const term of result.query.terms) {
          expect(term.words.length).toBeGreaterThan(0);
          for (const word of term.words) expect(known).toContain(word);
        }
      }),
      { numRuns: 5000 },
    );
  });
});

describe('hits', () => {
  test('are the longest positive terms, in order', () => {
    const text = '😀 Russia vetoed; Russian vetoes, no Russia veto.';
    const { hits } = snippet(text, query('"russia veto" russi* -vetoed'));
    expect(hits.map(({ start, end }) => sliceCodePoints(text, start, end))).toEqual([
      'Russia',
      'Russian',
      'Russia veto',
    ]);
  });

  test('a snippet is the whole text when it fits', () => {
    expect(snippet('A veto.', query('veto'))).toEqual({ text: 'A veto.', hits: [{ start: 2, end: 6 }] });
  });

  test('a snippet is cut at word borders around the first hits', () => {
    const text = `${'before '.repeat(30)}the Russian veto${' after'.repeat(30)}`;
    const cut = snippet(text, query('"russian veto"'), 50);
    expect(cut.text).toBe('…before the Russian veto after after after after…');
    expect(cut.hits).toEqual([{ start: 12, end: 24 }]);
    expect(snippet(text, query('absent'), 20)).toEqual({ text: 'before before…', hits: [] });
  });

  test('of a snippet lie inside it and hold what was sought', () => {
    const words = fc.array(
      fc.constantFrom('veto', 'Vetoed', '😀', 'Ｖeto', 'é,', '俄罗斯', 'a', '...', 'x'.repeat(40)),
    );
    fc.assert(
      fc.property(words, fc.integer({ min: 10, max: 60 }), (parts, width) => {
        const text = parts.join(' ');
        const sought = query('veto "俄罗"');
        const cut = snippet(text, sought, width);
        expect(codePointLength(cut.text)).toBeLessThanOrEqual(width);
        expect(text).toContain(cut.text.replace(/^…|…$/g, ''));
        expect(cut.hits.length > 0).toBe(snippet(text, sought, Number.MAX_SAFE_INTEGER).hits.length > 0);
        for (const hit of cut.hits)
          expect(['veto', '俄 罗']).toContain(searchText(sliceCodePoints(cut.text, hit.start, hit.end)));
      }),
      { numRuns: 3000 },
    );
  });
});
