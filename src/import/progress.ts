import process from 'node:process';
import { inWords } from './input/limits.ts';

/** What an import is doing: looking whether it can be done, or doing it. */
export type Phase = 'checking' | 'writing';

/** How far an import is. */
export interface ProgressState {
  readonly phase: Phase;
  /** How much of the files is read in this phase, as compressed as they lie there. */
  readonly read_bytes: number;
  readonly total_bytes: number;
  readonly rows: number;
  /** Time since the phase began. */
  readonly elapsed_ms: number;
}

const bar_width = 20;
const redraw_ms = 100;
const line_ms = 10_000;

const grouped = (count: number): string => Math.round(count).toLocaleString('en');

/** A time as people say it: `45 s`, `3 min 05 s`, `2 h 10 min`. */
function timeInWords(ms: number): string {
  const seconds = Math.ceil(ms / 1000);
  const two = (count: number): string => String(count).padStart(2, '0');
  if (seconds < 60) return `${seconds} s`;
  if (seconds < 3600) return `${Math.floor(seconds / 60)} min ${two(seconds % 60)} s`;
  return `${Math.floor(seconds / 3600)} h ${two(Math.floor((seconds % 3600) / 60))} min`;
}

/** How far an import is, as one line; with a bar for a terminal. */
export function progressText(now: ProgressState, bar: boolean): string {
  const { phase, read_bytes, total_bytes, rows, elapsed_ms } = now;
  const share = total_bytes === 0 ? 1 : Math.min(1, read_bytes / total_bytes);
  const filled = Math.floor(share * bar_width);
  const left = share === 0 || share === 1 ? null : (elapsed_ms * (1 - share)) / share;
  return [
    `${phase} ${bar ? `[${'#'.repeat(filled)}${'.'.repeat(bar_width - filled)}] ` : ''}${Math.floor(share * 100)} %`,
    `of ${inWords(total_bytes)}, ${grouped(rows)} rows`,
    ...(elapsed_ms > 0 ? [`, ${grouped(rows / (elapsed_ms / 1000))} rows/s`] : []),
    ...(left === null ? [] : [`, ${timeInWords(left)} left`]),
  ]
    .join(' ')
    .replaceAll(' ,', ',');
}

/** Where progress is told: a terminal, or a file or pipe. */
export interface ProgressStream {
  readonly isTTY?: boolean;
  readonly columns?: number;
  write(text: string): unknown;
}

/** How progress is told. */
export interface ProgressOptions {
  readonly total_bytes: number;
  readonly silent?: boolean;
  readonly stream?: ProgressStream;
  /** A clock in milliseconds. */
  readonly now?: () => number;
}

/**
 * Tells how far an import is: on a terminal one line that is drawn anew at most ten times a second, elsewhere a line
 * every ten seconds. It has no timer of its own: it is told when something was done.
 */
export class Progress {
  private phase: Phase = 'checking';
  private read_bytes = 0;
  private rows = 0;
  private begun: number;
  private told: number;
  private drawn = false;
  private readonly options: Required<ProgressOptions>;

  constructor(options: ProgressOptions) {
    this.options = { silent: false, stream: process.stderr, now: () => performance.now(), ...options };
    this.begun = this.options.now();
    this.told = this.begun;
  }

  /** Begins a phase, in which all is read from the beginning. */
  start(phase: Phase): void {
    this.phase = phase;
    this.read_bytes = 0;
    this.rows = 0;
    this.begun = this.options.now();
    this.told = this.begun;
  }

  /** Notes bytes of the files that were read. */
  read(bytes: number): void {
    this.read_bytes += bytes;
  }

  /** Notes rows that were dealt with, and tells of it when it is time. */
  done(rows: number): void {
    this.rows += rows;
    const { now, stream } = this.options;
    const time = now();
    if (time - this.told < (stream.isTTY === true ? redraw_ms : line_ms)) return;
    this.told = time;
    this.tell(time);
  }

  /** Takes the line off the terminal, so that something else can be said. */
  clear(): void {
    if (this.drawn) this.options.stream.write('\r\x1b[K');
    this.drawn = false;
  }

  private tell(time: number): void {
    const { silent, stream, total_bytes } = this.options;
    if (silent) return;
    const { phase, read_bytes, rows } = this;
    const bar = stream.isTTY === true;
    const text = progressText({ phase, read_bytes, total_bytes, rows, elapsed_ms: time - this.begun }, bar);
    // A line that is wider than the terminal would not be drawn over.
    stream.write(bar ? `\r${text.slice(0, Math.max(0, (stream.columns ?? 80) - 1))}\x1b[K` : `${text}\n`);
    this.drawn = bar;
  }
}
