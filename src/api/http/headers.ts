/** Headers of every response: security, CORS without credentials, and the headers scripts may read. */
export const everyAnswer: Readonly<Record<string, string>> = {
  'x-content-type-options': 'nosniff',
  'content-security-policy': "default-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'",
  'referrer-policy': 'no-referrer',
  'cross-origin-resource-policy': 'cross-origin',
  'x-frame-options': 'DENY',
  'access-control-allow-origin': '*',
  'access-control-expose-headers': 'ETag, Link, X-Request-Id, Retry-After, Server-Timing',
};

/** Headers of every cacheable response. */
export const cacheable: Readonly<Record<string, string>> = {
  'cache-control': 'public, max-age=0, must-revalidate',
  vary: 'Accept, Accept-Encoding',
};

/** Methods every endpoint has. */
export const allowedMethods = 'GET, HEAD, OPTIONS';

/** Methods a route is registered for; the fallback answers OPTIONS for all. */
export const routeMethods = ['GET', 'HEAD'];

/** The response to a CORS preflight request. */
export const preflight: Readonly<Record<string, string>> = {
  allow: allowedMethods,
  'access-control-allow-methods': allowedMethods,
  'access-control-allow-headers': 'Accept, If-None-Match, X-Request-Id',
  'access-control-max-age': '86400',
};
