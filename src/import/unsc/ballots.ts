import { countryOfName } from '../../model/codes/country-names.ts';
import type { Ballot } from '../../model/details.ts';
import type { EventInput } from '../../model/nouns/event.ts';
import { RowFault } from '../importer.ts';
import { importedActor, slug } from '../records.ts';
import { type Kept, textOf } from './documents.ts';

const vetoColumns = ['member_veto1', 'member_veto2', 'member_veto3'];
const permanent = new Set(['CHN', 'FRA', 'GBR', 'RUS', 'SUN', 'USA']);
/** What the words of the list are as a ballot. */
export const ballotOf: Readonly<Record<string, Ballot['vote']>> = {
  yes: 'yes',
  no: 'no',
  abstain: 'abstain',
  'not voting': 'not_voting',
  absent: 'not_voting',
};

/** The permanent members that a row of the list says cast a veto, as ISO codes. @throws RowFault */
export function vetoersOf(listed: Kept): string[] {
  return vetoColumns.flatMap((column) => {
    const name = textOf(listed, column);
    if (name === '') return [];
    const iso3 = countryOfName(name);
    if (iso3 === null || !permanent.has(iso3)) throw new RowFault(column, name, 'is no permanent member');
    return [iso3];
  });
}

/** A member by its name; one that is no state we know becomes an actor of this dataset. */
export function memberOf(name: string) {
  const iso3 = countryOfName(name);
  if (iso3 !== null) return { id: iso3.toLowerCase(), iso3, actor: null };
  const id = `unsc:${slug(name)}`;
  return { id, iso3, actor: importedActor(id, 'unknown', name) };
}

/** The rows of votes that are parts of a record; first those of a veto, as some votes are listed under another's outcome too. */
export function votesIn(parts: ReadonlyMap<string, unknown>): Kept[] {
  const rows = [...parts].flatMap(([key, value]) => (key.startsWith('vote:') ? [value as Kept] : []));
  const isVeto = (row: Kept) => /veto/i.test(textOf(row, 'outcome_results'));
  return [...rows.filter(isVeto), ...rows.filter((row) => !isVeto(row))];
}

/** Every member's ballot; of one that is said to have voted two ways none, as nobody can tell which. */
export function ballotsOf(rows: readonly Kept[], vetoers: ReadonlySet<string>): Ballot[] {
  const votes = new Map<string, Set<Ballot['vote']>>();
  for (const row of rows) {
    const { id } = memberOf(textOf(row, 'member_state'));
    votes.set(id, (votes.get(id) ?? new Set()).add(ballotOf[textOf(row, 'vote').toLowerCase()] ?? 'not_voting'));
  }
  for (const id of vetoers) if (!votes.has(id)) votes.set(id, new Set(['no']));
  return [...votes].flatMap(([actor_id, given]) => {
    const [vote, ...others] = given;
    if (vote === undefined || others.length > 0) return [];
    return [{ actor_id, vote, veto: vote === 'no' && vetoers.has(actor_id) }];
  });
}

/** The members that cast the veto: those the list names, and permanent ones that voted no on a draft that a veto stopped. */
export function vetoersIn(listed: Kept | undefined, rows: readonly Kept[]): Map<string, string> {
  const named = (kept: Kept, column: string) => {
    const { id, iso3 } = memberOf(textOf(kept, column));
    return iso3 !== null && permanent.has(iso3) ? [[id, textOf(kept, column)] as const] : [];
  };
  const stopped = rows.some((row) => /veto/i.test(textOf(row, 'outcome_results')));
  const voted = stopped ? rows.filter((row) => /^no$/i.test(textOf(row, 'vote'))) : [];
  return new Map([
    ...voted.flatMap((row) => named(row, 'member_state')),
    ...(listed === undefined ? [] : vetoColumns.flatMap((column) => named(listed, column))),
  ]);
}

/** What is to be said of ballots that cannot be true, as those of 1995 that stand by the wrong members. */
export function doubtOf(voted: Kept | undefined, type: EventInput['type'], ballots: readonly Ballot[]): string | null {
  const outcome = textOf(voted, 'outcome_results');
  if (type === 'veto' || !/^adopted/i.test(outcome)) return null;
  if (/unanimous/i.test(outcome) && ballots.some(({ vote }) => vote !== 'yes')) {
    return `The list says "${outcome}", which the ballots it gives contradict.`;
  }
  if (!ballots.some(({ actor_id, vote }) => vote === 'no' && permanent.has(actor_id.toUpperCase()))) return null;
  return `The list says "${outcome}", but gives a permanent member's no, which only a vote on procedure survives.`;
}
