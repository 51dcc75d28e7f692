import { z } from 'zod';
import { formatParameter, formats } from '../formats/formats.ts';
import { collectionOf } from '../model/details.ts';
import { withComplements } from '../model/filter-values.ts';
import { eventFilters } from '../model/nouns/event.ts';
import { modelOf } from '../model/nouns.ts';
import { codeList, itemList, oneCode, parameterDocs } from '../model/parameter.ts';
import { fields, limit, pageLimit, pageParameters } from '../model/query.ts';
import type { Collection } from '../store/query/collections.ts';
import { relatedOf } from '../store/query/include.ts';

/** The parameters of a list, with the names of its filters and of those that take actors. */
export interface CollectionQuery {
  readonly schema: z.ZodObject;
  readonly filters: z.ZodRawShape;
  readonly filterNames: ReadonlySet<string>;
  readonly actorNames: ReadonlySet<string>;
}

function detailFilters(type: string): z.ZodRawShape {
  const shape = Object.entries(collectionOf(type)?.filters ?? {}).map(([name, { match, example, field = name }]) => {
    if (match === 'initiator') {
      const description = 'Who cast it, by id, ISO code, CAMEO code or any name; any of the list.';
      return [name, itemList('actor', { description, example })];
    }
    const rest = match === 'text' ? ', or any one word of it' : '';
    return [
      name,
      itemList('id', {
        description: `The whole of \`details.${field}\`${rest}, case and accents folded; any of the list.`,
        example,
      }),
    ];
  });
  return withComplements(Object.fromEntries(shape) as Record<string, z.ZodType>);
}

function filtersFor({ noun, type }: Collection): z.ZodRawShape {
  if (type === null) return modelOf(noun).filters;
  const { type: _, type__not: __, ...filters } = eventFilters;
  return { ...filters, ...detailFilters(type) };
}

/** Names of the filters whose values are actors. */
function actorParameters(filters: z.ZodRawShape): Set<string> {
  return new Set(
    Object.keys(filters).filter((name) => parameterDocs.get(filters[name] as z.ZodType)?.kind === 'actor'),
  );
}

/** The filters of a collection and `more` parameters, for aggregates over the same records. */
export function filterQuery(collection: Collection, more: z.ZodRawShape): CollectionQuery {
  const filters = filtersFor(collection);
  return {
    schema: z.strictObject({ ...optionalShape(filters), ...more }),
    filters,
    filterNames: new Set(Object.keys(filters)),
    actorNames: actorParameters(filters),
  };
}

/** A shape with every parameter optional. */
export const optionalShape = (shape: z.ZodRawShape): z.ZodRawShape =>
  Object.fromEntries(Object.entries(shape).map(([name, schema]) => [name, (schema as z.ZodType).optional()]));

function includeParameter({ noun, type }: Collection): z.ZodRawShape {
  const withBallots = noun === 'event' && (type === null || type === 'veto' || type === 'vote');
  const hidden = modelOf(noun).hidden.filter((name) => name !== 'ballots' || withBallots);
  const names = [...relatedOf(noun), ...hidden] as [string, ...string[]];
  if (names.length === 0) return {};
  const description = 'Related records, each once under `included`, and fields that are omitted by default.';
  return { include: codeList(names, { description, example: names[0] }) };
}

function sortParameter({ sorts }: Collection) {
  const description = 'Order; `relevance` ranks the newest 1,000 hits of `q`.';
  return oneCode([...sorts] as [string, ...string[]], { description, example: sorts[0], fallback: sorts[0] });
}

const namesOf = (streamed: boolean) => formats.filter((one) => one.streamed === streamed).map(({ name }) => name);
const sentence = new Intl.ListFormat('en-GB', { type: 'conjunction' });

/** The accepted range of `limit`, for messages. */
export const pageRange = `1 to ${pageLimit.longest}; ${sentence.format(namesOf(true))} accept more`;

const pages = namesOf(false).map((name) => `\`${name}\``);
const format = formatParameter(
  formats,
  `Format of the response; overrides \`Accept\`. All but ${sentence.format(pages)} are streamed whole.`,
);
const formatParameters = Object.assign({}, ...formats.map(({ parameters }) => parameters ?? {})) as z.ZodRawShape;

/** Every parameter of a list. */
export function listQuery(collection: Collection): CollectionQuery {
  return filterQuery(
    collection,
    optionalShape({
      sort: sortParameter(collection),
      limit: limit(pageRange),
      ...pageParameters,
      ...includeParameter(collection),
      fields,
      format,
      ...formatParameters,
    }),
  );
}
