import { existsSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { RowFault } from '../../src/import/importer.ts';
import { openRejects } from '../../src/import/rejects.ts';
import { parseCsv } from '../support/csv.ts';
import { folderOf } from '../support/inputs.ts';

const header = ['file', 'line', 'column', 'value', 'reason'];
const fault = new RowFault('date', 'x', 'is not a calendar day');

test('the file is made by the first refusal, and stands in its place when it is closed', () => {
  const path = join(folderOf(), 'rejects.csv');
  const rejects = openRejects(path);
  expect(existsSync(`${path}.part`)).toBe(false);
  rejects.add('a.zip/b.csv', 3, fault);
  rejects.add('a.csv', 4, new RowFault(null, null, 'has 2 cells where 3 are expected'));
  expect([existsSync(`${path}.part`), existsSync(path)]).toEqual([true, false]);
  rejects.close();
  expect([existsSync(`${path}.part`), rejects.count, rejects.path]).toEqual([false, 2, path]);
  expect(parseCsv(readFileSync(path, 'utf8'))).toEqual([
    header,
    ['a.zip/b.csv', '3', 'date', 'x', 'is not a calendar day'],
    ['a.csv', '4', '', '', 'has 2 cells where 3 are expected'],
  ]);
});

test('control characters are escaped, formulas neutralised and long values cut between characters', () => {
  const path = join(folderOf(), 'rejects.csv');
  const rejects = openRejects(path);
  rejects.add('a.csv', 1, new RowFault('c', 'a\u0000\n\u001b[31m\u202e\ud800\u{e0041}"', 'is odd'));
  rejects.add('a.csv', 2, new RowFault('c', '=1+1', 'is odd'));
  rejects.add('a.csv', 3, new RowFault('c', '😀'.repeat(201), 'is odd'));
  rejects.close();
  expect(parseCsv(readFileSync(path, 'utf8')).map((cells) => cells[3])).toEqual([
    'value',
    'a\\u0000\\u000a\\u001b[31m\\u202e\\ud800\\udb40\\udc41"',
    "'=1+1",
    `${'😀'.repeat(200)}…`,
  ]);
});

test('a later run replaces the file, or removes it when nothing was refused', () => {
  const folder = folderOf();
  const path = join(folder, 'rejects.csv');
  for (const lines of [[1, 2], [3]]) {
    const rejects = openRejects(path);
    for (const line of lines) rejects.add('a.csv', line, fault);
    rejects.close();
    expect(
      parseCsv(readFileSync(path, 'utf8'))
        .slice(1)
        .map((cells) => Number(cells[1])),
    ).toEqual(lines);
  }
  const dropped = openRejects(path);
  dropped.add('a.csv', 9, fault);
  dropped.discard();
  expect([dropped.count, readdirSync(folder)]).toEqual([0, ['rejects.csv']]);
  openRejects(path).close();
  expect(readdirSync(folder)).toEqual([]);
});

test('no other file is written over, nor through a link', () => {
  const folder = folderOf({ 'mine.csv': 'a,b\n' });
  expect(() => openRejects(join(folder, 'mine.csv'))).toThrow('is no rejects file; move it');
  expect(() => openRejects(folder)).toThrow('cannot be written (EISDIR); check the path');
  symlinkSync(join(folder, 'mine.csv'), join(folder, 'rejects.csv.part'));
  const rejects = openRejects(join(folder, 'rejects.csv'));
  rejects.add('a.csv', 1, fault);
  rejects.close();
  expect(readFileSync(join(folder, 'mine.csv'), 'utf8')).toBe('a,b\n');
  writeFileSync(join(folder, 'half.csv'), 'file,line');
  expect(() => openRejects(join(folder, 'half.csv'))).toThrow('is no rejects file');
  expect(() => openRejects(join(folder, 'none', 'x.csv')).add('a', 1, fault)).toThrow('cannot be written (ENOENT)');
});

test('many refusals are all written', () => {
  const path = join(folderOf(), 'rejects.csv');
  const rejects = openRejects(path);
  for (let line = 1; line <= 5000; line += 1) rejects.add('a.csv', line, fault);
  rejects.close();
  expect(parseCsv(readFileSync(path, 'utf8'))).toHaveLength(5001);
});
