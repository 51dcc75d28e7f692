import { countryByIso2 } from '../../model/codes/countries.ts';
import { countryOfName } from '../../model/codes/country-names.ts';
import type { Ballot } from '../../model/details.ts';
import type { EventInput } from '../../model/nouns/event.ts';
import { calendarDay, cell, optional, required, wholeNumber } from '../cells.ts';
import {
  type JoinedImporter,
  type Layout,
  type Manifest,
  type Part,
  type RawRow,
  type Records,
  RowFault,
} from '../importer.ts';
import { importedActor, importedEvent, nativeOf, slug } from '../records.ts';

const manifest: Manifest = {
  dataset: {
    id: 'unga-votes',
    title: 'Roll calls of the United Nations General Assembly',
    publisher: 'Erik Voeten, Georgetown University; R package unvotes',
    licence: 'MIT',
    attribution:
      'Erik Voeten, "Data and Analyses of Voting in the UN General Assembly", Routledge Handbook of International Organization (2013); R package unvotes by David Robinson and Nicholas Goguen-Compagnoni',
    homepage: 'https://github.com/dgrtwo/unvotes',
    version: null,
  },
  codebook: 'https://cran.r-project.org/package=unvotes',
  files: 'the roll calls (9 columns) and the votes of each member (4 columns), in any order',
  expected: 'about 6,200 roll calls and 870,000 votes',
};

const rollCalls: Layout = {
  name: 'roll calls',
  cut: 'csv',
  header: true,
  columns: ['rcid', 'session', 'date', 'unres', 'short', 'descr'],
};
const votes: Layout = {
  name: 'votes',
  cut: 'csv',
  header: true,
  columns: ['rcid', 'country', 'country_code', 'vote'],
};

const numbers = new Set(['rcid', 'session', 'importantvote', 'amend', 'para']);
const ballotOf: Readonly<Record<string, Ballot['vote']>> = {
  yes: 'yes',
  no: 'no',
  abstain: 'abstain',
  absent: 'not_voting',
};

function idOf(row: RawRow): string {
  const text = required(row, 'rcid');
  return `unga-votes:${wholeNumber('rcid', text, 1)}`;
}

/** R writes `NA` for what is missing; in the votes it is also the code of Namibia, and kept. */
function rollCallPart(row: RawRow): Part {
  const given = nativeOf(row, new Set(), numbers);
  const value = Object.fromEntries(Object.entries(given).filter(([, one]) => one !== 'NA'));
  const date = cell(row, 'date');
  if (date !== '' && date !== 'NA') calendarDay('date', date);
  return { id: idOf(row), key: 'roll_call', value };
}

/** A ballot is kept as `vote:<code>:<name>` with the vote alone, so that the nearly two hundred of a roll call stay short. */
function votePart(row: RawRow): Part {
  const vote = required(row, 'vote').toLowerCase();
  if (ballotOf[vote] === undefined) throw new RowFault('vote', cell(row, 'vote'), 'is not yes, no or abstain');
  const key = `vote:${optional(row, 'country_code') ?? ''}:${required(row, 'country')}`;
  return { id: idOf(row), key, value: vote };
}

/** A member by its name, else by its code; one that neither tells becomes an actor of this dataset. */
function memberOf(key: string) {
  const [, code = '', name = ''] = /^vote:([^:]*):(.*)$/s.exec(key) ?? [];
  const iso3 = countryOfName(name) ?? (code === 'NA' ? undefined : countryByIso2.get(code)?.iso3);
  if (iso3 !== undefined && iso3 !== null) return { id: iso3.toLowerCase(), actor: null };
  const id = `unga-votes:${slug(name)}`;
  return { id, actor: importedActor(id, 'unknown', name) };
}

/**
 * One event for each roll call.
 *
 * Who voted stands in the ballots alone: members of an assembly do not act on each other by voting, so they are no
 * participants and no dyads. The dataset does not tell which majority was needed, so no result is given, and its codes
 * of resolutions are its own.
 */
function join(id: string, parts: ReadonlyMap<string, unknown>): Records {
  const rollCall = (parts.get('roll_call') ?? {}) as Readonly<Record<string, unknown>>;
  const textOf = (name: string) => (rollCall[name] === undefined ? null : String(rollCall[name]));
  const members = [...parts].flatMap(([key, vote]) => (key === 'roll_call' ? [] : [{ ...memberOf(key), vote }]));
  const ballots = new Map(members.map((one) => [one.id, ballotOf[String(one.vote)] as Ballot['vote']]));
  const subject = textOf('short') ?? textOf('descr');
  const date = textOf('date');
  const told = importedEvent({
    id,
    type: 'vote',
    cameo: null,
    title: `General Assembly votes${subject === null ? `, roll call ${id.slice(11)}` : `: ${subject}`}`,
    summary: textOf('descr'),
    date: date === null ? null : calendarDay('date', date),
    place: null,
    participants: [],
    fatalities: null,
    native: Object.fromEntries(parts),
  });
  const details = { body: 'unga', draft: null, resolution: null, subject, result: null };
  const list = [...ballots].map(([actor_id, vote]) => ({ actor_id, vote, veto: false }));
  return {
    event: { ...told, details: { ...details, ballots: list.length === 0 ? null : list } } as EventInput,
    actors: members.flatMap(({ actor }) => actor ?? []),
  };
}

/** Roll calls of the United Nations General Assembly with every vote: two files, of which either may come first. */
export const ungaVotes: JoinedImporter = {
  manifest,
  layouts: [rollCalls, votes],
  part: (row) => (row.layout === rollCalls ? rollCallPart(row) : votePart(row)),
  join,
};
