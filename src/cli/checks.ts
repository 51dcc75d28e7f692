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

/** The Node that runs this. */
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

/** Whether a database that is not there yet could be made. */
export function checkAbsent(path: string): Finding {
  const folder = nearestFolder(path);
  const check = 'database';
  if (!statSync(folder).isDirectory()) {
    return {
      level: 'fail',
      check,
      text: `cannot be made at ${path}: ${folder} is no folder; set DATABASE_URL to another`,
    };
  }
  try {
    accessSync(folder, constants.W_OK);
  } catch {
    const text = `cannot be made at ${path}: ${folder} cannot be written; give write permission or set DATABASE_URL`;
    return { level: 'fail', check, text };
  }
  return { level: 'warn', check, text: `there is none at ${path} yet; \`npm start\` makes it` };
}

/** Room on the disk that holds, or will hold, the database. */
export function checkDisk(path: string): Finding {
  const folder = nearestFolder(path);
  const { bavail, bsize } = statfsSync(folder);
  const free = bavail * bsize;
  const level = free < low_disk_bytes ? 'fail' : free < scarce_disk_bytes ? 'warn' : 'ok';
  const todo = level === 'ok' ? '' : '; make room, or set DATABASE_URL to another disk';
  return { level, check: 'disk', text: `${Math.round(free / megabyte)} MB free for ${folder}${todo}` };
}

/** Whether the service could listen; a running one rightly has the port. */
export function checkPort({ host, port }: Config): Promise<Finding> {
  const probe = createServer();
  return new Promise((done) => {
    probe.once('error', ({ code }: NodeJS.ErrnoException) => {
      const taken = 'is taken: right when the service is running, else set PORT to another';
      const text = code === 'EADDRINUSE' ? taken : `cannot be used (${code}); set PORT or HOST to another`;
      done({ level: code === 'EADDRINUSE' ? 'warn' : 'fail', check: 'port', text: `${host}:${port} ${text}` });
    });
    probe.listen(port, host, () => {
      probe.close(() =>
        done({ level: 'ok', check: 'port', text: port === 0 ? 'any free one' : `${host}:${port} is free` }),
      );
    });
  });
}

/** Whether every reference leads somewhere and all evidence still has its text. */
export async function checkRecords(database: Database): Promise<Finding[]> {
  const { records, dangling, orphaned } = await audit(database);
  const references: Finding =
    dangling.length === 0
      ? { level: 'ok', check: 'references', text: `all those of ${records} records lead somewhere` }
      : { level: 'fail', check: 'references', text: `${named(dangling)}; import the dataset of these records again` };
  const evidence: Finding =
    orphaned.length === 0
      ? { level: 'ok', check: 'evidence', text: 'none is orphaned' }
      : { level: 'warn', check: 'evidence', text: `orphaned in ${named(orphaned)}; set these anchors anew` };
  const seeded: Finding[] =
    records > 0 ? [] : [{ level: 'warn', check: 'data', text: 'no records; run `npx demarche seed`' }];
  return [references, evidence, ...seeded];
}

/** Whether the sums that aggregates are answered from add up. */
export async function checkSums(database: Database): Promise<Finding> {
  const faulty = await faultySums(database);
  if (faulty.length === 0) return { level: 'ok', check: 'sums', text: 'those of all datasets add up' };
  const text = `those of ${named(faulty)} do not add up; run \`npx demarche migrate\`, which makes them anew`;
  return { level: 'fail', check: 'sums', text };
}
