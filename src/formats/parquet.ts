import { ByteWriter, ParquetWriter } from 'hyparquet-writer';
import type { Noun } from '../model/nouns.ts';
import type { Chunk } from './chunk.ts';
import { type Column, rowsOf } from './columns.ts';
import type { CsvValue } from './csv.ts';
import type { Kind } from './fields.ts';

/** Rows per row group; the first group is small so that the response starts early. */
const group_rows = { first: 1000, later: 10_000 };
/** Length of the magic number at the start of every file. */
const magic_bytes = 4;

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

/** Converts a cell to the type of its column. */
function toColumnType(value: CsvValue, kind: Kind): string | number | boolean | bigint | null {
  if (value === null) return null;
  if (kind === 'text') return String(value);
  return kind === 'integer' ? BigInt(value) : value;
}

/** A file continued after `written` bytes; `bytes` omits the magic number unless it is the start. */
function openAt(columns: readonly Column[], written: number) {
  const output = new ByteWriter(1 << 16);
  output.offset = written === 0 ? 0 : written - magic_bytes;
  const file = new ParquetWriter({ writer: output, schema: schemaOf(columns), createdBy: 'Demarche' });
  return { file, bytes: () => output.getBytes().subarray(written === 0 ? 0 : magic_bytes) };
}

/** A row group of the CSV columns, typed by their fields; its note is its entry in the file's footer. */
export function parquetChunk(noun: Noun, columns: readonly Column[], written: number): Chunk {
  const data: unknown[][] = columns.map(() => []);
  let rows = 0;
  return {
    add: (body) => {
      for (const record of rowsOf(noun, JSON.parse(body))) {
        rows += 1;
        for (let at = 0; at < columns.length; at += 1) {
          const { kind, read } = columns[at] as Column;
          (data[at] as unknown[]).push(toColumnType(read(record), kind));
        }
      }
    },
    isFull: () => rows >= (written === 0 ? group_rows.first : group_rows.later),
    end: () => {
      const { file, bytes } = openAt(columns, written);
      const columnData = columns.map(({ name }, at) => ({ name, data: data[at] as unknown[], offsetIndex: false }));
      if (rows > 0) void file.write({ columnData, rowGroupSize: rows });
      return { bytes: bytes(), note: file.row_groups };
    },
  };
}

/** The bytes the writer emits for no rows and an empty list of row groups, and the list type it should have. */
const emptyList = { written: [0x16, 0x00, 0x19, 0x00], structs: 0x0c };

/** Sets the element type of an empty list of row groups, which the writer omits and strict readers require. */
function fixEmptyList(end: Uint8Array): Uint8Array {
  const { written, structs } = emptyList;
  const at = end.findLastIndex((_, start) => written.every((byte, offset) => end[start + offset] === byte));
  if (at >= 0) end[at + written.length - 1] = structs;
  return end;
}

/**
 * The footer of a file after `written` bytes, which locates the row groups.
 *
 * @see https://parquet.apache.org/docs/file-format/
 * @see https://github.com/apache/thrift/blob/master/doc/specs/thrift-compact-protocol.md
 */
export function parquetEnd(columns: readonly Column[], written: number, notes: readonly unknown[]): Uint8Array {
  const { file, bytes } = openAt(columns, written);
  file.row_groups = (notes as (typeof file.row_groups)[]).flat();
  file.num_rows = file.row_groups.reduce((sum, { num_rows }) => sum + num_rows, 0n);
  void file.finish();
  return file.row_groups.length === 0 ? fixEmptyList(bytes()) : bytes();
}
