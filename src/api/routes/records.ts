import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { Problem } from '../../errors.ts';
import { modelOf, type Noun, schemaOf } from '../../model/nouns.ts';
import { codeList } from '../../model/parameter.ts';
import { fields } from '../../model/query.ts';
import type { Collection } from '../../store/query/collections.ts';
import { get } from '../../store/query/list.ts';
import { send, tagged } from '../http/answer.ts';
import { routeMethods } from '../http/headers.ts';
import { jsonOnly, negotiate } from '../http/negotiate.ts';
import type { Service } from '../service.ts';
import { refuseUnknownFields, rowText } from '../show.ts';
import { pascal, wordsOf } from './record-words.ts';
import { cached, orNotFound, pathParameter } from './schemas.ts';

/** The parameters of a single record: `fields`, and `include` if it has fields that are omitted by default. */
function recordQuery(noun: Noun) {
  const hidden = modelOf(noun).hidden as readonly [string, ...string[]];
  if (hidden.length === 0) return z.strictObject({ fields: fields.optional() });
  const doc = { description: 'Fields that are omitted by default.', example: hidden.at(-1) as string };
  return z.strictObject({ fields: fields.optional(), include: codeList(hidden, doc).optional() });
}

type Query = { readonly fields?: string[]; readonly include?: string[] };

async function sendRecord(
  service: Service,
  noun: Noun,
  request: FastifyRequest<{ Params: { id: string }; Querystring: Query }>,
  reply: FastifyReply,
): Promise<FastifyReply> {
  const { fields, include } = request.query;
  refuseUnknownFields(fields, schemaOf(noun));
  negotiate(request.headers.accept, jsonOnly);
  const { id } = request.params;
  if (request.headers['if-none-match'] !== undefined) {
    const { revision, database } = await service.state.read(request.db);
    const { head, known } = tagged(service, request, { revision, database, variant: 'json', exists: false });
    if (known) return send(request, reply, 304, head);
  }
  const row = await get(request.db, noun, id);
  if (row === null) throw new Problem('not-found', `There is no ${noun} "${id.slice(0, 200)}".`);
  const { revision, database } = row;
  const { head, known } = tagged(service, request, { revision, database, variant: 'json', exists: true });
  if (known) return send(request, reply, 304, head);
  head.push('content-type', 'application/json');
  const whole = fields === undefined && include === undefined;
  return send(request, reply, 200, head, whole ? row.body : rowText({ fields, include: include ?? [] })(row));
}

/** Adds the single records of a collection, each as a bare object. */
export function recordRoute(server: FastifyInstance, service: Service, collection: Collection): void {
  const { noun, path } = collection;
  server.route<{ Params: { id: string }; Querystring: Query }>({
    method: routeMethods,
    url: `/v1/${path}/:id`,
    schema: {
      operationId: `get${pascal(noun)}`,
      tags: [path],
      summary: `One ${noun}`,
      description: `The ${noun} with this id, as a bare object.`,
      params: pathParameter('id', `Id of the ${noun}.`, wordsOf(collection).example),
      querystring: recordQuery(noun),
      response: { ...cached({ 'application/json': modelOf(noun).record }), ...orNotFound },
    },
    handler: (request, reply) => sendRecord(service, noun, request, reply),
  });
}
