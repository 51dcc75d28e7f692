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

- Everything is read with \`GET\`; \`HEAD\` answers the same without the body.
- What is not known is refused with 400 and the parameter named: nothing is ignored, nothing guessed.
- A list is an object with \`data\`, \`page\`, \`included\` and \`meta\`; follow \`page.next_url\` until it is null.
- An actor may be given by id, ISO code, CAMEO code or any of its names: \`rus\`, \`RUS\`, \`Russia\`, \`the Kremlin\`.
- Within \`/v1\` nothing is removed or changes its meaning; ignore members you do not know.`;

/** The version of the OpenAPI Specification that the document follows. */
export const openapi = '3.1.0';

/** What the document says of the service as a whole. */
export const info = {
  title: 'Demarche',
  version,
  summary: 'Diplomatic events you can cite.',
  description: manual,
  license: { name: 'MIT', identifier: 'MIT' },
} as const;

declare module 'fastify' {
  interface FastifyInstance {
    /** Generates the document of the routes; only servers that tools make have it. */
    describeRoutes(): object;
  }
}

/** What the document is made of, beside the routes. */
export interface Sources {
  routes(): readonly DescribedRoute[];
  /** The answers that were got as its examples; filled in before the document is made. */
  readonly executed: ExecutedRequest[];
}

/** An answer's forms as JSON Schema, for the plugin to put into the operation. */
function jsonContent(content: Content, schema: RouteSchema, schemas: Schemas): Json {
  const entries = Object.entries(content).map(([media_type, form]) => {
    const json = schemas.answer(form.schema, media_type, schema.querystring!);
    return [media_type, { schema: json }];
  });
  return Object.fromEntries(entries);
}

/** Rewrites a route's zod schemas as JSON Schema; parameters are ours to add, as the plugin drops what stands beside `$ref`. */
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
    // The plugin of the page adds its route under a second spelling, which is what it tells here.
    return { schema: { ...rest, response: Object.fromEntries(entries) }, url: url.replace(/(.)\/$/, '$1') };
  };
}

/** Adds to the plugin's operations what it cannot know: shared parameters, headers, executed examples, shared answers. */
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
 * Lets the plugin watch the routes of a server, which must have none yet, so that `describeRoutes` gives the OpenAPI 3.1
 * document of them.
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
