import { documentSymbols, meetingNumber, onOneLine, resolutionSymbol } from '../../model/codes/un-symbols.ts';
import { idPart } from '../cells.ts';
import { RowFault } from '../importer.ts';

/** A row as it is kept under `native`. */
export type Kept = Readonly<Record<string, unknown>>;

/** The text of a cell of a kept row; empty where the cell was. */
export const textOf = (kept: Kept | undefined, name: string): string => String(kept?.[name] ?? '');

const isAmendment = (draft: string) => /\bamendment\)?$/i.test(draft) && documentSymbols(draft).length === 1;

/** The parts of an id that name a draft: its first symbol, and whether the vote was on an amendment to it. */
export function draftNames(draft: string): string[] {
  const [first] = documentSymbols(draft);
  if (first === undefined) return [];
  return isAmendment(draft) ? [first, 'amendment'] : [first];
}

/** An id of this dataset out of what names the record. */
export const idOf = (...names: readonly string[]) => `unsc:${idPart(names.filter((name) => name !== '').join('-'))}`;

/** What a row of the votes calls draft and resolution; in some the two have changed places. */
function documentsOf(kept: Kept): { draft: string; resolution: string | null } {
  const [draft, resolution] = [onOneLine(textOf(kept, 'draft')), onOneLine(textOf(kept, 'resolution'))];
  const exchanged = resolutionSymbol(draft) !== null && documentSymbols(resolution).length > 0;
  if (exchanged) return { draft: resolution, resolution: resolutionSymbol(draft) };
  return { draft, resolution: resolutionSymbol(resolution) };
}

/** A resolution has one number; a draft may have been voted on more than once, but vetoed once. */
export function voteId(kept: Kept): string {
  const { draft, resolution } = documentsOf(kept);
  const outcome = textOf(kept, 'outcome_results');
  if (resolution !== null && /^adopted/i.test(outcome)) return idOf(resolution);
  const names = draftNames(draft);
  const stopped = /^not adopted/i.test(outcome) && !/veto/i.test(outcome);
  if (names.length > 0 && !stopped) return idOf(...names);
  const meeting = textOf(kept, 'meeting');
  const number = meetingNumber(meeting);
  if (meeting === '' && draft === '') throw new RowFault('Draft', '', 'names neither a draft nor a meeting');
  return idOf(...(names.length > 0 ? names : [draft]), number === null ? meeting : `S/PV.${number}`);
}

/** What is the same for vetoes and votes: the draft, the resolution and what they are about. */
export function documentsIn(listed: Kept | undefined, voted: Kept | undefined) {
  const { draft, resolution } = voted === undefined ? documentsOf({}) : documentsOf(voted);
  const told = draft === '' ? onOneLine(textOf(listed, 'draft')) : draft;
  const symbols = documentSymbols(told);
  const amended = isAmendment(told) ? ' (amendment)' : '';
  const subject = onOneLine(textOf(voted, 'agenda_item') || textOf(listed, 'agenda_item')) || null;
  return { body: 'unsc', draft: symbols.length === 0 ? null : `${symbols.join('; ')}${amended}`, resolution, subject };
}
