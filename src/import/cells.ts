import { isoDay, parseEdtf } from '../model/edtf.ts';
import { type RawRow, RowFault } from './importer.ts';

/** The trimmed text of a cell; empty when the file has no such column or the row is too short. */
export function cell({ cells, columns }: RawRow, name: string): string {
  const at = columns.get(name);
  return at === undefined ? '' : (cells[at] ?? '').trim();
}

/** The text of a cell, or null when it is empty. */
export function optional(row: RawRow, name: string): string | null {
  return cell(row, name) || null;
}

/** The text of a cell that may not be empty. @throws RowFault */
export function required(row: RawRow, name: string): string {
  const text = cell(row, name);
  if (text === '') throw new RowFault(name, '', 'is empty');
  return text;
}

/** A whole number, or null for an empty text. @throws RowFault */
export function wholeNumber(name: string, text: string, least = Number.MIN_SAFE_INTEGER): number | null {
  if (text === '') return null;
  const value = /^[+-]?\d+(\.0*)?$/.test(text) ? Number(text) : Number.NaN;
  if (!Number.isSafeInteger(value)) throw new RowFault(name, text, 'is not a whole number');
  if (value < least) throw new RowFault(name, text, `is less than ${least}`);
  return value;
}

/** A decimal number, or null for an empty text. @throws RowFault */
export function decimal(name: string, text: string, min = -Infinity, max = Infinity): number | null {
  if (text === '') return null;
  const value = /^[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?$/.test(text) ? Number(text) : Number.NaN;
  if (!Number.isFinite(value)) throw new RowFault(name, text, 'is not a number');
  if (value < min || value > max) throw new RowFault(name, text, `is not from ${min} to ${max}`);
  return value;
}

/** Parses a calendar day from `20170404`, `2017-04-04`, `2017-04-04 00:00:00.000` or with a `T`. @throws RowFault */
export function calendarDay(name: string, text: string): string {
  const found = /^(\d{4})-?(\d\d)-?(\d\d)(?:[T ][\d:.]+Z?)?$/.exec(text);
  const day = found === null ? null : `${found[1]}-${found[2]}-${found[3]}`;
  const span = day === null ? null : parseEdtf(day);
  if (span?.earliest == null || isoDay(span.earliest) !== day) throw new RowFault(name, text, 'is not a calendar day');
  return day as string;
}

/** A web address (http or https), or null for anything else. */
export function webAddress(text: string): string | null {
  return /^https?:\/\/[^\s]+$/.test(text) && text.length <= 4000 ? text : null;
}

/** Makes a native id the part of our id after the colon: `/` and other invalid characters become `-`. */
export function idPart(text: string): string {
  return text
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .replace(/[^A-Za-z0-9._:+-]+/g, '-')
    .replace(/^-+|-+$/g, '')
    .slice(0, 160);
}
