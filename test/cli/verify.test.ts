import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { Verification } from '../../src/import/verify.ts';
import { databaseIn, migratedIn, newFolder, run } from './program.ts';
import { smallSeed, smallText, writeSeed } from './small-seed.ts';

test('a dataset is loaded when its anchors match the text, and verified after', async () => {
  const folder = newFolder();
  const { seedFolder, textFile } = writeSeed(folder, smallSeed());
  const env = databaseIn(folder);
  const migrating = await run(['migrate'], { env });
  expect(migrating.stdout).toMatch(/^(\d{4}_\w+\n)+$/);
  const loading = await run(['import', 'curated', seedFolder, '--text', textFile], { env });
  expect(loading).toMatchObject({ code: 0, stdout: '' });
  expect(loading.stderr).toMatch(/small: 2 of 2 anchors match .*\ncurated: 5 records read, 5 saved/);
  const [again, listing, good, wrongText] = await Promise.all([
    run(['import', 'curated', seedFolder, '--text', textFile], { env }),
    run(['datasets', '--json'], { env }),
    run(['verify', '--source', 'small', '--text', textFile, '--json'], { env }),
    run(['verify', '--source', 'small', '--text', join(seedFolder, 'claims.yaml')], { env }),
  ]);
  expect(again.stderr).toMatch(/\ncurated: 5 records read, no record changed; revision 1\.\n$/);
  expect(JSON.parse(listing.stdout)).toMatchObject({
    loaded: [{ id: 'curated', licence: 'CC0-1.0', records: { events: 1, actors: 2 } }],
    importable: expect.arrayContaining([expect.objectContaining({ id: 'curated' })]),
  });
  const found = JSON.parse(good.stdout) as Verification;
  expect(good.code).toBe(0);
  expect(found.coverage).toEqual({ sentences: 3, supported: 2, unsupported: [2] });
  expect(found.sentences[0]?.records).toEqual(['event meeting-of-x-and-y']);
  expect(Array.from(smallText).slice(found.outside[0]?.start, found.outside[0]?.end).join('')).toBe('Monday, 3 April');
  expect(wrongText.code).toBe(1);
  expect(wrongText.stdout).toMatch(/WRONG source small, text_sha256: /);
});

test('a wrong anchor is found, and refused with the text at hand, by the name of its record', async () => {
  const folder = newFolder();
  const seed = smallSeed();
  seed.events[0]!.evidence[0]!.selector.end += 1;
  const { seedFolder, textFile } = writeSeed(folder, seed);
  const env = await migratedIn(folder);
  const refused = await run(['import', 'curated', seedFolder, '--text', textFile], { env });
  expect(refused.code).toBe(1);
  expect(refused.stderr).toMatch(/nothing was loaded:\n {2}event meeting-of-x-and-y, evidence\.0: 0–10, .*hash/);
  expect((await run(['datasets'], { env })).stdout).toMatch(/^Loaded: none/);
  await migratedIn(folder, seedFolder);
  const checked = await run(['verify', '--source', 'small', '--text', textFile], { env });
  expect(checked.code).toBe(1);
  expect(checked.stdout).toMatch(/^WRONG event meeting-of-x-and-y, evidence\.0/m);
  expect(checked.stdout).toMatch(/1 of 3 sentences support a record; 1 of 2 anchors right; 1 wrong\n$/);
});

test('an unknown source, a text of no source and a text that is not UTF-8 are told in a sentence', async () => {
  const folder = newFolder();
  const { seedFolder, textFile } = writeSeed(folder, smallSeed());
  const latin = join(folder, 'latin.txt');
  writeFileSync(latin, Buffer.from([0x63, 0xe9]));
  const env = await migratedIn(folder);
  const [unknown, other, notUtf8] = await Promise.all([
    run(['verify', '--source', 'none', '--text', textFile], { env }),
    run(['import', 'curated', seedFolder, '--text', join(seedFolder, 'claims.yaml')], { env }),
    run(['verify', '--source', 'small', '--text', latin], { env }),
  ]);
  expect(unknown.stderr).toMatch(/^The database has no source "none"/);
  expect(other.stderr).toMatch(/matches no source of curated, so nothing was loaded/);
  expect(notUtf8.stderr).toMatch(/^The text .*latin\.txt is not UTF-8/);
  for (const { code, stdout } of [unknown, other, notUtf8]) expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
});

// The text is not in the repository; this test runs where ARTICLE_TEXT names the file.
const article = process.env.ARTICLE_TEXT;

test.skipIf(article === undefined)(
  'every anchor of the curated dataset is right and every sentence covered',
  async () => {
    const env = await migratedIn(newFolder());
    const text = article ?? '';
    const seeding = await run(['seed', '--text', text, '--json'], { env });
    expect(seeding.code).toBe(0);
    const { code, stdout } = await run(
      ['verify', '--source', 'trump-us-russia-relations-2017-04-15', '--text', text, '--json'],
      { env },
    );
    const found = JSON.parse(stdout) as Verification;
    expect(found.faults).toEqual([]);
    expect(found.coverage).toEqual({ sentences: 26, supported: 26, unsupported: [] });
    expect(found.anchors).toMatchObject({ right: found.anchors.total, wrong: 0, unanchored: 0 });
    expect(code).toBe(0);
  },
);
