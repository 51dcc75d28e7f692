import { z } from 'zod';
import { claimTopics, codesOf, positions } from '../codes/lists.ts';
import { evidenceList } from '../evidence.ts';
import { actors, dataset, id, q, since, source, withComplements } from '../filter-values.ts';
import type { NounModel } from '../noun.ts';
import { codeList, flag, itemList } from '../parameter.ts';
import { About, curated, EdtfDate, Id, identity, stamps } from '../record.ts';

/** One actor's stand on a claim; never a verdict of ours. */
export const Position = z
  .strictObject({
    actor_id: Id.nullable().describe("Who takes it; null: the source's own voice."),
    position: z.enum(codesOf(positions)).describe('The stand.'),
    date: EdtfDate.nullable().default(null),
    statement_id: Id.nullable().default(null).describe('The statement in which it was taken.'),
    note: z.string().nullable().default(null).describe("A curator's remark."),
    evidence: evidenceList,
  })
  .meta({ id: 'Position' });
export type Position = z.infer<typeof Position>;

const given = {
  proposition: z.string().min(1).describe('A sentence about the world that can be asserted and denied.'),
  topic: z.enum(codesOf(claimTopics)).describe('What it is about.'),
  about: z.array(About).default([]).describe('The records it is about.'),
  positions: z.array(Position).min(1).describe("Everybody's stand."),
  curated,
};

/** A claim as a curator or importer gives it. */
export const ClaimInput = z.strictObject({ id: Id, ...given });
export type ClaimInput = z.infer<typeof ClaimInput>;

/** A proposition about the world that can be asserted and denied. */
export const Claim = z
  .strictObject({
    ...identity,
    ...given,
    contested: z
      .boolean()
      .describe("Some actor stands for it and another against it, each actor's latest position counting."),
    ...stamps,
  })
  .meta({ id: 'Claim' });
export type Claim = z.infer<typeof Claim>;

/** Every filter on claims. */
export const claimFilters = withComplements({
  id,
  actor: actors('Takes a position on the claim; with `position`, that same position.'),
  position: codeList(codesOf(positions), { description: 'A stand taken on the claim.', example: 'denies,disputes' }),
  about: itemList('id', {
    description: 'Id of an event, claim, actor or statement it is about.',
    example: 'syrian-civil-war',
  }),
  contested: flag({ description: 'Whether some actor stands for it and another against it.', example: 'true' }),
  topic: codeList(codesOf(claimTopics), { description: 'What the claim is about.', example: 'responsibility' }),
  dataset,
  source,
  q,
  ...since,
});

/** What a claim is. */
export const claimModel = {
  noun: 'claim',
  path: 'claims',
  given: ClaimInput,
  record: Claim,
  filters: claimFilters,
  hidden: [],
  words: {
    summary: 'Claims',
    description: "Propositions that can be asserted and denied, with everybody's stand; never a verdict of ours.",
    tag: "Disputed and undisputed propositions, with everybody's stand.",
    example: 'assad-responsible-for-sarin-attack',
    examples: ['?contested=true', '?actor=Russia&position=denies,disputes&fields=id,proposition'],
  },
  rows: { list: 'positions', item: 'a position' },
  evidence: ({ positions }: Claim) =>
    positions.map(({ evidence }, at) => ({ path: `positions.${at}.`, evidence, covers: true })),
} as const satisfies NounModel;
