import type { EventType } from '../model/codes/event-types.ts';
import type { ActorInput } from '../model/nouns/actor.ts';
import type { EventInput } from '../model/nouns/event.ts';
import { foldName } from '../model/words.ts';
import { idPart } from './cells.ts';
import type { RawRow } from './importer.ts';

/** What a row says of an event; what is left out, no column tells. */
export type Told = Pick<EventInput, 'id' | 'title' | 'date' | 'place' | 'participants' | 'fatalities'> &
  Partial<Pick<EventInput, 'summary' | 'realis' | 'quantities' | 'mentions' | 'evidence'>> & {
    readonly type: EventType;
    readonly cameo: string | null;
    readonly native: Readonly<Record<string, unknown>>;
  };

/** An event of a row that has neither details, relations nor anything curated. */
export function importedEvent(told: Told): EventInput {
  const { id, type, title, date, place, participants, fatalities, cameo, native } = told;
  return {
    id,
    type,
    title: shortened(title, 500),
    summary: told.summary ?? null,
    date,
    place,
    realis: told.realis ?? 'actual',
    participants,
    fatalities,
    quantities: told.quantities ?? [],
    relations: [],
    mentions: told.mentions ?? null,
    evidence: told.evidence ?? [],
    curated: [],
    cameo,
    native,
    details: null,
  } as EventInput;
}

/** An actor of whom a row tells no more than this. */
export function importedActor(
  id: string,
  kind: ActorInput['kind'],
  name: string,
  country: string | null = null,
): ActorInput {
  const given = { id, kind, name: shortened(name, 300), names: [], country };
  return { ...given, codes: [], affiliations: [], evidence: [], curated: [] };
}

/** A participant as a row tells it. */
export function participant(
  actor_id: string,
  role: EventInput['participants'][number]['role'],
  name_raw: string,
  principal_id: string | null = null,
): EventInput['participants'][number] {
  return { actor_id, principal_id, role, name_raw, alleged: false, claim_id: null };
}

/** A text of at most so many UTF-16 units, an ellipsis where it was cut. */
export function shortened(text: string, most: number): string {
  if (text.length <= most) return text;
  return `${text.slice(0, most - 1).replace(/[\uD800-\uDBFF]$/, '')}…`;
}

/** A name as part of an id: its folded words with hyphens; what is not Latin as the numbers of its characters. */
export function slug(name: string): string {
  const spelled = foldName(name).replace(/[^a-z0-9 ]/g, (unit) => `u${unit.charCodeAt(0).toString(16)}`);
  return idPart(spelled.replaceAll(' ', '-'));
}

// The columns of a file in snake case, made once a file.
const snaked = new WeakMap<RawRow['columns'], readonly (readonly [string, number])[]>();

function snakedColumns(columns: RawRow['columns']): readonly (readonly [string, number])[] {
  const known = snaked.get(columns) ?? [...columns].map(([column, at]) => [snakeCase(column), at] as const);
  snaked.set(columns, known);
  return known;
}

/**
 * The cells of a row that have no place in ours, under the names of their columns in snake case; empty cells left out.
 *
 * @param placed columns that have one, in snake case
 * @param numbers columns of numbers, in snake case; a cell of theirs that is none stays text
 */
export function nativeOf(
  { cells, columns }: RawRow,
  placed: ReadonlySet<string>,
  numbers: ReadonlySet<string>,
): Record<string, unknown> {
  const native: Record<string, unknown> = {};
  for (const [name, at] of snakedColumns(columns)) {
    const text = (cells[at] ?? '').trim();
    if (text === '' || placed.has(name)) continue;
    native[name] = numbers.has(name) && /^-?\d{1,15}(\.\d+)?$/.test(text) ? Number(text) : text;
  }
  return native;
}

/** The name of a column in snake case: `Event ID` is `event_id`. */
export function snakeCase(column: string): string {
  return column
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '_')
    .replace(/^_+|_+$/g, '');
}
