import { execFileSync } from 'node:child_process';
import { existsSync, lstatSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { beforeAll, expect, test } from 'vitest';
import { readArguments } from '../../src/cli/arguments.ts';
import { commands } from '../../src/cli/commands.ts';
import { exportCollection } from '../../src/cli/export.ts';
import { readCurated } from '../../src/import/datasets/curated.ts';
import { curatedFolder, launch, migratedIn, newFolder, run } from './program.ts';
import { smallSeed, writeSeed } from './small-seed.ts';

let env: { DATABASE_URL: string };
const { events } = readCurated().given;

beforeAll(async () => {
  env = await migratedIn(newFolder(), curatedFolder);
});

test('export writes what the filters leave, in every format', async () => {
  const vetoes = events.filter(({ type }) => type === 'veto').map(({ id }) => id);
  const [csv, ndjson, json, copied] = await Promise.all([
    run(['export', 'vetoes', 'fields=title'], { env }),
    run(['export', 'events', '--format', 'ndjson'], { env }),
    run(['export', 'events', 'type=veto', 'fields=id', '--format', 'json'], { env }),
    run(['export', 'events', '?type=veto&fields=id&format=csv'], { env }),
  ]);
  expect(csv.stdout.split('\r\n')[0]).toBe('id,title');
  expect(csv.stdout.trimEnd().split('\r\n')).toHaveLength(vetoes.length + 1);
  const ids = ndjson.stdout
    .trimEnd()
    .split('\n')
    .map((line) => (JSON.parse(line) as { id: string }).id);
  expect(ids.sort()).toEqual(events.map(({ id }) => id).sort());
  expect(JSON.parse(json.stdout)).toMatchObject({
    data: vetoes.map((id) => ({ id })),
    meta: { revision: 1, datasets: { curated: {} } },
  });
  expect(copied.stdout).toBe(['id', ...vetoes].map((line) => `${line}\r\n`).join(''));
  for (const { code, stderr } of [csv, ndjson, json, copied]) expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
});

test('a file appears when it is complete, in the format of its name', async () => {
  const folder = newFolder();
  const out = join(folder, 'events.geojson');
  const [done, refused] = await Promise.all([
    run(['export', 'events', '--out', out], { env }),
    run(['export', 'events', 'type=vto', '--out', join(folder, 'none.csv')], { env }),
  ]);
  expect(done).toMatchObject({ code: 0, stdout: '', stderr: `Wrote ${out}.\n` });
  expect((JSON.parse(readFileSync(out, 'utf8')) as { features: unknown[] }).features).toHaveLength(events.length);
  expect(refused.code).toBe(2);
  expect(refused.stderr).toMatch(/Did you mean `veto`\?/);
  expect(existsSync(join(folder, 'none.csv'))).toBe(false);
  expect(readdirSync(folder)).toEqual(['events.geojson']);
});

test.each([
  [['event'], /no collection "event"; did you mean `events`\?/],
  [['events', '--format', 'xls'], /no format "xls".*geojson/],
  [['events', 'veto'], /"veto" is not a filter; write name=value/],
] as const)('export %j is refused with what can be exported', async (args, message) => {
  const command = commands.find(({ name }) => name === 'export')!;
  const exporting = exportCollection(await readArguments(command, args));
  await expect(exporting).rejects.toThrow(message);
  await expect(exporting).rejects.toMatchObject({ exitCode: 2 });
});

test('a failure on the way leaves no file that looks whole', async () => {
  const folder = newFolder();
  const seed = smallSeed();
  const [event] = seed.events;
  seed.events = Array.from({ length: 600 }, (_, at) => ({ ...event!, id: `meeting-${at}` }));
  const env = await migratedIn(folder, writeSeed(folder, seed).seedFolder);
  const database = new Database(env.DATABASE_URL.slice('sqlite:'.length));
  database.exec("update event_bodies set body = '{' where key = (select min(key) from events)");
  database.close();
  const out = join(folder, 'events.csv');
  const [toFile, toStdout] = await Promise.all([
    run(['export', 'events', '--out', out], { env }),
    run(['export', 'events', 'fields=id'], { env }),
  ]);
  expect(toFile.code).toBe(1);
  expect(readdirSync(folder).filter((name) => name.startsWith('events'))).toEqual([]);
  expect(toStdout.code).toBe(1);
  expect(toStdout.stderr).toMatch(/broke off.*not whole/);
  expect(toStdout.stdout.split('\r\n').length).toBeGreaterThan(40);
});

test('a reader that goes away ends the export quietly', async () => {
  const child = launch(['export', 'events', '--format', 'ndjson'], { env });
  child.stdout.destroy();
  let words = '';
  child.stderr.on('data', (text) => {
    words += text;
  });
  const code = await new Promise((resolve) => child.on('close', resolve));
  expect({ code, words }).toEqual({ code: 0, words: '' });
});

test('a link is followed, a pipe written to as it is', async () => {
  const folder = newFolder();
  const [file, link, pipe] = ['events.csv', 'link.csv', 'pipe.csv'].map((name) => join(folder, name)) as [
    string,
    string,
    string,
  ];
  writeFileSync(file, 'before');
  symlinkSync(file, link);
  execFileSync('mkfifo', [pipe]);
  const reading = readFile(pipe, 'utf8');
  for (const out of [link, pipe])
    expect(await run(['export', 'vetoes', '--out', out], { env })).toMatchObject({ code: 0 });
  expect(lstatSync(link).isSymbolicLink()).toBe(true);
  expect(await reading).toBe(readFileSync(file, 'utf8'));
});

test.each([
  [['events', 'include=actors'], /`include` is for pages/],
  [['events', 'count=exact'], /`count` is for pages/],
  [['events', '--out', 'events.xlsx'], /"events.xlsx" does not say which format/],
] as const)('export %j is refused before anything is written', async (args, message) => {
  const { code, stderr } = await run(['export', ...args], { env });
  expect(code).toBe(2);
  expect(stderr).toMatch(message);
});
