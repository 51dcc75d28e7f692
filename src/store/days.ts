import { firstDay, isoDay, parseEdtf } from '../model/edtf.ts';
import { RecordFault } from './fault.ts';

/** The days of an EDTF date, and the one it is ordered by. */
export interface Days {
  readonly earliest: number | null;
  readonly latest: number | null;
  readonly precision: string | null;
  readonly first: number | null;
}

const undated: Days = { earliest: null, latest: null, precision: null, first: null };

/** The last date that was read: each is looked at several times in a row, and many records share one. */
let last: { readonly date: string; readonly days: Days } | null = null;

/** The days of an EDTF date. @throws RecordFault when it is not one. */
export function daysOf(date: string | null, path = 'date'): Days {
  if (date === null) return undated;
  if (last?.date === date) return last.days;
  const span = parseEdtf(date);
  if (span === null) throw new RecordFault(path, date, `"${date}" is not an EDTF date this service keeps`);
  last = { date, days: { ...span, first: firstDay(span) } };
  return last.days;
}

/** What a date allows, as a record says it. @throws RecordFault when it is not an EDTF date. */
export function dateFields(date: string | null) {
  const { earliest, latest, precision } = daysOf(date);
  return {
    date_earliest: earliest === null ? null : isoDay(earliest),
    date_latest: latest === null ? null : isoDay(latest),
    date_precision: precision,
  };
}

const lasts = ({ earliest, latest }: Days): boolean => earliest !== latest;

/** The columns that say which days a record may fall on, by the field that has its date. */
export function dayColumns<Name extends string>(field: Name) {
  type Dated = { readonly [Field in Name]: string | null };
  return {
    first_day: (record: Dated) => daysOf(record[field], field).earliest,
    last_day: (record: Dated) => daysOf(record[field], field).latest,
    spread: (record: Dated) => (lasts(daysOf(record[field], field)) ? 1 : 0),
  };
}

/** A row of `spans` for a record that lasts longer than a day. */
export function spansOf({ date }: { readonly date: string | null }) {
  const days = daysOf(date);
  return lasts(days) ? [{ first_day: days.earliest, last_day: days.latest }] : [];
}
