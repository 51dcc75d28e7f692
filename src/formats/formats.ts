import { z } from 'zod';
import { modelOf, type Noun, nounNames } from '../model/nouns.ts';
import { oneCode } from '../model/parameter.ts';
import type { Chunk, WriterOf } from './chunk.ts';
import { type Column, rowsOf } from './columns.ts';
import { type CsvValue, csvHeader, csvTable, csvWriter } from './csv.ts';
import type { Field } from './fields.ts';
import { FeatureCollection, geojsonWriter } from './geojson.ts';
import { parquetChunk, parquetEnd } from './parquet.ts';

interface FormatBase {
  /** The value of `format`. */
  readonly name: string;
  readonly media_type: string;
  readonly content_type: string;
  readonly extension: string;
  readonly description: string;
  /** True when `fields` may also name derived columns, such as `initiators`. */
  readonly tabular: boolean;
  /** Query parameters that only this format accepts. */
  readonly parameters?: Readonly<Record<string, z.ZodType>>;
  /** Writes rows that are not records, such as those of an aggregate; absent if the format cannot. */
  readonly table?: (fields: readonly Field[], rows: readonly object[]) => string;
}

interface Streamed extends FormatBase {
  readonly streamed: true;
  /** Schema of the whole response body, for the OpenAPI document. */
  readonly schema: z.ZodType;
  /** How long a chunk may collect slow rows before it is sent, in milliseconds. */
  readonly chunk_ms: number;
}

/** A text format whose rows are sent as they are read. */
export interface TextFormat extends Streamed {
  readonly binary: false;
  readonly writer: WriterOf;
}

/** A binary format with a footer that describes all chunks before it. */
export interface BinaryFormat extends Streamed {
  readonly binary: true;
  /** Starts a chunk after `written` bytes. */
  chunk(noun: Noun, columns: readonly Column[], written: number): Chunk;
  /** The footer, after `written` bytes and chunks that left these notes. */
  end(columns: readonly Column[], written: number, notes: readonly unknown[]): Uint8Array;
}

/** A format that returns the whole result, in chunks. */
export type StreamedFormat = TextFormat | BinaryFormat;

/** The format of pages, which the list handler assembles. */
export interface PagedFormat extends FormatBase {
  readonly streamed: false;
  /** The line-based streamed format that a whole export in this format is built from. */
  readonly lines: string;
}

/** A format in which a list is served. */
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

/** Describes the nouns whose table rows are not whole records. */
const otherRows = nounNames
  .map(modelOf)
  .flatMap(({ path, rows }) => (rows === undefined ? [] : ` (${path}: ${rows.item})`))
  .join('');

/** Short, so that other exports waiting for the same process get their turn. */
const text_ms = 100;

/**
 * The formats of a list, the default first; to add a format, add a row. JSON has no charset parameter: it is UTF-8 by
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
    chunk_ms: text_ms,
    description: 'The whole result, one JSON record per line.',
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
    chunk_ms: text_ms,
    description: `The whole result as RFC 4180, one row per record${otherRows}, lists joined with \`;\`.`,
    parameters: {
      csv: oneCode(['safe', 'raw'], {
        description:
          '`raw` writes free text that starts with `= + - @` unchanged; `safe`, the default, puts a quote before it. CSV only.',
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
    chunk_ms: text_ms,
    description: 'The whole result as an RFC 7946 FeatureCollection; the properties are the CSV columns.',
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
    // Each chunk is a row group, and a file of many small row groups is slow to read.
    chunk_ms: 2000,
    description: 'The whole result as Apache Parquet: the CSV columns with typed numbers and booleans.',
    chunk: parquetChunk,
    end: parquetEnd,
  },
];

/** The formats of responses that are one short table: JSON and those that write tables. */
export const tableFormats: readonly Format[] = formats.filter(
  ({ streamed, table }) => !streamed || table !== undefined,
);

/** The format with this name, or undefined. */
export const formatNamed = (name: string): Format | undefined => formats.find((format) => format.name === name);

/** The `format` parameter of an endpoint with these formats, the first of which is the default. */
export function formatParameter(offers: readonly Format[], description: string, example = offers[0]?.name ?? '') {
  const names = offers.map(({ name }) => name) as [string, ...string[]];
  return oneCode(names, { description, example, fallback: names[0] });
}
