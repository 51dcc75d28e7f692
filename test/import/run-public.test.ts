import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { readCurated } from '../../src/import/datasets/curated.ts';
import { publicImporterOf } from '../../src/import/datasets.ts';
import { loadDataset } from '../../src/import/load.ts';
import type { Reject } from '../../src/import/rejects.ts';
import { type ImportOptions, runImport } from '../../src/import/run.ts';
import { audit } from '../../src/store/audit.ts';
import { faultySums } from '../../src/store/sums/sums.ts';
import { gdeltRows, type Planted } from '../support/gdelt-rows.ts';
import { openSaving, type Saving } from '../support/saving.ts';
import { engines } from '../support/store.ts';

describe.each(engines)('imports of public datasets on %s', (engine) => {
  let store: Saving;
  let folder: string;

  beforeEach(async () => {
    store = await openSaving(engine);
    folder = mkdtempSync(join(tmpdir(), 'demarche-import-'));
  });
  afterEach(async () => {
    await store.close();
    rmSync(folder, { recursive: true, force: true });
  });

  /** A file of these lines. */
  function file(name: string, lines: Iterable<string>): string {
    const path = join(folder, name);
    writeFileSync(path, [...lines].map((line) => `${line}\n`).join(''));
    return path;
  }

  const load = (dataset: string, paths: readonly string[], more: Partial<ImportOptions> = {}) =>
    runImport(store.database, publicImporterOf(dataset), { paths, ...more });
  const made = (rows: number, more: object = {}) => [...gdeltRows({ rows, seed: 3, from: '2024-03-01', ...more })];
  const cells = (line: string, at: number, value: string) => line.split('\t').with(at, value).join('\t');

  test('just the planted faults are refused, just the planted duplicates are merged, and all rows are told of', async () => {
    const planted: Planted[] = [];
    const onPlanted = (one: Planted) => void planted.push(one);
    const path = file('a.CSV', made(3000, { faults: 0.01, duplicates: 0.01, onPlanted }));
    const rejects: Reject[] = [];
    const report = await load('gdelt', [path], { maxRejected: 0.05, rejected: (rows) => void rejects.push(...rows) });
    const faults = planted.filter(({ fault }) => fault !== 'duplicate');
    expect(rejects.map(({ line }) => line)).toEqual(faults.map(({ line }) => line));
    expect(faults.length).toBeGreaterThan(10);
    expect(report.duplicates).toBe(planted.length - faults.length);
    const { read, saved, unchanged, duplicates, rejected } = report;
    expect(read).toBe(saved + unchanged + duplicates + rejected);
    expect(await store.rowsOf('events')).toBe(saved);
    expect(await faultySums(store.database)).toEqual([]);
  });

  test('the same file again changes nothing and says so; a corrected row changes its record', async () => {
    const lines = made(500);
    const path = file('a.CSV', lines);
    const first = await load('gdelt', [path]);
    const before = await store.read(`gdelt:${lines[7]?.split('\t')[0]}`);
    const second = await load('gdelt', [path]);
    expect(second).toMatchObject({ read: 500, saved: 0, unchanged: 500, revision: first.revision });
    const third = await load('gdelt', [file('b.CSV', lines.with(7, cells(lines[7] as string, 31, '77')))]);
    expect(third).toMatchObject({ saved: 1, unchanged: 499, revision: first.revision + 1 });
    const after = await store.read(`gdelt:${lines[7]?.split('\t')[0]}`);
    expect(after).toMatchObject({ mentions: 77, recorded_at: before?.recorded_at, revision: third.revision });
    expect(String(after?.updated_at) > String(before?.updated_at)).toBe(true);
    expect(await faultySums(store.database)).toEqual([]);
  });

  test('whoever a statement names is there, even those who only may have made it', async () => {
    const speakers = ['1968,23,IND,India,Mr. Banyan,Minister', '1968,23,IND,India,Lotus River,President'];
    const list = ['Year,Session,ISO Code,Country,Name of Person Speaking,Post', ...speakers];
    const paths = [file('IND_23_1968.txt', ['We speak.']), file('Speakers_by_session.csv', list)];
    await load('ungdc', paths);
    const { speaker_candidates } = (await store.read('ungdc:IND_23_1968', 'statement')) ?? {};
    expect(speaker_candidates).toEqual(['ungdc:ind-banyan-1968', 'ungdc:ind-lotus-river']);
    expect(await audit(store.database)).toMatchObject({ dangling: [] });
  });

  test('with too many refused rows nothing is changed', async () => {
    const lines = made(200).map((line, at) => (at % 20 === 0 ? cells(line, 26, '999') : line));
    const path = file('a.CSV', lines);
    await expect(load('gdelt', [path])).rejects.toThrow(/10 of 200 rows \(5 %\) were rejected, more than 1 %/);
    expect(await store.rowsOf('events')).toBe(0);
    expect(await store.rowsOf('actors')).toBe(0);
    expect(await store.read('gdelt', 'dataset')).toBe(null);
    expect(await load('gdelt', [path], { maxRejected: 0.05 })).toMatchObject({ saved: 190, rejected: 10 });
  });

  test('a dry run tells what would come of it and changes nothing', async () => {
    const path = file('a.CSV', made(300));
    expect(await load('gdelt', [path], { dryRun: true })).toMatchObject({ read: 300, saved: 300, dry_run: true });
    expect(await store.rowsOf('events')).toBe(0);
  });

  test('a long run becomes visible part by part, and is in the end what a short one is', async () => {
    const path = file('a.CSV', made(2500, { duplicates: 0.02 }));
    const states: unknown[] = [];
    const at_once = { rows: 1000, part_rows: 500 };
    const progress = async () => {
      const seen = await store.read('gdelt', 'dataset');
      if (seen !== null) states.push((seen.last_run as { state: string }).state);
    };
    const long = await load('gdelt', [path], { at_once, progress: () => void progress() });
    await setTimeout(10);
    expect(states).toContain('running');
    expect(await store.read('gdelt', 'dataset')).toMatchObject({
      records: { events: long.saved },
      last_run: { state: 'done', read: long.read, saved: long.saved, duplicates: long.duplicates },
    });
    const again = await load('gdelt', [path]);
    expect(again).toMatchObject({ saved: 0, duplicates: long.duplicates, revision: long.revision });
    expect(await faultySums(store.database)).toEqual([]);
  });

  test('of a long run, too, all rows are checked before anything is visible', async () => {
    const lines = made(1500).map((line, at) => (at > 1400 ? cells(line, 26, '999') : line));
    const at_once = { rows: 500, part_rows: 200 };
    await expect(load('gdelt', [file('a.CSV', lines)], { at_once })).rejects.toThrow(/were rejected/);
    expect(await store.rowsOf('events')).toBe(0);
  });

  test('the curated dataset takes over the states that an import named before', async () => {
    await load('gdelt', [file('a.CSV', made(400))]);
    const count = async () =>
      ((await store.read('states', 'dataset')) as { records: { actors: number } }).records.actors;
    const before = await count();
    const events = await store.ids('events', { actor: ['usa'] }, ['usa']);
    await loadDataset(store.database, readCurated());
    expect(await store.read('usa', 'actor')).toMatchObject({ dataset: 'curated' });
    expect(await count()).toBeLessThan(before);
    expect(await store.ids('events', { actor: ['usa'], dataset: ['gdelt'] }, ['usa'])).toEqual(events);
    expect(await load('gdelt', [file('b.CSV', made(400))])).toMatchObject({ saved: 0, unchanged: 400 });
    expect(await faultySums(store.database)).toEqual([]);
  });

  test('one import at a time: another waits and is told which', async () => {
    const path = file('a.CSV', made(200));
    const told: string[] = [];
    const [one, other] = await Promise.all([
      load('gdelt', [path]),
      load('gdelt', [path], { waiting: (what) => void told.push(what) }),
    ]);
    expect([one.saved, other.saved].sort()).toEqual([0, 200]);
    expect(told.length).toBeLessThanOrEqual(1);
    const held = store.database.exclusively(
      'import of x by process 1',
      () => {},
      () => setTimeout(400),
    );
    await load('gdelt', [path], { waiting: (what) => void told.push(what) });
    await held;
    expect(told).toContain('import of x by process 1');
  });
});
