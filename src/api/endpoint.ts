import type { FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';

/** What an endpoint gives under one media type; `schema` is null for text that is not JSON. */
export interface Answer {
  readonly media_type: string;
  /** The value of `format` that chooses it, where it is not the default. */
  readonly format?: string;
  /** True of bytes, of which no example can be shown. */
  readonly binary?: boolean;
  readonly schema: z.ZodType | null;
}

/** Everything there is to know of one endpoint: it is routed, documented and tested from this row. */
export interface Endpoint {
  /** With `:id` for the one part that varies. */
  readonly path: string;
  readonly operationId: string;
  readonly tag: string;
  readonly summary: string;
  readonly description: string;
  /** Describes the varying part of the path. */
  readonly parameter?: { readonly name: string; readonly description: string; readonly example: string };
  /** The strict schema of its query; whatever it does not have is refused. */
  readonly query: z.ZodObject;
  readonly answers: readonly [Answer, ...Answer[]];
  /** False when the answer is never 304: it is made anew each time. */
  readonly cached: boolean;
  /** Whether it runs queries that may be refused with 503. */
  readonly asksDatabase: boolean;
  /** Query strings that show what it can do; each is executed for the documentation. */
  readonly examples: readonly string[];
  /** Null where a plugin has the route. */
  readonly handler: ((request: FastifyRequest, reply: FastifyReply) => unknown) | null;
}

/** The query of an endpoint that has no parameters. */
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

/** The schema of a list of records as GeoJSON, RFC 7946. */
export const FeatureCollection = z
  .strictObject({
    type: z.literal('FeatureCollection'),
    features: z.array(
      z.strictObject({
        type: z.literal('Feature'),
        id: z.string().describe('Id of the record.'),
        geometry: z
          .strictObject({
            type: z.literal('Point'),
            coordinates: z.array(z.number()).min(2).max(2).describe('Longitude and latitude in degrees, WGS 84.'),
          })
          .nullable()
          .describe('Null for records without coordinates.'),
        properties: z.record(z.string(), z.unknown()).describe('The columns of CSV.'),
      }),
    ),
  })
  .meta({ id: 'FeatureCollection' });

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
