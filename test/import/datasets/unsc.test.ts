import { describe, expect, test } from 'vitest';
import { unsc } from '../../../src/import/datasets/unsc.ts';
import type { Layout, RawRow } from '../../../src/import/importer.ts';
import { ActorInput } from '../../../src/model/nouns/actor.ts';
import { DatasetInput } from '../../../src/model/nouns/dataset.ts';
import { EventInput } from '../../../src/model/nouns/event.ts';
import { faultOf, rowsOf, rowWith } from '../../support/rows.ts';

const [vetoes, votes] = unsc.layouts as readonly [Layout, Layout];
type Cells = Readonly<Record<string, string>>;

const listed = (cells: Cells): RawRow =>
  rowWith(vetoes, {
    ...{ year: '2031', date: '3/9/2031', month: '3', draft: 'S/2031/77', meeting_record: 'S/PV.11222' },
    ...{ agenda_item: 'Atlantis', crisis_topic: '', member_veto1: 'France', member_veto2: '', member_veto3: '' },
    ...{ single_veto: '1', France: '1', UK: '0', usa_france_uk: '0' },
    ...cells,
  });
const voted = (cells: Cells): RawRow =>
  rowWith(votes, {
    ...{ Year: '2031', Date: '2031-03-09', Resolution: '', Meeting: 'S/PV.11222', Draft: 'S/2031/77' },
    ...{ 'Agenda item': 'The situation in Atlantis', Category: 'Country-specific', 'Submitted by': '' },
    ...{ 'Outcome results': 'Not adopted - veto', Vote: 'Yes', 'Member State': 'Kenya', ID: '31' },
    ...{ Membership_Status: 'Other', Topic: 'Atlantis' },
    ...cells,
  });

/** The one record that rows make, parts in the order of their keys as the pipeline gives them. */
function made(...rows: readonly RawRow[]): EventInput {
  const parts = rows.map((row) => unsc.part(row));
  const [id = ''] = new Set(parts.map((part) => part.id));
  expect(parts.every((part) => part.id === id)).toBe(true);
  const byKey = parts.map(({ key, value }) => [key, value] as const).sort(([a], [b]) => (a < b ? -1 : 1));
  const records = unsc.join(id, new Map(byKey), null);
  const event = records?.event as EventInput;
  expect(EventInput.parse(event)).toEqual(event);
  for (const actor of records?.actors ?? []) expect(ActorInput.parse(actor)).toEqual(actor);
  return event;
}

const idOf = (row: RawRow) => unsc.part(row).id;
const ballotsOf = ({ details }: EventInput) =>
  (details as { ballots: { actor_id: string; vote: string; veto: boolean }[] }).ballots.map(
    ({ actor_id, vote, veto }) => `${actor_id} ${vote}${veto ? ' veto' : ''}`,
  );

test('the manifest is one, and each list is told by its header', () => {
  expect(DatasetInput.parse(unsc.manifest.dataset)).toEqual(unsc.manifest.dataset);
  expect(unsc.layouts.map(({ name, header }) => [name, header])).toEqual([
    ['vetoes', true],
    ['votes', true],
  ]);
});

test('both lists make one veto, in either order: who cast it, every ballot, and all that the rows say', () => {
  const rows = [
    listed({}),
    voted({ 'Member State': 'France', Vote: 'No' }),
    voted({}),
    voted({ 'Member State': 'China', Vote: 'Abstain' }),
    voted({ 'Member State': 'Ethipia', Vote: 'No' }),
  ];
  const event = made(...rows);
  expect(made(...rows.toReversed())).toEqual(event);
  expect(event).toEqual({
    id: 'unsc:S-2031-77',
    type: 'veto',
    title: 'France vetoes draft S/2031/77: The situation in Atlantis',
    summary: null,
    date: '2031-03-09',
    place: null,
    realis: 'actual',
    participants: [
      { actor_id: 'fra', principal_id: null, role: 'initiator', name_raw: 'France', alleged: false, claim_id: null },
    ],
    fatalities: null,
    quantities: [],
    relations: [],
    mentions: null,
    evidence: [],
    curated: [],
    cameo: '129',
    native: {
      veto: {
        ...{ year: 2031, date: '3/9/2031', month: 3, draft: 'S/2031/77', meeting_record: 'S/PV.11222' },
        ...{ agenda_item: 'Atlantis', member_veto1: 'France', single_veto: 1, france: 1, uk: 0, usa_france_uk: 0 },
      },
      'vote:31:chn': expect.objectContaining({ member_state: 'China', vote: 'Abstain' }),
      'vote:31:eth': expect.objectContaining({ member_state: 'Ethipia' }),
      'vote:31:fra': expect.anything(),
      'vote:31:ken': {
        ...{ year: 2031, date: '2031-03-09', meeting: 'S/PV.11222', draft: 'S/2031/77', id: 31, vote: 'Yes' },
        ...{ agenda_item: 'The situation in Atlantis', category: 'Country-specific', topic: 'Atlantis' },
        ...{ outcome_results: 'Not adopted - veto', member_state: 'Kenya', membership_status: 'Other' },
      },
    },
    details: {
      ...{ body: 'unsc', draft: 'S/2031/77', resolution: null, subject: 'The situation in Atlantis' },
      ...{ ordinal: null, series: null },
      ballots: [
        { actor_id: 'chn', vote: 'abstain', veto: false },
        { actor_id: 'eth', vote: 'no', veto: false },
        { actor_id: 'fra', vote: 'no', veto: true },
        { actor_id: 'ken', vote: 'yes', veto: false },
      ],
    },
  });
});

test('of the list alone only those who cast the veto are known; the Soviet Union is not Russia', () => {
  const event = made(listed({ member_veto1: 'UK', member_veto2: 'France', member_veto3: 'USA' }));
  expect(event.title).toBe('Britain, France and United States veto draft S/2031/77: Atlantis');
  expect(ballotsOf(event)).toEqual(['gbr no veto', 'fra no veto', 'usa no veto']);
  const actors = (name: string) => made(listed({ member_veto1: name })).participants.map(({ actor_id }) => actor_id);
  expect([actors('USSR'), actors('Russia'), actors('China')]).toEqual([['sun'], ['rus'], ['chn']]);
});

test('of the votes alone a veto is the no of a permanent member where the list says that one stopped the draft', () => {
  const rows = ['United States', 'Kenya'].map((name) => voted({ 'Member State': name, Vote: 'No' }));
  expect(ballotsOf(made(...rows))).toEqual(['ken no', 'usa no veto']);
  const failed = { 'Outcome results': 'Not adopted - failed to receive required number of votes', Vote: 'No' };
  const event = made(voted({ ...failed, 'Member State': 'United States' }), voted(failed));
  expect([event.id, event.type, event.cameo, event.title]).toEqual([
    'unsc:S-2031-77-S-PV.11222',
    'vote',
    null,
    'Security Council rejects draft S/2031/77: The situation in Atlantis',
  ]);
  expect(ballotsOf(event)).toEqual(['ken no', 'usa no']);
  expect([event.participants, event.details]).toMatchObject([[], { result: 'rejected' }]);
});

test('the veto that the curated article tells of is linked, and only that one', () => {
  expect(made(listed({ draft: 'S/2017/315', date: '4/12/2017', member_veto1: 'Russia' })).relations).toEqual([
    { type: 'same_as', event_id: 'russia-veto-2017-04-12', note: expect.any(String) },
  ]);
  expect(made(listed({ draft: 'S/2017/884', date: '10/24/2017', member_veto1: 'Russia' })).relations).toEqual([]);
});

describe('drafts', () => {
  test.each([
    ['S/2031/77\u00a0', 'unsc:S-2031-77', 'S/2031/77'],
    ['\u00a0s/2031/77 as orally revised', 'unsc:S-2031-77', 'S/2031/77'],
    ['S/2031-77', 'unsc:S-2031-77', 'S/2031/77'],
    ['S/9077/Rev. 1 (as amended)', 'unsc:S-9077-Rev.1', 'S/9077/Rev.1'],
    ['S/9077 and S/9077/Add.1', 'unsc:S-9077', 'S/9077'],
    ['S/9077 and Corr.1 & 2', 'unsc:S-9077', 'S/9077'],
    ['S/9077 (incorporating the amendment)S/9080', 'unsc:S-9077', 'S/9077; S/9080'],
    ['S/9077, S/PV.202', 'unsc:S-9077', 'S/9077'],
    ['S/9077 (amendment)', 'unsc:S-9077-amendment', 'S/9077 (amendment)'],
  ])('%s', (draft, id, symbol) => {
    expect(made(listed({ draft }), voted({ Draft: draft }))).toMatchObject({ id, details: { draft: symbol } });
  });

  test('a number of a meeting is none: the agenda item tells such vetoes apart', () => {
    const old = { draft: 'S/PV.57', meeting_record: 'S/PV.57', date: '8/29/1946', member_veto1: 'USSR' };
    const event = made(listed({ ...old, agenda_item: 'Membership of Atlantis' }));
    expect(event).toMatchObject({ id: 'unsc:S-PV.57-Membership-of-Atlantis', details: { draft: null } });
    expect(event.title).toBe('Soviet Union vetoes a draft in the Security Council: Membership of Atlantis');
    expect(idOf(listed({ ...old, agenda_item: 'Membership of Lemuria' }))).toBe('unsc:S-PV.57-Membership-of-Lemuria');
  });

  test('a preliminary question is voted on apart', () => {
    expect(idOf(listed({ agenda_item: 'Atlantis preliminary question' }))).toBe('unsc:S-2031-77-preliminary-question');
  });

  test('an adopted draft goes by its resolution, however that is spelled', () => {
    const spellings = ['893 (1994)', 'S/RES/893 (1994)', 'Resolution 893 (1994)', 'S/RES/893/1994', '893 (1994'];
    const adopted = { 'Outcome results': 'Adopted by majority', 'Agenda item': '' };
    for (const Resolution of ['\u00a0893\u00a0(1994)', ' S/RES/893(1994)', ...spellings]) {
      const event = made(voted({ ...adopted, Resolution }));
      expect([Resolution, event.id]).toEqual([Resolution, 'unsc:S-RES-893-1994']);
      expect(event.details).toMatchObject({ resolution: 'S/RES/893 (1994)', draft: 'S/2031/77', result: 'adopted' });
      expect(event.title).toBe('Security Council adopts resolution 893 (1994)');
    }
    expect(idOf(voted({ ...adopted, Resolution: 'Missing' }))).toBe('unsc:S-2031-77');
    const exchanged = made(voted({ ...adopted, Draft: 'S/RES/2779(2025)', Resolution: 'S/2025/270' }));
    expect(exchanged.details).toMatchObject({ draft: 'S/2025/270', resolution: 'S/RES/2779 (2025)' });
  });

  test('what has no symbol goes by its words and the meeting', () => {
    const oral = { Draft: 'Oral amendment 2', 'Outcome results': 'Not adopted - failed to receive votes' };
    expect(made(voted(oral))).toMatchObject({
      id: 'unsc:Oral-amendment-2-S-PV.11222',
      details: { draft: null },
      title: 'Security Council rejects a draft: The situation in Atlantis',
    });
    expect(idOf(voted({ ...oral, Draft: '', Meeting: '4164' }))).toBe('unsc:S-PV.4164');
    expect(idOf(voted({ ...oral, Draft: 'S/2020/9', Meeting: 'V104' }))).toBe('unsc:S-2020-9-V104');
    expect(idOf(voted({ ...oral, Meeting: 'S/PV9872' }))).toBe('unsc:Oral-amendment-2-S-PV.9872');
  });
});

describe('days of which day and month may have changed places', () => {
  const dated = (day: string, Meeting: string, list?: string) => {
    const row = voted({ Date: day, Meeting, Draft: 'S/2014/9' });
    const other = list === undefined ? [] : [listed({ draft: 'S/2014/9', date: list })];
    const { date, curated } = made(row, ...other);
    return [date, curated];
  };

  test('are decided by the other list, else by the number of the meeting, else left open', () => {
    expect(dated('2014-07-01', 'V3', '1/7/2014')).toEqual(['2014-01-07', []]);
    expect(dated('2014-10-02', '7105')).toEqual(['2014-02-10', ['date']]);
    expect(dated('2014-03-12', '7335')).toEqual(['2014-12-03', ['date']]);
    expect(dated('2014-07-01', 'V3')).toEqual(['2014-01-07/2014-07-01', []]);
  });

  test('are none after the twelfth, of one number, or since 2021', () => {
    expect(dated('2014-07-21', 'V3')).toEqual(['2014-07-21', []]);
    expect(dated('2014-07-07', 'V3')).toEqual(['2014-07-07', []]);
    expect(dated('2021-07-01', 'V3')).toEqual(['2021-07-01', []]);
  });

  test('where the lists disagree, the stretch between them is told', () => {
    expect(dated('2014-03-27', 'V3', '4/12/2014')).toEqual(['2014-03-27/2014-04-12', []]);
  });
});

test('a vote listed twice is one; the outcome that its ballots bear out counts', () => {
  const wrong = { ID: '4', 'Outcome results': 'Adopted unanimously', Topic: 'Lemuria' };
  const rows = ['France', 'Kenya'].flatMap((name) => {
    const Vote = name === 'France' ? 'No' : 'Yes';
    return [voted({ 'Member State': name, Vote }), voted({ ...wrong, 'Member State': name, Vote })];
  });
  const event = made(...rows);
  expect([event.type, ballotsOf(event), Object.keys(event.native ?? {}).length]).toEqual([
    'veto',
    ['fra no veto', 'ken yes'],
    4,
  ]);
  expect(ballotsOf(made(...rows, voted({ ID: '5', Vote: 'Abstain' })))).toEqual(['fra no veto']);
});

test('ballots that the outcome rules out are given, and the doubt with them', () => {
  const adopted = { Resolution: '1 (2031)', Vote: 'No', 'Member State': 'China' };
  expect(made(voted({ ...adopted, 'Outcome results': 'Adopted unanimously' })).summary).toBe(
    'The list says "Adopted unanimously", which the ballots it gives contradict.',
  );
  expect(made(voted({ ...adopted, 'Outcome results': 'Adopted by majority' })).summary).toContain('on procedure');
  expect(made(voted({ ...adopted, 'Outcome results': 'Adopted by majority', Vote: 'Abstain' })).summary).toBeNull();
});

test('a member that is no state we know is an actor of the dataset', () => {
  const part = unsc.part(voted({ 'Member State': 'Atlantis' }));
  expect(part.key).toBe('vote:31:unsc:atlantis');
  const records = unsc.join(part.id, new Map([[part.key, part.value]]), null);
  expect(records?.actors).toMatchObject([{ id: 'unsc:atlantis', kind: 'unknown', name: 'Atlantis' }]);
});

test('a row of empty cells is no data', () => {
  const columns = votes.columns.join(',');
  expect(rowsOf(`${columns}\n${','.repeat(votes.columns.length - 1)}\n`, votes)).toEqual([]);
  expect(votes.ignores?.(['', ' '])).toBe(true);
  expect(votes.ignores?.(['', 'x'])).toBe(false);
});

test.each([
  [listed({ date: '2031-03-09' }), 'date', '2031-03-09'],
  [listed({ date: '13/3/2031' }), 'date', '2031-13-03'],
  [listed({ member_veto1: 'Kenya' }), 'member_veto1', 'Kenya'],
  [listed({ member_veto1: '' }), 'member_veto1', ''],
  [listed({ agenda_item: '' }), 'agenda_item', ''],
  [listed({ draft: 'a draft', meeting_record: '' }), 'draft', 'a draft'],
  [voted({ Date: '2031-02-30' }), 'Date', '2031-02-30'],
  [voted({ Date: '' }), 'Date', ''],
  [voted({ Vote: 'Perhaps' }), 'Vote', 'Perhaps'],
  [voted({ 'Member State': '' }), 'Member State', ''],
  [voted({ ID: '' }), 'ID', ''],
  [voted({ Draft: '', Meeting: '' }), 'Draft', ''],
])('refused %#', (row, column, value) => {
  expect(faultOf(() => unsc.part(row))).toEqual([column, value, expect.any(String)]);
});
