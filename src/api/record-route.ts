import type { FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { Problem } from '../errors.ts';
import { modelOf, type Noun, schemaOf } from '../model/nouns.ts';
import { codeList } from '../model/parameter.ts';
import { shapeParameters } from '../model/query.ts';
import { get } from '../store/query/list.ts';
import { send, tagged } from './answer.ts';
import { negotiate } from './negotiate.ts';
import { readQuery } from './query-string.ts';
import { queryText, type Service } from './service.ts';
import { refuseUnknownFields, rowText } from './show.ts';

const json = [{ name: 'json', media_type: 'application/json' }] as const;

/** The parameters of a single record: which fields, and those left out unless asked for where it has such. */
export function recordQuery(noun: Noun) {
  const { fields } = shapeParameters;
  const hidden = modelOf(noun).hidden as readonly [string, ...string[]];
  if (hidden.length === 0) return z.strictObject({ fields: fields.optional() });
  const doc = { description: 'Fields left out unless asked for.', example: hidden.at(-1) as string };
  return z.strictObject({ fields: fields.optional(), include: codeList(hidden, doc).optional() });
}

/** The one route for single records: the bare object. */
export function recordHandler(service: Service, noun: Noun) {
  const schema = recordQuery(noun);
  return async (request: FastifyRequest, reply: FastifyReply) => {
    const text = queryText(request);
    const given = (text === '' ? {} : readQuery(schema, text)) as { fields?: string[]; include?: string[] };
    refuseUnknownFields(given.fields, schemaOf(noun));
    negotiate(request.headers.accept, json);
    const { id } = request.params as { id: string };
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
    if (text === '') return send(request, reply, 200, head, row.body);
    return send(request, reply, 200, head, rowText({ fields: given.fields, include: given.include ?? [] })(row));
  };
}
