import type { ActorInput } from '../model/nouns/actor.ts';
import { RecordFault } from '../store/fault.ts';
import { ActorNumbers, type Belonging } from '../store/write/actor-numbers.ts';
import type { Chunk } from '../store/write/chunk.ts';
import { type Encoded, encode } from '../store/write/encode.ts';
import { isJoined, type Part, type PublicImporter, type RawRow, RowFault, type RowImporter } from './importer.ts';
import type { Input } from './input/open.ts';
import { readRows } from './layouts.ts';
import type { Reject } from './rejects.ts';

/** A row that is a part of a record, and where it stands. */
export interface PlacedPart {
  readonly part: Part;
  readonly file: string;
  readonly line: number;
}

/** What some rows became. */
export interface Mapped {
  /** Rows read for the first time. */
  readonly read: number;
  readonly rejects: readonly Reject[];
  /** The records of the rows, where each row is one. */
  readonly chunks: readonly Chunk[];
  /** The rows as parts of records, where several make one. */
  readonly parts: readonly PlacedPart[];
  /** Bytes of the files read since the last time. */
  readonly bytes: number;
  /** True of the last of the first reading: now it is known of every row whether it is refused. */
  readonly checked: boolean;
}

/** What is to be read and how far. */
export interface Reading {
  readonly importer: PublicImporter;
  readonly inputs: readonly Input[];
  readonly belongings: readonly Belonging[];
  /** So many rows are handed on before all are checked. */
  readonly at_once: number;
  /** Read no more rows than this. */
  readonly limit: number;
  /** Check what is not handed on at once, and hand on no more. */
  readonly check_only: boolean;
  /** Is told what was odd of a file that was read nevertheless. */
  readonly onNotice: (sentence: string) => void;
}

interface Place {
  readonly file: string;
  readonly line: number;
}

/** Turns rows into records that are ready to be stored, but for the keys of the actors they name. */
class Mapper {
  readonly #importer: PublicImporter;
  readonly #dataset: string;
  readonly #numbers: ActorNumbers;
  #records: Encoded[] = [];
  readonly #actors = new Map<string, ActorInput>();
  #parts: PlacedPart[] = [];
  rejects: Reject[] = [];

  constructor({ importer, belongings }: Reading) {
    this.#importer = importer;
    this.#dataset = importer.manifest.dataset.id;
    this.#numbers = new ActorNumbers(belongings);
  }

  /** Reads one row; a fault of it is kept where `told` is wanted. */
  row(row: RawRow, place: Place, handOn: boolean, told: boolean): void {
    try {
      if (isJoined(this.#importer)) {
        const part = this.#importer.part(row);
        if (handOn) this.#parts.push({ part, ...place });
      } else this.#map(this.#importer, row, handOn);
    } catch (cause) {
      if (!(cause instanceof RowFault) && !(cause instanceof RecordFault)) throw cause;
      if (told) this.reject(cause, place);
    }
  }

  reject(fault: RowFault | RecordFault, place: Place): void {
    const { reason } = fault;
    const column = fault instanceof RowFault ? fault.column : fault.path;
    this.rejects.push({ ...place, column, value: fault.value === null ? null : String(fault.value), reason });
  }

  /** What came of the rows since this was last asked. */
  take(): Pick<Mapped, 'chunks' | 'parts' | 'rejects'> {
    const { rejects } = this;
    const parts = this.#parts;
    const records = this.#records;
    const named = this.#numbers.take();
    // Each is given by every row that names it; it is wanted where it is named first.
    const actors = named.flatMap((id) => this.#actors.get(id) ?? []);
    this.rejects = [];
    this.#records = [];
    this.#actors.clear();
    this.#parts = [];
    return { chunks: chunksOf(records, named, actors), parts, rejects };
  }

  #map(importer: RowImporter, row: RawRow, handOn: boolean): void {
    const { event, statement, actors } = importer.map(row);
    if (!handOn) return;
    for (const actor of actors) if (!this.#actors.has(actor.id)) this.#actors.set(actor.id, actor);
    if (event !== undefined) this.#records.push(encode('event', this.#dataset, event, this.#numbers));
    if (statement !== undefined) this.#records.push(encode('statement', this.#dataset, statement, this.#numbers));
  }
}

/** Records as chunks, one a noun; the first brings the actors that all of them name. */
export function chunksOf(
  records: readonly Encoded[],
  named: readonly string[],
  actors: readonly ActorInput[],
): Chunk[] {
  const nouns = [...new Set(records.map(({ noun }) => noun))];
  // Those who are only named are made all the same.
  if (nouns.length === 0 && named.length > 0) return [{ noun: 'actor', records: [], named, actors }];
  return nouns.map((noun, at) => ({
    noun,
    records: records.filter((record) => record.noun === noun),
    named: at === 0 ? named : [],
    actors: at === 0 ? actors : [],
  }));
}

interface Pass {
  readonly first: boolean;
  /** Rows from this number, counted from 0, are handed on; below the other bound. */
  readonly from: number;
  readonly to: number;
}

/** Reads all rows once. */
async function* pass({ inputs, importer, limit, onNotice }: Reading, mapper: Mapper, { first, from, to }: Pass) {
  let at = 0;
  let bytes = 0;
  for (const input of inputs) {
    const onRead = (read: number) => {
      bytes += read;
    };
    const rows = readRows(input, importer.layouts, { onRead, ...(first ? { onNotice } : {}) });
    for await (const batch of rows) {
      const before = at;
      for (const row of batch) {
        if (at === limit) break;
        const place = { file: input.name, line: row.line };
        const handOn = at >= from && at < to;
        if ('fault' in row) {
          if (first) mapper.reject(row.fault, place);
        } else if (first || handOn) mapper.row(row, place, handOn, first);
        at += 1;
      }
      yield { ...mapper.take(), read: first ? at - before : 0, bytes, checked: false };
      bytes = 0;
      if (at === limit) return;
    }
  }
}

/**
 * Reads the rows of files and turns them into records: the first ones at once, the others when all are checked.
 *
 * The files are read once where all rows are handed on at once, else twice; each row is checked, and its fault told, in
 * the first reading.
 */
export async function* mappedRows(reading: Reading): AsyncGenerator<Mapped> {
  const mapper = new Mapper(reading);
  const { at_once, check_only } = reading;
  let read = 0;
  for await (const mapped of pass(reading, mapper, { first: true, from: 0, to: at_once })) {
    read += mapped.read;
    yield mapped;
  }
  yield { ...mapper.take(), read: 0, bytes: 0, checked: true };
  if (read <= at_once || check_only) return;
  yield* pass(reading, mapper, { first: false, from: at_once, to: Number.POSITIVE_INFINITY });
}
