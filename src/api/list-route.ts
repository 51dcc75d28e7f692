import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Collection } from '../store/query/collections.ts';
import { count, type ListQuery, list } from '../store/query/list.ts';
import type { State } from '../store/state.ts';
import { type Head, send, sendPieces, tagged } from './answer.ts';
import { type Asked, askedReader } from './asked.ts';
import { readCursor, writeCursor } from './cursor.ts';
import { matchesAny } from './etag.ts';
import { exported } from './exports.ts';
import { readIncluded } from './included.ts';
import type { CollectionQuery } from './list-query.ts';
import { nextUrl, pageText } from './page-text.ts';
import { resolveFilter } from './resolve-filter.ts';
import type { Service } from './service.ts';
import { hiddenAsked } from './show.ts';

const defaultLimit = 50;

/** What a list is asked once its parameters are read and its names resolved. */
interface Listing {
  readonly asked: Asked;
  readonly state: State;
  readonly listed: ListQuery;
}

const tagOf = (service: Service, request: FastifyRequest, { format }: Asked, { revision, database }: State) =>
  tagged(service, request, { revision, database, variant: format.name, exists: false });

async function sendPage(
  service: Service,
  request: FastifyRequest,
  reply: FastifyReply,
  head: Head,
  { asked, state, listed }: Listing,
): Promise<FastifyReply> {
  const { db } = request;
  const page = await list(db, listed);
  const counted = asked.count === 'none' ? null : await count(db, listed, asked.count);
  const included = await readIncluded(db, listed.collection.noun, asked.include, page.rows);
  const next = page.next === null ? null : writeCursor(state.secret, asked.bound, page.next);
  const next_url = next === null ? null : nextUrl(service, request, next);
  if (next_url !== null) head.push('link', `<${next_url}>; rel="next"`);
  const parts = { asked, state, page, limit: listed.limit, count: counted, included, next, next_url };
  return send(request, reply, 200, head, pageText(parts));
}

/** The one list route: every list of the service is this function over its collection. */
export function listHandler(service: Service, collection: Collection, query: CollectionQuery) {
  const read = askedReader(query, collection);

  async function answer(request: FastifyRequest, reply: FastifyReply, asked: Asked): Promise<FastifyReply> {
    const { format, filter, sort } = asked;
    const state = await service.state.read(request.db);
    const after = asked.cursor === undefined ? null : readCursor(state.secret, asked.bound, asked.cursor);
    const { head, known } = tagOf(service, request, asked, state);
    if (known) return send(request, reply, 304, head);
    const actors = await resolveFilter(request.db, state, filter, query);
    // Only now is it known that there is such a list at all.
    if (matchesAny(request.headers['if-none-match'] ?? '')) return send(request, reply, 304, head);
    head.push('content-type', format.content_type);
    if (format.streamed) head.push('content-disposition', `inline; filename="${collection.path}.${format.extension}"`);
    if (request.method === 'HEAD') return send(request, reply, 200, head);
    const limit = asked.limit ?? (format.streamed ? Number.MAX_SAFE_INTEGER : defaultLimit);
    const extra = hiddenAsked(asked.include, asked.fields) !== null;
    const listing = {
      asked,
      state,
      listed: { collection, filter, actors, sort, after, limit, extra, records: state.sequence },
    };
    if (!format.streamed) return sendPage(service, request, reply, head, listing);
    return sendPieces(service, request, reply, head, exported(service, request.db, format, asked, listing.listed));
  }

  return (request: FastifyRequest, reply: FastifyReply) => {
    const asked = read(request);
    const state = service.state.known;
    // What is asked for by its tag has mostly not changed; where nothing has to be waited for, it is answered at once.
    if (state !== null && asked.cursor === undefined && request.headers['if-none-match'] !== undefined) {
      const { head, known } = tagOf(service, request, asked, state);
      if (known) return send(request, reply, 304, head);
    }
    return answer(request, reply, asked);
  };
}
