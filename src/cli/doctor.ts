import { existsSync } from 'node:fs';
import { type Config, readConfig, settings, shownSetting } from '../config.ts';
import type { Database, Finding } from '../db/database.ts';
import { databaseFile } from '../db/file.ts';
import { UsageError } from '../errors.ts';
import type { Invocation } from './command.ts';
import { print, printJson } from './output.ts';

/** Runs a check; an exception counts as a failed check. */
async function guarded(check: string, run: () => Promise<Finding | readonly Finding[]>): Promise<readonly Finding[]> {
  try {
    return [await run()].flat();
  } catch (cause) {
    const { message } = cause as Error;
    const text = cause instanceof UsageError ? message : `cannot be checked: ${message.split('\n')[0]}`;
    return [{ level: 'fail', check, text }];
  }
}

function readSettings(): { config: Config | null; findings: Finding[] } {
  try {
    const config = readConfig();
    const text = Object.entries(settings).map(
      ([key, row]) => `${row.name}=${shownSetting(row, config[key as keyof Config])}`,
    );
    return { config, findings: [{ level: 'ok', check: 'settings', text: text.join(' ') }] };
  } catch (cause) {
    const lines = (cause as Error).message.split('\n');
    return { config: null, findings: lines.map((text) => ({ level: 'fail', check: 'settings', text })) };
  }
}

async function checkStorage(database: Database): Promise<Finding[]> {
  const found: Finding[] = [];
  for await (const finding of database.checks()) found.push(finding);
  return found;
}

async function checkDatabase(config: Config): Promise<readonly Finding[]> {
  const checks = await import('./checks.ts');
  const path = databaseFile(config.databaseUrl);
  if (path !== null && !existsSync(path)) return [checks.checkAbsent(path)];
  return guarded('database', async () => {
    const { openDatabase } = await import('../db/open.ts');
    const database = await openDatabase({ ...config, mustExist: true });
    try {
      const found = await guarded('integrity', () => checkStorage(database));
      if (found.some(({ level }) => level !== 'ok')) return found;
      const records = await guarded('references', () => checks.checkRecords(database));
      return [...found, ...records, ...(await guarded('sums', () => checks.checkSums(database)))];
    } finally {
      await database.close();
    }
  });
}

async function findAll(): Promise<readonly Finding[]> {
  const { config, findings } = readSettings();
  return guarded('installation', async () => {
    const checks = await import('./checks.ts');
    const found = [checks.checkNode(), ...findings];
    if (config === null) return found;
    const path = databaseFile(config.databaseUrl) ?? '.';
    return [
      ...found,
      ...(await checkDatabase(config)),
      ...(await guarded('disk', async () => checks.checkDisk(path))),
      ...(await guarded('port', () => checks.checkPort(config))),
    ];
  });
}

/** `demarche doctor`: runs every check it can and fails if any of them failed. */
export async function doctor(invocation: Invocation): Promise<0 | 1> {
  const findings = await findAll();
  if (invocation.flag('json')) await printJson(findings);
  else
    await print(
      findings.map(({ level, check, text }) => `${level.padEnd(4)}  ${check.padEnd(10)}  ${text}\n`).join(''),
    );
  return findings.some(({ level }) => level === 'fail') ? 1 : 0;
}
