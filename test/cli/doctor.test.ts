import { truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { expect, test } from 'vitest';
import type { Finding } from '../../src/db/database.ts';
import { readCurated } from '../../src/import/datasets/curated.ts';
import { databaseIn, migratedIn, newFolder, run } from './program.ts';

const levels = (stdout: string) =>
  Object.fromEntries((JSON.parse(stdout) as Finding[]).map(({ check, level }) => [check, level]));

test('doctor finds a loaded database sound, and what was then broken in it', async () => {
  const env = { ...(await migratedIn(newFolder())), PORT: '0' };
  const count = Object.values(readCurated().given).flat().length - 1;
  const seeding = await run(['seed', '--json'], { env });
  expect(JSON.parse(seeding.stdout)).toMatchObject({ dataset: 'curated', read: count, saved: count });
  const good = await run(['doctor'], { env });
  expect(good).toMatchObject({ code: 0, stderr: '' });
  expect(good.stdout).toMatch(new RegExp(`^ok {4}references +all references of ${count} records resolve$`, 'm'));
  expect(good.stdout).not.toMatch(/^(warn|fail) {2}(?!disk)/m);
  const database = new Database(env.DATABASE_URL.slice('sqlite:'.length));
  database.exec(`
    delete from actor_bodies where key = (select key from actors where id = 'lavrov');
    delete from actors where id = 'lavrov';
    update event_kinds set events = events + 1 where scope = 0 and period = -1 and type = 'veto';
    update statement_bodies set body = replace(body, '"verified"', '"orphaned"')`);
  database.close();
  const broken = await run(['doctor', '--json'], { env });
  expect(broken.code).toBe(1);
  expect(levels(broken.stdout)).toMatchObject({ references: 'fail', evidence: 'warn', integrity: 'ok', sums: 'fail' });
  expect(broken.stdout).toContain('lavrov');
  await run(['migrate'], { env });
  expect(levels((await run(['doctor', '--json'], { env })).stdout)).toMatchObject({ references: 'fail', sums: 'ok' });
});

test('doctor works when there is no database, a broken one, or no sound setting', async () => {
  const folder = newFolder();
  const [cut, noise] = [await migratedIn(newFolder()), join(folder, 'noise')];
  truncateSync(cut.DATABASE_URL.slice('sqlite:'.length), 40_000);
  writeFileSync(noise, 'This is no database. '.repeat(500));
  const [absent, damaged, other, settings] = await Promise.all([
    run(['doctor', '--json'], { env: { ...databaseIn(folder), PORT: '0' } }),
    run(['doctor', '--json'], { env: { ...cut, PORT: '0' } }),
    run(['doctor', '--json'], { env: { DATABASE_URL: `sqlite:${noise}`, PORT: '0' } }),
    run(['doctor', '--json'], { env: { PORT: 'x' } }),
  ]);
  expect(absent.code).toBe(0);
  expect(levels(absent.stdout)).toMatchObject({ node: 'ok', settings: 'ok', database: 'warn', disk: 'ok', port: 'ok' });
  expect(damaged.code).toBe(1);
  expect(Object.values(levels(damaged.stdout))).toContain('fail');
  expect(other.code).toBe(1);
  expect(levels(other.stdout)).toMatchObject({ database: 'fail', disk: 'ok' });
  expect(settings.code).toBe(1);
  expect(levels(settings.stdout)).toEqual({ node: 'ok', settings: 'fail' });
});
