import { randomBytes } from 'node:crypto';
import type { FastifyRequest } from 'fastify';
import { Problem } from '../../errors.ts';
import { pathText } from './url.ts';

/** The longest URL that is read, in characters. */
export const longestUrl = 8192;
const largestHeader = 16_384;
/** What the parser takes before it gives up: more than we do, so that a long URL and long fields are told apart. */
export const largestHead = 32_768;

const idPrefix = randomBytes(6)
  .toString('base64url')
  .replace(/[^A-Za-z0-9]/g, 'x');
let lastId = 0;

/** A request id that no other request of this process has. */
export function newId(): string {
  lastId += 1;
  return `${idPrefix}-${lastId.toString(36)}`;
}

/** The request's own id where it has a sound one, else a new one. */
export function requestId({ headers }: { headers: Record<string, string | string[] | undefined> }): string {
  const given = headers['x-request-id'];
  return typeof given === 'string' && /^[A-Za-z0-9._-]{1,128}$/.test(given) ? given : newId();
}

/** A target in absolute form names the server as well, which is not asked; what follows is the URL. */
export function ownUrl(url: string): string {
  if (url.charCodeAt(0) === 47) return url;
  const rest = /^https?:\/\/[^/?#]*(.*)$/is.exec(url)?.[1];
  return rest === undefined ? url : rest.startsWith('/') ? rest : `/${rest}`;
}

/** @throws Problem for a request line or head that no endpoint would take. */
export function refuseHead(request: FastifyRequest): void {
  const { url = '', rawHeaders, headers, httpVersion } = request.raw;
  if (url.length > longestUrl) throw new Problem('uri-too-long', `The URL is longer than ${longestUrl} characters.`);
  let size = 0;
  for (const text of rawHeaders) size += text.length;
  if (size > largestHeader) throw new Problem('headers-too-large', 'The header fields are larger than 16 kB.');
  if (headers.host === undefined && httpVersion === '1.1') {
    throw new Problem('malformed-request', 'A request of HTTP/1.1 needs the field `Host`.');
  }
  if (url.includes('#')) {
    throw new Problem(
      'malformed-url',
      'A URL is sent without its fragment, the part from `#` on; a `#` in a value is `%23`.',
    );
  }
  const path = pathText(request);
  if (path === '*' && request.method !== 'OPTIONS') {
    throw new Problem('no-such-endpoint', 'Only OPTIONS is answered for `*`; `/` says what is served.');
  }
  if (path.includes('%00')) throw new Problem('malformed-url', 'The path has a NUL character.');
  if (path.startsWith('/v1/') && path.endsWith('/')) {
    throw new Problem('no-such-endpoint', 'Nothing is served here; leave out the slash at the end.');
  }
}
