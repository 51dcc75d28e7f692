import { expect, test } from 'vitest';
import { ungaVotes } from '../../../src/import/datasets/unga-votes.ts';
import type { Layout, RawRow } from '../../../src/import/importer.ts';
import { ActorInput } from '../../../src/model/nouns/actor.ts';
import { DatasetInput } from '../../../src/model/nouns/dataset.ts';
import { EventInput } from '../../../src/model/nouns/event.ts';
import { faultOf, rowsOf, rowWith } from '../../support/rows.ts';

const [rollCalls, votes] = ungaVotes.layouts as readonly [Layout, Layout];
const rollCall = (cells: Readonly<Record<string, string>> = {}): RawRow =>
  rowWith(rollCalls, {
    ...{ rcid: '9', session: '55', importantvote: '0', date: '2000-11-29', unres: 'R/55/999' },
    ...{ amend: 'NA', para: '', short: 'RIGHTS OF MERFOLK', descr: 'To affirm the rights of merfolk.' },
    ...cells,
  });
const members = rowsOf(
  ['rcid,country,country_code,vote', '9,Namibia,NA,yes', '9,Yugoslavia,YU,no', '9,"Bolivia, Hills of",BO,abstain']
    .concat('9,Zanzibar,NA,yes', '9,Germany,DE,absent', '')
    .join('\n'),
  votes,
);

function made(...rows: readonly RawRow[]) {
  const parts = rows.map((row) => ungaVotes.part(row));
  const byKey = parts.map(({ key, value }) => [key, value] as const).sort(([a], [b]) => (a < b ? -1 : 1));
  const records = ungaVotes.join(parts[0]?.id ?? '', new Map(byKey), null);
  const event = records?.event as EventInput;
  expect(EventInput.parse(event)).toEqual(event);
  for (const actor of records?.actors ?? []) expect(ActorInput.parse(actor)).toEqual(actor);
  return { event, actors: records?.actors.map(({ id, kind, name }) => [id, kind, name]) };
}

test('the manifest is one', () => {
  expect(DatasetInput.parse(ungaVotes.manifest.dataset)).toEqual(ungaVotes.manifest.dataset);
});

test('a roll call and its votes are one event with every ballot, in either order', () => {
  const { event, actors } = made(rollCall(), ...members);
  expect(made(...members.toReversed(), rollCall()).event).toEqual(event);
  expect(event).toEqual({
    id: 'unga-votes:9',
    type: 'vote',
    title: 'General Assembly votes: RIGHTS OF MERFOLK',
    summary: 'To affirm the rights of merfolk.',
    date: '2000-11-29',
    place: null,
    realis: 'actual',
    participants: [],
    fatalities: null,
    quantities: [],
    relations: [],
    mentions: null,
    evidence: [],
    curated: [],
    cameo: null,
    native: {
      roll_call: {
        ...{ rcid: 9, session: 55, importantvote: 0, date: '2000-11-29', unres: 'R/55/999' },
        ...{ short: 'RIGHTS OF MERFOLK', descr: 'To affirm the rights of merfolk.' },
      },
      'vote:BO:Bolivia, Hills of': 'abstain',
      'vote:DE:Germany': 'absent',
      'vote:NA:Namibia': 'yes',
      'vote:NA:Zanzibar': 'yes',
      'vote:YU:Yugoslavia': 'no',
    },
    details: {
      ...{ body: 'unga', draft: null, resolution: null, subject: 'RIGHTS OF MERFOLK', result: null },
      ballots: [
        { actor_id: 'bol', vote: 'abstain', veto: false },
        { actor_id: 'deu', vote: 'not_voting', veto: false },
        { actor_id: 'nam', vote: 'yes', veto: false },
        { actor_id: 'unga-votes:zanzibar', vote: 'yes', veto: false },
        { actor_id: 'yug', vote: 'no', veto: false },
      ],
    },
  });
  expect(actors).toEqual([['unga-votes:zanzibar', 'unknown', 'Zanzibar']]);
});

test('either file alone makes the event of what it has', () => {
  expect(made(rollCall()).event.details).toMatchObject({ ballots: null });
  const { event } = made(...members);
  expect([event.title, event.date, event.summary]).toEqual(['General Assembly votes, roll call 9', null, null]);
  const bare = { short: 'NA', descr: 'NA', date: 'NA', unres: '' };
  expect(made(rollCall(bare)).event).toMatchObject({ title: 'General Assembly votes, roll call 9', date: null });
});

test.each([
  [rollCall({ rcid: 'x' }), 'rcid', 'x'],
  [rollCall({ rcid: '' }), 'rcid', ''],
  [rollCall({ date: '2000-13-01' }), 'date', '2000-13-01'],
  [rowWith(votes, { rcid: '9', country: 'Chad', country_code: 'TD', vote: 'maybe' }), 'vote', 'maybe'],
  [rowWith(votes, { rcid: '9', country: '', country_code: 'TD', vote: 'no' }), 'country', ''],
])('refused %#', (row, column, value) => {
  expect(faultOf(() => ungaVotes.part(row))).toEqual([column, value, expect.any(String)]);
});
