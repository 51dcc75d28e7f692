import type { Endpoint } from '../endpoint.ts';
import { description as about, version } from '../root-route.ts';
import type { Json } from './json-schema.ts';
import { shareParameters } from './parameters.ts';
import { ProblemDetails } from './problem-schema.ts';
import type { ExecutedRequest } from './requests.ts';
import { headerComponents, responseComponents, responsesOf } from './responses.ts';
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

const pathOf = (path: string) => path.replace(/:([a-z]+)/, '{$1}');

/** The OpenAPI 3.1 document of some endpoints, with the answers that were got as its examples. */
export function documentOf(endpoints: readonly Endpoint[], executed: readonly ExecutedRequest[]): Json {
  const schemas = new Schemas();
  schemas.use(ProblemDetails);
  const { byOperation, components } = shareParameters(endpoints, schemas);
  const paths = endpoints.map((endpoint) => {
    const { path, operationId, tag, summary, description } = endpoint;
    const responses = responsesOf(endpoint, executed, schemas);
    const get = { operationId, tags: [tag], summary, description, parameters: byOperation.get(operationId), responses };
    return [pathOf(path), { get }];
  });
  return {
    openapi,
    info,
    servers: [{ url: '/', description: 'This server.' }],
    security: [],
    tags,
    paths: Object.fromEntries(paths),
    components: {
      schemas: schemas.all(),
      parameters: components,
      responses: responseComponents(executed),
      headers: headerComponents,
    },
  };
}
