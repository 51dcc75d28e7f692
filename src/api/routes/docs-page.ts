type Json = Readonly<Record<string, unknown>>;

const shown = (value: unknown) => `\`${Array.isArray(value) ? value.join(',') : String(value)}\``;

/** A parameter whose example and default stand in its description, so that a form of it starts empty. */
function unfilled(parameter: Json): Json {
  if (parameter.in === 'path' || parameter.required === true || parameter.$ref !== undefined) return parameter;
  const { example, description, schema, ...rest } = parameter;
  const { default: fallback, ...plain } = schema as Json;
  const words = [
    description,
    ...(fallback === undefined ? [] : [`Default: ${shown(fallback)}.`]),
    ...(example === undefined ? [] : [`Example: ${shown(example)}.`]),
  ];
  return { ...rest, description: words.join(' '), schema: plain };
}

/**
 * The document as the page reads it: Swagger UI fills its forms with every example and default there is, and would ask
 * with fifty filters at once.
 */
export function pageDocument(document: object): object {
  const { paths = {}, components = {}, ...rest } = document as Record<string, Record<string, unknown>>;
  const operations = Object.entries(paths).map(([path, item]) => {
    const { get } = item as { get: Json };
    const parameters = (get.parameters as Json[]).map(unfilled);
    return [path, { get: { ...get, parameters } }];
  });
  const parameters = Object.entries(components.parameters ?? {}).map(([name, one]) => [name, unfilled(one as Json)]);
  return {
    ...rest,
    paths: Object.fromEntries(operations),
    components: { ...components, parameters: Object.fromEntries(parameters) },
  };
}
