import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import type { InputLimits } from '../../../src/import/input/limits.ts';
import { folderOf, limited, textsOf } from '../../support/inputs.ts';
import { type ZipPart, zipOf } from '../../support/zip.ts';

/** What reading one file with these bytes says. */
async function read(name: string, data: Buffer | string, some: Partial<InputLimits> = {}) {
  const folder = folderOf({ [name]: data });
  const path = join(folder, name);
  try {
    const { texts, notices, bases } = await textsOf([path], limited(some));
    const named = Object.entries(texts).map(([label, text]) => [label.replace(path, name), text]);
    return { texts: Object.fromEntries(named), notices: notices.map((one) => one.replace(path, name)), bases };
  } catch (cause) {
    expect(cause).toMatchObject({ name: 'UsageError' });
    return (cause as Error).message.replaceAll(path, name);
  }
}

const readZip = (parts: readonly ZipPart[], some: Partial<InputLimits> = {}) => read('a.zip', zipOf(...parts), some);
const text = 'one\ttwo\n'.repeat(100);

test('every entry of a zip is a text, stored or deflated, zip64 or not', async () => {
  const parts: ZipPart[] = [
    { name: 'folder/', data: '', stored: true },
    { name: 'folder/b.txt', data: text },
    { name: 'a.txt', data: 'stored\n', stored: true },
    { name: 'long.txt', data: text, zip64: true },
    { name: 'empty.txt', data: '', stored: true },
    { name: 'hollow.txt', data: '' },
  ];
  expect(await readZip(parts)).toEqual({
    texts: {
      'a.zip/folder/b.txt': text,
      'a.zip/a.txt': 'stored\n',
      'a.zip/long.txt': text,
      'a.zip/empty.txt': '',
      'a.zip/hollow.txt': '',
    },
    notices: [],
    bases: ['b.txt', 'a.txt', 'long.txt', 'empty.txt', 'hollow.txt'],
  });
});

test('a gzip of several members is one text, by its content and not its name', async () => {
  const data = Buffer.concat([gzipSync('one\n'), gzipSync('two\n')]);
  expect(await read('a.csv.gz', data)).toEqual({ texts: { 'a.csv.gz': 'one\ntwo\n' }, notices: [], bases: ['a.csv'] });
  expect(await read('a.csv', data)).toMatchObject({ texts: { 'a.csv': 'one\ntwo\n' }, bases: ['a.csv'] });
  expect(await read('a.gz', 'plain\n')).toMatchObject({ texts: { 'a.gz': 'plain\n' }, bases: ['a.gz'] });
});

test('names of entries are labels and nothing else', async () => {
  const names = ['../../etc/passwd', '/etc/shadow', 'c:\\windows\\x.txt', 'bell\u0007\u001b[2Jname\u202e.txt'];
  expect(await readZip(names.map((name) => ({ name, data: 'x\n' })))).toEqual({
    texts: {
      'a.zip/../../etc/passwd': 'x\n',
      'a.zip//etc/shadow': 'x\n',
      'a.zip/c:/windows/x.txt': 'x\n',
      'a.zip/bell\\u0007\\u001b[2Jname\\u202e.txt': 'x\n',
    },
    notices: [],
    bases: ['passwd', 'shadow', 'x.txt', names[3]],
  });
});

test('links and hidden entries are left out and told', async () => {
  const parts = [
    { name: 'link.txt', data: '/etc/passwd', mode: 0o120777 },
    { name: '__MACOSX/a.txt', data: 'x' },
    { name: '.DS_Store', data: 'x' },
    { name: 'a.txt', data: 'x' },
  ];
  expect(await readZip(parts)).toMatchObject({
    texts: { 'a.zip/a.txt': 'x' },
    notices: ['a.zip/link.txt is a link, which is not followed.', 'a.zip: hidden files are skipped (2).'],
  });
});

const zeros = Buffer.alloc(2_000_000);
const one: ZipPart = { name: 'a.txt', data: text };

test.each<[string, readonly ZipPart[], Partial<InputLimits>, string]>([
  ['a bomb', [{ name: 'a', data: zeros }], { ratio_free_bytes: 1_000_000 }, 'a.zip/a expands to more than 200 times'],
  ['a large entry', [one], { entry_bytes: 500 }, 'a.zip/a.txt expands to more than 500 bytes'],
  ['large entries', [one, { ...one, name: 'b' }], { archive_bytes: 1000 }, 'a.zip expands to more than 1000 bytes'],
  ['many entries', [one, { ...one, name: 'b' }], { entries: 1 }, 'a.zip has 2 entries; the limit is 1.'],
  ['many texts', [one, { ...one, name: 'b' }], { files: 1 }, 'There are more than 1 texts'],
  ['shared bytes', [one, { ...one, shared: true }], {}, 'a.zip has entries that overlap'],
  ['a long name', [{ ...one, name: 'x'.repeat(1025) }], {}, 'a name of more than 1024 bytes'],
  ['a deep name', [{ ...one, name: `${'d/'.repeat(33)}a` }], {}, 'in more than 32 folders'],
  ['a wrong checksum', [{ ...one, crc: 1 }], {}, 'a.zip/a.txt is damaged: its checksum'],
  ['a wrong size', [{ ...one, size: 801 }], {}, 'a.zip/a.txt is damaged: it expands to less'],
  ['a size that lies', [{ ...one, size: 5 }], {}, 'a.zip/a.txt is damaged: it expands to more'],
  [
    'a stored lie',
    [{ ...one, stored: true, size: 5 }],
    {},
    'a.zip is not a complete zip archive (compressed/uncompressed',
  ],
  ['an encrypted entry', [{ ...one, flags: 1 }], {}, 'a.zip/a.txt is encrypted'],
  ['strong encryption', [{ ...one, flags: 0x41 }], {}, 'a.zip is not a complete zip archive (strong encryption'],
  ['another method', [{ ...one, method: 12 }], {}, 'a.zip/a.txt is compressed by method 12'],
  ['a zip within', [{ name: 'b.zip', data: zipOf(one) }], {}, 'a.zip/b.zip is a nested archive'],
  ['a gzip within', [{ name: 'b.gz', data: gzipSync('x') }], {}, 'a.zip/b.gz is a nested archive'],
  ['a workbook', [{ name: '[Content_Types].xml', data: '<x/>' }], {}, 'belongs to an Office document'],
  ['no entry', [], {}, 'There is nothing to read in a.zip'],
])('%s is refused', async (_, parts, some, message) => {
  expect(await readZip(parts, some)).toContain(message);
});

test('an archive that is cut off is refused, wherever it was cut', async () => {
  const whole = zipOf(one, { name: 'b.txt', data: text });
  for (let length = 4; length < whole.length; length += 13)
    expect(await read('a.zip', whole.subarray(0, length)), `${length} bytes`).toContain(
      'is not a complete zip archive',
    );
  const damaged = Buffer.from(whole);
  damaged.fill(0xff, 40, 50);
  expect(await read('a.zip', damaged)).toMatch(/^a\.zip\/a\.txt is (damaged|truncated)/);
});

test('a gzip that is cut off, damaged, too dense or packed twice is refused', async () => {
  const whole = gzipSync(text);
  expect(await read('a.gz', whole.subarray(0, -9))).toBe('a.gz is truncated; get the complete file.');
  expect(await read('a.gz', Buffer.concat([whole, whole.subarray(0, 15)]))).toContain('is truncated');
  const wrong = Buffer.from(whole);
  wrong[wrong.length - 8]! ^= 1;
  expect(await read('a.gz', wrong)).toBe('a.gz is damaged (incorrect data check); download it again.');
  expect(await read('a.gz', Buffer.concat([whole, Buffer.alloc(5)]))).toBe(
    'a.gz is damaged: 5 bytes of data after its end.',
  );
  expect(await read('a.gz', gzipSync(whole))).toContain('is a nested archive');
  expect(await read('a.gz', gzipSync(zeros), { ratio_free_bytes: 1_000_000 })).toContain('more than 200 times');
  expect(await read('a.gz', whole, { entry_bytes: 100 })).toContain('expands to more than 100 bytes');
});

test.each([
  ['bzip2', 'BZh91AY&SY'],
  ['xz', '\xfd7zXZ\x00'],
  ['zstd', '\x28\xb5\x2f\xfd'],
  ['UTF-16', '\xff\xfea\x00'],
  ['tar', `${'x'.repeat(257)}ustar`],
  ['workbook', '\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1'],
])('what is no text says what it is: %s', async (kind, data) => {
  expect(await read('a.csv', Buffer.from(data, 'latin1'))).toContain(kind);
  expect(await read('a.csv.gz', gzipSync(Buffer.from(data, 'latin1')))).toContain(kind);
});
