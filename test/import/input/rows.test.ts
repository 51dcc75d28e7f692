import fc from 'fast-check';
import { expect, test } from 'vitest';
import { csvWriter } from '../../../src/formats/csv.ts';
import { isCutFault } from '../../../src/import/input/rows.ts';
import { limited, rowsOf } from '../../support/inputs.ts';

const row = (line: number, ...cells: string[]) => ({ line, cells });
const fault = (line: number, text: RegExp) => expect.objectContaining({ line, fault: expect.stringMatching(text) });
const never = /^has a quotation that is never closed/;
const behind = /^has text after a closing quote/;

test('tabs cut lines and nothing else does: quotes are text', async () => {
  const text = 'a\t"b\t c "" d\n\n\t\r\n"x\r\n\r\nlast\tü';
  expect(await rowsOf([text], 'tabs')).toEqual([
    row(1, 'a', '"b', ' c "" d'),
    row(2, ''),
    row(3, '', ''),
    row(4, '"x'),
    row(5, ''),
    row(6, 'last', 'ü'),
  ]);
});

test('CSV has commas, quotes and line ends in its quotations', async () => {
  const text = 'a,"b, c","say ""so"""\r\n,,\n\r\n"two\nlines","and\r\nmore"\nx"y,"",z\n"end"\r';
  expect(await rowsOf([text], 'csv')).toEqual([
    row(1, 'a', 'b, c', 'say "so"'),
    row(2, '', '', ''),
    row(4, 'two\nlines', 'and\r\nmore'),
    row(7, 'x"y', '', 'z'),
    row(8, 'end'),
  ]);
});

test('a byte order mark and empty files are nothing', async () => {
  for (const cut of ['tabs', 'csv'] as const) {
    expect(await rowsOf(['\ufeffa\nb'], cut)).toEqual([row(1, 'a'), row(2, 'b')]);
    expect(await rowsOf([Buffer.from([0xef, 0xbb]), Buffer.from([0xbf, 0x61])], cut)).toEqual([row(1, 'a')]);
    expect(await rowsOf(['\ufeff'], cut)).toEqual([]);
    expect(await rowsOf([], cut)).toEqual([]);
  }
  expect(await rowsOf(['\n\r\n\n'], 'csv')).toEqual([]);
});

test('a row that breaks the rules is a fault of its first line, and those after it are read', async () => {
  expect(await rowsOf(['a,"b" c\nd,e\n'], 'csv')).toEqual([fault(1, behind), row(2, 'd', 'e')]);
  expect(await rowsOf(['a,"b\nc,d\ne,f\n'], 'csv')).toEqual([fault(1, never), row(2, 'c', 'd'), row(3, 'e', 'f')]);
  expect(await rowsOf(['a,"b\nc,"d"\ne,f'], 'csv')).toEqual([fault(1, behind), row(2, 'c', 'd'), row(3, 'e', 'f')]);
});

test('lines and rows that are too long are faults, and the end of nothing', async () => {
  const limits = limited({ row_bytes: 20 });
  const long = 'x'.repeat(50);
  for (const cut of ['tabs', 'csv'] as const) {
    const tooLong = fault(2, /^is longer than 20 bytes$/);
    expect(await rowsOf([`a\n${long}\nb\n`], cut, { limits })).toEqual([row(1, 'a'), tooLong, row(3, 'b')]);
    const chunks = ['a\nxxx', long, long, 'x\nb\n', 'c'];
    expect(await rowsOf(chunks, cut, { limits })).toEqual([row(1, 'a'), tooLong, row(3, 'b'), row(4, 'c')]);
    expect(await rowsOf(['a\n', long], cut, { limits })).toEqual([row(1, 'a'), tooLong]);
  }
  const open = `"a\n${'b,"c"\n'.repeat(1)}${'d\n'.repeat(10)}`;
  expect((await rowsOf([open], 'csv', { limits })).slice(0, 3)).toEqual([
    fault(1, behind),
    row(2, 'b', 'c'),
    row(3, 'd'),
  ]);
  const unclosed = await rowsOf([`"a\n${'d\n'.repeat(30)}`], 'csv', { limits });
  expect([unclosed[0], unclosed.length, unclosed.at(-1)]).toEqual([fault(1, never), 31, row(31, 'd')]);
  expect(await rowsOf([`"a\nb\n${long}\nc\n`], 'csv', { limits })).toEqual([
    fault(1, never),
    row(2, 'b'),
    fault(3, /^is longer/),
    row(4, 'c'),
  ]);
});

test('a NUL refuses its row alone', async () => {
  for (const cut of ['tabs', 'csv'] as const)
    expect(await rowsOf(['a\nb\0\nc\n'], cut)).toEqual([row(1, 'a'), fault(2, /NUL/), row(3, 'c')]);
});

test('lines that are no UTF-8 are read as Windows-1252, and told', async () => {
  const notices: string[] = [];
  const latin = Buffer.from([0x43, 0x6f, 0x74, 0xe9, 0x80, 0x0a]);
  const rows = await rowsOf(['Côte\n', latin, 'naïve\n'], 'tabs', { onNotice: (one) => notices.push(one) });
  expect(rows).toEqual([row(1, 'Côte'), row(2, 'Coté€'), row(3, 'naïve')]);
  expect(notices).toEqual(['a.csv: a line is not UTF-8, so read as Windows-1252 (Latin-1).']);
});

test('a whole text is one row', async () => {
  expect(await rowsOf(['\ufeffone\r\n', '\ttwo "three"'], 'whole')).toEqual([row(1, 'a.csv', 'one\r\n\ttwo "three"')]);
  expect(await rowsOf([Buffer.from([0xe9])], 'whole')).toEqual([row(1, 'a.csv', 'é')]);
  expect(await rowsOf(['a\0'], 'whole')).toEqual([fault(1, /NUL/)]);
  const limits = limited({ row_bytes: 5 });
  expect(await rowsOf(['abc', 'def'], 'whole', { limits })).toEqual([fault(1, /^is longer than 5 bytes$/)]);
});

test('quotations that open anew on every line cost no more than a few readings of the text', async () => {
  const lines = 200_000;
  const limits = limited({ row_bytes: 1_000_000 });
  const begun = performance.now();
  const rows = await rowsOf(['x","y\n'.repeat(lines)], 'csv', { limits });
  expect(performance.now() - begun).toBeLessThan(5_000);
  expect(rows.every(isCutFault)).toBe(true);
  expect(rows.some((one) => isCutFault(one) && /and the \d+ lines after it were not read/.test(one.fault))).toBe(true);
});

/** A text in chunks that end anywhere, in the middle of characters too. */
const chunked = (text: string, cuts: readonly number[]): Buffer[] => {
  const bytes = Buffer.from(text);
  const ends = [...cuts.map((cut) => cut % (bytes.length + 1)), bytes.length].sort((a, b) => a - b);
  return ends.map((end, at) => bytes.subarray(ends[at - 1] ?? 0, end));
};

const cell = fc.oneof(
  fc.string({ unit: 'grapheme', maxLength: 12 }),
  fc.string({ unit: fc.constantFrom('"', ',', '\n', '\r', 'a', 'é', '😀', '\ufeff'), maxLength: 8 }),
);
const cuts = fc.array(fc.nat(), { maxLength: 8 });
const table = fc.integer({ min: 2, max: 5 }).chain((width) => {
  const cells = fc.array(
    cell.filter((text) => !text.includes('\0')),
    { minLength: width, maxLength: width },
  );
  return fc.array(cells, { maxLength: 8 });
});

test('what our own CSV writer writes is read as it was, wherever chunks end', async () => {
  await fc.assert(
    fc.asyncProperty(table, cuts, async (rows, where) => {
      const columns = (rows[0] ?? []).map((_, at) => ({ name: `c${at}`, free: false }));
      const text = `c\r\n${rows.map(csvWriter(columns, true)).join('')}`;
      const read = await rowsOf(chunked(text, where), 'csv');
      expect(read.slice(1)).toEqual(rows.map((cells) => expect.objectContaining({ cells })));
    }),
  );
});

test('any text gives the same rows wherever chunks end, and each line is accounted for once', async () => {
  const text = fc.string({ unit: fc.constantFrom('"', ',', '\n', '\r', '\t', 'a', 'é', '\0'), maxLength: 60 });
  await fc.assert(
    fc.asyncProperty(text, cuts, fc.constantFrom('csv' as const, 'tabs' as const), async (one, where, cut) => {
      const reading = { limits: limited({ row_bytes: 12 }) };
      const whole = await rowsOf([one], cut, reading);
      expect(await rowsOf(chunked(one, where), cut, reading)).toEqual(whole);
      const lines = whole.map(({ line }) => line);
      if (cut === 'tabs') expect(lines).toEqual([...new Set(lines)].sort((a, b) => a - b));
      expect(new Set(lines).size).toBe(lines.length);
    }),
    { numRuns: 1000 },
  );
});
