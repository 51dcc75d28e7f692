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

const waitingFor = (what: string): string => `Waiting for the ${what}, as one loads at a time; Ctrl-C gives up.`;

/** Says that another process loads something into the database. */
export const sayWaiting = (what: string): void => say(waitingFor(what));

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
export function summaryOf(report: Report): string {
  const { dataset, read, saved, unchanged, duplicates, rejected, revision, dry_run } = report;
  const counts = `${read} rows read: ${saved} saved, ${unchanged} unchanged, ${duplicates} duplicates, ${rejected} refused`;
  if (dry_run) return `${dataset}: ${counts}; nothing was changed, as --dry-run asks.`;
  return `${dataset}: ${counts}${saved === 0 ? ', no record changed' : ''}; revision ${revision}.`;
}

/** Tells of a run on stderr while it goes on, and lists what is refused. */
function telling(rejects: Rejects): Omit<ImportOptions, 'paths'> & { end(): void } {
  const progress = new Progress(process.stderr);
  const tell = (sentence: string) => {
    progress.clear();
    say(sentence);
  };
  let size_bytes = 0;
  let bytes = 0;
  return {
    rejected: (rows) => rejects.add(rows),
    notice: tell,
    waiting: (what) => tell(waitingFor(what)),
    opened: (about) => {
      size_bytes = about.size_bytes;
      for (const notice of about.notices) tell(notice);
    },
    progress: (mapped, { read: rows }) => {
      bytes += mapped.bytes;
      // What is not handed on at once is read a second time.
      const passes = rows > atOnce.rows ? 2 : 1;
      const phase = passes === 1 ? 'reading' : bytes < size_bytes ? 'checking' : 'writing';
      progress.at({ bytes, size_bytes: size_bytes * passes, rows, phase });
    },
    end: () => {
      progress.clear();
      rejects.close();
      if (rejects.count > 0) say(`${rejects.count} refused rows are listed in ${rejects.path}.`);
    },
  };
}

/**
 * Keeps the memory for what is soon thrown away as small as it is now, gives the thread that maps rows as much from its
 * start, and has the rest looked through early. Node would let both grow to hundreds of megabytes, which rows that pass
 * through fill without being much the quicker for it.
 */
function keepMemorySmall(): void {
  setFlagsFromString('--semi-space-growth-factor=1');
  setFlagsFromString('--min-semi-space-size=4');
  setFlagsFromString('--heap-growing-percent=60');
}

/** `demarche import` of a public dataset. */
export async function importPublic(dataset: string, paths: readonly string[], asked: Invocation): Promise<0 | 1> {
  const importer = publicImporterOf(dataset);
  const { files } = importer.manifest;
  if (paths.length === 0) throw new UsageError(`\`import ${dataset}\` needs files: ${files}.`, 2);
  const limit = wholeNumber(asked, 'limit', 1e12);
  const maxRejected = shareOf(asked);
  const rejects = new Rejects(asked.text('rejects') ?? `${dataset}-rejects.csv`);
  return withMadeDatabase(async (database): Promise<0> => {
    keepMemorySmall();
    rejects.clear();
    const { end, ...told } = telling(rejects);
    const run = { paths, limit, maxRejected, dryRun: asked.flag('dry-run'), ...told };
    const report = await runImport(database, importer, run).finally(end);
    say(summaryOf(report));
    if (asked.flag('json')) await printJson(report);
    return 0;
  });
}
