import type { SearchedNoun, Values } from '../db/engine.ts';
import type { Actor } from '../model/actor.ts';
import type { Claim } from '../model/claim.ts';
import { type Ballot, type DetailFilter, typedCollections } from '../model/details.ts';
import { parseEdtf } from '../model/edtf.ts';
import type { Event, Participant } from '../model/event.ts';
import type { Evidence } from '../model/evidence.ts';
import type { Source } from '../model/source.ts';
import type { Statement } from '../model/statement.ts';
import { cutWords, foldName, searchText } from '../model/words.ts';
import { daysOf } from './derive.ts';
import { roleBits, speechBits, voterBit } from './nouns.ts';
import { nameRank } from './resolve.ts';

/** What a record is found by: columns of its own table, rows of others (all with its key), and its words. */
export interface IndexRows {
  readonly columns: Values;
  readonly rows: Readonly<Record<string, readonly Values[]>>;
  readonly words: { readonly noun: SearchedNoun; readonly text: string } | null;
}

/** What the index of a record needs to know of actors. */
export interface ActorLookup {
  /** The key of an actor. */
  key(id: string): number;
  /** The actor and all it belongs to, directly or through others, at some time within the days. */
  ancestors(id: string, first: number | null, last: number | null): ReadonlySet<string>;
}

type Term = { name: string; value: string };

const textOf = (...parts: readonly (string | null | undefined)[]) =>
  searchText(parts.filter((part) => part != null).join(' \n '));

function days(date: string | null) {
  const { earliest, latest } = daysOf(date, 'date');
  return { first_day: earliest, last_day: latest, spread: date !== null && earliest !== latest ? 1 : 0 };
}

/** A row of `spans` for a record that lasts longer than a day. */
function spans(date: string | null): Values[] {
  const { first_day, last_day, spread } = days(date);
  return spread === 0 ? [] : [{ first_day, last_day }];
}

function distinct(terms: readonly Term[]): Term[] {
  return [...new Map(terms.map((term) => [`${term.name} ${term.value}`, term])).values()];
}

function sourceTerms(noun: string, evidence: readonly Evidence[]): Term[] {
  return evidence.flatMap(({ source_id }) =>
    source_id === null ? [] : [{ name: `${noun}.source`, value: source_id }],
  );
}

function detailTerms(event: Event): Term[] {
  const collection = typedCollections.find(({ type }) => type === event.type);
  if (collection === undefined || event.details === null) return [];
  const details = event.details as Record<string, unknown>;
  return Object.entries<DetailFilter>(collection.filters).flatMap(([name, { match, field = name }]) => {
    const value = details[field];
    if (typeof value !== 'string') return [];
    const words = match === 'text' ? cutWords(value).map(({ word }) => word) : [];
    return [foldName(value), ...words].map((folded) => ({ name: `event.${name}`, value: folded }));
  });
}

/** Every actor an event can be found by, with the roles it has itself, through its tree and as a principal. */
function eventActors(event: Event, actors: ActorLookup, ballots: readonly Ballot[]) {
  const { earliest, latest } = daysOf(event.date, 'date');
  const found = new Map<string, { self: number; tree: number; principal: number }>();
  const mark = (id: string, column: 'self' | 'tree' | 'principal', bit: number) => {
    const bits = found.get(id) ?? { self: 0, tree: 0, principal: 0 };
    bits[column] |= bit;
    found.set(id, bits);
  };
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
  return [...found].map(([id, bits]) => ({ actor: actors.key(id), type: event.type, ...bits }));
}

/** The index of an event; its ballots are given beside it, as they are not kept in its body. */
export function indexEvent(event: Event, actors: ActorLookup, ballots: readonly Ballot[]): IndexRows {
  const { place, classification, fatalities } = event;
  const { intensity } = classification;
  return {
    columns: {
      ...days(event.date),
      type: event.type,
      country: place?.country ?? null,
      place_precision: place?.precision ?? null,
      latitude: place?.latitude ?? null,
      longitude: place?.longitude ?? null,
      realis: event.realis,
      contested: event.contested ? 1 : 0,
      cameo: classification.cameo?.code ?? null,
      plover: classification.plover?.type ?? null,
      quad_class: classification.quad_class,
      fatalities_best: fatalities?.best ?? null,
      intensity_tenths: intensity === null ? null : Math.round(intensity.value * 10),
      intensity_scale: intensity?.scale ?? null,
    },
    rows: {
      event_actors: eventActors(event, actors, ballots),
      spans: spans(event.date),
      terms: distinct([...sourceTerms('event', event.evidence), ...detailTerms(event)]),
    },
    words: { noun: 'event', text: textOf(event.title, event.summary, place?.name, place?.name_raw) },
  };
}

/** The index of a statement. */
export function indexStatement(statement: Statement, actors: ActorLookup): IndexRows {
  const roles = new Map<number, number>();
  const mark = (id: string | null, bit: number) => {
    if (id !== null) roles.set(actors.key(id), (roles.get(actors.key(id)) ?? 0) | bit);
  };
  mark(statement.speaker_id, speechBits.speaker);
  mark(statement.on_behalf_of_id, speechBits.on_behalf_of);
  mark(statement.reported_by_id, speechBits.reported_by);
  for (const id of statement.addressee_ids) mark(id, speechBits.addressee);
  const events = [
    ...(statement.occasion_id === null ? [] : [{ name: 'statement.occasion', value: statement.occasion_id }]),
    ...(statement.act_event_id === null ? [] : [{ name: 'statement.act', value: statement.act_event_id }]),
  ];
  const about = statement.about.map(({ id }) => ({ name: 'statement.about', value: id }));
  return {
    columns: {
      ...days(statement.date),
      medium: statement.medium,
      quotation: statement.quotation,
      attribution: statement.attribution,
      cameo: statement.cameo,
    },
    rows: {
      statement_actors: [...roles].map(([actor, bits]) => ({ actor, roles: bits })),
      spans: spans(statement.date),
      terms: distinct([...sourceTerms('statement', statement.evidence), ...events, ...about]),
    },
    words: { noun: 'statement', text: textOf(statement.text, statement.paraphrase, statement.speaker_raw) },
  };
}

/** The index of a claim. */
export function indexClaim(claim: Claim, actors: ActorLookup): IndexRows {
  const stands = claim.positions.map(({ actor_id, position }) => ({
    actor: actor_id === null ? 0 : actors.key(actor_id),
    position,
  }));
  const about = claim.about.map(({ id }) => ({ name: 'claim.about', value: id }));
  const evidence = claim.positions.flatMap((position) => position.evidence);
  return {
    columns: { topic: claim.topic, contested: claim.contested ? 1 : 0 },
    rows: {
      claim_positions: [...new Map(stands.map((row) => [`${row.actor} ${row.position}`, row])).values()],
      terms: distinct([...sourceTerms('claim', evidence), ...about]),
    },
    words: { noun: 'claim', text: textOf(claim.proposition, ...claim.positions.map(({ note }) => note)) },
  };
}

/** Codes an actor can be asked for by; those of other schemes name other states by the same letters. */
const rankOfScheme: Readonly<Record<string, number>> = { iso3: nameRank.iso, cameo: nameRank.code };

/** The index of an actor: every spelling it is found by, and to whom it belongs. */
export function indexActor(actor: Actor): IndexRows {
  const exact = (text: string) => `=${text.toLowerCase()}`;
  const names = [
    { name: exact(actor.id), rank: nameRank.id },
    ...actor.codes.flatMap(({ scheme, code }) => {
      const rank = rankOfScheme[scheme];
      return rank === undefined ? [] : [{ name: exact(code), rank }];
    }),
    ...[actor.name, ...actor.names.map(({ name }) => name)].map((name) => ({
      name: foldName(name),
      rank: nameRank.name,
    })),
  ].filter(({ name }) => name !== '' && name !== '=');
  return {
    columns: { kind: actor.kind, country: actor.country },
    rows: {
      actor_names: [...new Map(names.map((row) => [`${row.name} ${row.rank}`, row])).values()],
      affiliations: actor.affiliations.map(({ actor_id, from, until }) => ({
        actor: actor_id,
        first_day: from === null ? null : (parseEdtf(from)?.earliest ?? null),
        last_day: until === null ? null : (parseEdtf(until)?.latest ?? null),
      })),
      terms: distinct(
        sourceTerms('actor', [...actor.evidence, ...actor.affiliations.flatMap(({ evidence }) => evidence)]),
      ),
    },
    words: { noun: 'actor', text: textOf(actor.name, ...actor.names.map(({ name }) => name)) },
  };
}

/** The index of a source. */
export function indexSource(source: Source): IndexRows {
  return { columns: { ...days(source.published_on), kind: source.kind }, rows: {}, words: null };
}

/** The index of a dataset: only what every record has. */
export function indexDataset(): IndexRows {
  return { columns: {}, rows: {}, words: null };
}
