import { decimal, wholeNumber } from '../cells.ts';
import { nativeName } from '../gdelt/columns.ts';
import { isMention, type Mentions, mentionsOf, withMentions, withoutMentions } from '../gdelt/mentions.ts';
import {
  type JoinedImporter,
  type Layout,
  type Manifest,
  type Part,
  type RawRow,
  type Records,
  RowFault,
  type Standing,
} from '../importer.ts';
import { givenEvent } from '../standing.ts';

const manifest: Manifest = {
  dataset: {
    id: 'gdelt-mentions',
    title: 'GDELT Mentions',
    publisher: 'The GDELT Project',
    licence: 'GDELT terms of use: free for any use, with citation',
    attribution: 'The GDELT Project, https://www.gdeltproject.org/',
    homepage: 'https://www.gdeltproject.org/',
    version: null,
  },
  codebook: 'http://data.gdeltproject.org/documentation/GDELT-Event_Codebook-V2.0.pdf',
  files: 'mention files of GDELT 2.0 as published: *.mentions.CSV (16 columns, or the first 14), also zipped',
  expected: 'some 3,000 to 10,000 rows each 15 minutes; the events they mention must stand already',
};

type Reader = (name: string, text: string) => unknown;

const count: Reader = (name, text) => wholeNumber(name, text, 0);

/** A whole number, or -1 where the article does not name the actor. */
const offset: Reader = (name, text) => wholeNumber(name, text, -1);

/** A number of digits such as 20150218230000, of a day or a moment. */
const moment: Reader = (name, text) => {
  if (!/^\d{8}(\d{6})?$/.test(text)) throw new RowFault(name, text, 'is not a moment as 20150218230000');
  return Number(text);
};

const text: Reader = (name, text) => {
  if (text.includes('\uFFFD')) throw new RowFault(name, text, 'is not UTF-8');
  return text;
};

const upTo =
  (most: number): Reader =>
  (name, text) => {
    const value = wholeNumber(name, text, 0);
    if (value !== null && value > most) throw new RowFault(name, text, `is more than ${most}`);
    return value;
  };

const readers = {
  GlobalEventID: text,
  EventTimeDate: moment,
  MentionTimeDate: moment,
  MentionType: upTo(6),
  MentionSourceName: text,
  MentionIdentifier: text,
  SentenceID: count,
  Actor1CharOffset: offset,
  Actor2CharOffset: offset,
  ActionCharOffset: offset,
  InRawText: upTo(1),
  Confidence: upTo(100),
  MentionDocLen: count,
  MentionDocTone: decimal as Reader,
  MentionDocTranslationInfo: text,
  Extras: text,
} satisfies Readonly<Record<string, Reader>>;

const columns = Object.keys(readers);
const keys = columns.map(nativeName);

const layout = (name: string, columns: readonly string[]): Layout => ({
  name,
  cut: 'tabs',
  header: false,
  columns,
  ignores: ([first = '']) => first.toLowerCase() === 'globaleventid',
});

function part({ cells }: RawRow): Part {
  const [id = '', , moment = '', , , identifier = '', sentence = ''] = cells.map((cell) => cell.trim());
  if (!/^\d{1,19}$/.test(id)) throw new RowFault('GlobalEventID', id, id === '' ? 'is empty' : 'is not a number');
  if (identifier === '') throw new RowFault('MentionIdentifier', '', 'is empty');
  const value: Record<string, unknown> = {};
  for (const [at, read] of Object.values(readers).entries()) {
    const cell = (cells[at] ?? '').trim();
    if (at > 0 && cell !== '') value[keys[at] as string] = read(columns[at] as string, cell);
  }
  return { id: `gdelt:${id}`, key: `${moment} ${sentence} ${identifier}`, value };
}

function join(_id: string, parts: ReadonlyMap<string, unknown>, existing: Standing | null): Records | null {
  if (existing === null) return null;
  const mentions: Mentions = { ...mentionsOf(existing), ...Object.fromEntries([...parts].filter(isMention)) };
  return { actors: [], event: withMentions(withoutMentions(givenEvent(existing)), mentions) };
}

/**
 * GDELT's mentions: where and when articles told of an event that stands already.
 *
 * A mention is one article, moment and sentence. Its web address becomes evidence of the event, once each; the whole of
 * it is kept under `native.mentions`, by that name, so that its event can be corrected and keep it. The number of the
 * sentence counts otherwise than ours and stays there, for the article itself is not at hand.
 */
export const gdeltMentions: JoinedImporter = {
  manifest,
  layouts: [layout('GDELT mentions', columns), layout('GDELT mentions of 14 columns', columns.slice(0, 14))],
  partsUnder: 'mentions',
  part,
  join,
};
