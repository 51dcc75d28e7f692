import type { FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { Problem } from '../errors.ts';
import { isFieldPath, projector } from '../formats/fields.ts';
import { type Noun, schemaOf } from '../model/noun.ts';
import { codeList } from '../model/parameter.ts';
import { shapeParameters } from '../model/query.ts';
import { get } from '../store/list.ts';
import { negotiate } from './negotiate.ts';
import { readQuery, refuse } from './query-string.ts';
import { notModified, queryText, type Service, sendReady } from './service.ts';
import { showRow } from './show.ts';

const json = [{ name: 'json', media_type: 'application/json' }] as const;

/** The parameters of a single record: which fields, and for events those left out unless asked for. */
export function recordQuery(noun: Noun) {
  const hidden = codeList(['native', 'ballots'], {
    description: 'Fields left out unless asked for.',
    example: 'ballots',
  });
  const { fields } = shapeParameters;
  return z.strictObject({ fields: fields.optional(), ...(noun === 'event' ? { include: hidden.optional() } : {}) });
}

/** The one route for single records: the bare object. */
export function recordHandler(service: Service, noun: Noun) {
  const schema = recordQuery(noun);
  return async (request: FastifyRequest, reply: FastifyReply) => {
    const given = readQuery(schema, queryText(request)) as { fields?: string[]; include?: string[] };
    const unknown = given.fields?.find((path) => !isFieldPath(schemaOf(noun), path));
    if (unknown !== undefined) {
      const item = { parameter: 'fields', value: unknown, message: 'The record has no such field.' };
      throw refuse([{ code: 'unknown-field', item }]);
    }
    negotiate(request.headers.accept, json);
    const { id } = request.params as { id: string };
    const modified = ({ revision }: { revision: number }, exists: boolean) =>
      !notModified(service, request, reply, { revision, format: 'json', exists });
    const conditional = request.headers['if-none-match'] !== undefined;
    if (conditional && !modified(await service.state.read(request.db), false)) return sendReady(request, reply, 304);
    const row = await get(request.db, noun, id);
    if (row === null) throw new Problem('not-found', `There is no ${noun} "${id.slice(0, 200)}".`);
    if (!modified(row, true)) return sendReady(request, reply, 304);
    reply.header('content-type', 'application/json');
    if (request.method === 'HEAD') return reply.send();
    const text = showRow(given.include ?? [], given.fields)(row);
    const shown = given.fields === undefined ? text : JSON.stringify(projector(given.fields)(JSON.parse(text)));
    return sendReady(request, reply, 200, shown);
  };
}
