import { refuseNewer } from '../db/require.ts';
import { UsageError } from '../errors.ts';
import { readCuratedFrom } from '../import/datasets.ts';
import { byNoun } from '../import/given.ts';
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

/** `demarche migrate`: makes the database or brings its schema up to date, and its sums where they do not add up. */
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

/** What a load did, in words. */
export function summary({ dataset, read, saved, unchanged, removed, revision }: Report): string {
  if (saved === 0 && removed === 0) return `${dataset}: ${read} records read, no record changed; revision ${revision}.`;
  return `${dataset}: ${read} records read, ${saved} saved, ${unchanged} unchanged, ${removed} removed; revision ${revision}.`;
}

/**
 * Compares the anchors of a dataset with the texts at hand.
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
        `${path} (sha256 ${text.sha256}) is the text of no source of ${given.dataset.id}, so nothing was loaded; its sources have:\n${known}`,
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
    // What was compared just now is verified, whatever the files call it.
    for (const { evidence } of cited) if (evidence.sha256 !== null) evidence.status = 'verified';
    say(`${source.id}: ${anchors.right} of ${anchors.total} anchors match ${path}.`);
  }
}

async function load(files: readonly string[], asked: Invocation): Promise<0 | 1> {
  return withMadeDatabase(async (database): Promise<0> => {
    const read = readCuratedFrom(files);
    compareTexts(read, asked.texts('text'));
    const report = await loadDataset(database, read, { waiting: sayWaiting });
    say(summary(report));
    if (asked.flag('json')) await printJson(report);
    return 0;
  });
}

/** `demarche seed`: loads the curated dataset that comes with the program. */
export const seed = (asked: Invocation): Promise<0 | 1> => load([], asked);

/** Options of `import` that only the curated dataset, or only public ones, have a use for. */
const optionsOf = { curated: ['text'], public: ['dry-run', 'limit', 'max-rejected', 'rejects'] } as const;

function refuseOptions(dataset: string, asked: Invocation): void {
  const others = dataset === 'curated' ? optionsOf.public : optionsOf.curated;
  const given = others.find((name) => asked.flag(name) || asked.text(name) !== undefined);
  if (given === undefined) return;
  const whom = dataset === 'curated' ? 'public datasets' : 'the curated dataset';
  throw new UsageError(`--${given} is for ${whom}, and ${dataset} is none.`, 2);
}

/** `demarche import`: loads a dataset from files. */
export async function importDataset(asked: Invocation): Promise<0 | 1> {
  const [dataset = '', ...files] = asked.words;
  refuseOptions(dataset, asked);
  return dataset === 'curated' ? load(files, asked) : importPublic(dataset, files, asked);
}
