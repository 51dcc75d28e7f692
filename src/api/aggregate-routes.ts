import type { FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import type { Session } from '../db/database.ts';
import { type CsvColumn, type CsvValue, csvHeader, csvWriter } from '../formats/csv.ts';
import { fieldsOf } from '../formats/fields.ts';
import { formats } from '../formats/formats.ts';
import {
  DyadMeta,
  DyadRow,
  dyadParameters,
  Facet,
  type FacetName,
  facetsParameters,
  SearchHit,
  searchParameters,
  TimelineMeta,
  TimelineRow,
  timelineParameters,
} from '../model/aggregate.ts';
import { oneCode } from '../model/parameter.ts';
import type { AggregateQuery } from '../store/query/aggregate.ts';
import { type Collection, collections } from '../store/query/collections.ts';
import { dyads } from '../store/query/dyads.ts';
import { facets } from '../store/query/facets.ts';
import { type SearchQuery, search } from '../store/query/search.ts';
import { timeline } from '../store/query/timeline.ts';
import type { State } from '../store/state.ts';
import { send, tagged } from './answer.ts';
import { type Endpoint, Meta } from './endpoint.ts';
import { matchesAny } from './etag.ts';
import { type CollectionQuery, filterQuery, optionalShape } from './list-query.ts';
import { negotiate } from './negotiate.ts';
import { readQuery } from './query-string.ts';
import { resolveFilter } from './resolve-filter.ts';
import { queryText, type Service } from './service.ts';

const offers = formats.filter(({ name }) => name === 'json' || name === 'csv');
const format = oneCode(['json', 'csv'], {
  description: 'Format of the answer; it beats `Accept`.',
  example: 'csv',
  fallback: 'json',
});

interface Answered {
  readonly data: readonly object[];
  readonly meta: object;
}

/** One aggregate: its own parameters, what a row and `meta` are, and how it is asked. */
interface Aggregate {
  readonly path: string;
  readonly operationId: string;
  readonly tag: string;
  readonly summary: string;
  readonly description: string;
  readonly name: string;
  readonly query: CollectionQuery;
  readonly row: z.ZodObject;
  readonly meta: z.ZodRawShape;
  readonly tabular: boolean;
  readonly examples: readonly string[];
  ask(db: Session, query: AggregateQuery, given: Record<string, unknown>): Promise<Answered>;
}

function csvText(row: z.ZodObject, data: readonly object[]): string {
  const columns: CsvColumn[] = fieldsOf(row).map(({ path, free }) => ({ name: path, free }));
  const write = csvWriter(columns, false);
  const cell = (record: object, { name }: CsvColumn) => (record as Record<string, CsvValue>)[name] ?? null;
  return csvHeader(columns) + data.map((record) => write(columns.map((column) => cell(record, column)))).join('');
}

/** The datasets an aggregate may count: those asked for, else all. */
function termsOf(state: State, filter: Readonly<Record<string, unknown>>) {
  const { dataset = Object.keys(state.catalogue), dataset__not = [] } = filter as Record<string, readonly string[]>;
  const ids = dataset.filter((id) => !dataset__not.includes(id));
  return Object.fromEntries(ids.sort().map((id) => [id, state.catalogue[id]]));
}

function handler(service: Service, collection: Collection, aggregate: Aggregate) {
  const { query, row, tabular } = aggregate;
  return async (request: FastifyRequest, reply: FastifyReply) => {
    const given = readQuery(query.schema, queryText(request)) as Record<string, unknown>;
    const filter = Object.fromEntries(Object.entries(given).filter(([name]) => query.filterNames.has(name)));
    const chosen =
      offers.find(({ name }) => name === given.format) ??
      negotiate(request.headers.accept, tabular ? offers : offers.slice(0, 1));
    const state = await service.state.read(request.db);
    const { revision, database } = state;
    const { head, known } = tagged(service, request, { revision, database, variant: chosen.name, exists: false });
    if (known) return send(request, reply, 304, head);
    const actors = await resolveFilter(request.db, state, filter, query);
    if (matchesAny(request.headers['if-none-match'] ?? '')) return send(request, reply, 304, head);
    head.push('content-type', chosen.content_type);
    if (request.method === 'HEAD') return send(request, reply, 200, head);
    const { data, meta } = await aggregate.ask(request.db, { collection, filter, actors }, given);
    const text =
      chosen.name === 'csv'
        ? csvText(row, data)
        : JSON.stringify({ data, meta: { revision, datasets: termsOf(state, filter), ...meta } });
    return send(request, reply, 200, head, text);
  };
}

function endpoint(service: Service, collection: Collection, aggregate: Aggregate): Endpoint {
  const { path, operationId, tag, summary, description, name, query, row, meta, tabular, examples } = aggregate;
  const answer = z
    .strictObject({ data: z.array(row), meta: z.strictObject({ ...Meta.shape, ...meta }) })
    .meta({ id: name });
  return {
    path,
    operationId,
    tag,
    summary,
    description,
    query: query.schema,
    cached: true,
    asksDatabase: true,
    answers: [
      { media_type: 'application/json', schema: answer },
      ...(tabular ? [{ media_type: 'text/csv', format: 'csv', schema: null }] : []),
    ],
    examples,
    handler: handler(service, collection, aggregate),
  };
}

/** Timeline, facets and dyads over the events that the filters choose, and the search over all nouns. */
export function aggregateEndpoints(service: Service): Endpoint[] {
  const events = collections.get('events') as Collection;
  const over = (more: z.ZodRawShape) => filterQuery(events, more);
  const aggregates: Aggregate[] = [
    {
      path: '/v1/events/timeline',
      operationId: 'getTimeline',
      tag: 'events',
      summary: 'Events over time',
      description: 'Counts, deaths and mean intensity per interval, and per group within it.',
      name: 'Timeline',
      query: over(optionalShape({ ...timelineParameters, format })),
      row: TimelineRow,
      meta: TimelineMeta.shape,
      tabular: true,
      examples: ['?interval=day&datetime=2017-04-10/2017-04-14&fill=zero', '?interval=year&group_by=quad_class'],
      ask: async (db, query, given) => {
        const { rows, meta } = await timeline(db, query, given);
        return { data: rows, meta };
      },
    },
    {
      path: '/v1/events/facets',
      operationId: 'getFacets',
      tag: 'events',
      summary: 'Values of events, counted',
      description: 'For each facet the 100 commonest values, all others together, and the events without one.',
      name: 'Facets',
      query: over(facetsParameters),
      row: Facet,
      meta: {},
      tabular: false,
      examples: ['?facets=type,country', '?facets=principal&type=veto,threat'],
      ask: async (db, query, given) => ({
        data: await facets(db, query, given.facets as FacetName[]),
        meta: {},
      }),
    },
    {
      path: '/v1/events/dyads',
      operationId: 'getDyads',
      tag: 'events',
      summary: 'Who acts on whom',
      description: 'Directed pairs of principals, from initiators to recipients, targets and victims.',
      name: 'Dyads',
      query: over(optionalShape({ ...dyadParameters, format })),
      row: DyadRow,
      meta: DyadMeta.shape,
      tabular: true,
      examples: ['?limit=5', '?initiator=Russia'],
      ask: async (db, query, given) => {
        const { rows, meta } = await dyads(db, query, given);
        return { data: rows, meta };
      },
    },
    {
      path: '/v1/search',
      operationId: 'search',
      tag: 'search',
      summary: 'Search everything',
      description: 'One ranked list over events, statements, claims and actors; one bounded window, no further pages.',
      name: 'SearchResult',
      query: {
        ...over({}),
        schema: z.strictObject({
          ...searchParameters,
          noun: searchParameters.noun.optional(),
          limit: searchParameters.limit.optional(),
        }),
        filterNames: new Set(),
      },
      row: SearchHit,
      meta: {},
      tabular: false,
      examples: ['?q=sarin&limit=3', '?q="chemical weapons" -Mosul&noun=claim,statement'],
      ask: async (db, _query, given) => ({
        data: await search(db, given as unknown as SearchQuery),
        meta: {},
      }),
    },
  ];
  return aggregates.map((aggregate) => endpoint(service, events, aggregate));
}
