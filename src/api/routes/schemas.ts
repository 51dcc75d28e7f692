import { z } from 'zod';

/** The schemas of a response by media type. */
export type Content = Readonly<Record<string, z.ZodType>>;

const ok = (content: Content) => ({
  description: 'Success.',
  content: Object.fromEntries(Object.entries(content).map(([media_type, schema]) => [media_type, { schema }])),
});

/** The responses of a route with tags. */
export const cached = (content: Content) => ({
  200: ok(content),
  304: { description: 'The cached response is still current; there is no body.' },
});

/** The responses of a route without tags. */
export const uncached = (content: Content) => ({ 200: ok(content) });

/** The response when the name in the path does not exist. */
export const orNotFound = { 404: { description: 'There is none with this name.' } };

/** The variable part of a path, with an example. */
export const pathParameter = (name: string, description: string, example: string) =>
  z.strictObject({ [name]: z.string().min(1).meta({ description, example }) });

/** The query of a route that has no parameters. */
export const noQuery = z.strictObject({});

/** The schema of `page` in every list. */
export const PageInfo = z
  .strictObject({
    limit: z.int().describe('Records requested.'),
    next: z.string().nullable().describe('Cursor of the next page; null at the end.'),
    next_url: z.string().nullable().describe('Address of the next page; null at the end.'),
    count: z
      .strictObject({ value: z.int(), relation: z.enum(['eq', 'gte']).describe('`gte`: at least this many.') })
      .nullable()
      .describe('Number of matches, if requested with `count`.'),
  })
  .meta({ id: 'Page' });

/** The schema of `meta` in every list. */
export const Meta = z
  .strictObject({
    revision: z.int().describe('Revision of the database when the response was started.'),
    datasets: z
      .record(z.string(), z.strictObject({ licence: z.string(), attribution: z.string() }))
      .describe('Licence and attribution of every dataset whose rows the response contains or may have counted.'),
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
