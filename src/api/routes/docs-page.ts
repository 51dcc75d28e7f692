type Json = Readonly<Record<string, unknown>>;

const shown = (value: unknown) => `\`${Array.isArray(value) ? value.join(',') : String(value)}\``;

/** Moves a parameter's example and default into its description, so that its form field starts empty. */
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
 * The document for the page: Swagger UI fills its forms with every example and default, and would send fifty filters at
 * once.
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
