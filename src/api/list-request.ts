import type { FastifyRequest } from 'fastify';
import { derivedColumns } from '../formats/columns.ts';
import { type Format, formatNamed, formats } from '../formats/formats.ts';
import { schemaOf } from '../model/nouns.ts';
import { pageLimit } from '../model/query.ts';
import type { FilterValues } from '../store/query/clause.ts';
import type { Collection } from '../store/query/collections.ts';
import { relatedOf } from '../store/query/include.ts';
import { negotiate } from './http/negotiate.ts';
import { readQueryString, refuseParameter } from './http/query-string.ts';
import { queryText } from './http/url.ts';
import { type CollectionQuery, pageRange } from './list-query.ts';
import { hiddenNames, refuseUnknownFields, type Shown } from './show.ts';

/** A parsed list query, checked against everything but the database. */
export interface ListRequest extends Shown {
  readonly filter: FilterValues;
  readonly sort: Collection['sorts'][number];
  readonly limit: number | undefined;
  readonly cursor: string | undefined;
  readonly count: 'none' | 'bounded' | 'exact';
  readonly csv: 'safe' | 'raw' | undefined;
  readonly format: Format;
  /** What a cursor is bound to: endpoint, filters and sort, independent of their order in the URL. */
  readonly cursorScope: string;
}

/** The values of a query's parameters. */
type Values = Readonly<Record<string, unknown>>;

const page = formats[0];

/** Parameters that only one format accepts, with that format. */
const ofFormats = new Map(
  formats.flatMap((format) => Object.keys(format.parameters ?? {}).map((name) => [name, format] as const)),
);

/** Rejects invalid combinations of parameters. */
function refuseClashes(list: ListRequest, values: Values, collection: Collection): void {
  const { format, limit, fields, include, count, sort } = list;
  if (!format.streamed && limit !== undefined && limit > pageLimit.longest) {
    throw refuseParameter('limit', String(limit), `is not a whole number from ${pageRange}`);
  }
  if (format.streamed && count !== 'none') {
    throw refuseParameter('count', count, `is only for format=${page.name}; ${format.name} returns the whole result`);
  }
  const related = include.find((name) => format.streamed && relatedOf(collection.noun).includes(name));
  if (related !== undefined) {
    const message = `is only for format=${page.name}; streamed formats have no \`included\``;
    throw refuseParameter('include', related, message, hiddenNames);
  }
  for (const [name, only] of ofFormats) {
    if (values[name] === undefined || only === format) continue;
    throw refuseParameter(name, String(values[name]), `is only for format=${only.name}`);
  }
  if (sort === 'relevance' && values.q === undefined) throw refuseParameter('sort', 'relevance', 'needs `q`');
  const besides = format.tabular ? derivedColumns(collection.noun).map(({ name }) => name) : [];
  refuseUnknownFields(fields, schemaOf(collection.noun, collection.type), besides);
}

function readListRequest(
  query: CollectionQuery,
  collection: Collection,
  values: Values,
  text: string,
  accept: string | undefined,
): ListRequest {
  const written = readQueryString(text);
  const names = Object.keys(written)
    .filter((name) => query.filterNames.has(name))
    .sort();
  const sort = (values.sort ?? collection.sorts[0]) as ListRequest['sort'];
  const filters = names.map((name) => [name, written[name]]);
  const list: ListRequest = {
    filter: Object.fromEntries(names.map((name) => [name, values[name]])),
    sort,
    cursorScope: JSON.stringify([collection.path, filters, sort]),
    limit: values.limit as number | undefined,
    cursor: values.cursor as string | undefined,
    count: (values.count ?? 'none') as ListRequest['count'],
    fields: values.fields as string[] | undefined,
    include: (values.include ?? []) as string[],
    csv: values.csv as ListRequest['csv'],
    format: formatNamed((values.format ?? '') as string) ?? negotiate(accept, formats),
  };
  refuseClashes(list, values, collection);
  return list;
}

/**
 * Returns the parser for requests of one list. The validator gives repeated queries the same object, so the result for the
 * last `Accept` is cached by it.
 */
export function listRequestReader(query: CollectionQuery, collection: Collection) {
  const known = new WeakMap<object, { readonly accept: string | undefined; readonly list: ListRequest }>();
  return (request: FastifyRequest): ListRequest => {
    const values = request.query as Values;
    const { accept } = request.headers;
    const before = known.get(values);
    if (before !== undefined && before.accept === accept) return before.list;
    const list = readListRequest(query, collection, values, queryText(request), accept);
    known.set(values, { accept, list });
    return list;
  };
}
