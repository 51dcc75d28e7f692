import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type CsvValue, csvHeader, csvWriter } from '../../src/formats/csv.ts';

/** RFC 4180 read by its grammar, character by character; an unquoted empty cell is null. */
function parseCsv(text: string): (string | null)[][] {
  const rows: (string | null)[][] = [];
  let row: (string | null)[] = [];
  for (let at = 0; at < text.length; ) {
    let cell = '';
    const quoted = text[at] === '"';
    if (quoted) {
      for (at += 1; text[at] !== '"' || text[at + 1] === '"'; at += 1) {
        if (at >= text.length) throw new Error('unclosed quote');
        cell += text[at];
        if (text[at] === '"') at += 1;
      }
      at += 1;
    } else {
      for (; at < text.length && text[at] !== ',' && text[at] !== '\r'; at += 1) cell += text[at];
    }
    row.push(cell === '' && !quoted ? null : cell);
    if (text.startsWith('\r\n', at)) {
      rows.push(row);
      row = [];
      at += 2;
    } else if (text[at] === ',') {
      at += 1;
      if (at === text.length) throw new Error('line without end');
    } else throw new Error(`neither comma nor line end at ${at}`);
  }
  return rows;
}

const columns = [
  { name: 'id', free: false },
  { name: 'title', free: true },
];
const written = (row: readonly CsvValue[], raw = false) => csvWriter(columns, raw)(row);

test('writes a header and a row a line, ended by CRLF', () => {
  expect(csvHeader(columns)).toBe('id,title\r\n');
  expect(written(['veto', 'Eighth veto'])).toBe('veto,Eighth veto\r\n');
});

test('writes numbers and booleans plainly, null as nothing, the empty text as ""', () => {
  expect(written([-1.5, true])).toBe('-1.5,true\r\n');
  expect(written([0, false])).toBe('0,false\r\n');
  expect(written([null, ''])).toBe(',""\r\n');
});

test('quotes commas, quotes, line ends and spaces at either end', () => {
  expect(written(['a,b', 'say "no"'])).toBe('"a,b","say ""no"""\r\n');
  expect(written(['a\r\nb', ' a'])).toBe('"a\r\nb"," a"\r\n');
  expect(written(['a\rb', 'a\t'])).toBe('"a\rb","a\t"\r\n');
});

test.each(['=1+1', '+1', '-1', '@SUM(A1)', '\tx', '\rx'])(
  'neutralises %j in free text only, and not when raw',
  (value) => {
    expect(parseCsv(written([value, value]))).toEqual([[value, `'${value}`]]);
    expect(parseCsv(written([value, value], true))).toEqual([[value, value]]);
  },
);

test('leaves negative numbers and text with a formula sign further on as they are', () => {
  expect(written([-5, -5])).toBe('-5,-5\r\n');
  expect(written(['x', 'a=b'])).toBe('x,a=b\r\n');
});

test('throws for a row of another length', () => {
  expect(() => written(['only'])).toThrow(RangeError);
});

test('any text survives raw', () => {
  const cells = fc.option(
    fc.string({ unit: fc.oneof(fc.constantFrom('"', ',', '\r', '\n', ' ', '=', "'"), fc.string()) }),
  );
  fc.assert(
    fc.property(fc.array(fc.array(cells, { minLength: 3, maxLength: 3 })), (rows) => {
      const free = ['a', 'b', 'c'].map((name) => ({ name, free: true }));
      expect(parseCsv(rows.map(csvWriter(free, true)).join(''))).toEqual(rows);
    }),
    { numRuns: 2000 },
  );
});

test('neutralised text differs from the raw one by the leading quote at most', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      const [[, cell]] = parseCsv(written(['id', text])) as [[string, string]];
      expect(cell).toBe(/^[=+\-@\t\r]/.test(text) ? `'${text}` : text);
    }),
  );
});
