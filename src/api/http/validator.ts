import type { FastifySchemaCompiler } from 'fastify';
import { LRUCache } from 'lru-cache';
import type { z } from 'zod';
import { readQuery } from './query-string.ts';

/** Queries an endpoint remembers having read; dashboards ask the same few again and again. */
const remembered = 500;
/** Longer ones are read anew, so that what is remembered stays small whatever is asked. */
const longestRemembered = 1000;

/**
 * Reads the raw query of a route by its strict schema, as Fastify's validator: what it gives becomes `request.query`.
 *
 * The last queries are remembered, as reading takes longer than many an answer, so the same text gives the same object,
 * which is frozen.
 */
function queryValidator(schema: z.ZodObject) {
  const known = new LRUCache<string, { readonly value: object }>({ max: remembered });
  return (text: string) => {
    const before = known.get(text);
    if (before !== undefined) return before;
    try {
      const read = { value: Object.freeze(readQuery(schema, text)) };
      if (text.length <= longestRemembered) known.set(text, read);
      return read;
    } catch (cause) {
      return { error: cause as Error };
    }
  };
}

/** Compiles the schemas of routes: queries are read by theirs, the rest is for the documentation alone. */
export const validatorCompiler: FastifySchemaCompiler<z.ZodType> = ({ schema, httpPart }) =>
  httpPart === 'querystring' ? queryValidator(schema as z.ZodObject) : () => true;
