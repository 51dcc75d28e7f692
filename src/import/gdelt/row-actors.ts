import type { Participant } from '../../model/event-parts.ts';
import type { ActorInput } from '../../model/nouns/actor.ts';
import { idPart } from '../cells.ts';
import { RowFault } from '../importer.ts';
import { readActorCode } from './actor-codes.ts';

/** An actor of a row, ready for use: the same objects for the same code and name each time. */
export interface RowActor {
  readonly actors: readonly ActorInput[];
  /** What it is called in titles. */
  readonly label: string;
  readonly initiator: Participant;
  readonly recipient: Participant;
  readonly target: Participant;
  /** The code's eight columns as GDELT fills them. */
  readonly columns: readonly string[];
  /** The code, where the actor's id does not tell it. */
  readonly code: string | null;
}

// Codes and names are few, but those of a hostile file are not.
const most = 50_000;
const codes = new Map<string, ReturnType<typeof readActorCode>>();
const rowActors = new Map<string, RowActor | null>();

function keep<Value>(cache: Map<string, Value>, key: string, value: Value): Value {
  if (cache.size >= most) cache.clear();
  cache.set(key, value);
  return value;
}

/**
 * The actor of a code and of the name the source has for it; null for a code of nothing that an id can be made of.
 *
 * @param column of the name
 * @throws RowFault for a name that was not UTF-8.
 */
export function rowActorOf(code: string, name: string, column: string): RowActor | null {
  const key = `${code}\t${name}`;
  const known = rowActors.get(key);
  return known === undefined ? keep(rowActors, key, newRowActor(key, code.length, column)) : known;
}

/** Cuts code and name out of the key once more, as parts of a line keep the whole line in memory. */
function newRowActor(key: string, length: number, column: string): RowActor | null {
  const code = key.slice(0, length).trim();
  if (idPart(code) === '') return null;
  const name_raw = key.slice(length + 1).trim() || null;
  if (name_raw?.includes('\uFFFD')) throw new RowFault(column, name_raw, 'is not UTF-8');
  const read = codes.get(code) ?? keep(codes, code, readActorCode(code));
  const participant = (role: Participant['role']): Participant => {
    return { actor_id: read.id, principal_id: read.principal, role, name_raw, alleged: false, claim_id: null };
  };
  return {
    actors: read.actors,
    label: labelOf(read, name_raw).slice(0, 200),
    initiator: participant('initiator'),
    recipient: participant('recipient'),
    target: participant('target'),
    columns: read.columns,
    code: read.isImpliedById ? null : code,
  };
}

/** A state by its name; others by what the source calls them, and what that is unless the name says it. */
function labelOf(
  { name, isAffiliated, actors, countryNames }: ReturnType<typeof readActorCode>,
  raw: string | null,
): string {
  if (raw === null || actors.length === 0) return name;
  const lower = raw.toLowerCase();
  if ([...countryNames, name].some((one) => one.toLowerCase() === lower)) return name;
  return isAffiliated ? `${headline(raw)} (${name})` : headline(raw);
}

const acronyms = new Set(
  'US USA UK UN EU UAE NATO ASEAN OPEC UNESCO UNICEF UNHCR UNDP IAEA OHCHR SADC SAARC ECOWAS FARC BBC CNN FBI CIA USAID'.split(
    ' ',
  ),
);
const small = new Set(['OF', 'AND', 'FOR', 'IN', 'ON', 'THE', 'TO', 'AT']);

/** `THE UN SECURITY COUNCIL` as `The UN Security Council`. */
function headline(raw: string): string {
  return raw
    .split(/\s+/)
    .map((word, at) => {
      if (acronyms.has(word)) return word;
      return at > 0 && small.has(word) ? word.toLowerCase() : word.charAt(0) + word.slice(1).toLowerCase();
    })
    .join(' ');
}
