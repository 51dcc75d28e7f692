import { z } from 'zod';
import { modelOf, type Noun, nounNames } from '../model/nouns.ts';
import { oneCode } from '../model/parameter.ts';
import { type Column, rowsOf } from './columns.ts';
import { type CsvValue, csvHeader, csvTable, csvWriter } from './csv.ts';
import type { Field } from './fields.ts';
import { FeatureCollection, geojsonWriter } from './geojson.ts';
import { parquetEnd, parquetPiece } from './parquet.ts';
import type { Piece, WriterOf } from './piece.ts';

interface Described {
  /** The value of `format`, and the extension of a file. */
  readonly name: string;
  readonly media_type: string;
  readonly content_type: string;
  readonly extension: string;
  readonly description: string;
  /** True where `fields` may also name the columns of tables that no record has, such as `initiators`. */
  readonly tabular: boolean;
  /** Query parameters that this format alone takes. */
  readonly parameters?: Readonly<Record<string, z.ZodType>>;
  /** Writes rows that are no records, such as those of an aggregate; absent where the format cannot. */
  readonly table?: (fields: readonly Field[], rows: readonly object[]) => string;
}

interface Streamed extends Described {
  readonly streamed: true;
  /** What the whole of an answer is, for the document. */
  readonly schema: z.ZodType;
  /** How long a piece may gather rows where they come slowly, in milliseconds. */
  readonly piece_ms: number;
}

/** A format of text whose rows go out as they are read. */
export interface TextFormat extends Streamed {
  readonly binary: false;
  readonly writer: WriterOf;
}

/** A format of bytes, the end of which tells of all pieces before it. */
export interface BinaryFormat extends Streamed {
  readonly binary: true;
  /** A piece behind so many bytes. */
  piece(noun: Noun, columns: readonly Column[], written: number): Piece;
  /** The end, behind so many bytes and pieces that left these notes. */
  end(columns: readonly Column[], written: number, notes: readonly unknown[]): Uint8Array;
}

/** A format that gives the whole result, piece by piece. */
export type StreamedFormat = TextFormat | BinaryFormat;

/** The format of pages, put together where they are served. */
export interface PagedFormat extends Described {
  readonly streamed: false;
  /** The streamed format that has the same records a line, from which a whole export in this format is made. */
  readonly lines: string;
}

/** A form in which a list is served. */
export type Format = PagedFormat | StreamedFormat;

const ndjsonWriter: WriterOf = (_noun, { project }) => {
  const row = project
    ? (body: string) => `${JSON.stringify(project(JSON.parse(body)))}\n`
    : (body: string) => `${body}\n`;
  return { head: '', row, foot: '' };
};

const csvRecords: WriterOf = (noun, { columns, raw }) => {
  const write = csvWriter(columns, raw);
  const cells: CsvValue[] = columns.map(() => null);
  const row = (body: string) => {
    let lines = '';
    for (const record of rowsOf(noun, JSON.parse(body))) {
      for (let at = 0; at < cells.length; at += 1) cells[at] = columns[at]!.read(record);
      lines += write(cells);
    }
    return lines;
  };
  return { head: csvHeader(columns), row, foot: '' };
};

/** What a row of a table is where it is no record, for the description of such tables. */
const otherRows = nounNames
  .map(modelOf)
  .flatMap(({ path, rows }) => (rows === undefined ? [] : ` (${path}: ${rows.item})`))
  .join('');

/** Short, so that those who wait for the same process have their turn. */
const text_ms = 100;

/**
 * The formats of a list, the default first: to add one is to add its row. JSON has no charset parameter: it is UTF-8 by
 * definition.
 *
 * @see https://www.rfc-editor.org/rfc/rfc8259#section-11
 * @see https://www.rfc-editor.org/rfc/rfc4180#section-3
 * @see https://www.iana.org/assignments/media-types/application/vnd.apache.parquet
 */
export const formats: readonly [PagedFormat, ...StreamedFormat[]] = [
  {
    name: 'json',
    media_type: 'application/json',
    content_type: 'application/json',
    extension: 'json',
    streamed: false,
    lines: 'ndjson',
    tabular: false,
    description: 'One page as an object, with links, count and licences.',
  },
  {
    name: 'ndjson',
    media_type: 'application/x-ndjson',
    content_type: 'application/x-ndjson',
    extension: 'ndjson',
    streamed: true,
    binary: false,
    tabular: false,
    schema: z.string(),
    piece_ms: text_ms,
    description: 'The whole result, one JSON record a line.',
    writer: ndjsonWriter,
  },
  {
    name: 'csv',
    media_type: 'text/csv',
    content_type: 'text/csv; charset=utf-8; header=present',
    extension: 'csv',
    streamed: true,
    binary: false,
    tabular: true,
    schema: z.string(),
    piece_ms: text_ms,
    description: `The whole result as RFC 4180, one row a record${otherRows}, lists joined with \`;\`.`,
    parameters: {
      csv: oneCode(['safe', 'raw'], {
        description:
          '`raw` writes free text that starts with `= + - @` as it is; `safe`, or nothing, puts a quote before it. Only with CSV.',
        example: 'raw',
      }),
    },
    writer: csvRecords,
    table: csvTable,
  },
  {
    name: 'geojson',
    media_type: 'application/geo+json',
    content_type: 'application/geo+json',
    extension: 'geojson',
    streamed: true,
    binary: false,
    tabular: true,
    schema: FeatureCollection,
    piece_ms: text_ms,
    description: 'The whole result as an RFC 7946 FeatureCollection; the properties are the columns of CSV.',
    writer: geojsonWriter,
  },
  {
    name: 'parquet',
    media_type: 'application/vnd.apache.parquet',
    content_type: 'application/vnd.apache.parquet',
    extension: 'parquet',
    streamed: true,
    binary: true,
    tabular: true,
    schema: z.instanceof(Uint8Array),
    // A row group is one piece: of many small ones a file is slow to read.
    piece_ms: 2000,
    description: 'The whole result as Apache Parquet, the columns of CSV with numbers and truth values as such.',
    piece: parquetPiece,
    end: parquetEnd,
  },
];

/** The formats of answers that are one short table: JSON, and those that write tables. */
export const tableFormats: readonly Format[] = formats.filter(
  ({ streamed, table }) => !streamed || table !== undefined,
);

/** The format of a name, or undefined. */
export const formatNamed = (name: string): Format | undefined => formats.find((format) => format.name === name);

/** The `format` parameter of what is served in these formats, the first of which is the default. */
export function formatParameter(offers: readonly Format[], description: string, example = offers[0]?.name ?? '') {
  const names = offers.map(({ name }) => name) as [string, ...string[]];
  return oneCode(names, { description, example, fallback: names[0] });
}
