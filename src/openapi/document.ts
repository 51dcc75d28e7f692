import swagger, { type FastifyDynamicSwaggerOptions } from '@fastify/swagger';
import type { FastifyInstance } from 'fastify';
import { description as about, version } from '../api/manifest.ts';
import type { Json } from './json-schema.ts';
import { shareParameters } from './parameters.ts';
import { ProblemDetails } from './problem-schema.ts';
import type { ExecutedRequest } from './requests.ts';
import { headerComponents, responseComponents, responsesOf } from './responses.ts';
import { type Content, type DescribedRoute, type RouteSchema, watchRoutes } from './routes.ts';
import { Schemas } from './schemas.ts';
import { tags } from './tags.ts';

const manual = `${about}

- Everything is read with \`GET\`; \`HEAD\` returns the same without the body.
- Unknown input is rejected with 400 and the name of the parameter: nothing is ignored or guessed.
- A list is an object with \`data\`, \`page\`, \`included\` and \`meta\`; follow \`page.next_url\` until it is null.
- An actor may be given by id, ISO code, CAMEO code or any of its names: \`rus\`, \`RUS\`, \`Russia\`, \`the Kremlin\`.
- Within \`/v1\` nothing is removed or changes its meaning; ignore members you do not recognise.`;

/** The version of the OpenAPI Specification that the document follows. */
export const openapi = '3.1.0';

/** The `info` object of the document. */
export const info = {
  title: 'Demarche',
  version,
  summary: 'Diplomatic events you can cite.',
  description: manual,
  license: { name: 'MIT', identifier: 'MIT' },
} as const;

declare module 'fastify' {
  interface FastifyInstance {
    /** Generates the document of the routes; exists only on servers created by tools. */
    describeRoutes(): object;
  }
}

/** What the document is generated from. */
export interface Sources {
  routes(): readonly DescribedRoute[];
  /** The responses recorded as examples; filled in before the document is generated. */
  readonly executed: ExecutedRequest[];
}

/** A response's media types as JSON Schema, for the plugin to put into the operation. */
function jsonContent(content: Content, schema: RouteSchema, schemas: Schemas): Json {
  const entries = Object.entries(content).map(([media_type, form]) => {
    const json = schemas.answer(form.schema, media_type, schema.querystring!);
    return [media_type, { schema: json }];
  });
  return Object.fromEntries(entries);
}

/** Rewrites a route's zod schemas as JSON Schema; parameters are added later, as the plugin drops siblings of `$ref`. */
function transformer(schemas: Schemas): NonNullable<FastifyDynamicSwaggerOptions['transform']> {
  return ({ schema, url }) => {
    const { querystring: _, params: __, ...rest } = schema as RouteSchema & object;
    const { response } = rest;
    if (response === undefined) return { schema: { hide: true }, url };
    const entries = Object.entries(response).map(([status, { description, content }]) => [
      status,
      content === undefined
        ? { description, type: 'null' }
        : { description, content: jsonContent(content, schema as RouteSchema, schemas) },
    ]);
    // The plugin of the page registers its route a second time with a trailing slash and reports that URL.
    return { schema: { ...rest, response: Object.fromEntries(entries) }, url: url.replace(/(.)\/$/, '$1') };
  };
}

/** Adds what the plugin cannot know to its operations: shared parameters, headers, executed examples, shared responses. */
function completer(sources: Sources, schemas: Schemas) {
  return ({ openapiObject }: { openapiObject?: object }): object => {
    const {
      paths,
      components: _,
      ...rest
    } = openapiObject as { paths: Record<string, { get: Json }>; components: object };
    const { executed } = sources;
    const routes = sources.routes();
    schemas.use(ProblemDetails);
    const { byOperation, components } = shareParameters(routes, schemas);
    const operations = routes.map((route) => {
      const path = route.path.replace(/:([a-z]+)/, '{$1}');
      const { operationId, tags, summary, description, responses } = paths[path]!.get;
      const parameters = byOperation.get(route.operationId);
      const all = responsesOf(route, responses as Record<string, Json>, executed);
      return [path, { get: { operationId, tags, summary, description, parameters, responses: all } }];
    });
    return {
      ...rest,
      paths: Object.fromEntries(operations),
      components: {
        schemas: schemas.all(),
        parameters: components,
        responses: responseComponents(executed),
        headers: headerComponents,
      },
    };
  };
}

/**
 * Registers the plugin on a server without routes yet, so that `describeRoutes` returns the OpenAPI 3.1 document of the
 * routes added later.
 */
export async function describeRoutes(server: FastifyInstance, executed: ExecutedRequest[]): Promise<Sources> {
  const sources = { routes: watchRoutes(server), executed };
  const schemas = new Schemas();
  await server.register(swagger, {
    mode: 'dynamic',
    decorator: 'describeRoutes',
    convertConstToEnum: false,
    openapi: { openapi, info, servers: [{ url: '/', description: 'This server.' }], security: [], tags: [...tags] },
    transform: transformer(schemas),
    transformObject: completer(sources, schemas) as never,
  });
  return sources;
}
