/** The progress of a run. */
export interface ProgressState {
  /** Bytes read, out of `size_bytes`; both count double when the files are read twice. */
  readonly bytes: number;
  readonly size_bytes: number;
  readonly rows: number;
  readonly elapsed_ms: number;
  readonly phase: 'reading' | 'checking' | 'writing' | 'indexing';
}

const barWidth = 20;
const redraw_ms = 100;
const plain_ms = 10_000;

function timeLeft(seconds: number): string {
  if (!Number.isFinite(seconds)) return 'time left unknown';
  const whole = Math.ceil(seconds);
  if (whole < 60) return `${whole} s left`;
  const minutes = Math.ceil(whole / 60);
  return minutes < 60 ? `${minutes} min left` : `${Math.floor(minutes / 60)} h ${minutes % 60} min left`;
}

/** Formats progress as one line: a bar, percentage, rows, rows per second and time left. */
export function progressText({ bytes, size_bytes, rows, elapsed_ms, phase }: ProgressState): string {
  const share = size_bytes === 0 ? 1 : Math.min(1, bytes / size_bytes);
  const full = Math.floor(share * barWidth);
  const seconds = elapsed_ms / 1000;
  const rate = seconds === 0 ? 0 : Math.round(rows / seconds);
  const left = share === 0 ? Number.POSITIVE_INFINITY : (seconds * (1 - share)) / share;
  const bar = '#'.repeat(full) + '-'.repeat(barWidth - full);
  const number = (value: number) => value.toLocaleString('en');
  return `${phase} [${bar}] ${String(Math.floor(share * 100)).padStart(3)} %  ${number(rows)} rows  ${number(rate)} rows/s  ${timeLeft(left)}`;
}

/** The stream progress is written to. */
export interface Screen {
  readonly isTTY?: boolean;
  /** Width of a line in characters. */
  readonly columns?: number;
  write(text: string): unknown;
}

/** Shows progress: on a terminal one line redrawn in place, elsewhere a line every ten seconds. */
export class Progress {
  readonly #screen: Screen;
  readonly #now: () => number;
  readonly #started: number;
  #last: number;
  #drawn = false;

  constructor(screen: Screen, now: () => number = () => performance.now()) {
    this.#screen = screen;
    this.#now = now;
    this.#started = now();
    this.#last = this.#started;
  }

  /** Shows progress, unless it was shown very recently. */
  at(state: Omit<ProgressState, 'elapsed_ms'>): void {
    const now = this.#now();
    if (now - this.#last < (this.#screen.isTTY ? redraw_ms : plain_ms)) return;
    this.#last = now;
    const text = progressText({ ...state, elapsed_ms: now - this.#started });
    const { isTTY, columns = 80 } = this.#screen;
    // A line wider than the terminal could not be cleared.
    this.#screen.write(isTTY ? `\r\x1b[2K${text.slice(0, columns - 1)}` : `${text}\n`);
    this.#drawn = this.#screen.isTTY === true;
  }

  /** Clears the line, so that messages can follow. */
  clear(): void {
    if (this.#drawn) this.#screen.write('\r\x1b[2K');
    this.#drawn = false;
  }
}
