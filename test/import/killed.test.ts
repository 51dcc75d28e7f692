import { fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { expect, test, vi } from 'vitest';
import { publicImporterOf } from '../../src/import/datasets.ts';
import { runImport } from '../../src/import/run.ts';
import { audit } from '../../src/store/audit.ts';
import { faultySums } from '../../src/store/sums/sums.ts';
import { randomFrom } from '../bench/data.ts';
import { gdeltRows } from '../support/gdelt-rows.ts';
import { openSaving } from '../support/saving.ts';
import { faultsOf } from '../support/store.ts';

vi.setConfig({ testTimeout: 300_000 });

/** How often it is killed; more often when asked, which takes longer than a suite should. */
const kills = Number(process.env.IMPORT_KILLS ?? 4);
const rows = 6000;

/** When an import is killed: so long after it has begun, or when it has saved so many rows. */
type Moment = { readonly after_ms: number } | { readonly saved: number };

/** Imports in a process of its own, and kills it. */
async function importAndKill(databaseUrl: string, path: string, moment: Moment): Promise<void> {
  const child = fork(new URL('../support/importing.ts', import.meta.url), [databaseUrl, path], { stdio: 'ignore' });
  await once(child, 'message');
  const exited = once(child, 'exit');
  if ('saved' in moment) child.on('message', (saved) => Number(saved) >= moment.saved && child.kill('SIGKILL'));
  else await Promise.race([setTimeout(moment.after_ms), exited]).then(() => child.kill('SIGKILL'));
  await exited;
}

test('an import that is killed at any moment leaves a sound database, and the next one completes it', async () => {
  const store = await openSaving('sqlite');
  const folder = mkdtempSync(join(tmpdir(), 'demarche-killed-'));
  const random = randomFrom(5);
  let inTheMiddle = 0;
  try {
    for (let turn = 0; turn < kills; turn += 1) {
      const path = join(folder, `${turn}.CSV`);
      const firstId = 1 + turn * rows;
      writeFileSync(path, `${[...gdeltRows({ rows, seed: turn, from: '2024-03-01', firstId })].join('\n')}\n`);
      // Every other one surely in the middle, however fast the machine is.
      const moment = turn % 2 === 0 ? { saved: 2000 + random() * 1500 } : { after_ms: random() * 1500 };
      await importAndKill(store.databaseUrl, path, moment);
      expect(await faultsOf(store.database)).toEqual([]);
      expect(await faultySums(store.database)).toEqual([]);
      const standing = (await store.rowsOf('events')) - turn * rows;
      if (standing > 0 && standing < rows) inTheMiddle += 1;
      const seen = (await store.read('gdelt', 'dataset')) as { records: { events: number } } | null;
      expect(seen?.records.events ?? 0).toBe(await store.rowsOf('events'));
      const report = await runImport(store.database, publicImporterOf('gdelt'), { paths: [path] });
      expect(report).toMatchObject({ read: rows, saved: rows - standing, unchanged: standing });
      expect(await store.rowsOf('events')).toBe((turn + 1) * rows);
      expect(await store.read('gdelt', 'dataset')).toMatchObject({ last_run: { state: 'done' } });
    }
    const { dangling, orphaned } = await audit(store.database);
    expect([dangling, orphaned, await faultySums(store.database)]).toEqual([[], [], []]);
    expect(inTheMiddle, 'no kill came in the middle, so nothing was proven').toBeGreaterThan(0);
  } finally {
    await store.close();
    rmSync(folder, { recursive: true, force: true });
  }
});
