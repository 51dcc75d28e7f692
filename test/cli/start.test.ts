import { spawn } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { expect, test } from 'vitest';
import { databaseIn, launch, migratedIn, newFolder, run } from './program.ts';

/** Starts the program and waits for the line that says where it is. */
async function started(args: readonly string[], env: Readonly<Record<string, string>>) {
  const child = launch(args, { env: { PORT: '0', LOG_LEVEL: 'silent', ...env } });
  let words = '';
  const ended = new Promise<number | null>((resolve) => child.on('close', resolve));
  const address = await new Promise<string>((resolve, reject) => {
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      words += text;
      const found = /Demarche is at (\S+)/.exec(words);
      if (found?.[1] !== undefined && words.endsWith('\n')) resolve(found[1]);
    });
    void ended.then((code) => reject(new Error(`ended with ${code}: ${words}`)));
  });
  const stop = () => {
    child.kill('SIGINT');
    return ended;
  };
  return { address, words: () => words, stop };
}

test('start migrates, seeds once, serves, says where, and stops when told', async () => {
  const env = databaseIn(newFolder());
  const first = await started(['start'], env);
  expect(first.words()).toMatch(/^curated: \d+ records read, \d+ saved, .*\nDemarche is at [^\n]+\n$/);
  const urls = first.words().match(/http:\S+/g) ?? [];
  expect(urls).toHaveLength(5);
  for (const url of urls.slice(2)) expect((await fetch(url)).status).toBe(200);
  expect(await first.stop()).toBe(0);
  const second = await started(['start'], env);
  expect(second.words()).toMatch(/^Demarche is at [^\n]+\n$/);
  expect(await second.stop()).toBe(0);
  const open = await started(['start'], { ...env, HOST: '0.0.0.0' });
  expect(open.address).toMatch(/^http:\/\/localhost:\d+$/);
  expect((await fetch(`${open.address}/healthz`)).status).toBe(200);
  expect(await open.stop()).toBe(0);
});

test('under npm it stops when the shell between them is ended, which passes no signal on', async () => {
  const env = { ...databaseIn(newFolder()), PORT: '0', LOG_LEVEL: 'silent', npm_lifecycle_event: 'start' };
  const line = `"${process.execPath}" src/bin.js start; exit 0`;
  const shell = spawn('sh', ['-c', line], { env, stdio: ['ignore', 'ignore', 'pipe'] });
  // The end of the stream is that of the server, which has it from the shell.
  const ended = new Promise((resolve) => shell.stderr.on('close', resolve));
  const address = await new Promise<string>((resolve) => {
    shell.stderr.setEncoding('utf8').on('data', (text: string) => {
      const found = /Demarche is at (\S+)/.exec(text);
      if (found?.[1] !== undefined) resolve(found[1]);
    });
  });
  expect((await fetch(`${address}/healthz`)).status).toBe(200);
  shell.kill('SIGTERM');
  await ended;
  await expect(fetch(`${address}/healthz`)).rejects.toThrow();
});

test('a bad start is one sentence that says what to do, and not 0', async () => {
  const folder = newFolder();
  const file = join(folder, 'file');
  writeFileSync(file, 'This is no database. '.repeat(500));
  const [absent, taken] = [databaseIn(newFolder()), await migratedIn(newFolder())];
  const server = createServer();
  const port = await new Promise<number>((resolve) => {
    server.listen(0, '127.0.0.1', () => resolve((server.address() as { port: number }).port));
  });
  const bad: [string, Record<string, string>, RegExp][] = [
    ['start', { PORT: 'http', LOG_LEVEL: 'loud' }, /^PORT is "http"; [^\n]+\nLOG_LEVEL is "loud"; [^\n]+\n$/],
    ['start', { DATABASE_URL: `sqlite:${file}/x.db` }, /^The database .* is not writable .*DATABASE_URL.*\n$/],
    ['start', { DATABASE_URL: `sqlite:${file}` }, /^The file .* is not a sound SQLite database .*backup.*\n$/],
    ['serve', absent, /^There is no database at .*migrate.*\n$/],
    ['serve', { ...taken, PORT: String(port) }, /^Port \d+ is in use.*PORT.*\n$/],
  ];
  const ran = await Promise.all(bad.map(([command, env]) => run([command], { env })));
  server.close();
  for (const [at, { code, stdout, stderr }] of ran.entries()) {
    expect(stderr).toMatch(bad[at]![2]);
    expect(code).not.toBe(0);
    expect(stdout).toBe('');
  }
});

test('a database from a newer version, or one that lacks migrations, is not served', async () => {
  const [newer, behind] = [await migratedIn(newFolder()), await migratedIn(newFolder())];
  const change = (env: { DATABASE_URL: string }, statement: string) => {
    const database = new Database(env.DATABASE_URL.slice('sqlite:'.length));
    database.exec(statement);
    database.close();
  };
  change(newer, "insert into __drizzle_migrations (hash, created_at) values ('of a later day', 9e15)");
  change(behind, 'delete from __drizzle_migrations where rowid = (select max(rowid) from __drizzle_migrations)');
  const [starting, migrating, serving, checking] = await Promise.all([
    run(['start'], { env: newer }),
    run(['migrate'], { env: newer }),
    run(['serve'], { env: behind }),
    run(['doctor'], { env: newer }),
  ]);
  expect(starting.stderr).toMatch(/^The database was made by a newer version .*update Demarche.*\n$/);
  expect(migrating.stderr).toBe(starting.stderr);
  expect(serving.stderr).toMatch(/^The database lacks \d{4}_\S+; .*`npx demarche migrate`\.\n$/);
  expect(checking.stdout).toMatch(/^fail {2}schema +from a newer version/m);
  expect([starting, migrating, serving, checking].map(({ code }) => code)).toEqual([1, 1, 1, 1]);
});
