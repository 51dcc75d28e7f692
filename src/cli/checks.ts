import { accessSync, constants, existsSync, statfsSync, statSync } from 'node:fs';
import { createServer } from 'node:net';
import { dirname, resolve } from 'node:path';
import process from 'node:process';
import type { Config } from '../config.ts';
import type { Database, Finding } from '../db/database.ts';
import { audit } from '../store/audit.ts';
import { faultySums } from '../store/sums/sums.ts';

const megabyte = 1_000_000;
const low_disk_bytes = 50 * megabyte;
const scarce_disk_bytes = 500 * megabyte;
const shown = 5;

const named = (names: readonly string[]) =>
  `${names.slice(0, shown).join(', ')}${names.length > shown ? ` and ${names.length - shown} more` : ''}`;

/** Reports the Node version. */
export const checkNode = (): Finding => ({
  level: 'ok',
  check: 'node',
  text: `${process.version} on ${process.platform} ${process.arch}`,
});

function nearestFolder(path: string): string {
  let folder = dirname(resolve(path));
  while (!existsSync(folder) && dirname(folder) !== folder) folder = dirname(folder);
  return folder;
}

/** Checks whether a missing database could be created. */
export function checkAbsent(path: string): Finding {
  const folder = nearestFolder(path);
  const check = 'database';
  if (!statSync(folder).isDirectory()) {
    return {
      level: 'fail',
      check,
      text: `cannot be created at ${path}: ${folder} is not a folder; change DATABASE_URL`,
    };
  }
  try {
    accessSync(folder, constants.W_OK);
  } catch {
    const text = `cannot be created at ${path}: ${folder} is not writable; grant write permission or change DATABASE_URL`;
    return { level: 'fail', check, text };
  }
  return { level: 'warn', check, text: `does not exist yet at ${path}; \`npm start\` creates it` };
}

/** Checks free space on the disk of the database. */
export function checkDisk(path: string): Finding {
  const folder = nearestFolder(path);
  const { bavail, bsize } = statfsSync(folder);
  const free = bavail * bsize;
  const level = free < low_disk_bytes ? 'fail' : free < scarce_disk_bytes ? 'warn' : 'ok';
  const todo = level === 'ok' ? '' : '; free some space or point DATABASE_URL to another disk';
  return { level, check: 'disk', text: `${Math.round(free / megabyte)} MB free for ${folder}${todo}` };
}

/** Checks whether the service could listen; a running one already holds the port. */
export function checkPort({ host, port }: Config): Promise<Finding> {
  const probe = createServer();
  return new Promise((done) => {
    probe.once('error', ({ code }: NodeJS.ErrnoException) => {
      const taken = 'is in use: fine if the service is running, otherwise change PORT';
      const text = code === 'EADDRINUSE' ? taken : `cannot be used (${code}); change PORT or HOST`;
      done({ level: code === 'EADDRINUSE' ? 'warn' : 'fail', check: 'port', text: `${host}:${port} ${text}` });
    });
    probe.listen(port, host, () => {
      probe.close(() =>
        done({ level: 'ok', check: 'port', text: port === 0 ? 'any free port' : `${host}:${port} is free` }),
      );
    });
  });
}

/** Checks that every reference resolves and all evidence still matches its text. */
export async function checkRecords(database: Database): Promise<Finding[]> {
  const { records, dangling, orphaned } = await audit(database);
  const references: Finding =
    dangling.length === 0
      ? { level: 'ok', check: 'references', text: `all references of ${records} records resolve` }
      : { level: 'fail', check: 'references', text: `${named(dangling)}; reimport the dataset of these records` };
  const evidence: Finding =
    orphaned.length === 0
      ? { level: 'ok', check: 'evidence', text: 'none is orphaned' }
      : { level: 'warn', check: 'evidence', text: `orphaned in ${named(orphaned)}; set these anchors again` };
  const seeded: Finding[] =
    records > 0 ? [] : [{ level: 'warn', check: 'data', text: 'no records; run `npx demarche seed`' }];
  return [references, evidence, ...seeded];
}

/** Checks that the sums used for aggregates match the records. */
export async function checkSums(database: Database): Promise<Finding> {
  const faulty = await faultySums(database);
  if (faulty.length === 0) return { level: 'ok', check: 'sums', text: 'correct for all datasets' };
  const text = `wrong for ${named(faulty)}; run \`npx demarche migrate\` to rebuild them`;
  return { level: 'fail', check: 'sums', text };
}
