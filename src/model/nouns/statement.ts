import { z } from 'zod';
import { attributions, codesOf, datePrecisions, quotationKinds, statementMedia } from '../codes/lists.ts';
import { evidenceList } from '../evidence.ts';
import { actors, cameoPrefix, dataset, datetime, id, q, since, source, withComplements } from '../filter-values.ts';
import { type NounModel, ownEvidence } from '../noun.ts';
import { codeList, itemList } from '../parameter.ts';
import { About, CameoCode, curated, Day, EdtfDate, Id, identity, native, stamps } from '../record.ts';

const actorOrNull = (describe: string) => Id.nullable().default(null).describe(describe);

const given = {
  speaker_id: actorOrNull('Who said it; null when the source does not say.'),
  speaker_raw: z.string().nullable().default(null).describe('What the source calls the speaker.'),
  speaker_candidates: z.array(Id).default([]).describe('Who may have said it, when the source leaves it open.'),
  attribution: z.enum(codesOf(attributions)).describe('How the speaker is known.'),
  on_behalf_of_id: actorOrNull('The state or organisation spoken for.'),
  addressee_ids: z.array(Id).default([]).describe('To whom it was said.'),
  quotation: z.enum(codesOf(quotationKinds)).describe('How much of it is quoted verbatim.'),
  text: z.string().nullable().default(null).describe('The quotation exactly, outer quotation marks left off.'),
  paraphrase: z.string().nullable().default(null).describe('What was said, in our words.'),
  medium: z.enum(codesOf(statementMedia)).default('unknown').describe('Where it was said.'),
  date: EdtfDate.nullable().default(null),
  reported_by_id: actorOrNull('The medium that reported it, where the source cites one.'),
  occasion_id: Id.nullable().default(null).describe('The event at which it was said.'),
  act_event_id: Id.nullable().default(null).describe('The event that consists in making this statement.'),
  about: z.array(About).default([]).describe('What it is about.'),
  cameo: CameoCode.nullable().default(null),
  note: z.string().nullable().default(null).describe("A curator's remark."),
  evidence: evidenceList,
  curated,
};

/** A statement as a curator or importer gives it. */
export const StatementInput = z
  .strictObject({ id: Id, ...given, native })
  .refine((statement) => statement.quotation === 'none' || statement.text !== null, {
    error: 'a quotation needs its text',
    path: ['text'],
  })
  .refine((statement) => statement.quotation !== 'none' || statement.text === null, {
    error: 'a statement without quotation must not have text; use the paraphrase',
    path: ['text'],
  })
  .refine(
    ({ text, evidence }) => {
      const quoted = evidence.flatMap(({ exact }) => exact ?? []);
      return text === null || quoted.length === 0 || quoted.includes(text);
    },
    { error: 'the text is not what its evidence quotes in `exact`', path: ['text'] },
  )
  .refine((statement) => statement.attribution !== 'explicit' || statement.speaker_id !== null, {
    error: 'an explicit attribution needs its speaker',
    path: ['speaker_id'],
  })
  .refine((statement) => statement.quotation === 'full' || statement.paraphrase !== null, {
    error: 'a paraphrase is required unless the quotation is full',
    path: ['paraphrase'],
  });
export type StatementInput = z.infer<typeof StatementInput>;

/** A speech act: somebody said something, quoted or paraphrased. */
export const Statement = z
  .strictObject({
    ...identity,
    ...given,
    date_earliest: Day.nullable().describe('First day the date allows.'),
    date_latest: Day.nullable().describe('Last day the date allows.'),
    date_precision: z.enum(codesOf(datePrecisions)).nullable().describe('How precise `date` is.'),
    native,
    ...stamps,
  })
  .meta({ id: 'Statement' });
export type Statement = z.infer<typeof Statement>;

/** Every filter on statements. */
export const statementFilters = withComplements({
  id,
  speaker: actors('Who said it.', 'Lavrov'),
  on_behalf_of: actors('For whom it was said.'),
  addressee: actors('To whom it was said.'),
  reported_by: actors('The medium that reported it.', 'The Wall Street Journal'),
  medium: codeList(codesOf(statementMedia), { description: 'Where it was said.', example: 'news_conference' }),
  quotation: codeList(codesOf(quotationKinds), {
    description: 'How much is quoted word by word.',
    example: 'full,partial',
  }),
  attribution: codeList(codesOf(attributions), { description: 'How the speaker is known.', example: 'explicit' }),
  about: itemList('id', {
    description: 'Id of an event, claim, actor or statement it is about.',
    example: 'syrian-civil-war',
  }),
  occasion: itemList('id', { description: 'Id of the event at which it was said.', example: 'syrian-civil-war' }),
  cameo: cameoPrefix,
  datetime,
  dataset,
  source,
  q,
  ...since,
});

/** What a statement is. */
export const statementModel = {
  noun: 'statement',
  path: 'statements',
  given: StatementInput,
  record: Statement,
  filters: statementFilters,
  hidden: ['native'],
  words: {
    summary: 'Statements',
    description: 'Who said what, quoted word by word or paraphrased, where, and how the speaker is known.',
    tag: 'Who said what to whom, word by word where it is quoted.',
    example: 'rycroft-eighth-veto',
    examples: ['?speaker=Lavrov&limit=2', '?quotation=full&fields=id,speaker_id,text&limit=5'],
  },
  evidence: ownEvidence,
} as const satisfies NounModel;
