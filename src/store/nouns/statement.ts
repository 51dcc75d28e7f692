import { named } from '../../db/names.ts';
import { sql } from '../../db/sql.ts';
import type { DayRange } from '../../model/edtf.ts';
import type { Actor } from '../../model/nouns/actor.ts';
import type { Statement, StatementInput, statementFilters } from '../../model/nouns/statement.ts';
import { snippet } from '../../model/text-query.ts';
import { dateFields, dayColumns, daysOf, spansOf } from '../days.ts';
import { type ActorLookup, type FiltersOf, optional, type SideRow, type StoreNoun, type Term } from '../noun.ts';
import type { Clause, Context } from '../query/clause.ts';
import { actorKeys, cameo, column, commonFilters, drivenBy, oneOf, overlapping, term, text } from '../query/clauses.ts';
import { speechBits } from '../roles.ts';

const r = named('statements', 'r');
const a = named('statement_actors', 'a');

const title_length = 100;

const speaks =
  (bit: number) =>
  (values: readonly string[], { actors }: Context): Clause => {
    const keys = actorKeys(values, actors);
    const matches = sql`${oneOf(a.actor, keys)} and ${a.roles} & ${bit} <> 0`;
    const where = sql`exists (select 1 from ${a.from} where ${a.key} = ${r.key} and ${matches})`;
    return keys.length > 1 ? { where } : { where, drive: drivenBy(a, 'statements', matches) };
  };

const filters = {
  ...commonFilters,
  speaker: speaks(speechBits.speaker),
  on_behalf_of: speaks(speechBits.on_behalf_of),
  addressee: speaks(speechBits.addressee),
  reported_by: speaks(speechBits.reported_by),
  medium: column('statements', 'medium'),
  quotation: column('statements', 'quotation'),
  attribution: column('statements', 'attribution'),
  about: term('about'),
  occasion: term('occasion'),
  cameo,
  datetime: (range: DayRange): Clause => overlapping(range),
  q: text,
} satisfies FiltersOf<typeof statementFilters>;

/** The actors of a statement, each once with all its roles as bits. */
function statementActors(statement: Statement, actors: ActorLookup): SideRow<'statement_actors'>[] {
  const roles = new Map<number, number>();
  const mark = (id: string | null, bit: number) => {
    if (id !== null) roles.set(actors.key(id), (roles.get(actors.key(id)) ?? 0) | bit);
  };
  mark(statement.speaker_id, speechBits.speaker);
  mark(statement.on_behalf_of_id, speechBits.on_behalf_of);
  mark(statement.reported_by_id, speechBits.reported_by);
  for (const id of statement.addressee_ids) mark(id, speechBits.addressee);
  // Candidates are not indexed, but they must be numbered so that they are looked up.
  for (const id of statement.speaker_candidates) actors.key(id);
  return Array.from(roles, ([actor, bits]) => ({ actor, roles: bits }));
}

const beginning = (words: string) => snippet(words, { terms: [] }, title_length).text;

/** How statements are stored and queried. */
export const statement: StoreNoun<StatementInput, Statement, 'statements'> = {
  noun: 'statement',
  table: 'statements',
  serve({ id: _, date, native: __, evidence, curated, ...given }) {
    return { ...given, date, ...dateFields(date), evidence, curated };
  },
  hide: (content, { native }) => ({ content, hidden: native === undefined ? null : { native } }),
  day: ({ date }) => daysOf(date).first,
  columns: {
    ...dayColumns('date'),
    medium: ({ medium }) => medium,
    quotation: ({ quotation }) => quotation,
    attribution: ({ attribution }) => attribution,
    cameo: (record) => record.cameo,
  },
  side: { statement_actors: statementActors, spans: spansOf },
  terms: ({ occasion_id, act_event_id, about }): Term[] => [
    ...(occasion_id === null ? [] : [['occasion', occasion_id] as const]),
    ...(act_event_id === null ? [] : [['act', act_event_id] as const]),
    ...about.map(({ id }) => ['about', id] as const),
  ],
  words: (record) => [record.text, record.paraphrase, record.speaker_raw],
  references: (record) => [
    ...optional('actor', 'speaker_id', record.speaker_id),
    ...optional('actor', 'on_behalf_of_id', record.on_behalf_of_id),
    ...optional('actor', 'reported_by_id', record.reported_by_id),
    ...record.speaker_candidates.flatMap((id, at) => optional('actor', `speaker_candidates.${at}`, id)),
    ...record.addressee_ids.flatMap((id, at) => optional('actor', `addressee_ids.${at}`, id)),
    ...optional('event', 'occasion_id', record.occasion_id),
    ...optional('event', 'act_event_id', record.act_event_id),
    ...record.about.flatMap(({ kind, id }, at) => optional(kind, `about.${at}.id`, id)),
  ],
  filters,
  sorts: ['-date', 'date', '-updated_at', 'relevance'],
  indexed: ['', 'dataset', 'speaker', 'on_behalf_of', 'addressee', 'reported_by', 'about', 'occasion', 'source', 'id'],
  related: { actors: 'named', sources: 'named', claims: 'named', events: 'named' },
  show({ text: words, paraphrase, speaker_raw, date }, speaker) {
    const opening = beginning(words ?? paraphrase ?? '');
    const name = (speaker as Actor | null)?.name ?? speaker_raw;
    return { title: name === null ? opening : `${name}: ${opening}`, date, texts: [words, paraphrase, speaker_raw] };
  },
};
