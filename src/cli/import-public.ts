import process from 'node:process';
import { setFlagsFromString } from 'node:v8';
import { UsageError } from '../errors.ts';
import { publicImporterOf } from '../import/datasets.ts';
import { Progress } from '../import/progress.ts';
import { Rejects } from '../import/rejects.ts';
import type { Report } from '../import/report.ts';
import { atOnce, type ImportOptions, runImport } from '../import/run.ts';
import type { Invocation } from './command.ts';
import { withMadeDatabase } from './connect.ts';
import { printJson, say } from './output.ts';

const waitingFor = (what: string): string =>
  `Waiting for the ${what}, as only one can run at a time; press Ctrl-C to cancel.`;

/** Reports that another process is writing to the database. */
export const sayWaiting = (what: string): void => say(waitingFor(what));

function wholeNumber(invocation: Invocation, name: string, most: number): number | undefined {
  const text = invocation.text(name);
  if (text === undefined) return undefined;
  const value = /^\d{1,12}$/.test(text) ? Number(text) : Number.NaN;
  if (value >= 1 && value <= most) return value;
  throw new UsageError(`--${name} is "${text}"; it must be a whole number from 1 to ${most}.`, 2);
}

function shareOf(invocation: Invocation): number {
  const text = invocation.text('max-rejected') ?? '1';
  const percent = /^\d{1,3}(\.\d+)?%?$/.test(text) ? Number.parseFloat(text) : Number.NaN;
  if (percent >= 0 && percent <= 100) return percent / 100;
  throw new UsageError(`--max-rejected is "${text}"; it must be a percentage from 0 to 100.`, 2);
}

/** Summarizes a run in one sentence. */
export function summaryOf(report: Report): string {
  const { dataset, read, saved, unchanged, duplicates, rejected, revision, dry_run } = report;
  const counts = `${read} rows read: ${saved} saved, ${unchanged} unchanged, ${duplicates} duplicates, ${rejected} rejected`;
  if (dry_run) return `${dataset}: ${counts}; nothing was changed (--dry-run).`;
  return `${dataset}: ${counts}${saved === 0 ? ', no record changed' : ''}; revision ${revision}.`;
}

/** Callbacks that report a run on stderr and list rejected rows. */
function reporterFor(rejects: Rejects): Omit<ImportOptions, 'paths'> & { end(): void } {
  const progress = new Progress(process.stderr);
  const notify = (sentence: string) => {
    progress.clear();
    say(sentence);
  };
  let size_bytes = 0;
  let bytes = 0;
  return {
    rejected: (rows) => rejects.add(rows),
    notice: notify,
    waiting: (what) => notify(waitingFor(what)),
    opened: (about) => {
      size_bytes = about.size_bytes;
      for (const notice of about.notices) notify(notice);
    },
    progress: (mapped, { read: rows }) => {
      bytes += mapped.bytes;
      // Longer runs read the files twice.
      const passes = rows > atOnce.rows ? 2 : 1;
      const phase = passes === 1 ? 'reading' : bytes < size_bytes ? 'checking' : 'writing';
      progress.at({ bytes, size_bytes: size_bytes * passes, rows, phase });
    },
    end: () => {
      progress.clear();
      rejects.close();
      if (rejects.count > 0) say(`${rejects.count} rejected rows are listed in ${rejects.path}.`);
    },
  };
}

/**
 * Keeps V8's young generation small, here and in the mapping thread, and collects the old one early. By default both grow
 * to hundreds of megabytes without making an import much faster.
 */
function keepMemorySmall(): void {
  setFlagsFromString('--semi-space-growth-factor=1');
  setFlagsFromString('--min-semi-space-size=8');
  setFlagsFromString('--heap-growing-percent=20');
}

/** `demarche import` of a public dataset. */
export async function importPublic(dataset: string, paths: readonly string[], invocation: Invocation): Promise<0 | 1> {
  const importer = publicImporterOf(dataset);
  const { files } = importer.manifest;
  if (paths.length === 0) throw new UsageError(`\`import ${dataset}\` needs files: ${files}.`, 2);
  const limit = wholeNumber(invocation, 'limit', 1e12);
  const maxRejected = shareOf(invocation);
  const rejects = new Rejects(invocation.text('rejects') ?? `${dataset}-rejects.csv`);
  return withMadeDatabase(async (database): Promise<0> => {
    keepMemorySmall();
    rejects.clear();
    const { end, ...callbacks } = reporterFor(rejects);
    const run = { paths, limit, maxRejected, dryRun: invocation.flag('dry-run'), ...callbacks };
    const report = await runImport(database, importer, run).finally(end);
    say(summaryOf(report));
    if (invocation.flag('json')) await printJson(report);
    return 0;
  });
}
