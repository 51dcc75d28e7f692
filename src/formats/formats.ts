import type { Noun } from '../model/nouns.ts';
import { type Column, rowsOf } from './columns.ts';
import { type CsvValue, csvHeader, csvWriter } from './csv.ts';
import type { Row } from './fields.ts';
import { geojsonFeatures, geojsonFoot, geojsonHead, geojsonSeparator } from './geojson.ts';
import { parquetEnd, parquetPiece } from './parquet.ts';
import type { Piece } from './piece.ts';

/** What a response is to show of its records. */
export interface WriterOptions {
  /** The columns of CSV and the properties of GeoJSON. */
  readonly columns: readonly Column[];
  /** True leaves free text that a spreadsheet would run as a formula as it is (`csv=raw`). */
  readonly raw: boolean;
  /** Picks the fields of an NDJSON line; without it the stored text goes out unparsed. */
  readonly project?: ((record: Row) => Row) | undefined;
  /** True where rows of the same answer were written before. */
  readonly begun?: boolean | undefined;
}

/** Writes one response: the head, each record in turn, the foot. It knows its first row, so make a new one a response. */
export interface Writer {
  readonly head: string;
  /** The text of a record, given as the JSON that the store keeps, without line breaks. */
  row(body: string): string;
  readonly foot: string;
}

interface Described {
  readonly media_type: string;
  readonly content_type: string;
  readonly extension: string;
  readonly description: string;
}

interface Streamed extends Described {
  readonly streamed: true;
  /** How long a piece may gather rows where they come slowly, in milliseconds. */
  readonly piece_ms: number;
}

/** A format of text whose rows go out as they are read. */
export interface TextFormat extends Streamed {
  readonly name: 'ndjson' | 'csv' | 'geojson';
  writer(noun: Noun, options: WriterOptions): Writer;
}

/** A format of bytes, the end of which tells of all pieces before it. */
export interface BinaryFormat extends Streamed {
  readonly name: 'parquet';
  /** A piece behind so many bytes. */
  piece(noun: Noun, columns: readonly Column[], written: number): Piece;
  /** The end, behind so many bytes and pieces that left these notes. */
  end(columns: readonly Column[], written: number, notes: readonly unknown[]): Uint8Array;
}

/** A format that gives the whole result, piece by piece. */
export type StreamedFormat = TextFormat | BinaryFormat;

/** The format of pages, put together where they are served. */
export interface PagedFormat extends Described {
  readonly name: 'json';
  readonly streamed: false;
}

/** A form in which a list is served. */
export type Format = PagedFormat | StreamedFormat;

function ndjsonWriter(_noun: Noun, { project }: WriterOptions): Writer {
  const row = project
    ? (body: string) => `${JSON.stringify(project(JSON.parse(body)))}\n`
    : (body: string) => `${body}\n`;
  return { head: '', row, foot: '' };
}

function csvRecords(noun: Noun, { columns, raw }: WriterOptions): Writer {
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
}

function geojsonWriter(noun: Noun, { columns, begun }: WriterOptions): Writer {
  const feature = geojsonFeatures(columns);
  let separator = begun ? geojsonSeparator : '';
  const row = (body: string) => {
    const text = separator + rowsOf(noun, JSON.parse(body)).map(feature).join(geojsonSeparator);
    separator = geojsonSeparator;
    return text;
  };
  return { head: geojsonHead, row, foot: geojsonFoot };
}

/** Short, so that those who wait for the same process have their turn. */
const text_ms = 100;

/**
 * The formats of a list, the default first. JSON has no charset parameter: it is UTF-8 by definition.
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
    description: 'One page as an object, with links, count and licences.',
  },
  {
    name: 'ndjson',
    media_type: 'application/x-ndjson',
    content_type: 'application/x-ndjson',
    extension: 'ndjson',
    streamed: true,
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
    piece_ms: text_ms,
    description: 'The whole result as RFC 4180, one row a record (claims: a position), lists joined with `;`.',
    writer: csvRecords,
  },
  {
    name: 'geojson',
    media_type: 'application/geo+json',
    content_type: 'application/geo+json',
    extension: 'geojson',
    streamed: true,
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
    // A row group is one piece: of many small ones a file is slow to read.
    piece_ms: 2000,
    description: 'The whole result as Apache Parquet, the columns of CSV with numbers and truth values as such.',
    piece: parquetPiece,
    end: parquetEnd,
  },
];
