import { expect, test } from 'vitest';
import { gdelt } from '../../../src/import/datasets/gdelt.ts';
import { gdeltMentions } from '../../../src/import/datasets/gdelt-mentions.ts';
import type { Layout, RawRow, Standing } from '../../../src/import/importer.ts';
import { givenEvent } from '../../../src/import/standing.ts';
import { EventInput } from '../../../src/model/nouns/event.ts';
import { ActorNumbers } from '../../../src/store/write/actor-numbers.ts';
import { contentOf, encode } from '../../../src/store/write/encode.ts';
import { gdeltRows } from '../../support/gdelt-rows.ts';

const [layout, older] = gdeltMentions.layouts as readonly [Layout, Layout];
const event = (id = 1_300_000_000) => {
  const [line = ''] = gdeltRows({ rows: 1, seed: 11, from: '2024-03-01', firstId: id });
  const [events] = gdelt.layouts as readonly [Layout];
  return gdelt.map({ layout: events, cells: line.split('\t'), columns: new Map() }).event as EventInput;
};

/** An event as the database has it. */
function standing(given: EventInput): Standing {
  const record = contentOf(encode('event', 'gdelt', given, new ActorNumbers([])));
  return { record, native: given.native ?? {} };
}

const usual = {
  ...{ GlobalEventID: '1300000000', EventTimeDate: '20240301000000', MentionTimeDate: '20240301000000' },
  ...{ MentionType: '1', MentionSourceName: 'news.example', MentionIdentifier: 'https://news.example/a' },
  ...{ SentenceID: '4', Actor1CharOffset: '-1', Actor2CharOffset: '310', ActionCharOffset: '344', InRawText: '1' },
  ...{ Confidence: '50', MentionDocLen: '2541', MentionDocTone: '2.07' },
};

function row(cells: Readonly<Record<string, string>>, of = layout): RawRow {
  const all: Readonly<Record<string, string>> = { ...usual, ...cells };
  return { layout: of, cells: of.columns.map((name) => all[name] ?? ''), columns: new Map() };
}

function join(existing: Standing | null, ...rows: Readonly<Record<string, string>>[]): EventInput | undefined {
  const parts = rows.map((cells) => gdeltMentions.part(row(cells)));
  const records = gdeltMentions.join(
    'gdelt:1300000000',
    new Map(parts.map(({ key, value }) => [key, value])),
    existing,
  );
  if (records?.event !== undefined) expect(EventInput.parse(records.event)).toEqual(records.event);
  return records?.event;
}

const urls = (given: EventInput | undefined) => given?.evidence.map(({ url }) => url);

test('a mention is a part of its event, by moment, sentence and article', () => {
  expect(gdeltMentions.part(row({}))).toEqual({
    id: 'gdelt:1300000000',
    key: '20240301000000 4 https://news.example/a',
    value: {
      ...{ event_time_date: 20240301000000, mention_time_date: 20240301000000, mention_type: 1 },
      ...{ mention_source_name: 'news.example', mention_identifier: 'https://news.example/a', sentence_id: 4 },
      ...{ actor1_char_offset: -1, actor2_char_offset: 310, action_char_offset: 344, in_raw_text: 1 },
      ...{ confidence: 50, mention_doc_len: 2541, mention_doc_tone: 2.07 },
    },
  });
  expect(gdeltMentions.part(row({}, older))).toEqual(gdeltMentions.part(row({})));
  expect(gdeltMentions.layouts.map(({ columns }) => columns.length)).toEqual([16, 14]);
});

test('an event that is not there has no mentions', () => {
  expect(join(null, {})).toBeUndefined();
});

test('each web address becomes evidence once, and all mentions are kept', () => {
  const own = event();
  const joined = join(standing(own), {}, { SentenceID: '9' }, { MentionType: '5', MentionIdentifier: '10.1/doi' });
  expect(urls(joined)).toEqual([...(urls(own) ?? []), 'https://news.example/a']);
  const { mentions, ...native } = joined?.native ?? {};
  expect(native).toEqual(own.native);
  expect(Object.keys(mentions as object)).toEqual([
    '20240301000000 4 10.1/doi',
    '20240301000000 4 https://news.example/a',
    '20240301000000 9 https://news.example/a',
  ]);
});

test('files in any order make the same, and the same file again changes nothing', () => {
  const early = { MentionTimeDate: '20240229000000', MentionIdentifier: 'https://news.example/early' };
  const own = event();
  const both = join(standing(own), {}, early);
  const one = join(standing(own), {}) as EventInput;
  expect(join(standing(one), early)).toEqual(both);
  expect(join(standing(both as EventInput), early, {})).toEqual(both);
});

test('the event keeps its mentions when its own row is given again or corrected', () => {
  const joined = join(standing(event()), {}, { MentionIdentifier: 'https://news.example/b' }) as EventInput;
  expect(gdelt.merge?.(standing(joined), event())).toEqual(joined);
  const corrected = { ...event(), mentions: 99 };
  expect(gdelt.merge?.(standing(joined), corrected)).toEqual({ ...joined, mentions: 99 });
  expect(gdelt.merge?.(standing(event()), corrected)).toBe(corrected);
});

test('a source that is no web address stays out of the evidence when mentions come', () => {
  const own: EventInput = { ...event(), evidence: [], native: { source_url: 'BBC Monitoring' } };
  const one = join(standing(own), {}) as EventInput;
  const two = join(standing(one), { MentionTimeDate: '20240229000000', MentionIdentifier: 'https://news.example/0' });
  expect(urls(two)).toEqual(['https://news.example/0', 'https://news.example/a']);
});

test('what was given can be told from what stands', () => {
  expect(givenEvent(standing(event()))).toEqual(event());
  const { native: _, ...bare } = event();
  expect(givenEvent(standing(bare as EventInput))).toEqual(bare);
  expect(givenEvent(standing({ ...event(), cameo: null }))).toMatchObject({ cameo: null });
});

test.each([
  ['GlobalEventID', 'x1', 'is not a number'],
  ['GlobalEventID', '', 'is empty'],
  ['MentionIdentifier', '', 'is empty'],
  ['MentionTimeDate', '2024', 'is not a moment as 20150218230000'],
  ['MentionType', '7', 'is more than 6'],
  ['SentenceID', 'one', 'is not a whole number'],
  ['Actor1CharOffset', '-2', 'is less than -1'],
  ['Confidence', '101', 'is more than 100'],
  ['MentionDocTone', 'x', 'is not a number'],
  ['MentionSourceName', '\uFFFD', 'is not UTF-8'],
])('%s "%s" %s', (column, value, reason) => {
  expect(() => gdeltMentions.part(row({ [column]: value }))).toThrow(
    expect.objectContaining({ column, value, reason }),
  );
});
