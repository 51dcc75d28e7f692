import { expect, test } from 'vitest';
import { type Layout, RowFault } from '../../../src/import/importer.ts';
import { readRows } from '../../../src/import/layouts.ts';
import { all, inputOf } from '../../support/inputs.ts';

const named = (count: number): string[] => Array.from({ length: count }, (_, at) => `c${at + 1}`);
const bare = (count: number): Layout => ({ name: `bare ${count}`, cut: 'tabs', header: false, columns: named(count) });
const events: Layout[] = [bare(61), bare(58), bare(57)];
const line = (count: number): string => `${named(count).join('\t')}\n`;

const deaths: Layout = {
  name: 'deaths',
  cut: 'csv',
  header: true,
  columns: ['id', 'best', 'where'],
  ignores: ([first]) => first?.startsWith('#') === true,
};
const dyads: Layout = { name: 'dyads', cut: 'tabs', header: true, columns: ['Event ID', 'Event Date'] };
const speeches: Layout = {
  name: 'speeches',
  cut: 'whole',
  header: false,
  columns: ['name', 'text'],
  files: /^[A-Z]{3}\.txt$/,
};

/** The rows of a text: line, layout and cells by column, or what is wrong. */
async function read(text: string, layouts: readonly Layout[], base?: string) {
  const rows = await all(readRows(inputOf([text], base), layouts));
  return rows.map((row) => {
    if ('fault' in row) return [row.line, row.fault.reason, row.fault.value];
    const cells = [...row.columns].map(([name, at]) => [name, row.cells[at]]);
    return [row.line, row.layout.name, Object.fromEntries(cells)];
  });
}

test('without a header each row has the layout of as many columns, so that a file may mix them', async () => {
  const rows = await read(line(57) + line(58) + line(57) + line(61), events);
  expect(rows.map(([at, name]) => [at, name])).toEqual([
    [1, 'bare 57'],
    [2, 'bare 58'],
    [3, 'bare 57'],
    [4, 'bare 61'],
  ]);
});

test('a row with another number of cells is a fault, be it the first', async () => {
  const rows = await read(`a\tb\n${line(58)}x\n`, events);
  expect(rows.map(([at, reason]) => [at, reason])).toEqual([
    [1, 'has 2 cells where 61 or 58 or 57 are expected'],
    [2, 'bare 58'],
    [3, 'has 1 cell where 61 or 58 or 57 are expected'],
  ]);
  expect(rows[0]?.[2]).toBe('a | b');
  const [fault] = await all(readRows(inputOf([`a\n${line(58)}`]), events));
  expect(fault).toMatchObject({ fault: expect.any(RowFault) });
});

test('a header is found by its names in any order, case and quotes, and other columns keep their own', async () => {
  const text = '\ufeff" Where ",ID,Extra,,best,extra,Extra\nx,1,e,f,2,g,h\n';
  expect(await read(text, [dyads, deaths])).toEqual([
    [2, 'deaths', { where: 'x', id: '1', Extra: 'e', column_4: 'f', best: '2', extra: 'g', Extra_7: 'h' }],
  ]);
});

test('what a layout ignores is no row; wrong rows of a file with a header are faults', async () => {
  const text = 'id,best,where\n#x,#y,#z\n1,2\n1,2,3\n"1,2,3\n1,2,"a"b\n';
  expect(await read(text, [deaths])).toEqual([
    [3, 'has 2 cells where the header has 3', '1 | 2'],
    [4, 'deaths', { id: '1', best: '2', where: '3' }],
    [5, expect.stringMatching(/^has text after/), '"1,2,3'],
    [6, expect.stringMatching(/^has text after/), '1,2,"a"b'],
  ]);
});

test('files are cut as the layout that fits is; stray quotes are text at tabs', async () => {
  expect(await read('Event ID\tEvent Date\tText\n1\t2014-01-01\t"so', [deaths, dyads])).toEqual([
    [2, 'dyads', { 'Event ID': '1', 'Event Date': '2014-01-01', Text: '"so' }],
  ]);
});

test('a layout is looked for in its files alone', async () => {
  const layouts = [speeches, deaths];
  expect(await read('id,best,where\n', layouts, 'RUS.txt')).toEqual([
    [1, 'speeches', { name: 'RUS.txt', text: 'id,best,where\n' }],
  ]);
  expect(await read('id,best,where\n1,2,3\n', layouts, 'rows.csv')).toHaveLength(1);
  await expect(read('a', [speeches], 'b.txt')).rejects.toThrow('b.txt does not match the file names of this dataset');
});

test('where all layouts ask for UTF-8, a line that is none is a fault', async () => {
  const text = Buffer.concat([Buffer.from(line(57)), Buffer.from([0xe9, 0x0a])]);
  const strict = events.map((layout) => ({ ...layout, utf8: true as const }));
  const last = async (layouts: readonly Layout[]) => (await all(readRows(inputOf([text]), layouts))).at(-1);
  expect(await last(strict)).toMatchObject({ line: 2, fault: { reason: 'is not UTF-8' } });
  expect(await last(events)).toMatchObject({ line: 2, fault: { value: 'é' } });
});

test('what is looked at to find the layout is neither counted nor told twice', async () => {
  const told: (number | string)[] = [];
  const text = Buffer.from('Event ID\tEvent Date\n\xe9\t2\n', 'latin1');
  const input = {
    ...inputOf([text]),
    async *chunks(onRead: (bytes: number) => void = () => {}) {
      onRead(text.length);
      yield text;
    },
  };
  const reading = { onRead: (bytes: number) => told.push(bytes), onNotice: (one: string) => told.push(one) };
  expect(await all(readRows(input, [deaths, dyads], reading))).toHaveLength(1);
  expect(told).toEqual([text.length, expect.stringContaining('a line is not UTF-8')]);
});

test('an empty file has no rows, and a header alone none', async () => {
  expect(await read('', [deaths])).toEqual([]);
  expect(await read('\n\n', [deaths])).toEqual([]);
  expect(await read('', events)).toEqual([]);
  expect(await read('id,best,where\n', [deaths])).toEqual([]);
});

test.each([
  [
    'id,best,when\n1,2,3\n',
    [dyads, deaths],
    'a.csv matches no layout of this dataset: its first row has 3 cells (id, best, when); the closest layout with a header is deaths, which also needs where.',
  ],
  [
    'a\tb\u0007\n',
    events,
    'a.csv matches no layout of this dataset: its first row has 2 cells (a, b\\u0007); rows without a header have 61 or 58 or 57 cells.',
  ],
  ['id,"best\n', [deaths], 'a.csv cannot be read: line 1 has a quotation that is never closed.'],
])('a file that no layout fits is refused: %j', async (text, layouts, message) => {
  await expect(read(text, layouts)).rejects.toThrow(message);
  await expect(read(text, layouts)).rejects.toMatchObject({ name: 'UsageError' });
});

test('reading may stop anywhere', async () => {
  for await (const batch of readRows(inputOf([line(57), line(57)]), events)) {
    expect(batch).toHaveLength(1);
    break;
  }
});
