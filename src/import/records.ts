import type { EventType } from '../model/codes/event-types.ts';
import type { ActorInput } from '../model/nouns/actor.ts';
import type { EventInput } from '../model/nouns/event.ts';
import { foldName } from '../model/words.ts';
import { idPart } from './cells.ts';
import type { RawRow } from './importer.ts';

/** The event fields an importer can fill from a row. */
export type EventFields = Pick<EventInput, 'id' | 'title' | 'date' | 'place' | 'participants' | 'fatalities'> &
  Partial<Pick<EventInput, 'summary' | 'realis' | 'quantities' | 'mentions' | 'evidence'>> & {
    readonly type: EventType;
    readonly cameo: string | null;
    readonly native: Readonly<Record<string, unknown>>;
  };

/** Makes an event without details, relations or curated fields. */
export function importedEvent(fields: EventFields): EventInput {
  const { id, type, title, date, place, participants, fatalities, cameo, native } = fields;
  return {
    id,
    type,
    title: shortened(title, 500),
    summary: fields.summary ?? null,
    date,
    place,
    realis: fields.realis ?? 'actual',
    participants,
    fatalities,
    quantities: fields.quantities ?? [],
    relations: [],
    mentions: fields.mentions ?? null,
    evidence: fields.evidence ?? [],
    curated: [],
    cameo,
    native,
    details: null,
  } as EventInput;
}

/** Makes an actor of which only these fields are known. */
export function importedActor(
  id: string,
  kind: ActorInput['kind'],
  name: string,
  country: string | null = null,
): ActorInput {
  const given = { id, kind, name: shortened(name, 300), names: [], country };
  return { ...given, codes: [], affiliations: [], evidence: [], curated: [] };
}

/** Makes a participant that is stated as a fact. */
export function participant(
  actor_id: string,
  role: EventInput['participants'][number]['role'],
  name_raw: string,
  principal_id: string | null = null,
): EventInput['participants'][number] {
  return { actor_id, principal_id, role, name_raw, alleged: false, claim_id: null };
}

/** Shortens a text to at most `most` UTF-16 units, ending in an ellipsis where it was cut. */
export function shortened(text: string, most: number): string {
  if (text.length <= most) return text;
  return `${text.slice(0, most - 1).replace(/[\uD800-\uDBFF]$/, '')}…`;
}

/** Makes a name part of an id: folded words joined by hyphens, non-Latin characters as their code. */
export function slug(name: string): string {
  const spelled = foldName(name).replace(/[^a-z0-9 ]/g, (unit) => `u${unit.charCodeAt(0).toString(16)}`);
  return idPart(spelled.replaceAll(' ', '-'));
}

// Column names in snake case, computed once per file.
const snaked = new WeakMap<RawRow['columns'], readonly (readonly [string, number])[]>();

function snakedColumns(columns: RawRow['columns']): readonly (readonly [string, number])[] {
  const known = snaked.get(columns) ?? [...columns].map(([column, at]) => [snakeCase(column), at] as const);
  snaked.set(columns, known);
  return known;
}

/**
 * The cells that map to none of our fields, by column name in snake case; empty cells are left out.
 *
 * @param placed columns that map to our fields, in snake case
 * @param numbers numeric columns, in snake case; a cell that is not a number stays text
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
