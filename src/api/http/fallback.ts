import type { FastifyInstance, RouteHandlerMethod } from 'fastify';
import { Problem } from '../../errors.ts';
import { plain, send } from './answer.ts';
import { allowedMethods, preflight, routeMethods } from './headers.ts';
import { sendProblem } from './problem.ts';
import { pathText } from './url.ts';

/** Notes its route's path before a handler runs: the framework's own way to tell it makes an object at each look. */
function noting(path: string, handler: RouteHandlerMethod): RouteHandlerMethod {
  return function (request, reply) {
    request.template = path;
    return handler.call(this, request, reply);
  };
}

/** Watches the routes that are added from now on, and gives a test of whether a path is one of them. */
export function watchRoutes(server: FastifyInstance): (path: string) => boolean {
  const patterns: RegExp[] = [];
  server.addHook('onRoute', (route) => {
    // What is read under `/docs/` is no endpoint of ours, and is not looked for in order to refuse a method.
    if (route.url.startsWith('/docs/')) return;
    patterns.push(new RegExp(`^${route.url.replace(/[.]/g, '\\.').replace(/:[a-z]+/, '[^/]+')}$`));
    route.handler = noting(route.url, route.handler);
  });
  return (path) => patterns.some((pattern) => pattern.test(path));
}

/** Answers what no route does: other methods than an endpoint has, and paths that are none. */
export function addFallback(server: FastifyInstance, isRoute: (path: string) => boolean): void {
  server.setNotFoundHandler((request, reply) => {
    const path = pathText(request);
    const { method } = request;
    if (method === 'OPTIONS' && path === '*') return send(request, reply, 204, plain(preflight));
    const isOfDocs = path.startsWith('/docs/') && !routeMethods.includes(method);
    if (!isOfDocs && !isRoute(path)) {
      const problem = new Problem('no-such-endpoint', 'Nothing is served here; `/` says what is, `/docs` how.');
      return sendProblem(problem, request, reply);
    }
    if (method === 'OPTIONS') return send(request, reply, 204, plain(preflight));
    const detail = `This endpoint answers ${allowedMethods}; the service is read-only.`;
    return sendProblem(new Problem('method-not-allowed', detail, [], { allow: allowedMethods }), request, reply);
  });
}
