import { Readable } from 'node:stream';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { columnsOf } from '../formats/columns.ts';
import { projector } from '../formats/fields.ts';
import type { StreamedFormat } from '../formats/formats.ts';
import type { Collection } from '../store/collections.ts';
import { count, each, type ListQuery, list, type Page } from '../store/list.ts';
import type { State } from '../store/state.ts';
import { type Asked, askedReader } from './asked.ts';
import { type Position, readCursor, writeCursor } from './cursor.ts';
import { matchesAny } from './etag.ts';
import { readIncluded } from './included.ts';
import type { CollectionQuery } from './list-query.ts';
import { resolveFilter } from './resolve-filter.ts';
import { linkTo, notModified, pathText, queryText, type Service, sendReady } from './service.ts';
import { hiddenAsked, showRow } from './show.ts';

const defaultLimit = 50;

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

const termTexts = new WeakMap<State['catalogue'], Map<string, string>>();

/** Licence and attribution of datasets as JSON, written once for each set of them. */
function termsText(catalogue: State['catalogue'], datasets: readonly string[]): string {
  const texts = termTexts.get(catalogue) ?? new Map<string, string>();
  termTexts.set(catalogue, texts);
  const key = datasets.join();
  const text = texts.get(key) ?? JSON.stringify(Object.fromEntries(datasets.map((id) => [id, catalogue[id]])));
  texts.set(key, text);
  return text;
}

function metaText({ revision, catalogue }: State, rows: Page['rows']): string {
  const datasets = new Set<string>();
  for (const { body } of rows) datasets.add(datasetOf(body));
  return `{"revision":${revision},"datasets":${termsText(catalogue, [...datasets].sort())}}`;
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
  const read = askedReader(query, collection);

  async function sendPage(request: FastifyRequest, reply: FastifyReply, asked: Asked, state: State, listed: ListQuery) {
    const { db } = request;
    const page = await list(db, engine.dialect, listed);
    const counted = asked.count === 'none' ? null : await count(db, engine.dialect, listed, asked.count);
    const related = await readIncluded(db, collection.noun, asked.include, page.rows);
    const last = page.rows.at(-1);
    const next = page.more && last !== undefined ? writeCursor(state.secret, asked.bound, last.position) : null;
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
    const asked = read(request);
    const { format } = asked;
    const state = await service.state.read(request.db);
    const after: Position | null =
      asked.cursor === undefined ? null : readCursor(state.secret, asked.bound, asked.cursor);
    reply.header('content-type', format.content_type);
    const tag = { revision: state.revision, format: format.name, exists: false };
    if (notModified(service, request, reply, tag)) return sendReady(request, reply, 304);
    const actors = await resolveFilter(request.db, state, asked.filter, query);
    // Only now is it known that there is such a list at all.
    if (matchesAny(request.headers['if-none-match'] ?? '')) return sendReady(request, reply, 304);
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
    if (!format.streamed) return sendReady(request, reply, 200, await sendPage(request, reply, asked, state, listed));
    const pieces = streamed(request, asked, listed, format);
    // The first rows are read before the head goes out, so that what fails at once is answered by a status.
    const first = await pieces.next();
    const rest = async function* () {
      if (!first.done) yield first.value;
      try {
        yield* pieces;
      } catch (cause) {
        request.server.journal.error({ err: cause, id: request.id }, 'answer broken off');
        throw cause;
      }
    };
    return reply.send(Readable.from(rest(), { objectMode: false }));
  };
}
