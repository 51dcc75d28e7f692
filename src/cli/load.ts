import { refuseNewer } from '../db/require.ts';
import { UsageError } from '../errors.ts';
import { byNoun } from '../import/dataset-contents.ts';
import { readCuratedFrom } from '../import/datasets.ts';
import { loadDataset, type WholeDataset } from '../import/load.ts';
import type { Report } from '../import/report.ts';
import { anchorsOf, verifySource } from '../import/verify.ts';
import { faultySums, recomputeSums } from '../store/sums/sums.ts';
import type { Invocation } from './command.ts';
import { withDatabase, withMadeDatabase } from './connect.ts';
import { importPublic, sayWaiting } from './import-public.ts';
import { print, printJson, say } from './output.ts';
import { faultLine, readText } from './text.ts';

const shownFaults = 20;

/** `demarche migrate`: creates the database or brings its schema up to date, and rebuilds wrong sums. */
export async function migrate(): Promise<0 | 1> {
  return withDatabase({ mustExist: false }, async (database): Promise<0> => {
    await refuseNewer(database);
    const applied = await database.migrate();
    if ((await faultySums(database)).length > 0) await recomputeSums(database);
    if (applied.length > 0) await print(`${applied.join('\n')}\n`);
    say(`${database.place} is up to date${applied.length === 0 ? '; nothing was pending' : ''}.`);
    return 0;
  });
}

/** Summarizes a load in one sentence. */
export function summary({ dataset, read, saved, unchanged, removed, revision }: Report): string {
  if (saved === 0 && removed === 0) return `${dataset}: ${read} records read, no record changed; revision ${revision}.`;
  return `${dataset}: ${read} records read, ${saved} saved, ${unchanged} unchanged, ${removed} removed; revision ${revision}.`;
}

/**
 * Compares the anchors of a dataset with the given texts.
 *
 * @throws UsageError naming the record of each mismatch, or the text that belongs to no source.
 */
function compareTexts({ given }: WholeDataset, paths: readonly string[]): void {
  for (const path of paths) {
    const text = readText(path);
    const source = given.sources.find(({ text_sha256 }) => text_sha256 === text.sha256);
    if (source === undefined) {
      const known = given.sources.map(({ id, text_sha256 }) => `  ${id}: ${text_sha256 ?? 'none'}`).join('\n');
      throw new UsageError(
        `${path} (sha256 ${text.sha256}) matches no source of ${given.dataset.id}, so nothing was loaded; its sources have:\n${known}`,
      );
    }
    const cited = anchorsOf(source.id, byNoun(given));
    const { faults, anchors } = verifySource(source, cited, text);
    if (faults.length > 0) {
      const lines = faults.slice(0, shownFaults).map((fault) => `  ${faultLine(fault)}`);
      const more = faults.length > shownFaults ? `\n  and ${faults.length - shownFaults} more` : '';
      throw new UsageError(
        `${given.dataset.id} does not match the text ${path}, so nothing was loaded:\n${lines.join('\n')}${more}`,
      );
    }
    // Anchors that just matched are verified, whatever status the files give.
    for (const { evidence } of cited) if (evidence.sha256 !== null) evidence.status = 'verified';
    say(`${source.id}: ${anchors.right} of ${anchors.total} anchors match ${path}.`);
  }
}

async function load(files: readonly string[], invocation: Invocation): Promise<0 | 1> {
  return withMadeDatabase(async (database): Promise<0> => {
    const read = readCuratedFrom(files);
    compareTexts(read, invocation.texts('text'));
    const report = await loadDataset(database, read, { waiting: sayWaiting });
    say(summary(report));
    if (invocation.flag('json')) await printJson(report);
    return 0;
  });
}

/** `demarche seed`: loads the bundled curated dataset. */
export const seed = (invocation: Invocation): Promise<0 | 1> => load([], invocation);

/** Options of `import` that apply only to the curated dataset, or only to public ones. */
const optionsOf = { curated: ['text'], public: ['dry-run', 'limit', 'max-rejected', 'rejects'] } as const;

function refuseOptions(dataset: string, invocation: Invocation): void {
  const others = dataset === 'curated' ? optionsOf.public : optionsOf.curated;
  const given = others.find((name) => invocation.flag(name) || invocation.text(name) !== undefined);
  if (given === undefined) return;
  const target = dataset === 'curated' ? 'public datasets' : 'the curated dataset';
  throw new UsageError(`--${given} is only for ${target}, not for ${dataset}.`, 2);
}

/** `demarche import`: loads a dataset from files. */
export async function importDataset(invocation: Invocation): Promise<0 | 1> {
  const [dataset = '', ...files] = invocation.words;
  refuseOptions(dataset, invocation);
  return dataset === 'curated' ? load(files, invocation) : importPublic(dataset, files, invocation);
}
