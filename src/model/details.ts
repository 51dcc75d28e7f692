import { z } from 'zod';
import { Day, Id } from './record.ts';

const text = (describe: string) => z.string().nullable().default(null).describe(describe);
const count = (describe: string) => z.int().min(0).nullable().default(null).describe(describe);

/** One member's vote. */
export const Ballot = z
  .strictObject({
    actor_id: Id.describe('The member that voted.'),
    vote: z.enum(['yes', 'no', 'abstain', 'not_voting']).describe('How it voted.'),
    veto: z.boolean().default(false).describe('True when this ballot alone defeated the draft.'),
  })
  .meta({ id: 'Ballot' });
export type Ballot = z.infer<typeof Ballot>;

const ballots = z
  .array(Ballot)
  .nullable()
  .default(null)
  .describe('Every known ballot; given only with `include=ballots`, null otherwise.');

const voteOnDraft = {
  body: text('The body that voted: `unsc`, `unga`, …'),
  draft: text('Symbol of the draft, such as `S/2017/315`.'),
  resolution: text('Symbol of the adopted resolution, if any.'),
  subject: text('What the draft was about.'),
};

const Veto = z.strictObject({
  ...voteOnDraft,
  ordinal: count('Which veto of a series it was: 8 for the eighth.'),
  series: text('What the ordinal counts.'),
  ballots,
});
const Vote = z.strictObject({
  ...voteOnDraft,
  result: z.enum(['adopted', 'rejected']).nullable().default(null).describe('Whether the draft was adopted.'),
  ballots,
});
const MissileStrike = z.strictObject({
  weapon: text('The weapon as the source names it.'),
  munitions_launched: count(
    'Munitions launched; a figure only a party gives stands in `quantities` with its `claim_id`.',
  ),
  target_site: text('The place that was hit, as the source names it.'),
});
const Airstrike = z.strictObject({
  weapon: text('The weapon as the source names it.'),
  target_site: text('The place that was hit, as the source names it.'),
});
const ChemicalAttack = z.strictObject({
  agent: text('The chemical agent.'),
  agent_confirmed_by: z.array(Id).default([]).describe('Actors that reported a positive finding of the agent.'),
});
const Meeting = z.strictObject({
  format: text('`bilateral`, `multilateral`, …'),
  duration_minutes: count('Length in minutes.'),
  location_note: text('Where, in our words.'),
});
const Visit = z.strictObject({ purpose: text('What the visit was for.') });
const NewsConference = z.strictObject({ location_note: text('Where, in our words.') });
const Interview = z.strictObject({
  outlet_id: Id.nullable().default(null).describe('The medium that held the interview.'),
  aired_on: Day.nullable().default(null).describe('The day it was broadcast or printed.'),
});
const Pledge = z.strictObject({
  target: text('What was pledged.'),
  deadline_years: count('Years until the pledge falls due.'),
});
const Threat = z.strictObject({
  action: text('What was threatened; no event of its own.'),
  condition: text('What would bring it about.'),
});
const Accusation = z.strictObject({ conduct: text('What the accused is said to have done.') });

/** How a collection's own filter matches a detail: the whole folded value, or also any one word of it. */
export type DetailMatch = 'code' | 'text' | 'initiator';

/** A filter of a typed collection; `field` is the detail it looks at, where another parameter has its name. */
export interface DetailFilter {
  readonly match: DetailMatch;
  readonly example: string;
  readonly field?: string;
}

/** An event type with details of its own and the collection that serves it. */
export interface TypedCollection {
  readonly type: string;
  readonly path: string;
  readonly name: string;
  readonly details: z.ZodObject;
  readonly filters: Readonly<Record<string, DetailFilter>>;
}

/** Every event type that has a `details` schema, with its path under `/v1` and its own filters. */
export const typedCollections = [
  {
    type: 'veto',
    path: 'vetoes',
    name: 'Veto',
    details: Veto,
    filters: {
      vetoed_by: { match: 'initiator', example: 'Russia' },
      body: { match: 'code', example: 'unsc' },
      draft: { match: 'code', example: 'S/2017/315' },
    },
  },
  {
    type: 'vote',
    path: 'votes',
    name: 'Vote',
    details: Vote,
    filters: { body: { match: 'code', example: 'unga' }, draft: { match: 'code', example: 'A/72/L.22' } },
  },
  {
    type: 'missile-strike',
    path: 'missile-strikes',
    name: 'MissileStrike',
    details: MissileStrike,
    filters: { weapon: { match: 'text', example: 'Tomahawk' } },
  },
  {
    type: 'airstrike',
    path: 'airstrikes',
    name: 'Airstrike',
    details: Airstrike,
    filters: { weapon: { match: 'text', example: 'bomb' } },
  },
  {
    type: 'chemical-attack',
    path: 'chemical-attacks',
    name: 'ChemicalAttack',
    details: ChemicalAttack,
    filters: { agent: { match: 'text', example: 'sarin' } },
  },
  {
    type: 'meeting',
    path: 'meetings',
    name: 'Meeting',
    details: Meeting,
    filters: { meeting_format: { match: 'code', field: 'format', example: 'bilateral' } },
  },
  { type: 'visit', path: 'visits', name: 'Visit', details: Visit, filters: {} },
  { type: 'news-conference', path: 'news-conferences', name: 'NewsConference', details: NewsConference, filters: {} },
  { type: 'interview', path: 'interviews', name: 'Interview', details: Interview, filters: {} },
  { type: 'pledge', path: 'pledges', name: 'Pledge', details: Pledge, filters: {} },
  { type: 'threat', path: 'threats', name: 'Threat', details: Threat, filters: {} },
  { type: 'accusation', path: 'accusations', name: 'Accusation', details: Accusation, filters: {} },
] as const satisfies readonly TypedCollection[];

/** The typed collection of an event type, or undefined when the type has no details. */
export const collectionOf = (type: string): TypedCollection | undefined =>
  typedCollections.find((collection) => collection.type === type);
