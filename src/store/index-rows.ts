import type { Actor } from '../model/actor.ts';
import type { Claim } from '../model/claim.ts';
import { type Ballot, type DetailFilter, typedCollections } from '../model/details.ts';
import { parseEdtf } from '../model/edtf.ts';
import type { Event, Participant } from '../model/event.ts';
import type { Evidence } from '../model/evidence.ts';
import type { Noun } from '../model/noun.ts';
import type { Source } from '../model/source.ts';
import type { Statement } from '../model/statement.ts';
import { cutWords, foldName, searchText } from '../model/words.ts';
import { daysOf } from './derive.ts';
import type { ownColumns, Row, SideRows, ValuesOf } from './index-columns.ts';
import { type RoleSide, roleBits, rolesOn, speechBits, voterBit } from './nouns.ts';
import { nameRank } from './resolve.ts';

/** What a record is found by: its own row, rows of other tables, both without what every row has, and its words. */
export interface IndexRows {
  readonly own: Row;
  readonly side: Readonly<Record<string, readonly Row[]>>;
  readonly words: string | null;
}

/** The same of one noun, with just the columns its tables have. */
interface IndexOf<For extends Noun> {
  readonly own: ValuesOf<(typeof ownColumns)[For]>;
  readonly side: SideRows<For>;
  readonly words: string | null;
}

/** What the index of a record needs to know of actors. */
export interface ActorLookup {
  /** The key of an actor. */
  key(id: string): number;
  /** The actor and all it belongs to, directly or through others, at some time within the days. */
  ancestors(id: string, first: number | null, last: number | null): ReadonlySet<string>;
}

type Term = readonly [name: string, value: string];

const textOf = (...parts: readonly (string | null | undefined)[]) =>
  searchText(parts.filter((part) => part != null).join(' \n '));

type Days = readonly [first_day: number | null, last_day: number | null, spread: 0 | 1];

function days(date: string | null): Days {
  const { earliest, latest } = daysOf(date, 'date');
  return [earliest, latest, date !== null && earliest !== latest ? 1 : 0];
}

/** A row of `spans` for a record that lasts longer than a day. */
const spans = ([first_day, last_day, spread]: Days) => (spread === 0 ? [] : [[first_day, last_day] as const]);

function distinct<Pair extends readonly [unknown, unknown]>(rows: readonly Pair[]): readonly Pair[] {
  return rows.length < 2 ? rows : [...new Map(rows.map((row) => [`${row[0]} ${row[1]}`, row])).values()];
}

function sourceTerms(noun: string, evidence: readonly Evidence[]): Term[] {
  return evidence.flatMap(({ source_id }) => (source_id === null ? [] : [[`${noun}.source`, source_id] as const]));
}

function detailTerms(event: Event): Term[] {
  const collection = typedCollections.find(({ type }) => type === event.type);
  if (collection === undefined || event.details === null) return [];
  const details = event.details as Record<string, unknown>;
  return Object.entries<DetailFilter>(collection.filters).flatMap(([name, { match, field = name }]) => {
    const value = details[field];
    if (typeof value !== 'string') return [];
    const words = match === 'text' ? cutWords(value).map(({ word }) => word) : [];
    return [foldName(value), ...words].map((folded) => [`event.${name}`, folded] as const);
  });
}

/** Every actor an event can be found by, with the roles it has itself, through its tree and as a principal. */
function eventActors(event: Event, actors: ActorLookup, ballots: readonly Ballot[]) {
  const { earliest, latest } = daysOf(event.date, 'date');
  const found = new Map<string, number>();
  const mark = (id: string, side: RoleSide, bit: number) => found.set(id, (found.get(id) ?? 0) | rolesOn(side, bit));
  for (const { actor_id, principal_id, role } of event.participants as readonly Participant[]) {
    const bit = roleBits[role];
    mark(actor_id, 'self', bit);
    mark(principal_id ?? actor_id, 'principal', bit);
    for (const start of principal_id === null ? [actor_id] : [actor_id, principal_id]) {
      for (const id of actors.ancestors(start, earliest, latest)) mark(id, 'tree', bit);
    }
  }
  for (const { actor_id } of ballots) {
    mark(actor_id, 'self', voterBit);
    for (const id of actors.ancestors(actor_id, earliest, latest)) mark(id, 'tree', voterBit);
  }
  return Array.from(found, ([id, roles]) => [actors.key(id), event.type, roles] as const);
}

/** The index of an event; its ballots are given beside it, as they are not kept in its body. */
export function indexEvent(event: Event, actors: ActorLookup, ballots: readonly Ballot[]): IndexOf<'event'> {
  const { place, classification, fatalities } = event;
  const { intensity } = classification;
  const when = days(event.date);
  return {
    own: [
      ...when,
      event.type,
      place?.country ?? null,
      place?.precision ?? null,
      place?.latitude ?? null,
      place?.longitude ?? null,
      event.realis,
      event.contested ? 1 : 0,
      classification.cameo?.code ?? null,
      classification.plover?.type ?? null,
      classification.quad_class,
      fatalities?.best ?? null,
      intensity === null ? null : Math.round(intensity.value * 10),
      intensity?.scale ?? null,
    ],
    side: {
      event_actors: eventActors(event, actors, ballots),
      spans: spans(when),
      terms: distinct([...sourceTerms('event', event.evidence), ...detailTerms(event)]),
    },
    words: textOf(event.title, event.summary, place?.name, place?.name_raw),
  };
}

/** The index of a statement. */
export function indexStatement(statement: Statement, actors: ActorLookup): IndexOf<'statement'> {
  const roles = new Map<number, number>();
  const mark = (id: string | null, bit: number) => {
    if (id !== null) roles.set(actors.key(id), (roles.get(actors.key(id)) ?? 0) | bit);
  };
  mark(statement.speaker_id, speechBits.speaker);
  mark(statement.on_behalf_of_id, speechBits.on_behalf_of);
  mark(statement.reported_by_id, speechBits.reported_by);
  for (const id of statement.addressee_ids) mark(id, speechBits.addressee);
  const events: Term[] = [
    ...(statement.occasion_id === null ? [] : [['statement.occasion', statement.occasion_id] as const]),
    ...(statement.act_event_id === null ? [] : [['statement.act', statement.act_event_id] as const]),
  ];
  const about = statement.about.map(({ id }) => ['statement.about', id] as const);
  const when = days(statement.date);
  return {
    own: [...when, statement.medium, statement.quotation, statement.attribution, statement.cameo],
    side: {
      statement_actors: [...roles],
      spans: spans(when),
      terms: distinct([...sourceTerms('statement', statement.evidence), ...events, ...about]),
    },
    words: textOf(statement.text, statement.paraphrase, statement.speaker_raw),
  };
}

/** The index of a claim. */
export function indexClaim(claim: Claim, actors: ActorLookup): IndexOf<'claim'> {
  const stands = claim.positions.map(
    ({ actor_id, position }) => [actor_id === null ? 0 : actors.key(actor_id), position] as const,
  );
  const about = claim.about.map(({ id }) => ['claim.about', id] as const);
  const evidence = claim.positions.flatMap((position) => position.evidence);
  return {
    own: [claim.topic, claim.contested ? 1 : 0],
    side: { claim_positions: distinct(stands), terms: distinct([...sourceTerms('claim', evidence), ...about]) },
    words: textOf(claim.proposition, ...claim.positions.map(({ note }) => note)),
  };
}

/** Codes an actor can be asked for by; those of other schemes name other states by the same letters. */
const rankOfScheme: Readonly<Record<string, number>> = { iso3: nameRank.iso, cameo: nameRank.code };

/** The index of an actor: every spelling it is found by, and to whom it belongs. */
export function indexActor(actor: Actor): IndexOf<'actor'> {
  const exact = (text: string) => `=${text.toLowerCase()}`;
  const names = [
    [exact(actor.id), nameRank.id] as const,
    ...actor.codes.flatMap(({ scheme, code }) => {
      const rank = rankOfScheme[scheme];
      return rank === undefined ? [] : [[exact(code), rank] as const];
    }),
    ...[actor.name, ...actor.names.map(({ name }) => name)].map((name) => [foldName(name), nameRank.name] as const),
  ].filter(([name]) => name !== '' && name !== '=');
  return {
    own: [actor.kind, actor.country],
    side: {
      actor_names: distinct(names),
      affiliations: actor.affiliations.map(({ actor_id, from, until }) => [
        actor_id,
        from === null ? null : (parseEdtf(from)?.earliest ?? null),
        until === null ? null : (parseEdtf(until)?.latest ?? null),
      ]),
      terms: distinct(
        sourceTerms('actor', [...actor.evidence, ...actor.affiliations.flatMap(({ evidence }) => evidence)]),
      ),
    },
    words: textOf(actor.name, ...actor.names.map(({ name }) => name)),
  };
}

/** The index of a source. */
export function indexSource(source: Source): IndexOf<'source'> {
  return { own: [...days(source.published_on), source.kind], side: {}, words: null };
}

/** The index of a dataset: only what every record has. */
export function indexDataset(): IndexOf<'dataset'> {
  return { own: [], side: {}, words: null };
}
