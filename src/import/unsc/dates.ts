import { meetingNumber } from '../../model/codes/un-symbols.ts';
import { mayHaveMet } from '../../model/codes/unsc-meetings.ts';
import type { EventInput } from '../../model/nouns/event.ts';
import { calendarDay } from '../cells.ts';
import { RowFault } from '../importer.ts';
import { type Kept, textOf } from './documents.ts';

/** A day out of `4/12/2017`, month first. @throws RowFault */
export function americanDay(text: string): string {
  const [, month = '', day = '', year = ''] = /^(\d\d?)\/(\d\d?)\/(\d{4})$/.exec(text) ?? [];
  if (year === '') throw new RowFault('date', text, 'is not a day as month/day/year');
  calendarDay('date', `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`);
  return `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
}

/**
 * The days a date may mean. In the votes up to 2020 day and month have changed places in five dates of six where both
 * readings are days, so neither is believed.
 */
function readingsOf(date: string): string[] {
  const [year = '', month = '', day = ''] = calendarDay('Date', date).split('-');
  return Number(year) > 2020 || Number(day) > 12
    ? [`${year}-${month}-${day}`]
    : [`${year}-${month}-${day}`, `${year}-${day}-${month}`];
}

/** The day both lists know, else the one the number of the meeting allows, else the stretch of all that are told. */
export function dateOf(listed: Kept | undefined, voted: Kept | undefined): Pick<EventInput, 'date' | 'curated'> {
  const day = listed === undefined ? null : americanDay(textOf(listed, 'date'));
  const readings = voted === undefined ? [] : readingsOf(textOf(voted, 'date'));
  if (day !== null && (readings.length === 0 || readings.includes(day))) return { date: day, curated: [] };
  const told = [...new Set(day === null ? readings : [...readings, day])].sort();
  const meeting = meetingNumber(textOf(voted, 'meeting'));
  const possible = meeting === null ? told : told.filter((one) => mayHaveMet(meeting, one));
  const days = possible.length === 0 ? told : possible;
  const [first = null, last = null] = [days[0], days.at(-1)];
  return { date: first === last ? first : `${first}/${last}`, curated: days.length < told.length ? ['date'] : [] };
}
