import process from 'node:process';
import type { Engine } from '../db/engine.ts';
import { UsageError } from '../errors.ts';
import { publicImporterOf } from '../import/datasets.ts';
import { Progress } from '../import/progress.ts';
import { Rejects } from '../import/rejects.ts';
import { type PublicReport, runPublicImport } from '../import/run-public.ts';
import type { Invocation } from './command.ts';
import { withReadyEngine } from './connect.ts';
import { printJson, say } from './output.ts';

/** Says that another process loads something into the database. */
export const sayWaiting = (what: string): void =>
  say(`Waiting for the ${what}, as one loads at a time; Ctrl-C gives up.`);

function wholeNumber(asked: Invocation, name: string, most: number): number | undefined {
  const text = asked.text(name);
  if (text === undefined) return undefined;
  const value = /^\d{1,12}$/.test(text) ? Number(text) : Number.NaN;
  if (value >= 1 && value <= most) return value;
  throw new UsageError(`--${name} is "${text}"; it must be a whole number from 1 to ${most}.`, 2);
}

function shareOf(asked: Invocation): number {
  const text = asked.text('max-rejected') ?? '1';
  const percent = /^\d{1,3}(\.\d+)?%?$/.test(text) ? Number.parseFloat(text) : Number.NaN;
  if (percent >= 0 && percent <= 100) return percent / 100;
  throw new UsageError(`--max-rejected is "${text}"; it must be a percentage from 0 to 100.`, 2);
}

/** What a run did, in words. */
export function summaryOf(report: PublicReport): string {
  const { dataset, read, saved, unchanged, duplicates, rejected, revision, dry_run } = report;
  const counts = `${read} rows read: ${saved} saved, ${unchanged} unchanged, ${duplicates} duplicates, ${rejected} refused`;
  if (dry_run) return `${dataset}: ${counts}; nothing was changed, as --dry-run asks.`;
  return `${dataset}: ${counts}${saved === 0 ? ', no record changed' : ''}; revision ${revision}.`;
}
