import { execFileSync, spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { appendFileSync, readdirSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import { gzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { openInputs } from '../../../src/import/input/open.ts';
import { folderOf, limited, textsOf } from '../../support/inputs.ts';
import { root } from '../../support/source-files.ts';
import { zipOf } from '../../support/zip.ts';

test('a folder is read in the order of names, without what is hidden or linked', async () => {
  const folder = folderOf({
    'b.csv': 'b',
    'a/z.csv': 'z',
    'a/y.csv.gz': gzipSync('y'),
    'c.zip': zipOf({ name: 'in.csv', data: 'in' }),
    '.hidden': 'x',
    '.git/config': 'x',
  });
  symlinkSync('/etc/passwd', join(folder, 'link.csv'));
  symlinkSync(folder, join(folder, 'loop'));
  const { texts, notices, bases } = await textsOf([folder]);
  const names = Object.keys(texts).map((name) => name.slice(folder.length + 1));
  expect(names).toEqual(['a/y.csv.gz', 'a/z.csv', 'b.csv', 'c.zip/in.csv']);
  expect(Object.values(texts)).toEqual(['y', 'z', 'b', 'in']);
  expect(bases).toEqual(['y.csv', 'z.csv', 'b.csv', 'in.csv']);
  expect(notices).toEqual([
    `${folder}: hidden files are skipped (2).`,
    `${folder}/link.csv is a link, which is not followed.`,
    `${folder}/loop is a link, which is not followed.`,
  ]);
});

test('a link that is given itself is followed', async () => {
  const folder = folderOf({ 'a.csv': 'a' });
  symlinkSync(join(folder, 'a.csv'), join(folder, 'newest.csv'));
  expect((await textsOf([join(folder, 'newest.csv')])).texts).toEqual({ [join(folder, 'newest.csv')]: 'a' });
});

test.each([
  ['no file', 'missing.csv', {}, /missing\.csv cannot be read \(ENOENT\); check the path\.$/],
  ['an empty folder', 'empty', {}, /^There is nothing to read in .*empty\.$/],
  ['too many files', '', { files: 1 }, /^There are more than 1 files/],
  ['too deep a folder', '', { folder_depth: 1 }, /empty\/deep lies more than 1 folders deep; import it separately\.$/],
])('%s is refused', async (_, path, some, message) => {
  const folder = folderOf({ 'a.csv': 'a', 'empty/.keep': '', 'x.csv': '', 'empty/deep/.keep': '' });
  await expect(textsOf([join(folder, path)], limited(some))).rejects.toThrow(message);
});

test('a text can be read twice, and says when it changed in between', async () => {
  const folder = folderOf({ 'a.csv': 'a\n' });
  const { all } = await openInputs([join(folder, 'a.csv')]);
  const read = async () => {
    let bytes = 0;
    for await (const chunk of all[0]!.chunks()) bytes += chunk.length;
    return bytes;
  };
  expect([await read(), await read()]).toEqual([2, 2]);
  appendFileSync(join(folder, 'a.csv'), 'b\n');
  await expect(read()).rejects.toThrow('changed while it was being read');
});

test('what is read of the files adds up to their size, and the hash is that of the file', async () => {
  const data = gzipSync(Buffer.from(Array.from({ length: 300_000 }, (_, at) => `${at}\n`).join('')));
  const folder = folderOf({ 'a.gz': data, 'b.zip': zipOf({ name: 'b', data: 'b\n'.repeat(1e6) }) });
  const inputs = await openInputs([folder]);
  for (const input of inputs.all) {
    let bytes = 0;
    for await (const _ of input.chunks((read) => (bytes += read)));
    expect(bytes).toBe(input.size_bytes);
  }
  const one = await openInputs([join(folder, 'a.gz')]);
  expect(await one.sha256()).toBe(createHash('sha256').update(data).digest('hex'));
  expect(await inputs.sha256()).not.toBe(await one.sha256());
});

const program = `
  import { openInputs } from './src/import/input/open.ts';
  const inputs = await openInputs(['-']);
  for (const input of [...inputs.all, ...inputs.all]) {
    let bytes = 0;
    for await (const chunk of input.chunks()) bytes += chunk.length;
    console.log(input.name, input.size_bytes > 0, bytes);
  }
  await inputs.sha256();
  if (process.argv[1] === 'stay') setInterval(() => {}, 1000);
  else await inputs.close();
`;
const argumentsOf = (...more: string[]) => ['--input-type=module', '-e', program, '--', ...more];

test('standard input is read twice, packed or plain, and leaves nothing behind', async () => {
  const TMPDIR = folderOf();
  const options = { cwd: root, encoding: 'utf8', env: { ...process.env, TMPDIR } } as const;
  const run = (input: Buffer) => execFileSync(process.execPath, argumentsOf(), { ...options, input });
  const line = 'standard input true 6000000\n';
  expect(run(Buffer.from('x\n'.repeat(3e6)))).toBe(line + line);
  const parts = Array.from({ length: 30 }, (_, at) => ({ name: `${at}`, data: `${at}\n` }));
  expect(
    run(zipOf(...parts))
      .split('\n')
      .slice(0, 2),
  ).toEqual(['standard input/0 true 2', 'standard input/1 true 2']);
  expect(readdirSync(TMPDIR)).toEqual([]);
});

test.skipIf(process.platform === 'win32')(
  'what is kept of standard input is gone even when the program is killed',
  async () => {
    const TMPDIR = folderOf();
    const env = { ...process.env, TMPDIR };
    const child = spawn(process.execPath, argumentsOf('stay'), { cwd: root, env, stdio: ['pipe', 'pipe', 'inherit'] });
    child.stdin.end('a\n');
    await new Promise((resolve) => child.stdout.once('data', resolve));
    child.kill('SIGKILL');
    await new Promise((resolve) => child.once('exit', resolve));
    expect(readdirSync(TMPDIR)).toEqual([]);
  },
);

test('standard input is taken once', async () => {
  await expect(openInputs(['-', '-'])).rejects.toMatchObject({
    message: 'Standard input (-) can be given only once.',
    exitCode: 2,
  });
});
