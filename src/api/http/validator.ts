import type { FastifySchemaCompiler } from 'fastify';
import { LRUCache } from 'lru-cache';
import type { z } from 'zod';
import { readQuery } from './query-string.ts';

/** Parsed queries cached per endpoint; dashboards repeat the same few. */
const cached_queries = 500;
/** Longer queries are not cached, which bounds the memory. */
const longestCached = 1000;

/**
 * Fastify's validator for the raw query of a route: parses it by its strict schema into `request.query`.
 *
 * Recent queries are cached because parsing takes longer than many responses: the same text gives the same frozen
 * object.
 */
function queryValidator(schema: z.ZodObject) {
  const known = new LRUCache<string, { readonly value: object }>({ max: cached_queries });
  return (text: string) => {
    const before = known.get(text);
    if (before !== undefined) return before;
    try {
      const read = { value: Object.freeze(readQuery(schema, text)) };
      if (text.length <= longestCached) known.set(text, read);
      return read;
    } catch (cause) {
      return { error: cause as Error };
    }
  };
}

/** Compiles the schemas of routes: queries are parsed by theirs, the rest only documents. */
export const validatorCompiler: FastifySchemaCompiler<z.ZodType> = ({ schema, httpPart }) =>
  httpPart === 'querystring' ? queryValidator(schema as z.ZodObject) : () => true;
