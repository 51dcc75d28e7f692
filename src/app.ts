import fastify, { type FastifyInstance, type FastifyReply, type FastifyRequest, type HTTPMethods } from 'fastify';
import type { Logger } from 'pino';
import { plain, send } from './api/answer.ts';
import { Connections } from './api/connections.ts';
import type { Endpoint } from './api/endpoint.ts';
import { endpointsOf } from './api/endpoints.ts';
import { Exports } from './api/exports.ts';
import { allowedMethods, preflight } from './api/headers.ts';
import { Metrics, type Peers } from './api/metrics.ts';
import { addDocs, committedDocument } from './api/openapi.ts';
import { answerOnSocket, answerParserError, sendProblem } from './api/problem.ts';
import { isCut, logRefusal, Recorder } from './api/recorder.ts';
import { largestHead, longestUrl, newId, ownUrl, refuseHead, requestId } from './api/request-head.ts';
import { version } from './api/root-route.ts';
import { pathText, type Service } from './api/service.ts';
import type { Config } from './config.ts';
import type { Database } from './db/database.ts';
import { Problem } from './errors.ts';
import { StateReader } from './store/state.ts';

/** What the service is made of; tests give a silent logger. */
export interface AppOptions {
  readonly config: Config;
  readonly database: Database;
  readonly logger: Logger;
  /** The OpenAPI document to serve; the committed one when left out. */
  readonly document?: object;
  /** The other processes that serve the same. */
  readonly peers?: Peers | undefined;
}

/** The server and the switch by which it refuses new work while it stops. */
export interface App {
  readonly server: FastifyInstance;
  /** From now on new requests are refused with 503; those in flight are finished. */
  drain(): void;
  /** Starts what the first export would otherwise have to wait for. */
  warmUp(): void;
}

const stopping = () =>
  new Problem('shutting-down', 'The server is stopping; ask again in a moment.', [], { connection: 'close' });

/** Takes what Node would answer by itself, in other words than ours. */
function takeOver(server: FastifyInstance, logger: Logger): void {
  server.server.on('checkExpectation', (request, response) => server.server.emit('request', request, response));
  server.server.on('connect', (_request, socket) => {
    const id = newId();
    const detail = `This service answers ${allowedMethods}; it is no proxy.`;
    answerOnSocket(new Problem('method-not-allowed', detail, [], { allow: allowedMethods }), socket, id);
    logRefusal(logger, id, 405);
  });
}

/** Gives each request what it asks the database by, and notes how it ended. */
function beginner(database: Database, recorder: Recorder, connections: Connections) {
  return (request: FastifyRequest, reply: FastifyReply): void => {
    request.startedAt = performance.now();
    request.db = database.session();
    // Comes however the answer ends, broken off too; Fastify's own hook comes only when it was sent whole.
    const { socket } = request.raw;
    connections.begin(socket);
    reply.raw.on('close', () => {
      recorder.note(request, reply);
      connections.end(socket);
      if (isCut(reply)) request.db.abandon();
    });
  };
}

function addHooks(server: FastifyInstance, begin: ReturnType<typeof beginner>, draining: () => boolean): void {
  server.decorateRequest('db');
  server.decorateRequest('startedAt', 0);
  server.decorateRequest('template', null);
  server.addHook('onRequest', (request, reply, done) => {
    begin(request, reply);
    try {
      if (draining()) throw stopping();
      refuseHead(request);
      // No endpoint reads a body, so it is of no matter what kind it says it is; of QUERY the framework demands a kind.
      const { method, headers } = request.raw;
      if (method === 'QUERY') headers['content-type'] = 'application/octet-stream';
      else if (headers['content-type'] !== undefined) delete headers['content-type'];
      done();
    } catch (cause) {
      done(cause as Error);
    }
  });
}

const methods: HTTPMethods[] = ['GET', 'HEAD'];

/** Other methods than an endpoint has, and paths that are none. */
function addFallback(server: FastifyInstance, endpoints: readonly Endpoint[]): void {
  const patterns = endpoints.map(
    ({ path }) => new RegExp(`^${path.replace(/[.]/g, '\\.').replace(/:[a-z]+/, '[^/]+')}$`),
  );
  server.setNotFoundHandler((request, reply) => {
    const path = pathText(request);
    const { method } = request;
    if (method === 'OPTIONS' && path === '*') return send(request, reply, 204, plain(preflight));
    // What is read under `/docs/` is no endpoint of ours, and is not looked for in order to refuse a method.
    const isOfDocs = path.startsWith('/docs/') && !methods.includes(method);
    if (!isOfDocs && !patterns.some((pattern) => pattern.test(path))) {
      const problem = new Problem('no-such-endpoint', 'Nothing is served here; `/` says what is, `/docs` how.');
      return sendProblem(problem, request, reply);
    }
    if (method === 'OPTIONS') return send(request, reply, 204, plain(preflight));
    const detail = `This endpoint answers ${allowedMethods}; the service is read-only.`;
    return sendProblem(new Problem('method-not-allowed', detail, [], { allow: allowedMethods }), request, reply);
  });
}

/** A handler that notes its route first: the framework's own way to tell it makes an object at each look. */
function along(path: string, handler: NonNullable<Endpoint['handler']>): NonNullable<Endpoint['handler']> {
  return (request, reply) => {
    request.template = path;
    return handler(request, reply);
  };
}

/** The framework with its limits, and with our words where it would use its own. */
function newServer(
  { config, logger }: AppOptions,
  begin: ReturnType<typeof beginner>,
  connections: Connections,
): FastifyInstance {
  const server = fastify({
    logger: false,
    genReqId: (raw) => requestId(raw),
    requestIdHeader: false,
    exposeHeadRoutes: false,
    return503OnClosing: false,
    forceCloseConnections: false,
    bodyLimit: 1024,
    // A connection may be still as long as a query may take, and some more.
    connectionTimeout: Math.max(120_000, config.queryTimeoutMs + 30_000),
    requestTimeout: 30_000,
    keepAliveTimeout: 72_000,
    rewriteUrl: ({ url = '' }) => ownUrl(url),
    http: { maxHeaderSize: largestHead, headersTimeout: 30_000, requireHostHeader: false },
    clientErrorHandler: (cause, socket) => {
      const id = newId();
      // Another answer is on its way there, which a refusal in the middle of it would spoil; the end must not look whole.
      if (connections.isBusy(socket)) return void socket.resetAndDestroy();
      const status = answerParserError(cause, socket, id);
      if (status !== null) logRefusal(logger, id, status);
    },
    frameworkErrors: (cause, request, reply) => {
      begin(request, reply);
      void sendProblem(cause, request, reply);
    },
    routerOptions: { maxParamLength: longestUrl, querystringParser: () => ({}) },
  }) as unknown as FastifyInstance;
  server.setValidatorCompiler(() => () => true);
  server.setErrorHandler((cause, request, reply) => sendProblem(cause, request, reply));
  server.removeAllContentTypeParsers();
  server.addContentTypeParser('*', (_request, payload, done) => {
    payload.resume();
    done(null);
  });
  return server.decorate('journal', logger);
}

/** Builds the server: every endpoint, hook and error in one language; it listens when told to. */
export async function buildApp(options: AppOptions): Promise<App> {
  const { config, database, logger } = options;
  let draining = false;
  const metrics = new Metrics(options.peers);
  const recorder = new Recorder(logger, metrics);
  const connections = new Connections();
  const begin = beginner(database, recorder, connections);
  const server = newServer(options, begin, connections);
  connections.watch(server.server);
  server.addHook('preClose', async () => connections.close());
  takeOver(server, logger);
  addHooks(server, begin, () => draining);
  const document = options.document ?? committedDocument();
  const exports = new Exports(config);
  server.addHook('onClose', () => exports.close());
  const service: Service = { database, config, state: new StateReader(), exports, build: version, document };
  const endpoints = endpointsOf(service, metrics);
  await addDocs(server, service);
  for (const { path, handler } of endpoints) {
    if (handler !== null) server.route({ method: methods, url: path, handler: along(path, handler) });
  }
  addFallback(server, endpoints);
  return {
    server,
    drain: () => {
      draining = true;
    },
    warmUp: () => exports.start(),
  };
}
