import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import { type Anchor, readSourceText, verifySource } from '../../src/import/verify.ts';
import { Evidence } from '../../src/model/evidence.ts';

const text = 'A𝕏B. C𝕐D.';
const hash = (part: string) => createHash('sha256').update(part).digest('hex');
const read = (content: string) => readSourceText(new TextEncoder().encode(content))!;
const source = {
  id: 's',
  text_sha256: hash(text),
  text_length: 9,
  sentences: [
    { index: 0, start: 0, end: 4 },
    { index: 1, start: 5, end: 9 },
  ],
};

const anchor = (start: number, end: number, rest: object): Anchor => ({
  record: 'event e',
  path: 'evidence.0',
  covers: true,
  evidence: Evidence.parse({ source_id: 's', selector: { start, end }, ...rest }),
});

test('an anchor is right only to the code point, with its hash, its words and its sentence', () => {
  const reasonOf = (given: Anchor) => verifySource(source, [given], read(text)).faults[0]?.reason ?? null;
  expect(reasonOf(anchor(1, 2, { sha256: hash('𝕏'), exact: '𝕏', sentence: 0 }))).toBeNull();
  expect(reasonOf(anchor(6, 9, { sha256: hash('𝕐D.'), sentence: 1 }))).toBeNull();
  expect(reasonOf(anchor(6, 9, { sha256: hash('𝕐D.'), sentence: 0 }))).toMatch(/not inside sentence 0/);
  expect(reasonOf(anchor(6, 9, { sha256: hash('𝕐D.'), sentence: 7 }))).toMatch(/names sentence 7/);
  expect(reasonOf(anchor(5, 9, { sha256: hash('𝕐D.') }))).toMatch(/does not have the hash/);
  expect(reasonOf(anchor(2, 3, { exact: 'b' }))).toBe('2–3 reads "B", not "b"');
  expect(reasonOf(anchor(6, 10, { sha256: hash('𝕐D.') }))).toMatch(/after the text, which has 9 code points/);
  expect(reasonOf(anchor(3, 3, { sha256: hash('') }))).toMatch(/3–3 is not a valid range/);
});

test('evidence without a passage or a hash is counted, not passed', () => {
  const bare = { ...anchor(0, 1, {}), evidence: Evidence.parse({ source_id: 's', sentence: 0 }) };
  const { anchors, coverage } = verifySource(source, [bare, anchor(0, 1, { sentence: 0 })], read(text));
  expect(anchors).toEqual({ total: 2, right: 0, wrong: 0, unanchored: 2 });
  expect(coverage).toEqual({ sentences: 2, supported: 0, unsupported: [0, 1] });
});

test('the source itself is compared: hash, length, and sentences in their order', () => {
  const faults = (changed: object, content = text) =>
    verifySource({ ...source, ...changed }, [], read(content)).faults.map(({ path }) => path);
  expect(faults({})).toEqual([]);
  expect(faults({}, `\uFEFF${text}`)).toEqual(['text_sha256', 'text_length']);
  expect(faults({ sentences: source.sentences.toReversed() })).toEqual(['sentences.0', 'sentences.1', 'sentences.1']);
  expect(faults({ sentences: [{ index: 0, start: 0, end: 10 }] })).toEqual(['sentences.0']);
});

test('text outside every sentence is told, white space is not', () => {
  const sentences = [{ index: 0, start: 5, end: 9 }];
  expect(verifySource({ ...source, sentences }, [], read(text)).outside).toEqual([{ start: 0, end: 4 }]);
  expect(verifySource(source, [], read(text)).outside).toEqual([]);
});

test('bytes that are not UTF-8 are no text', () => {
  expect(readSourceText(new Uint8Array([0xc3]))).toBeNull();
});
