import { ByteWriter, ParquetWriter } from 'hyparquet-writer';
import type { Noun } from '../model/nouns.ts';
import { type Column, rowsOf } from './columns.ts';
import type { CsvValue } from './csv.ts';
import type { Kind } from './fields.ts';
import type { Piece } from './piece.ts';

/** Rows of a row group: the first is small, so that the answer begins soon. */
const group = { first: 1000, later: 10_000 };
/** Length of the mark that every file begins with. */
const mark_bytes = 4;

const types = {
  text: { type: 'BYTE_ARRAY', converted_type: 'UTF8' },
  integer: { type: 'INT64' },
  number: { type: 'DOUBLE' },
  boolean: { type: 'BOOLEAN' },
} as const satisfies Record<Kind, object>;

const schemaOf = (columns: readonly Column[]) => [
  { name: 'record', num_children: columns.length },
  ...columns.map(({ name, kind }) => ({ name, ...types[kind], repetition_type: 'OPTIONAL' as const })),
];

/** A cell as the type of its column has it. */
function typed(value: CsvValue, kind: Kind): string | number | boolean | bigint | null {
  if (value === null) return null;
  if (kind === 'text') return String(value);
  return kind === 'integer' ? BigInt(value) : value;
}

/** A file that goes on behind so many bytes; all but the first lack the mark it begins with. */
function open(columns: readonly Column[], written: number) {
  const bytes = new ByteWriter(1 << 16);
  bytes.offset = written === 0 ? 0 : written - mark_bytes;
  const file = new ParquetWriter({ writer: bytes, schema: schemaOf(columns), createdBy: 'Demarche' });
  return { file, taken: () => bytes.getBytes().subarray(written === 0 ? 0 : mark_bytes) };
}

/** A row group of the columns of CSV, each with the type of its field; its note is what the end of the file tells of it. */
export function parquetPiece(noun: Noun, columns: readonly Column[], written: number): Piece {
  const data: unknown[][] = columns.map(() => []);
  let rows = 0;
  return {
    add: (body) => {
      for (const record of rowsOf(noun, JSON.parse(body))) {
        rows += 1;
        for (let at = 0; at < columns.length; at += 1) {
          const { kind, read } = columns[at] as Column;
          (data[at] as unknown[]).push(typed(read(record), kind));
        }
      }
    },
    isFull: () => rows >= (written === 0 ? group.first : group.later),
    end: () => {
      const { file, taken } = open(columns, written);
      const columnData = columns.map(({ name }, at) => ({ name, data: data[at] as unknown[], offsetIndex: false }));
      if (rows > 0) void file.write({ columnData, rowGroupSize: rows });
      return { bytes: taken(), note: file.row_groups };
    },
  };
}

/** No rows, then an empty list of row groups, as the writer spells them, and the last byte as strict readers want it. */
const emptyList = { spelt: [0x16, 0x00, 0x19, 0x00], structs: 0x0c };

/** The writer leaves the type of an empty list out; of row groups it must be one of structs, or strict readers refuse it. */
function mendEmpty(end: Uint8Array): Uint8Array {
  const { spelt, structs } = emptyList;
  const at = end.findLastIndex((_, start) => spelt.every((byte, offset) => end[start + offset] === byte));
  if (at >= 0) end[at + spelt.length - 1] = structs;
  return end;
}

/**
 * The end of a file behind so many bytes, which tells where the row groups are.
 *
 * @see https://parquet.apache.org/docs/file-format/
 * @see https://github.com/apache/thrift/blob/master/doc/specs/thrift-compact-protocol.md
 */
export function parquetEnd(columns: readonly Column[], written: number, notes: readonly unknown[]): Uint8Array {
  const { file, taken } = open(columns, written);
  file.row_groups = (notes as (typeof file.row_groups)[]).flat();
  file.num_rows = file.row_groups.reduce((sum, { num_rows }) => sum + num_rows, 0n);
  void file.finish();
  return file.row_groups.length === 0 ? mendEmpty(taken()) : taken();
}
