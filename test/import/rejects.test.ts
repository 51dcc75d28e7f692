import { existsSync, readdirSync, readFileSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { type Reject, Rejects } from '../../src/import/rejects.ts';
import { parseCsv } from '../support/csv.ts';
import { folderOf } from '../support/inputs.ts';

const header = ['file', 'line', 'column', 'value', 'reason'];
const reject = (some: Partial<Reject> = {}): Reject => ({
  ...{ file: 'a.csv', line: 1, column: 'date', value: 'x', reason: 'is not a calendar day' },
  ...some,
});
const read = (path: string) => parseCsv(readFileSync(path, 'utf8'));

test('the list is made by the first refusal', () => {
  const path = join(folderOf(), 'rejects.csv');
  const rejects = new Rejects(path);
  rejects.clear();
  rejects.add([]);
  expect(existsSync(path)).toBe(false);
  rejects.add([reject({ file: 'a.zip/b.csv', line: 3 })]);
  rejects.add([reject({ line: 4, column: null, value: null, reason: 'has 2 cells where 3 are expected' })]);
  rejects.close();
  expect(rejects.count).toBe(2);
  expect(read(path)).toEqual([
    header,
    ['a.zip/b.csv', '3', 'date', 'x', 'is not a calendar day'],
    ['a.csv', '4', '', '', 'has 2 cells where 3 are expected'],
  ]);
});

test('control characters are escaped, formulas neutralised and long values cut between characters', () => {
  const path = join(folderOf(), 'rejects.csv');
  const rejects = new Rejects(path);
  const values = ['a\u0000\n\u001b[31m\u202e\ud800\u{e0041}"', '=1+1', '😀'.repeat(201)];
  rejects.add(values.map((value) => reject({ value })));
  rejects.close();
  expect(read(path).map((cells) => cells[3])).toEqual([
    'value',
    'a\\u0000\\u000a\\u001b[31m\\u202e\\ud800\\udb40\\udc41"',
    "'=1+1",
    `${'😀'.repeat(200)}…`,
  ]);
});

test('a later run replaces the list, or removes it when nothing was refused', () => {
  const folder = folderOf();
  const path = join(folder, 'rejects.csv');
  for (const lines of [[1, 2], [3], []]) {
    const rejects = new Rejects(path);
    rejects.clear();
    rejects.add(lines.map((line) => reject({ line })));
    rejects.close();
    const listed = existsSync(path) ? read(path).slice(1) : [];
    expect(listed.map((cells) => Number(cells[1]))).toEqual(lines);
  }
  expect(readdirSync(folder)).toEqual([]);
});

test('no other file is replaced, and none is written through a link', () => {
  const folder = folderOf({ 'mine.csv': 'a,b\n', 'half.csv': 'file,line' });
  for (const name of ['mine.csv', 'half.csv'])
    expect(() => new Rejects(join(folder, name)).clear()).toThrow(
      'is not a list of rejected rows, so it is not replaced',
    );
  expect(readFileSync(join(folder, 'mine.csv'), 'utf8')).toBe('a,b\n');
  expect(() => new Rejects(folder).clear()).toThrow('cannot be written to');
  symlinkSync(join(folder, 'new.csv'), join(folder, 'link.csv'));
  expect(() => new Rejects(join(folder, 'none', 'x.csv')).add([reject()])).toThrow('(ENOENT)');
  const rejects = new Rejects(join(folder, 'link.csv'));
  rejects.clear();
  rejects.add([reject()]);
  rejects.close();
  expect([existsSync(join(folder, 'new.csv')), read(join(folder, 'link.csv')).length]).toEqual([false, 2]);
});
