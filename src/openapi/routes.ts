import type { FastifyInstance, RouteOptions } from 'fastify';
import type { z } from 'zod';

/** The zod schemas of one response, by media type. */
export type Content = Readonly<Record<string, { readonly schema: z.ZodType }>>;

/** A route as described in the document. */
export interface DescribedRoute {
  /** With `:id` for the variable part. */
  readonly path: string;
  readonly operationId: string;
  readonly tag: string;
  readonly query: z.ZodObject;
  /** The variable part of the path. */
  readonly parameter: { readonly name: string; readonly description: string; readonly example: string } | undefined;
  readonly content: Content;
  /** Whether it returns 304 for a matching `If-None-Match`. */
  readonly cached: boolean;
  /** Query strings that show what it can do. */
  readonly examples: readonly string[];
}

/** The `schema` of a route. */
export interface RouteSchema {
  readonly operationId?: string;
  readonly tags?: readonly string[];
  readonly querystring?: z.ZodObject;
  readonly params?: z.ZodObject;
  readonly response?: Readonly<Record<number, { readonly description: string; readonly content?: Content }>>;
}

function parameterOf(params: z.ZodObject | undefined): DescribedRoute['parameter'] {
  const [name, schema] = Object.entries(params?.shape ?? {})[0] ?? [];
  if (name === undefined) return undefined;
  const { description = '', example } = (schema as z.ZodType).meta() ?? {};
  return { name, description, example: String(example) };
}

function described(path: string, { schema, config }: RouteOptions): DescribedRoute[] {
  const { operationId, tags, querystring, params, response } = (schema ?? {}) as RouteSchema;
  if (operationId === undefined || querystring === undefined) return [];
  return [
    {
      path,
      operationId,
      tag: tags?.[0] ?? '',
      query: querystring,
      parameter: parameterOf(params),
      content: response?.[200]?.content ?? {},
      cached: response?.[304] !== undefined,
      examples: config?.examples ?? [''],
    },
  ];
}

/**
 * Watches a server without routes yet and returns a function that lists the routes added since. Routes are read only
 * when it is called, as later hooks may still change them.
 */
export function watchRoutes(server: FastifyInstance): () => readonly DescribedRoute[] {
  const added: [string, RouteOptions][] = [];
  server.addHook('onRoute', (route) => void added.push([route.url, route]));
  return () => added.flatMap(([path, route]) => described(path, route));
}
