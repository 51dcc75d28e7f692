import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { formats } from '../../formats/formats.ts';
import { collectionOf } from '../../model/details.ts';
import { modelOf, type Noun, schemaOf } from '../../model/nouns.ts';
import { pageLimit } from '../../model/query.ts';
import { nounOf } from '../../store/nouns.ts';
import type { Collection } from '../../store/query/collections.ts';
import { relatedOf } from '../../store/query/include.ts';
import { count, type ListQuery, list } from '../../store/query/list.ts';
import type { State } from '../../store/state.ts';
import { readCursor, writeCursor } from '../cursor.ts';
import { exported } from '../exports.ts';
import { type Head, send, sendChunks, tagged } from '../http/answer.ts';
import { matchesAny } from '../http/etag.ts';
import { routeMethods } from '../http/headers.ts';
import { readIncluded } from '../included.ts';
import { type CollectionQuery, listQuery } from '../list-query.ts';
import { type ListRequest, listRequestReader } from '../list-request.ts';
import { nextUrl, pageText } from '../page-text.ts';
import { resolveFilter } from '../resolve-filter.ts';
import type { Service } from '../service.ts';
import { hiddenWanted } from '../show.ts';
import { pascal, wordsOf } from './record-words.ts';
import { cached, listOfRecords } from './schemas.ts';

/** A list request with its parameters parsed and its names resolved. */
interface Listing {
  readonly wanted: ListRequest;
  readonly state: State;
  readonly query: ListQuery;
}

const tagOf = (service: Service, request: FastifyRequest, { format }: ListRequest, { revision, database }: State) =>
  tagged(service, request, { revision, database, variant: format.name, exists: false });

async function sendPage(
  service: Service,
  request: FastifyRequest,
  reply: FastifyReply,
  head: Head,
  { wanted, state, query }: Listing,
): Promise<FastifyReply> {
  const { db } = request;
  const page = await list(db, query);
  const counted = wanted.count === 'none' ? null : await count(db, query, wanted.count);
  const included = await readIncluded(db, query.collection.noun, wanted.include, page.rows);
  const next = page.next === null ? null : writeCursor(state.secret, wanted.cursorScope, page.next);
  const next_url = next === null ? null : nextUrl(service, request, next);
  if (next_url !== null) head.push('link', `<${next_url}>; rel="next"`);
  const parts = { shown: wanted, state, page, limit: query.limit, count: counted, included, next, next_url };
  return send(request, reply, 200, head, pageText(parts));
}

/** The one handler of lists: every list of the service uses it with its collection. */
function listHandler(service: Service, collection: Collection, parameters: CollectionQuery) {
  const read = listRequestReader(parameters, collection);

  async function answer(request: FastifyRequest, reply: FastifyReply, wanted: ListRequest): Promise<FastifyReply> {
    const { format, filter, sort } = wanted;
    const state = await service.state.read(request.db);
    const after = wanted.cursor === undefined ? null : readCursor(state.secret, wanted.cursorScope, wanted.cursor);
    const { head, known } = tagOf(service, request, wanted, state);
    if (known) return send(request, reply, 304, head);
    const actors = await resolveFilter(request.db, state, filter, parameters);
    // Only now is it known that the list exists.
    if (matchesAny(request.headers['if-none-match'] ?? '')) return send(request, reply, 304, head);
    head.push('content-type', format.content_type);
    if (format.streamed) head.push('content-disposition', `inline; filename="${collection.path}.${format.extension}"`);
    if (request.method === 'HEAD') return send(request, reply, 200, head);
    const limit = wanted.limit ?? (format.streamed ? Number.MAX_SAFE_INTEGER : pageLimit.usual);
    const extra = hiddenWanted(wanted.include, wanted.fields) !== null;
    const query = { collection, filter, actors, sort, after, limit, extra, records: state.sequence };
    if (!format.streamed) return sendPage(service, request, reply, head, { wanted, state, query });
    return sendChunks(service, request, reply, head, exported(service, request.db, format, wanted, query));
  }

  return (request: FastifyRequest, reply: FastifyReply) => {
    const wanted = read(request);
    const state = service.state.known;
    // Revalidated responses have mostly not changed; skip the async path when the state is cached.
    if (state !== null && wanted.cursor === undefined && request.headers['if-none-match'] !== undefined) {
      const { head, known } = tagOf(service, request, wanted, state);
      if (known) return send(request, reply, 304, head);
    }
    return answer(request, reply, wanted);
  };
}

const streamedContent = Object.fromEntries(
  formats.flatMap((format) => (format.streamed ? [[format.media_type, format.schema]] : [])),
);

/** Adds a list. */
export function listRoute(server: FastifyInstance, service: Service, collection: Collection): void {
  const { path, noun, type } = collection;
  const query = listQuery(collection);
  const { summary, description, examples } = wordsOf(collection);
  const related = Object.fromEntries(relatedOf(noun).map((kind) => [kind, modelOf(nounOf(kind) as Noun).record]));
  const name = type === null ? pascal(noun) : (collectionOf(type)?.name ?? pascal(type));
  const page = listOfRecords(name, schemaOf(noun, type), related);
  server.route({
    method: routeMethods,
    url: `/v1/${path}`,
    schema: {
      operationId: `list${pascal(path)}`,
      tags: [type === null ? path : 'events by type'],
      summary,
      description,
      querystring: query.schema,
      response: cached({ [formats[0].media_type]: page, ...streamedContent }),
    },
    config: { examples },
    handler: listHandler(service, collection, query),
  });
}
