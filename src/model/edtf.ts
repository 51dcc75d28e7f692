/** What an EDTF date covers, in day numbers (days since 0000-01-01, both ends inclusive); an open end is null, never both. */
export interface DateSpan {
  earliest: number | null;
  latest: number | null;
  precision: 'day' | 'month' | 'year' | 'interval';
}

/** What the query parameter `datetime` covers, in day numbers, both ends inclusive; an open end is null, never both. */
export interface DayRange {
  from: number | null;
  to: number | null;
}

/** The day number of 9999-12-31, the last day that can be written. */
export const LAST_DAY = 3_652_424;

// A date is held as year * 10000 + month * 100 + day, zero for a part not given; an end as its day number or one of these.
const REFUSED = -1;
const OPEN = -2;

/** Reads a date of our subset of EDTF: year, month or day, each with `~`, `?` or `%`, intervals of those, one open end.
 *
 * Null when refused: any other form, a day the proleptic Gregorian calendar does not have, `../..`, an interval whose
 * start begins after its end is over. Costs constant time.
 * @see https://www.loc.gov/standards/datetime/ (ISO 8601-2; levels 0 and 1 without seasons, times and long years)
 */
export function parseEdtf(text: string): DateSpan | null {
  const slash = text.indexOf('/');
  if (slash >= 0) {
    const earliest = edtfEnd(text, 0, slash, false);
    const latest = edtfEnd(text, slash + 1, text.length, true);
    const range = rangeOf(earliest, latest);
    return range && { earliest: range.from, latest: range.to, precision: 'interval' };
  }
  const date = readQualified(text, 0, text.length);
  if (date === REFUSED) return null;
  const precision = date % 100 > 0 ? 'day' : date % 10000 > 0 ? 'month' : 'year';
  return { earliest: firstOf(date), latest: lastOf(date), precision };
}

/** Reads the query parameter `datetime`: a day, month, year, RFC 3339 instant, or `start/end` of those, `..` for one open end.
 *
 * An instant stands for its day in UTC, so a range of two instants is whole days. Null when refused: qualifiers, an empty
 * end, `../..`, a start after the end, an instant without `Z` or offset, one whose UTC day lies outside 0000–9999.
 * @see https://docs.ogc.org/is/17-069r4/17-069r4.html#_parameter_datetime
 */
export function parseDatetimeFilter(text: string): DayRange | null {
  const slash = text.indexOf('/');
  if (slash < 0) return text === '..' ? null : rangeOf(filterEnd(text, false), filterEnd(text, true));
  return rangeOf(filterEnd(text.slice(0, slash), false), filterEnd(text.slice(slash + 1), true));
}

/** The day by which records are ordered: the earliest, else the latest. */
export function firstDay(span: DateSpan): number {
  return (span.earliest ?? span.latest)!;
}

/** The day number of a `YYYY-MM-DD`; throws a RangeError for anything else. */
export function dayNumber(isoDay: string): number {
  const date = readDate(isoDay, 0, isoDay.length);
  if (date === REFUSED || date % 100 === 0) throw new RangeError(`Not a calendar day: ${isoDay}`);
  return firstOf(date);
}

/** The `YYYY-MM-DD` of a day number; throws a RangeError outside 0 to {@link LAST_DAY}.
 * @see https://howardhinnant.github.io/date_algorithms.html#civil_from_days
 */
export function isoDay(dayNumber: number): string {
  if (!Number.isInteger(dayNumber) || dayNumber < 0 || dayNumber > LAST_DAY) {
    throw new RangeError(`Not a day number: ${dayNumber}`);
  }
  const shifted = dayNumber - 60; // days since 0000-03-01, so that the leap day ends a year
  const era = Math.floor(shifted / 146_097);
  const dayOfEra = shifted - era * 146_097;
  const leaps = Math.floor(dayOfEra / 1460) - Math.floor(dayOfEra / 36_524) + Math.floor(dayOfEra / 146_096);
  const yearOfEra = Math.floor((dayOfEra - leaps) / 365);
  const dayOfYear = dayOfEra - daysBefore(yearOfEra);
  const marchMonth = Math.floor((5 * dayOfYear + 2) / 153);
  const day = dayOfYear - Math.floor((153 * marchMonth + 2) / 5) + 1;
  const month = marchMonth < 10 ? marchMonth + 3 : marchMonth - 9;
  const year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0);
  return `${String(year).padStart(4, '0')}-${pad(month)}-${pad(day)}`;
}

function pad(value: number): string {
  return value < 10 ? `0${value}` : String(value);
}

/** Days in the years from 0 up to a year, years beginning in March. */
function daysBefore(year: number): number {
  return year * 365 + Math.floor(year / 4) - Math.floor(year / 100) + Math.floor(year / 400);
}

function dayOf(year: number, month: number, day: number): number {
  const marchYear = month <= 2 ? year - 1 : year;
  const marchMonth = month <= 2 ? month + 9 : month - 3;
  return daysBefore(marchYear) + Math.floor((153 * marchMonth + 2) / 5) + day - 1 + 60;
}

function daysInMonth(year: number, month: number): number {
  if (month === 2) return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0) ? 29 : 28;
  return month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31;
}

function firstOf(date: number): number {
  return dayOf(Math.floor(date / 10000), Math.floor(date / 100) % 100 || 1, date % 100 || 1);
}

function lastOf(date: number): number {
  const year = Math.floor(date / 10000);
  const month = Math.floor(date / 100) % 100 || 12;
  return dayOf(year, month, date % 100 || daysInMonth(year, month));
}

function readDigits(text: string, from: number, to: number): number {
  let value = 0;
  for (let at = from; at < to; at += 1) {
    const digit = text.charCodeAt(at) - 48;
    if (!(digit >= 0 && digit <= 9)) return REFUSED;
    value = value * 10 + digit;
  }
  return value;
}

function readDate(text: string, from: number, to: number): number {
  const length = to - from;
  if (length !== 4 && length !== 7 && length !== 10) return REFUSED;
  const year = readDigits(text, from, from + 4);
  if (year === REFUSED || length === 4) return year === REFUSED ? REFUSED : year * 10000;
  const month = readDigits(text, from + 5, from + 7);
  if (text[from + 4] !== '-' || month < 1 || month > 12) return REFUSED;
  if (length === 7) return year * 10000 + month * 100;
  const day = readDigits(text, from + 8, to);
  if (text[from + 7] !== '-' || day < 1 || day > daysInMonth(year, month)) return REFUSED;
  return year * 10000 + month * 100 + day;
}

function readQualified(text: string, from: number, to: number): number {
  const last = text[to - 1];
  return readDate(text, from, last === '~' || last === '?' || last === '%' ? to - 1 : to);
}

function edtfEnd(text: string, from: number, to: number, isEnd: boolean): number {
  if (to - from === 2 && text.startsWith('..', from)) return OPEN;
  const date = readQualified(text, from, to);
  return date === REFUSED ? REFUSED : isEnd ? lastOf(date) : firstOf(date);
}

function filterEnd(text: string, isEnd: boolean): number {
  if (text === '..') return OPEN;
  if (text.length > 10) return readInstant(text);
  const date = readDate(text, 0, text.length);
  return date === REFUSED ? REFUSED : isEnd ? lastOf(date) : firstOf(date);
}

function rangeOf(from: number, to: number): DayRange | null {
  if (from === REFUSED || to === REFUSED || (from === OPEN && to === OPEN)) return null;
  if (from !== OPEN && to !== OPEN && from > to) return null;
  return { from: from === OPEN ? null : from, to: to === OPEN ? null : to };
}

const INSTANT_TIME = /^T([01]\d|2[0-3]):([0-5]\d):([0-5]\d|60)(?:\.\d+)?(?:Z|([+-])([01]\d|2[0-3]):([0-5]\d))$/i;

/** The UTC day number of an RFC 3339 instant; a leap second only where UTC can have one, at 23:59:60. */
function readInstant(text: string): number {
  const date = readDate(text, 0, 10);
  const time = INSTANT_TIME.exec(text.slice(10));
  if (date === REFUSED || time === null) return REFUSED;
  const [, hour, minute, second, sign, offsetHour, offsetMinute] = time;
  const offset = sign === undefined ? 0 : Number(offsetHour) * 60 + Number(offsetMinute);
  const minutes = Number(hour) * 60 + Number(minute) - (sign === '-' ? -offset : offset);
  const shift = Math.floor(minutes / 1440);
  if (second === '60' && minutes - shift * 1440 !== 1439) return REFUSED;
  const day = firstOf(date) + shift;
  return day < 0 || day > LAST_DAY ? REFUSED : day;
}
