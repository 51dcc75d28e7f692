import { z } from 'zod';
import { codesOf, evidenceStatuses } from './codes/lists.ts';
import { Id, Sha256, WebUrl } from './record.ts';

/**
 * The place in a source text, counted in Unicode code points, `start` inclusive, `end` exclusive.
 *
 * @see https://www.w3.org/TR/annotation-model/#text-position-selector
 */
export const Selector = z.strictObject({
  type: z.literal('TextPositionSelector').default('TextPositionSelector').describe('Always this kind of selector.'),
  start: z.int().min(0).describe('First code point of the passage.'),
  end: z.int().min(1).describe('Code point after the last of the passage.'),
});

/** The exact place in a source that supports a record. */
export const Evidence = z
  .strictObject({
    source_id: Id.nullable().default(null).describe('The source; null for imported rows, which give `url` alone.'),
    url: WebUrl.nullable().default(null).describe('Where the source can be read, if known.'),
    selector: Selector.nullable().default(null).describe('The passage, in code points of the source text.'),
    sentence: z.int().min(0).nullable().default(null).describe('Index of the sentence; 0 is the headline.'),
    supports: z
      .array(z.string())
      .nullable()
      .default(null)
      .describe('Fields the passage stands for; null: all of them.'),
    exact: z.string().nullable().default(null).describe('The passage itself; given for quotations only.'),
    sha256: Sha256.nullable().default(null).describe('SHA-256 of the passage in UTF-8.'),
    status: z
      .enum(codesOf(evidenceStatuses))
      .default('unverified')
      .describe('`verified`: the passage was compared with the text; `orphaned`: the text no longer has it.'),
  })
  .meta({ id: 'Evidence' });
export type Evidence = z.infer<typeof Evidence>;

/** The evidence of one record. */
export const evidenceList = z.array(Evidence).default([]).describe('The passages that support the record.');
