import type { ActorInput } from '../../model/nouns/actor.ts';
import type { EventInput } from '../../model/nouns/event.ts';
import { calendarDay, decimal, webAddress, wholeNumber } from '../cells.ts';
import { at, eventLayouts, type Shape, shapeOf } from '../gdelt/columns.ts';
import { type EventCode, eventCodes } from '../gdelt/event-codes.ts';
import { addressed, mentionsOf, withMentions } from '../gdelt/mentions.ts';
import { keepActorPlace, nameIn, placeOf } from '../gdelt/places.ts';
import { type RowActor, rowActorOf } from '../gdelt/row-actors.ts';
import { type Manifest, type RawRow, type Records, RowFault, type RowImporter, type Standing } from '../importer.ts';

type Cells = readonly string[];
type Native = Record<string, unknown>;

const manifest: Manifest = {
  dataset: {
    id: 'gdelt',
    title: 'GDELT Event Database',
    publisher: 'The GDELT Project',
    licence: 'GDELT terms of use: free for any use, with citation',
    attribution: 'The GDELT Project, https://www.gdeltproject.org/',
    homepage: 'https://www.gdeltproject.org/',
    version: null,
  },
  codebook: 'http://data.gdeltproject.org/documentation/GDELT-Event_Codebook-V2.0.pdf',
  files: 'event files as published: *.export.CSV of GDELT 2.0 (61 columns) or 1.0 (58 or 57), also zipped',
  expected: '1,000 to 3,000 rows each 15 minutes, some 150,000 a day',
};

/** A calendar day as GDELT writes it, and what its other columns of the date say of it. */
interface Day {
  readonly date: string;
  readonly month: string;
  readonly year: string;
  readonly fraction: number;
}

const days = new Map<string, Day>();

/** @throws RowFault */
function dayOf(text: string): Day {
  const known = days.get(text);
  if (known !== undefined) return known;
  if (text.length !== 8) throw new RowFault('SQLDATE', text, 'is not a day as 20170404');
  const date = calendarDay('SQLDATE', text);
  const [year, month, day] = [Number(text.slice(0, 4)), Number(text.slice(4, 6)), Number(text.slice(6))];
  const fraction = Number((year + ((month - 1) * 30 + day) / 365).toFixed(4));
  const found = { date, month: text.slice(0, 6), year: text.slice(0, 4), fraction };
  if (days.size > 50_000) days.clear();
  days.set(text, found);
  return found;
}

/** @throws RowFault */
function idOf(text: string): string {
  if (text === '') throw new RowFault('GlobalEventID', text, 'is empty');
  for (let position = 0; position < text.length; position += 1) {
    const digit = text.charCodeAt(position);
    if (digit < 48 || digit > 57 || position > 18) throw new RowFault('GlobalEventID', text, 'is not a number');
  }
  return `gdelt:${text}`;
}

/** @throws RowFault */
function eventCodeOf(code: string): EventCode {
  const eventCode = eventCodes.get(code);
  if (eventCode === undefined) throw new RowFault('EventCode', code, 'is not a CAMEO event code');
  return eventCode;
}

/** Keeps a whole number under its own name, unless it is empty. @throws RowFault */
function keepNumber(native: Native, { columns, keys }: Shape, cells: Cells, position: number): void {
  const value = wholeNumber(columns[position] as string, cells[position] as string, 0);
  if (value !== null) native[keys[position] as string] = value;
}

/** Keeps of the date what does not follow from the day. */
function keepDate(native: Native, { keys }: Shape, cells: Cells, { month, year, fraction }: Day): void {
  const [, , itsMonth = '', itsYear = '', itsFraction = ''] = cells;
  if (itsMonth !== month && itsMonth !== '') native[keys[2] as string] = itsMonth;
  if (itsYear !== year && itsYear !== '') native[keys[3] as string] = itsYear;
  if (itsFraction !== '' && Number(itsFraction) !== fraction) {
    native[keys[4] as string] = decimal('FractionDate', itsFraction);
  }
}

const noColumns = ['', '', '', '', '', '', '', ''];

/** Keeps of an actor what its participant does not tell. @throws RowFault */
function keepActor(native: Native, shape: Shape, cells: Cells, from: number, actor: RowActor | null): void {
  const { keys } = shape;
  const code = actor === null ? (cells[from] as string) : actor.code;
  if (code) native[keys[from] as string] = code;
  if (actor === null && cells[from + 1] !== '') native[keys[from + 1] as string] = nameIn(cells, shape, from + 1);
  const columns = actor?.columns ?? noColumns;
  for (let part = 0; part < 8; part += 1) {
    const cell = cells[from + 2 + part] as string;
    if (cell !== columns[part] && cell !== '') native[keys[from + 2 + part] as string] = cell;
  }
}

/** Keeps of the code book's columns what differs from our tables. @throws RowFault */
function keepClasses(native: Native, { keys }: Shape, cells: Cells, eventCode: EventCode): void {
  const [base, root, quad] = [
    cells[at.code + 1] as string,
    cells[at.code + 2] as string,
    cells[at.quadClass] as string,
  ];
  if (base !== eventCode.base && base !== '') native[keys[at.code + 1] as string] = base;
  if (root !== eventCode.root && root !== '') native[keys[at.code + 2] as string] = root;
  const quadClass = wholeNumber('QuadClass', quad, 1);
  if (quadClass !== null && quadClass > 4) throw new RowFault('QuadClass', quad, 'is not from 1 to 4');
  if (quadClass !== null && quadClass !== eventCode.quadClass) native[keys[at.quadClass] as string] = quadClass;
  const goldstein = decimal('GoldsteinScale', cells[at.goldstein] as string, -10, 10);
  if (goldstein !== null && goldstein !== eventCode.goldstein) native[keys[at.goldstein] as string] = goldstein;
}

const nobody: readonly ActorInput[] = [];

function actorsOf(first: RowActor | null, second: RowActor | null): readonly ActorInput[] {
  const [one, two] = [first?.actors ?? nobody, second?.actors ?? nobody];
  if (two.length === 0 || one === two) return one;
  return one.length === 0 ? two : [...one, ...two];
}

/** `Make a visit: Vladimir Putin (Russia: government) to Ukraine`. */
function titleOf({ title, isAgainst }: EventCode, first: RowActor | null, second: RowActor | null): string {
  const to = isAgainst ? 'against' : 'to';
  if (second === null) return first === null ? title : `${title}: ${first.label}`;
  return first === null ? `${title}: ${to} ${second.label}` : `${title}: ${first.label} ${to} ${second.label}`;
}

function participantsOf(
  { isAgainst }: EventCode,
  first: RowActor | null,
  second: RowActor | null,
): EventInput['participants'] {
  const other = second === null ? null : isAgainst ? second.target : second.recipient;
  if (first === null) return other === null ? [] : [other];
  return other === null ? [first.initiator] : [first.initiator, other];
}

/** Keeps what is told of the reports, and gives the address of the first one as evidence. @throws RowFault */
function evidenceOf(native: Native, shape: Shape, cells: Cells): EventInput['evidence'] {
  keepNumber(native, shape, cells, at.isRoot);
  keepNumber(native, shape, cells, at.mentions + 1);
  keepNumber(native, shape, cells, at.mentions + 2);
  const tone = decimal('AvgTone', cells[at.tone] as string);
  if (tone !== null) native[shape.keys[at.tone] as string] = tone;
  keepNumber(native, shape, cells, shape.added);
  const address = (cells[shape.address] ?? '').trim();
  if (address === '') return [];
  const url = webAddress(address);
  if (url !== null) return [addressed(url)];
  native[shape.keys[shape.address] as string] = address;
  return [];
}

function map({ cells }: RawRow): Records {
  const shape = shapeOf(cells);
  const id = idOf(cells[at.id] as string);
  const day = dayOf(cells[at.day] as string);
  const eventCode = eventCodeOf(cells[at.code] as string);
  const actorAt = (from: number) => {
    const code = cells[from] as string;
    return code === '' ? null : rowActorOf(code, cells[from + 1] as string, shape.columns[from + 1] as string);
  };
  const [first, second] = [actorAt(at.actor1), actorAt(at.actor2)];
  const native: Native = {};
  const evidence = evidenceOf(native, shape, cells);
  keepDate(native, shape, cells, day);
  keepActor(native, shape, cells, at.actor1, first);
  keepActor(native, shape, cells, at.actor2, second);
  keepClasses(native, shape, cells, eventCode);
  const place = placeOf(native, cells, shape);
  keepActorPlace(native, cells, shape, 1);
  keepActorPlace(native, cells, shape, 2);
  const event = {
    id,
    type: eventCode.type,
    title: titleOf(eventCode, first, second),
    summary: null,
    date: day.date,
    place,
    realis: 'actual',
    participants: participantsOf(eventCode, first, second),
    fatalities: null,
    quantities: [],
    relations: [],
    mentions: wholeNumber('NumMentions', cells[at.mentions] as string, 0),
    evidence,
    curated: [],
    cameo: eventCode.cameo,
    native,
    details: null,
  } as EventInput;
  return { actors: actorsOf(first, second), event };
}

/** Addresses that the mentions added stay with the event when its own row is given again. */
function merge(existing: Standing, given: EventInput): EventInput {
  return withMentions(given, mentionsOf(existing));
}

/**
 * GDELT's events, 2.0 and 1.0.
 *
 * Actor1 is the initiator and Actor2 the recipient, or the target of a material conflict (quad class 4); who suffered
 * no column tells, so nobody is a victim. A country's body acts for the state, by the convention of the field, unless it
 * fights or opposes it. Where our tables say the same as a column, `native` leaves the column out: base and root code,
 * quad class, Goldstein value, parts of the date and of actor codes. An actor's name without a code is nobody we could
 * name and stays there; so does the place of an actor, whose type alone says that it is the event's.
 */
export const gdelt: RowImporter = { manifest, layouts: eventLayouts, map, merge };
