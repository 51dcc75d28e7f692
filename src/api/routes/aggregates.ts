import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import type { Session } from '../../db/database.ts';
import { fieldsOf } from '../../formats/fields.ts';
import { type Format, formatNamed, formatParameter, tableFormats } from '../../formats/formats.ts';
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
} from '../../model/aggregate.ts';
import { pluralsOf, searchedNouns } from '../../model/nouns.ts';
import { type Collection, collectionOf } from '../../store/query/collections.ts';
import { dyads } from '../../store/query/dyads.ts';
import { facets } from '../../store/query/facets.ts';
import type { AggregateQuery } from '../../store/query/plan.ts';
import { type SearchQuery, search } from '../../store/query/search.ts';
import { timeline } from '../../store/query/timeline.ts';
import type { State } from '../../store/state.ts';
import { send, tagged } from '../http/answer.ts';
import { matchesAny } from '../http/etag.ts';
import { routeMethods } from '../http/headers.ts';
import { negotiate } from '../http/negotiate.ts';
import { type CollectionQuery, filterQuery, optionalShape } from '../list-query.ts';
import { resolveFilter } from '../resolve-filter.ts';
import type { Service } from '../service.ts';
import { cached, Meta } from './schemas.ts';

const format = formatParameter(tableFormats, 'Format of the response; overrides `Accept`.', 'csv');

type Values = Readonly<Record<string, unknown>>;

interface Result {
  readonly data: readonly object[];
  readonly meta: object;
}

/** One aggregate endpoint: its parameters, the schemas of a row and of `meta`, and its query. */
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
  /** JSON first; table formats too if a row has only scalars. */
  readonly formats: readonly Format[];
  readonly examples: readonly string[];
  run(db: Session, query: AggregateQuery, values: Values): Promise<Result>;
}

const [jsonFormat] = tableFormats as readonly [Format, ...Format[]];

/** Licence and attribution of the datasets an aggregate may count: the requested ones, else all. */
function licencesOf(state: State, filter: Readonly<Record<string, unknown>>) {
  const { dataset = Object.keys(state.catalogue), dataset__not = [] } = filter as Record<string, readonly string[]>;
  const ids = dataset.filter((id) => !dataset__not.includes(id));
  return Object.fromEntries(ids.sort().map((id) => [id, state.catalogue[id]]));
}

/** The response body: JSON with `data` and `meta`, or the rows as a table. */
function textOf(chosen: Format, { row }: Aggregate, { data, meta }: Result, state: State, filter: Values): string {
  if (chosen.table !== undefined) return chosen.table(fieldsOf(row), data);
  return JSON.stringify({ data, meta: { revision: state.revision, datasets: licencesOf(state, filter), ...meta } });
}

function handler(service: Service, collection: Collection, aggregate: Aggregate) {
  const { query, formats } = aggregate;
  return async (request: FastifyRequest, reply: FastifyReply) => {
    const values = request.query as Values;
    const filter = Object.fromEntries(Object.entries(values).filter(([name]) => query.filterNames.has(name)));
    const chosen = formatNamed((values.format ?? '') as string) ?? negotiate(request.headers.accept, formats);
    const state = await service.state.read(request.db);
    const { revision, database } = state;
    const { head, known } = tagged(service, request, { revision, database, variant: chosen.name, exists: false });
    if (known) return send(request, reply, 304, head);
    const actors = await resolveFilter(request.db, state, filter, query);
    if (matchesAny(request.headers['if-none-match'] ?? '')) return send(request, reply, 304, head);
    head.push('content-type', chosen.content_type);
    if (request.method === 'HEAD') return send(request, reply, 200, head);
    const result = await aggregate.run(request.db, { collection, filter, actors }, values);
    return send(request, reply, 200, head, textOf(chosen, aggregate, result, state, filter));
  };
}

function addAggregate(server: FastifyInstance, service: Service, collection: Collection, aggregate: Aggregate): void {
  const { path, operationId, tag, summary, description, name, query, row, meta, formats, examples } = aggregate;
  const answer = z
    .strictObject({ data: z.array(row), meta: z.strictObject({ ...Meta.shape, ...meta }) })
    .meta({ id: name });
  const content = formats.map(({ media_type, table }) => [media_type, table === undefined ? answer : z.string()]);
  server.route({
    method: routeMethods,
    url: path,
    schema: {
      operationId,
      tags: [tag],
      summary,
      description,
      querystring: query.schema,
      response: cached(Object.fromEntries(content)),
    },
    config: { examples },
    handler: handler(service, collection, aggregate),
  });
}

/** Adds timeline, facets and dyads over the filtered events, and the search over all nouns. */
export function aggregateRoutes(server: FastifyInstance, service: Service): void {
  const events = collectionOf('event');
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
      formats: tableFormats,
      examples: ['?interval=day&datetime=2017-04-10/2017-04-14&fill=zero', '?interval=year&group_by=quad_class'],
      run: async (db, query, values) => {
        const { rows, meta } = await timeline(db, query, values);
        return { data: rows, meta };
      },
    },
    {
      path: '/v1/events/facets',
      operationId: 'getFacets',
      tag: 'events',
      summary: 'Values of events, counted',
      description: 'For each facet the 100 most common values, all others combined, and the events without one.',
      name: 'Facets',
      query: over(facetsParameters),
      row: Facet,
      meta: {},
      formats: [jsonFormat],
      examples: ['?facets=type,country', '?facets=principal&type=veto,threat'],
      run: async (db, query, values) => ({
        data: await facets(db, query, values.facets as FacetName[]),
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
      formats: tableFormats,
      examples: ['?limit=5', '?initiator=Russia'],
      run: async (db, query, values) => {
        const { rows, meta } = await dyads(db, query, values);
        return { data: rows, meta };
      },
    },
    {
      path: '/v1/search',
      operationId: 'search',
      tag: 'search',
      summary: 'Search everything',
      description: `One ranked list over ${pluralsOf(searchedNouns)}; a single page of the best hits.`,
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
      formats: [jsonFormat],
      examples: ['?q=sarin&limit=3', '?q="chemical weapons" -Mosul&noun=statement'],
      run: async (db, _query, values) => ({
        data: await search(db, values as unknown as SearchQuery),
        meta: {},
      }),
    },
  ];
  for (const aggregate of aggregates) addAggregate(server, service, events, aggregate);
}
