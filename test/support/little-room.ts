import process from 'node:process';

const block_bytes = 512;

/** Skips a test that needs little room where there is no such thing; to be given the test's own `skip`. */
export function needLittleRoom(skip: (condition: boolean, reason: string) => void): void {
  skip(process.platform !== 'linux', 'the limit of a file is tried out on Linux alone');
}

/**
 * The command that runs another which cannot make any file larger than so many bytes; its writes then fail as they do
 * on a full disk, since Node takes the limit for an error and not for a signal.
 *
 * It needs no rights and no disk of its own. SQLite says `SQLITE_IOERR_WRITE` here, and `SQLITE_FULL` of a disk.
 */
export const inLittleRoom = (room_bytes: number, command: readonly string[]): [string, ...string[]] => [
  'sh',
  ...['-c', `ulimit -f ${Math.floor(room_bytes / block_bytes)} && exec "$@"`, 'sh', ...command],
];
