import { z } from 'zod';
import { aboutKinds, attributions, codesOf, datePrecisions, quotationKinds, statementMedia } from './codes/lists.ts';
import { evidenceList } from './evidence.ts';
import { CameoCode, curated, Day, EdtfDate, Id, identity, native, stamps } from './record.ts';

/** What a statement or claim is about. */
export const About = z
  .strictObject({ kind: z.enum(codesOf(aboutKinds)).describe('Which sort of record.'), id: Id.describe('Its id.') })
  .meta({ id: 'About' });

const actorOrNull = (describe: string) => Id.nullable().default(null).describe(describe);

const given = {
  speaker_id: actorOrNull('Who said it; null when the source does not say.'),
  speaker_raw: z.string().nullable().default(null).describe('What the source calls the speaker.'),
  speaker_candidates: z.array(Id).default([]).describe('Who may have said it, when the source leaves it open.'),
  attribution: z.enum(codesOf(attributions)).describe('How the speaker is known.'),
  on_behalf_of_id: actorOrNull('The state or organisation spoken for.'),
  addressee_ids: z.array(Id).default([]).describe('To whom it was said.'),
  quotation: z.enum(codesOf(quotationKinds)).describe('How much of it is quoted word by word.'),
  text: z.string().nullable().default(null).describe('The quotation exactly, outer quotation marks left off.'),
  paraphrase: z.string().nullable().default(null).describe('What was said, in our words.'),
  medium: z.enum(codesOf(statementMedia)).default('unknown').describe('Where it was said.'),
  date: EdtfDate.nullable().default(null),
  reported_by_id: actorOrNull('The medium that reported it, where the source cites one.'),
  occasion_id: Id.nullable().default(null).describe('The event at which it was said.'),
  act_event_id: Id.nullable().default(null).describe('The event that saying it was.'),
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
    error: 'a statement that is not quoted has no text; say it in the paraphrase',
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
