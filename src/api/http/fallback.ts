import type { FastifyInstance, RouteHandlerMethod } from 'fastify';
import { Problem } from '../../errors.ts';
import { plain, send } from './answer.ts';
import { allowedMethods, preflight, routeMethods } from './headers.ts';
import { sendProblem } from './problem.ts';
import { pathText } from './url.ts';

/** Records the route's path before its handler runs; the framework's own accessor allocates an object each time. */
function recordTemplate(path: string, handler: RouteHandlerMethod): RouteHandlerMethod {
  return function (request, reply) {
    request.template = path;
    return handler.call(this, request, reply);
  };
}

/** Watches the routes added from now on and returns a test of whether a path is one of them. */
export function watchRoutes(server: FastifyInstance): (path: string) => boolean {
  const patterns: RegExp[] = [];
  server.addHook('onRoute', (route) => {
    // Files under `/docs/` are not endpoints and do not count when a method is rejected.
    if (route.url.startsWith('/docs/')) return;
    patterns.push(new RegExp(`^${route.url.replace(/[.]/g, '\\.').replace(/:[a-z]+/, '[^/]+')}$`));
    route.handler = recordTemplate(route.url, route.handler);
  });
  return (path) => patterns.some((pattern) => pattern.test(path));
}

/** Handles what no route does: unsupported methods and unknown paths. */
export function addFallback(server: FastifyInstance, isRoute: (path: string) => boolean): void {
  server.setNotFoundHandler((request, reply) => {
    const path = pathText(request);
    const { method } = request;
    if (method === 'OPTIONS' && path === '*') return send(request, reply, 204, plain(preflight));
    const isOfDocs = path.startsWith('/docs/') && !routeMethods.includes(method);
    if (!isOfDocs && !isRoute(path)) {
      const problem = new Problem('no-such-endpoint', 'There is no such endpoint; see `/` and `/docs`.');
      return sendProblem(problem, request, reply);
    }
    if (method === 'OPTIONS') return send(request, reply, 204, plain(preflight));
    const detail = `This endpoint supports ${allowedMethods}; the service is read-only.`;
    return sendProblem(new Problem('method-not-allowed', detail, [], { allow: allowedMethods }), request, reply);
  });
}
