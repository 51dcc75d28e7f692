import { Readable } from 'node:stream';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { columnsOf } from '../formats/columns.ts';
import { isFieldPath, projector } from '../formats/fields.ts';
import { type Format, formats, type StreamedFormat } from '../formats/formats.ts';
import { schemaOf } from '../model/noun.ts';
import type { Collection } from '../store/collections.ts';
import { count, each, type ListQuery, list, type Page } from '../store/list.ts';
import type { FilterValues } from '../store/plan.ts';
import { readState, type State } from '../store/state.ts';
import { type Position, readCursor, writeCursor } from './cursor.ts';
import { matchesAny } from './etag.ts';
import { readIncluded } from './included.ts';
import type { CollectionQuery } from './list-query.ts';
import { negotiate } from './negotiate.ts';
import { readQuery, refuse, refuseParameter } from './query-string.ts';
import { resolveFilter } from './resolve-filter.ts';
import { linkTo, notModified, pathText, queryText, type Service } from './service.ts';
import { hiddenAsked, showRow } from './show.ts';

const pageLimit = 1000;
const defaultLimit = 50;

/** A query of a list, read and checked against everything but the database. */
interface Asked {
  readonly filter: FilterValues;
  readonly sort: Collection['sorts'][number];
  readonly limit: number | undefined;
  readonly cursor: string | undefined;
  readonly count: 'none' | 'bounded' | 'exact';
  readonly fields: readonly string[] | undefined;
  readonly include: readonly string[];
  readonly csv: 'safe' | 'raw' | undefined;
  readonly format: Format;
}

function formatOf(name: string | undefined, request: FastifyRequest): Format {
  if (name === undefined) return negotiate(request.headers.accept, formats);
  return formats.find((format) => format.name === name) ?? formats[0];
}

/** Refuses what one parameter alone cannot show to be wrong. */
function refuseClashes(asked: Asked, given: Readonly<Record<string, unknown>>, collection: Collection): void {
  const { format, limit, fields } = asked;
  if (!format.streamed && limit !== undefined && limit > pageLimit) {
    throw refuseParameter(
      'limit',
      String(limit),
      `is not a whole number from 1 to ${pageLimit}; ndjson, csv and geojson take more`,
    );
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
  const schema = schemaOf(collection.noun, collection.type);
  const unknown = fields?.find((path) => !isFieldPath(schema, path));
  if (unknown !== undefined) {
    throw refuse([
      {
        code: 'unknown-field',
        item: { parameter: 'fields', value: unknown, message: 'The record has no such field.' },
      },
    ]);
  }
}

function readAsked(query: CollectionQuery, collection: Collection, request: FastifyRequest): Asked {
  const given = readQuery(query.schema, queryText(request)) as Record<string, unknown>;
  const filter = Object.fromEntries(Object.entries(given).filter(([name]) => query.filterNames.has(name)));
  const asked: Asked = {
    filter,
    sort: (given.sort ?? collection.sorts[0]) as Asked['sort'],
    limit: given.limit as number | undefined,
    cursor: given.cursor as string | undefined,
    count: (given.count ?? 'none') as Asked['count'],
    fields: given.fields as string[] | undefined,
    include: (given.include ?? []) as string[],
    csv: given.csv as Asked['csv'],
    format: formatOf(given.format as string | undefined, request),
  };
  refuseClashes(asked, given, collection);
  return asked;
}

/** What a cursor is bound to: endpoint, filters and sort, however they were ordered. */
function boundTo(path: string, request: FastifyRequest, asked: Asked, query: CollectionQuery): string {
  const parameters = [...new URLSearchParams(queryText(request))]
    .filter(([name]) => query.filterNames.has(name))
    .sort();
  return JSON.stringify([path, parameters, asked.sort]);
}

/** Rows as text: the stored JSON as it is, unless fields or hidden ones are asked for. */
function rowText({ fields, include }: Asked): (row: Page['rows'][number]) => string {
  const shows = showRow(include, fields);
  if (fields === undefined) return shows;
  const project = projector(fields);
  return (row) => JSON.stringify(project(JSON.parse(shows(row))));
}

/** The dataset of a record; every stored body begins with `id` and `dataset`, neither of which needs escapes. */
function datasetOf(body: string): string {
  const start = body.indexOf('"dataset":"') + 11;
  return body.slice(start, body.indexOf('"', start));
}

function metaText(state: State, rows: Page['rows']): string {
  const datasets = [...new Set(rows.map(({ body }) => datasetOf(body)))].sort();
  const terms = Object.fromEntries(datasets.map((id) => [id, state.catalogue[id]]));
  return JSON.stringify({ revision: state.revision, datasets: terms });
}

/** The URL of the next page: the same query as written, with the other cursor. */
function nextUrl(service: Service, request: FastifyRequest, cursor: string): string {
  const parameters = queryText(request)
    .split('&')
    .filter((part) => part !== '' && !/^cursor=/.test(decodeURIComponent(part)))
    // What may stand in a URL as it was sent, but not between the angle brackets of `Link`.
    .map((part) => part.replace(/[<>"]/g, encodeURIComponent));
  return linkTo(service.config, `${pathText(request)}?${[...parameters, `cursor=${cursor}`].join('&')}`);
}

/** The one list route: every list of the service is this function over its collection. */
export function listHandler(service: Service, collection: Collection, query: CollectionQuery) {
  const { engine } = service;
  const path = `/v1/${collection.path}`;

  async function sendPage(
    request: FastifyRequest,
    reply: FastifyReply,
    asked: Asked,
    state: State,
    listed: ListQuery,
    bound: string,
  ) {
    const { db } = request;
    const page = await list(db, engine.dialect, listed);
    const counted = asked.count === 'none' ? null : await count(db, engine.dialect, listed, asked.count);
    const related = await readIncluded(db, collection.noun, asked.include, page.rows);
    const last = page.rows.at(-1);
    const next = page.more && last !== undefined ? writeCursor(state.secret, bound, last.position) : null;
    const next_url = next === null ? null : nextUrl(service, request, next);
    if (next_url !== null) reply.header('link', `<${next_url}>; rel="next"`);
    const head = JSON.stringify({ limit: listed.limit, next, next_url, count: counted });
    const rows = page.rows.map(rowText(asked)).join(',');
    return `{"data":[${rows}],"page":${head},"included":${related},"meta":${metaText(state, page.rows)}}`;
  }

  async function* streamed(request: FastifyRequest, asked: Asked, listed: ListQuery, format: StreamedFormat) {
    const native = asked.include.includes('native');
    const { fields } = asked;
    const columns = columnsOf(collection.noun, { type: collection.type ?? undefined, fields, native });
    const project = fields === undefined ? undefined : projector(fields);
    const writer = format.writer(collection.noun, { columns, raw: asked.csv === 'raw', project });
    const shows = showRow(asked.include, fields);
    let text = writer.head;
    for await (const rows of each(request.db, engine.dialect, listed)) {
      for (const row of rows) text += writer.row(shows(row));
      yield text;
      text = '';
    }
    yield text + writer.foot;
  }

  return async (request: FastifyRequest, reply: FastifyReply) => {
    const asked = readAsked(query, collection, request);
    const { format } = asked;
    const state = await readState(request.db);
    const bound = boundTo(path, request, asked, query);
    const after: Position | null = asked.cursor === undefined ? null : readCursor(state.secret, bound, asked.cursor);
    reply.header('content-type', format.content_type);
    const tag = { revision: state.revision, format: format.name, exists: false };
    if (notModified(service, request, reply, tag)) return reply.code(304).send();
    const actors = await resolveFilter(request.db, state, asked.filter, query);
    // Only now is it known that there is such a list at all.
    if (matchesAny(request.headers['if-none-match'] ?? '')) return reply.code(304).send();
    if (format.streamed) {
      reply.header('content-disposition', `inline; filename="${collection.path}.${format.extension}"`);
    }
    if (request.method === 'HEAD') return reply.send();
    const limit = asked.limit ?? (format.streamed ? Number.MAX_SAFE_INTEGER : defaultLimit);
    const listed: ListQuery = {
      collection,
      filter: asked.filter,
      actors,
      sort: asked.sort,
      after,
      limit,
      extra: hiddenAsked(asked.include, asked.fields) !== null,
    };
    if (!format.streamed) return reply.send(await sendPage(request, reply, asked, state, listed, bound));
    const pieces = streamed(request, asked, listed, format);
    // The first rows are read before the head goes out, so that what fails at once is answered by a status.
    const first = await pieces.next();
    const rest = async function* () {
      if (!first.done) yield first.value;
      yield* pieces;
    };
    return reply.send(Readable.from(rest(), { objectMode: false }));
  };
}
