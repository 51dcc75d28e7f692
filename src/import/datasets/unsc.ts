import { meetingNumber, onOneLine } from '../../model/codes/un-symbols.ts';
import type { EventInput } from '../../model/nouns/event.ts';
import { stateName } from '../../model/states.ts';
import { calendarDay, cell, required } from '../cells.ts';
import {
  type JoinedImporter,
  type Layout,
  type Manifest,
  type Part,
  type RawRow,
  type Records,
  RowFault,
} from '../importer.ts';
import { importedEvent, nativeOf, participant } from '../records.ts';
import { ballotOf, ballotsOf, doubtOf, memberOf, vetoersIn, vetoersOf, votesIn } from '../unsc/ballots.ts';
import { americanDay, dateOf } from '../unsc/dates.ts';
import { documentsIn, draftNames, idOf, type Kept, textOf, voteId } from '../unsc/documents.ts';

const manifest: Manifest = {
  dataset: {
    id: 'unsc',
    title: 'Vetoes in the Security Council since 1946, and its votes since 1994',
    publisher: 'United Nations, Dag Hammarskjöld Library; World Politics Data Lab, Drew University',
    licence:
      'List of vetoes: MIT. Votes: terms of use of the UN Digital Library, free for non-commercial use with acknowledgement',
    attribution:
      'Carlos L. Yordán, List of UN Security Council Vetoes, World Politics Data Lab; © United Nations, https://digitallibrary.un.org',
    homepage: 'https://research.un.org/en/docs/sc/quick/veto',
    version: null,
  },
  codebook: 'https://github.com/world-politics-datalab/vetoes-un-security-council',
  files: 'the list of vetoes (24 columns) and the votes of each member (15 columns), in any order',
  expected: 'about 300 vetoes, and 65 votes of 15 members a year',
};

const vetoes: Layout = {
  name: 'vetoes',
  cut: 'csv',
  header: true,
  columns: ['date', 'draft', 'meeting_record', 'agenda_item', 'member_veto1', 'member_veto2', 'member_veto3'],
};
const votes: Layout = {
  name: 'votes',
  cut: 'csv',
  header: true,
  columns: ['Date', 'Resolution', 'Meeting', 'Draft', 'Agenda item', 'Outcome results', 'Vote', 'Member State', 'ID'],
  ignores: (cells) => cells.every((text) => text.trim() === ''),
};

const numbers = new Set([
  ...['id', 'year', 'month', 'single_veto', 'multiple_vetoes', 'china', 'france', 'russia', 'ussr', 'usa', 'uk'],
  ...['russia_china', 'usa_uk', 'usa_france', 'usa_france_uk', 'france_uk'],
]);

/** The curated events that are the same as one of the Council's, by our id of that one; linked, never merged. */
const curatedEvents: Readonly<Record<string, string>> = { 'unsc:S-2017-315': 'russia-veto-2017-04-12' };

const keptOf = (row: RawRow): Kept => nativeOf(row, new Set(), numbers);

/** The vetoes of the first years have no draft, or several votes on one; their agenda item tells them apart. */
function vetoPart(row: RawRow): Part {
  const value = keptOf(row);
  const draft = onOneLine(cell(row, 'draft'));
  const agenda = onOneLine(required(row, 'agenda_item'));
  americanDay(required(row, 'date'));
  if (vetoersOf(value).length === 0) throw new RowFault('member_veto1', '', 'no member is said to have cast it');
  const names = draftNames(draft);
  const preliminary = /\bpreliminary question$/i.test(agenda) ? 'preliminary-question' : '';
  if (names.length > 0) return { id: idOf(...names, preliminary), key: 'veto', value };
  const meeting = meetingNumber(cell(row, 'meeting_record')) ?? meetingNumber(draft);
  if (meeting === null) throw new RowFault('draft', draft, 'names neither a draft nor a meeting');
  return { id: idOf(`S/PV.${meeting}`, agenda), key: 'veto', value };
}

function votePart(row: RawRow): Part {
  const value = keptOf(row);
  calendarDay('Date', required(row, 'Date'));
  const member = required(row, 'Member State');
  const vote = required(row, 'Vote');
  if (ballotOf[vote.toLowerCase()] === undefined) throw new RowFault('Vote', vote, 'is not Yes, No or Abstain');
  return { id: voteId(value), key: `vote:${required(row, 'ID')}:${memberOf(member).id}`, value };
}

const inWords = (names: readonly string[]): string =>
  names.length < 2 ? names.join('') : `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`;

const resultOf = (outcome: string): 'adopted' | 'rejected' | null => {
  if (/^adopted/i.test(outcome)) return 'adopted';
  return /^not adopted/i.test(outcome) ? 'rejected' : null;
};

/** The type of a vote, what was decided, and its title. */
function outcomeOf(listed: Kept | undefined, voted: Kept | undefined, vetoers: readonly string[]) {
  const documents = documentsIn(listed, voted);
  const { draft, resolution, subject } = documents;
  const about = subject === null ? '' : `: ${subject}`;
  const what = draft === null ? 'a draft in the Security Council' : `draft ${draft}`;
  if (listed !== undefined || vetoers.length > 0) {
    const title = `${inWords(vetoers)} ${vetoers.length === 1 ? 'vetoes' : 'veto'} ${what}${about}`;
    return { type: 'veto' as const, cameo: '129', title, details: { ...documents, ordinal: null, series: null } };
  }
  const result = resultOf(textOf(voted, 'outcome_results'));
  const verb = { adopted: 'adopts', rejected: 'rejects' }[result ?? 'adopted'];
  const object = resolution === null ? (draft === null ? 'a draft' : what) : `resolution ${resolution.slice(6)}`;
  const title = `Security Council ${result === null ? 'votes on' : verb} ${object}${about}`;
  return { type: 'vote' as const, cameo: null, title, details: { ...documents, result } };
}

/**
 * One event for each draft or resolution voted on.
 *
 * Who cast a veto is its initiator. How the others voted stands in the ballots alone: members of a council who vote do
 * not act on each other, so they are no participants and no dyads.
 */
function join(id: string, parts: ReadonlyMap<string, unknown>): Records {
  const listed = parts.get('veto') as Kept | undefined;
  const rows = votesIn(parts);
  const vetoers = vetoersIn(listed, rows);
  const names = [...vetoers.keys()].map((actor) => stateName(actor) ?? actor);
  const { type, cameo, title, details } = outcomeOf(listed, rows[0], names);
  const ballots = ballotsOf(rows, new Set(vetoers.keys()));
  const told = importedEvent({
    ...{ id, type, cameo, title, place: null, fatalities: null },
    date: null,
    participants: [...vetoers].map(([actor, name]) => participant(actor, 'initiator', name)),
    summary: doubtOf(rows[0], type, ballots),
    native: Object.fromEntries(parts),
  });
  const same = curatedEvents[id];
  const note = 'The article that the curated event is from tells of this vote, but does not name the draft.';
  const event = {
    ...told,
    ...dateOf(listed, rows[0]),
    relations: same === undefined ? [] : [{ type: 'same_as', event_id: same, note }],
    details: { ...details, ballots },
  } as EventInput;
  const actors = rows.flatMap((row) => memberOf(textOf(row, 'member_state')).actor ?? []);
  return { event, actors: [...new Map(actors.map((actor) => [actor.id, actor])).values()] };
}

/** Vetoes and votes in the United Nations Security Council: two lists, of which either may come first. */
export const unsc: JoinedImporter = {
  manifest,
  layouts: [vetoes, votes],
  part: (row) => (row.layout === vetoes ? vetoPart(row) : votePart(row)),
  join,
};
