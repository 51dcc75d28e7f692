/** Why a record cannot be stored: the field and what is wrong with it. */
export class RecordFault extends Error {
  readonly path: string;
  readonly value: unknown;
  readonly reason: string;

  constructor(path: string, value: unknown, reason: string) {
    super(`${path}: ${reason}`);
    this.path = path;
    this.value = value;
    this.reason = reason;
  }
}

/** Runs `make` and adds the record's name to any fault. @throws RecordFault */
export function ofRecord<Made>(record: string, make: () => Made): Made {
  try {
    return make();
  } catch (cause) {
    if (!(cause instanceof RecordFault)) throw cause;
    throw new RecordFault(`${record}, ${cause.path}`, cause.value, cause.reason);
  }
}
