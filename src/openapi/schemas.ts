import { z } from 'zod';
import { eventTypeNames } from '../model/codes/event-types.ts';
import { namedEnums } from './enums.ts';
import { type Json, jsonSchemaOf, refTo, tidy } from './json-schema.ts';

/** Adds the discriminator that maps each event type to its variant. */
function discriminated(event: Json, variants: ReadonlyMap<string, Json>): Json {
  const options = event.oneOf as readonly { $ref: string }[];
  const mapping = eventTypeNames.map((type) => {
    const option = options.find(({ $ref }) => {
      const { type: own } = (variants.get($ref.split('/').at(-1)!)?.properties ?? {}) as { type?: Json };
      return own?.const === type || (own?.enum as string[] | undefined)?.includes(type);
    });
    return [type, option?.$ref];
  });
  return { ...event, discriminator: { propertyName: 'type', mapping: Object.fromEntries(mapping) } };
}

/** Whether a response is binary, so that no example can be shown. */
export const isBinary = (schema: z.ZodType): boolean => schema instanceof z.ZodCustom;

/** The schemas of a document: each component once, and only those in use. */
export class Schemas {
  readonly #components = new Map<string, Json>();

  readonly #named = (name: string): void => {
    const list = namedEnums.find((one) => one.name === name);
    if (list === undefined) return;
    const { codes, description } = list;
    this.#components.set(name, { type: 'string', enum: codes, description });
  };

  /** Cleans the JSON Schema of a parameter or header, keeping its default. */
  plain(schema: Json): Json {
    const { default: fallback } = schema;
    return { ...tidy(schema, this.#named), ...(fallback === undefined ? {} : { default: fallback }) };
  }

  /** The schema of a response: a reference if it has a name. */
  use(schema: z.ZodType): Json {
    const { root, definitions } = jsonSchemaOf(schema);
    for (const [name, definition] of Object.entries(definitions)) {
      this.#components.set(name, tidy(definition as Json, this.#named));
    }
    return tidy(root, this.#named);
  }

  /** The schema of one media type of a route's response; with a `fields` parameter, records are whole or reduced. */
  answer(schema: z.ZodType, media_type: string, query: z.ZodObject): Json {
    if (isBinary(schema)) return { contentMediaType: media_type };
    const used = this.use(schema);
    if (!('fields' in query.shape) || media_type !== 'application/json') return used;
    const name = nameOf(used);
    const list = this.#components.get(name) as { properties?: { data?: { items?: Json } } } | undefined;
    const record = list?.properties?.data?.items;
    if (record === undefined) return this.#wholeOrReduced(used);
    const data = { ...list?.properties?.data, items: this.#wholeOrReduced(record) };
    this.#components.set(name, { ...list, properties: { ...list?.properties, data } });
    return used;
  }

  /** Every component, by name. */
  all(): Json {
    const event = this.#components.get('Event');
    if (event !== undefined) this.#components.set('Event', discriminated(event, this.#components));
    return Object.fromEntries([...this.#components].sort(([one], [other]) => (one < other ? -1 : 1)));
  }

  /** A whole record or one reduced by `fields`; one with every member must be the whole. */
  #wholeOrReduced(record: Json): Json {
    const whole = nameOf(record);
    const component = this.#components.get(whole);
    const variant = nameOf((component?.oneOf as Json[] | undefined)?.[0] ?? {});
    const { required } = (variant === '' ? component : this.#components.get(variant)) as { required: string[] };
    const name = whole.endsWith('Event') ? 'EventFields' : `${whole}Fields`;
    this.#components.set(name, {
      type: 'object',
      description:
        'A record reduced to the requested `fields`; each member is as in the whole record. Returned only to requests with `fields`.',
      properties: { id: { type: 'string', description: 'Its id, always included.' } },
      required: ['id'],
      unevaluatedProperties: true,
      maxProperties: required.length - 1,
    });
    return { anyOf: [record, refTo('schemas', name)] };
  }
}

const nameOf = (schema: Json): string =>
  String(schema.$ref ?? '')
    .split('/')
    .at(-1) as string;
