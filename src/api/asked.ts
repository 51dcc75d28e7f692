import type { FastifyRequest } from 'fastify';
import { LRUCache } from 'lru-cache';
import { derivedColumns } from '../formats/columns.ts';
import { type Format, formats } from '../formats/formats.ts';
import { schemaOf } from '../model/nouns.ts';
import type { FilterValues } from '../store/query/clause.ts';
import type { Collection } from '../store/query/collections.ts';
import { type CollectionQuery, pageRange } from './list-query.ts';
import { negotiate } from './negotiate.ts';
import { readQueryString, readValues, refuseParameter } from './query-string.ts';
import { queryText } from './service.ts';
import { refuseUnknownFields } from './show.ts';

const pageLimit = 1000;
/** Queries a list remembers having read; dashboards ask the same few again and again. */
const remembered = 500;
/** Longer ones are read anew, so that what is remembered stays small whatever is asked. */
const longestRemembered = 1000;

/** A query of a list, read and checked against everything but the database. */
export interface Asked {
  readonly filter: FilterValues;
  readonly sort: Collection['sorts'][number];
  readonly limit: number | undefined;
  readonly cursor: string | undefined;
  readonly count: 'none' | 'bounded' | 'exact';
  readonly fields: readonly string[] | undefined;
  readonly include: readonly string[];
  readonly csv: 'safe' | 'raw' | undefined;
  readonly format: Format;
  /** What a cursor is bound to: endpoint, filters and sort, however they were ordered. */
  readonly bound: string;
}

function formatOf(name: string | undefined, accept: string | undefined): Format {
  if (name === undefined) return negotiate(accept, formats);
  return formats.find((format) => format.name === name) ?? formats[0];
}

/** Refuses what one parameter alone cannot show to be wrong. */
function refuseClashes(asked: Asked, given: Readonly<Record<string, unknown>>, collection: Collection): void {
  const { format, limit, fields } = asked;
  if (!format.streamed && limit !== undefined && limit > pageLimit) {
    throw refuseParameter('limit', String(limit), `is not a whole number from ${pageRange}`);
  }
  if (format.streamed && asked.count !== 'none') {
    throw refuseParameter('count', asked.count, `is for format=json; ${format.name} is given whole`);
  }
  const related = asked.include.find((name) => format.streamed && name !== 'native' && name !== 'ballots');
  if (related !== undefined)
    throw refuseParameter('include', related, 'is for format=json; a streamed row stands alone', ['native', 'ballots']);
  if (given.csv !== undefined && format.name !== 'csv')
    throw refuseParameter('csv', asked.csv ?? null, 'is for format=csv');
  if (asked.sort === 'relevance' && given.q === undefined) throw refuseParameter('sort', 'relevance', 'needs `q`');
  const isTable = format.name === 'csv' || format.name === 'geojson' || format.name === 'parquet';
  const besides = isTable ? derivedColumns(collection.noun).map(({ name }) => name) : [];
  refuseUnknownFields(fields, schemaOf(collection.noun, collection.type), besides);
}

function readAsked(query: CollectionQuery, collection: Collection, text: string, accept: string | undefined): Asked {
  const written = readQueryString(text);
  const given = readValues(query.schema, written) as Record<string, unknown>;
  const names = Object.keys(written)
    .filter((name) => query.filterNames.has(name))
    .sort();
  const filter = Object.fromEntries(names.map((name) => [name, given[name]]));
  const filters = names.map((name) => [name, written[name]]);
  const sort = (given.sort ?? collection.sorts[0]) as Asked['sort'];
  const asked: Asked = {
    filter,
    sort,
    bound: JSON.stringify([collection.path, filters, sort]),
    limit: given.limit as number | undefined,
    cursor: given.cursor as string | undefined,
    count: (given.count ?? 'none') as Asked['count'],
    fields: given.fields as string[] | undefined,
    include: (given.include ?? []) as string[],
    csv: given.csv as Asked['csv'],
    format: formatOf(given.format as string | undefined, accept),
  };
  refuseClashes(asked, given, collection);
  return asked;
}

/** Reads the queries of one list; the last ones are remembered, as reading takes longer than many an answer. */
export function askedReader(query: CollectionQuery, collection: Collection): (request: FastifyRequest) => Asked {
  const known = new LRUCache<string, Asked>({ max: remembered });
  return (request) => {
    const text = queryText(request);
    const { accept } = request.headers;
    const key = `${accept ?? ''}\n${text}`;
    const remembers = known.get(key);
    if (remembers !== undefined) return remembers;
    const asked = readAsked(query, collection, text, accept);
    if (key.length <= longestRemembered) known.set(key, asked);
    return asked;
  };
}
