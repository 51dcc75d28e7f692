/** What a process takes together with all that it started, as Linux tells it under /proc; no other system does. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';

/** Whether this system tells. */
export const isTold = existsSync('/proc/self/stat');

/** Linux tells processor time in hundredths of a second, whatever the machine. */
const ticks_a_second = 100;

interface Stat {
  readonly pid: number;
  readonly parent: number;
  /** Processor time, with that of children that have ended. */
  readonly ticks: number;
}

/** Text of a process's own file; empty when it has ended meanwhile. */
function told(pid: number, file: string): string {
  try {
    return readFileSync(`/proc/${pid}/${file}`, 'utf8');
  } catch {
    return '';
  }
}

function statOf(pid: number): Stat {
  const text = told(pid, 'stat');
  // The second field is a name in brackets that may hold anything.
  const fields = text.slice(text.lastIndexOf(')') + 2).split(' ');
  const ticks = fields.slice(11, 15).reduce((sum, field) => sum + Number(field), 0);
  return { pid, parent: Number(fields[1]), ticks };
}

/** A process and all that it started, at any depth. */
function treeOf(root: number): Stat[] {
  const all = readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map((name) => statOf(Number(name)));
  const tree = all.filter(({ pid }) => pid === root);
  for (const { pid } of tree) tree.push(...all.filter(({ parent }) => parent === pid));
  return tree;
}

/** Processor time that a process and all that it started have used, in seconds. */
export const cpuSecondsOf = (pid: number): number =>
  treeOf(pid).reduce((sum, { ticks }) => sum + ticks, 0) / ticks_a_second;

/** Resident memory. */
export interface Memory {
  /** What the processes have for themselves. */
  readonly own_bytes: number;
  /** Pages of files that they look into, which the system gives to another when it needs them; shared ones count often. */
  readonly file_bytes: number;
}

/** Memory that a process and all that it started have at this moment. */
export function memoryOf(pid: number): Memory {
  const sum = { own_bytes: 0, file_bytes: 0 };
  for (const one of treeOf(pid)) {
    const status = told(one.pid, 'status');
    const bytes = (name: string) => Number(new RegExp(`^${name}:\\s+(\\d+) kB$`, 'm').exec(status)?.[1] ?? 0) * 1024;
    sum.own_bytes += bytes('RssAnon') + bytes('RssShmem');
    sum.file_bytes += bytes('RssFile');
  }
  return sum;
}
