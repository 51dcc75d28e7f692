import fc from 'fast-check';
import { expect, test } from 'vitest';
import { codePointLength, sliceCodePoints } from '../../src/model/codepoints.ts';

// Any UTF-16 text, lone surrogates included.
const texts = fc.string({
  unit: fc.oneof(fc.string({ unit: 'binary', maxLength: 1 }), fc.constantFrom('\uD83D', '\uDE00')),
});

test('counts characters outside the BMP once, lone surrogates too', () => {
  expect([
    codePointLength(''),
    codePointLength('Łódź'),
    codePointLength('a😀b'),
    codePointLength('\uDE00\uD83D'),
  ]).toEqual([0, 4, 3, 2]);
});

test('slices between code points', () => {
  expect(sliceCodePoints('a😀b😀c', 1, 4)).toBe('😀b😀');
  expect(sliceCodePoints('a😀b', 2)).toBe('b');
  expect(sliceCodePoints('plain', 1, 3)).toBe('la');
  expect([sliceCodePoints('a😀', 2, 9), sliceCodePoints('a😀', 9, 12), sliceCodePoints('a😀', 1, 1)]).toEqual([
    '',
    '',
    '',
  ]);
  expect(sliceCodePoints('plain', 3, 1)).toBe('');
});

test('agrees with the iterator of strings', () => {
  fc.assert(
    fc.property(texts, fc.nat(30), fc.nat(30), (text, start, end) => {
      const characters = Array.from(text);
      expect(codePointLength(text)).toBe(characters.length);
      expect(sliceCodePoints(text, start, end)).toBe(characters.slice(start, end).join(''));
    }),
    { numRuns: 3000 },
  );
});
