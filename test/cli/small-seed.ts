import { createHash } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** A made-up article with characters outside the BMP before and inside its anchors. */
export const smallText = '𝕏 meets 𝕐 in 𝔸\n\nMonday, 3 April\n\n“Peace 𝕏 now!” said 𝕐. They left.\n';

const hash = (text: string) => createHash('sha256').update(text).digest('hex');

function place(passage: string): { start: number; end: number } {
  const start = Array.from(smallText.slice(0, smallText.indexOf(passage))).length;
  return { start, end: start + Array.from(passage).length };
}

const anchor = (passage: string, sentence: number, quotation = false) => ({
  source_id: 'small',
  selector: place(passage),
  sentence,
  sha256: hash(passage),
  ...(quotation ? { exact: passage } : {}),
});

const sentences = ['𝕏 meets 𝕐 in 𝔸', '“Peace 𝕏 now!” said 𝕐.', 'They left.'];

const person = (id: string, name: string) => ({ id, kind: 'person', name });

/** The records of the article; its third sentence supports nothing. */
export const smallSeed = () => ({
  dataset: { id: 'curated', title: 'Small', licence: 'CC0-1.0', attribution: 'Nobody' },
  sources: [
    {
      id: 'small',
      kind: 'article',
      title: 'Small',
      text_sha256: hash(smallText),
      text_length: Array.from(smallText).length,
      sentences: sentences.map((sentence, index) => ({ index, ...place(sentence) })),
    },
  ],
  actors: [person('x', '𝕏'), person('y', '𝕐')],
  events: [
    {
      id: 'meeting-of-x-and-y',
      type: 'meeting',
      title: 'X and Y meet',
      participants: [{ actor_id: 'x', role: 'participant' }],
      evidence: [anchor('𝕏 meets 𝕐', 0)],
    },
  ],
  statements: [
    {
      id: 'y-wants-peace',
      speaker_id: 'y',
      attribution: 'explicit',
      quotation: 'full',
      text: 'Peace 𝕏 now!',
      evidence: [anchor('Peace 𝕏 now!', 1, true)],
    },
  ],
  claims: [],
});

/** Writes a dataset as the files of a seed folder (JSON is YAML) beside its text; gives their paths. */
export function writeSeed(folder: string, seed: object): { seedFolder: string; textFile: string } {
  const seedFolder = join(folder, 'seed');
  mkdirSync(seedFolder, { recursive: true });
  for (const [name, records] of Object.entries(seed)) {
    writeFileSync(join(seedFolder, `${name}.yaml`), JSON.stringify(records));
  }
  const textFile = join(folder, 'text.txt');
  writeFileSync(textFile, smallText);
  return { seedFolder, textFile };
}
