import { z } from 'zod';
import { aboutKinds, codesOf } from './codes/lists.ts';

/** Path segments of the service that no record may be called. */
const reserved = new Set(['timeline', 'facets', 'dyads']);

/** A stable text id: a slug for curated records, `<dataset>:<native id>` for imported ones. */
export const Id = z
  .string()
  .regex(/^[A-Za-z0-9][A-Za-z0-9._:+-]{0,199}$/, 'an id: letters, digits and . _ : + -, at most 200 characters')
  .refine((id) => !reserved.has(id), 'an id that is no path segment: timeline, facets and dyads are')
  .describe('Stable id: a slug for curated records, `<dataset>:<native id>` for imported ones.');

/** An RFC 3339 instant in UTC with milliseconds, the one spelling the service writes. */
export const Instant = z.iso.datetime({ precision: 3 }).describe('RFC 3339 instant, UTC.');

/** A calendar day, `YYYY-MM-DD`. */
export const Day = z.iso.date().describe('Calendar day, ISO 8601.');

/** A SHA-256 digest in lower-case hexadecimal. */
export const Sha256 = z
  .string()
  .regex(/^[0-9a-f]{64}$/, 'a SHA-256 digest in lower-case hexadecimal')
  .describe('SHA-256, lower-case hexadecimal.');

/** Only web addresses are kept as addresses. */
export const WebUrl = z
  .string()
  .max(4000)
  .regex(/^https?:\/\/[^\s]+$/, 'an http or https address')
  .describe('An http or https address.');

/** A CAMEO event code; a string, because `013` is not `13`. */
export const CameoCode = z
  .string()
  .regex(/^\d{2,4}$/, 'a CAMEO code of two to four digits, as a string')
  .describe('CAMEO event code, a string: `013` is not `13`.');

/** An ISO 3166-1 alpha-3 code. */
export const CountryCode = z
  .string()
  .regex(/^[A-Z]{3}$/, 'an ISO 3166-1 alpha-3 code')
  .describe('ISO 3166-1 alpha-3 code.');

/** An EDTF date as precise as the source and no more; checked by `parseEdtf` where a record is read. */
export const EdtfDate = z
  .string()
  .max(64)
  .describe(
    'EDTF date as precise as the source and no more: `2017-04-12`, `2017-03`, `2014~`, `2017-04-04/2017-04-15`, `2011/..`.',
  );

/** The first fields of every record: its id and dataset. */
export const identity = {
  id: Id,
  dataset: z.string().describe('The dataset the record belongs to: `curated` or an imported one.'),
};

/** A record that another is about. */
export const About = z
  .strictObject({ kind: z.enum(codesOf(aboutKinds)).describe('The kind of record.'), id: Id.describe('Its id.') })
  .meta({ id: 'About' });

/** Paths of fields that do not come from the source. */
export const curated = z
  .array(z.string())
  .default([])
  .describe('Paths of fields that do not come from the source: codes, coordinates, a resolved weekday.');

/** What the dataset says beyond the fields of ours; of events and statements. */
export const native = z
  .record(z.string(), z.unknown())
  .optional()
  .describe("The dataset's own fields without an equivalent here; only with `include=native` or `fields=native.…`.");

/** The last fields of every record: when it was added and changed. */
export const stamps = {
  recorded_at: Instant.describe('When the record was first added (RFC 3339, UTC).'),
  updated_at: Instant.describe('When the record last changed (RFC 3339, UTC).'),
  revision: z.int().min(1).describe('The revision of the database that made this version visible.'),
};
