import type { FastifyRequest } from 'fastify';

/** The part of a URL after the first `?`. */
export function queryText(request: FastifyRequest): string {
  const url = request.raw.url ?? '';
  const at = url.indexOf('?');
  return at < 0 ? '' : url.slice(at + 1);
}

/** The part of a URL before the first `?`. */
export function pathText(request: FastifyRequest): string {
  const url = request.raw.url ?? '';
  const at = url.indexOf('?');
  return at < 0 ? url : url.slice(0, at);
}
