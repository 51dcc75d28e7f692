import { z } from 'zod';
import { codesOf, sourceKinds } from '../codes/lists.ts';
import { dataset, datetime, id, since, withComplements } from '../filter-values.ts';
import type { NounModel } from '../noun.ts';
import { codeList } from '../parameter.ts';
import { curated, Day, Id, identity, Sha256, stamps, WebUrl } from '../record.ts';

const given = {
  kind: z.enum(codesOf(sourceKinds)).describe('The kind of document.'),
  title: z.string().min(1).describe('Its title.'),
  publisher: z.string().nullable().default(null).describe('Who published it, if known.'),
  url: WebUrl.nullable().default(null),
  published_on: Day.nullable().default(null).describe('The day it appeared.'),
  language: z.string().nullable().default(null).describe('BCP 47 language tag.'),
  licence: z.string().nullable().default(null).describe('Licence of the text, if stated.'),
  text_sha256: Sha256.nullable().default(null).describe('SHA-256 of the whole text in UTF-8.'),
  text_length: z.int().min(0).nullable().default(null).describe('Length of the text in Unicode code points.'),
  sentences: z
    .array(
      z.strictObject({
        index: z.int().min(0).describe('0 is the headline.'),
        start: z.int().min(0).describe('First code point.'),
        end: z.int().min(1).describe('Code point after the last.'),
      }),
    )
    .default([])
    .describe('Position of each sentence.'),
  curated,
};

/** A source as a curator gives it. */
export const SourceInput = z.strictObject({ id: Id, ...given });
export type SourceInput = z.infer<typeof SourceInput>;

/** A citable document: an article, a record. */
export const Source = z
  .strictObject({
    ...identity,
    ...given,
    coverage: z
      .strictObject({
        sentences: z.int().describe('Sentences of the text.'),
        supported: z.int().describe('Sentences that support some record.'),
        unsupported: z.array(z.int()).describe('Indexes of those that support none.'),
      })
      .nullable()
      .describe('How much of the text is turned into records.'),
    ...stamps,
  })
  .meta({ id: 'Source' });
export type Source = z.infer<typeof Source>;

/** Every filter on sources. */
export const sourceFilters = withComplements({
  id,
  kind: codeList(codesOf(sourceKinds), { description: 'What sort of document.', example: 'article' }),
  datetime,
  dataset,
  ...since,
});

/** What a source is. */
export const sourceModel = {
  noun: 'source',
  path: 'sources',
  given: SourceInput,
  record: Source,
  filters: sourceFilters,
  hidden: [],
  words: {
    summary: 'Sources',
    description: 'Citable documents, with the position of each sentence and how much is turned into records.',
    tag: 'The documents that records are taken from.',
    example: 'trump-us-russia-relations-2017-04-15',
    examples: ['?fields=id,title,published_on,coverage'],
  },
  evidence: () => [],
} as const satisfies NounModel;
