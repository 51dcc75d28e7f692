import { z } from 'zod';

/** The schemas of an answer's forms, by media type. */
export type Content = Readonly<Record<string, z.ZodType>>;

const ok = (content: Content) => ({
  description: 'What was asked for.',
  content: Object.fromEntries(Object.entries(content).map(([media_type, schema]) => [media_type, { schema }])),
});

/** What a route answers that is asked for again by its tag. */
export const cached = (content: Content) => ({
  200: ok(content),
  304: { description: 'The answer at hand still holds; there is no body.' },
});

/** What a route answers that is made anew each time. */
export const uncached = (content: Content) => ({ 200: ok(content) });

/** An answer under a name that may not exist. */
export const orNotFound = { 404: { description: 'There is none of this name.' } };

/** The one varying part of a path, with an example of it. */
export const pathParameter = (name: string, description: string, example: string) =>
  z.strictObject({ [name]: z.string().min(1).meta({ description, example }) });

/** The query of a route that has no parameters. */
export const noQuery = z.strictObject({});

/** The schema of `page` in every list. */
export const PageInfo = z
  .strictObject({
    limit: z.int().describe('Records asked for.'),
    next: z.string().nullable().describe('Cursor of the next page; null at the end.'),
    next_url: z.string().nullable().describe('Address of the next page; null at the end.'),
    count: z
      .strictObject({ value: z.int(), relation: z.enum(['eq', 'gte']).describe('`gte`: at least so many.') })
      .nullable()
      .describe('All matches, when `count` asks for it.'),
  })
  .meta({ id: 'Page' });

/** The schema of `meta` in every list. */
export const Meta = z
  .strictObject({
    revision: z.int().describe('Revision of the database when the answer was begun.'),
    datasets: z
      .record(z.string(), z.strictObject({ licence: z.string(), attribution: z.string() }))
      .describe('Licence and attribution of every dataset the answer has rows of, or may have counted rows of.'),
  })
  .meta({ id: 'Meta' });

/** The schema of a list of records. */
export function listOfRecords(name: string, record: z.ZodType, includes: Readonly<Record<string, z.ZodType>>) {
  const included = Object.fromEntries(
    Object.entries(includes).map(([kind, schema]) => [kind, z.record(z.string(), schema).optional()]),
  );
  return z
    .strictObject({
      data: z.array(record),
      page: PageInfo,
      included: z.strictObject(included).describe('Related records by kind and id, each once.'),
      meta: Meta,
    })
    .meta({ id: `${name}List` });
}
