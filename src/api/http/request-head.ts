import { randomBytes } from 'node:crypto';
import type { FastifyRequest } from 'fastify';
import { Problem } from '../../errors.ts';
import { pathText } from './url.ts';

/** The longest accepted URL, in characters. */
export const longestUrl = 8192;
const largestHeader = 16_384;
/** The parser's limit, above ours so that a long URL can be told from long header fields. */
export const largestHead = 32_768;

const idPrefix = randomBytes(6)
  .toString('base64url')
  .replace(/[^A-Za-z0-9]/g, 'x');
let lastId = 0;

/** A new request id, unique in this process. */
export function newId(): string {
  lastId += 1;
  return `${idPrefix}-${lastId.toString(36)}`;
}

/** The client's request id if it is valid, else a new one. */
export function requestId({ headers }: { headers: Record<string, string | string[] | undefined> }): string {
  const header = headers['x-request-id'];
  return typeof header === 'string' && /^[A-Za-z0-9._-]{1,128}$/.test(header) ? header : newId();
}

/** Strips scheme and host from a request target in absolute form. */
export function ownUrl(url: string): string {
  if (url.charCodeAt(0) === 47) return url;
  const rest = /^https?:\/\/[^/?#]*(.*)$/is.exec(url)?.[1];
  return rest === undefined ? url : rest.startsWith('/') ? rest : `/${rest}`;
}

/** @throws Problem for a request line or head that no endpoint accepts. */
export function refuseHead(request: FastifyRequest): void {
  const { url = '', rawHeaders, headers, httpVersion } = request.raw;
  if (url.length > longestUrl) throw new Problem('uri-too-long', `The URL is longer than ${longestUrl} characters.`);
  let size = 0;
  for (const text of rawHeaders) size += text.length;
  if (size > largestHeader) throw new Problem('headers-too-large', 'The header fields are larger than 16 kB.');
  if (headers.host === undefined && httpVersion === '1.1') {
    throw new Problem('malformed-request', 'An HTTP/1.1 request needs a `Host` header.');
  }
  if (url.includes('#')) {
    throw new Problem(
      'malformed-url',
      'A request URL must not contain a fragment (`#…`); write a `#` in a value as `%23`.',
    );
  }
  const path = pathText(request);
  if (path === '*' && request.method !== 'OPTIONS') {
    throw new Problem('no-such-endpoint', 'Only OPTIONS is supported for `*`; see `/` for an overview.');
  }
  if (path.includes('%00')) throw new Problem('malformed-url', 'The path has a NUL character.');
  if (path.startsWith('/v1/') && path.endsWith('/')) {
    throw new Problem('no-such-endpoint', 'There is no such endpoint; remove the trailing slash.');
  }
}
