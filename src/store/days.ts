import { firstDay, isoDay, parseEdtf } from '../model/edtf.ts';
import { RecordFault } from './fault.ts';

/** The days of an EDTF date, and the day it is sorted by. */
export interface Days {
  readonly earliest: number | null;
  readonly latest: number | null;
  readonly precision: string | null;
  readonly first: number | null;
}

const undated: Days = { earliest: null, latest: null, precision: null, first: null };

/** The last parsed date: each is read several times in a row, and many records share one. */
let last: { readonly date: string; readonly days: Days } | null = null;

/** The days of an EDTF date. @throws RecordFault if it is invalid. */
export function daysOf(date: string | null, path = 'date'): Days {
  if (date === null) return undated;
  if (last?.date === date) return last.days;
  const span = parseEdtf(date);
  if (span === null) throw new RecordFault(path, date, `"${date}" is not an EDTF date that this service supports`);
  last = { date, days: { ...span, first: firstDay(span) } };
  return last.days;
}

/** A record's fields derived from its date. @throws RecordFault if it is not an EDTF date. */
export function dateFields(date: string | null) {
  const { earliest, latest, precision } = daysOf(date);
  return {
    date_earliest: earliest === null ? null : isoDay(earliest),
    date_latest: latest === null ? null : isoDay(latest),
    date_precision: precision,
  };
}

const lasts = ({ earliest, latest }: Days): boolean => earliest !== latest;

/** The day columns of a record, derived from its date field. */
export function dayColumns<Name extends string>(field: Name) {
  type Dated = { readonly [Field in Name]: string | null };
  return {
    first_day: (record: Dated) => daysOf(record[field], field).earliest,
    last_day: (record: Dated) => daysOf(record[field], field).latest,
    spread: (record: Dated) => (lasts(daysOf(record[field], field)) ? 1 : 0),
  };
}

/** The row of `spans` for a record longer than a day. */
export function spansOf({ date }: { readonly date: string | null }) {
  const days = daysOf(date);
  return lasts(days) ? [{ first_day: days.earliest, last_day: days.latest }] : [];
}
