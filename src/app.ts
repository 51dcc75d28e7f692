import fastify, { type FastifyInstance, type FastifyReply, type FastifyRequest, LogController } from 'fastify';
import type { Logger } from 'pino';
import { Exports } from './api/exports.ts';
import { Connections } from './api/http/connections.ts';
import { addFallback, watchRoutes } from './api/http/fallback.ts';
import { allowedMethods } from './api/http/headers.ts';
import { answerOnSocket, answerParserError, sendProblem } from './api/http/problem.ts';
import { isCut, logRefusal, Recorder } from './api/http/recorder.ts';
import { largestHead, longestUrl, newId, ownUrl, refuseHead, requestId } from './api/http/request-head.ts';
import { validatorCompiler } from './api/http/validator.ts';
import { version } from './api/manifest.ts';
import { Metrics, type Peers } from './api/metrics.ts';
import { aggregateRoutes } from './api/routes/aggregates.ts';
import { codeRoutes } from './api/routes/codes.ts';
import { committedDocument, docsRoutes } from './api/routes/docs.ts';
import { documentRoutes } from './api/routes/documents.ts';
import { healthRoutes } from './api/routes/health.ts';
import { listRoute } from './api/routes/lists.ts';
import { recordRoute } from './api/routes/records.ts';
import { rootRoute } from './api/routes/root.ts';
import type { Service } from './api/service.ts';
import type { Config } from './config.ts';
import type { Database } from './db/database.ts';
import { Problem } from './errors.ts';
import { collections } from './store/query/collections.ts';
import { StateReader } from './store/state.ts';

/** What the service is built from; tests pass a silent logger. */
export interface AppOptions {
  readonly config: Config;
  readonly database: Database;
  readonly logger: Logger;
  /** The OpenAPI document to serve; the committed one by default. */
  readonly document?: object;
  /** The other serving processes. */
  readonly peers?: Peers | undefined;
  /** Called before any route is added, for tools that record routes. */
  readonly beforeRoutes?: (server: FastifyInstance) => void | Promise<void>;
}

/** The server, with a switch that makes it refuse new requests while it stops. */
export interface App {
  readonly server: FastifyInstance;
  /** Refuses new requests with 503 from now on; requests in flight are finished. */
  drain(): void;
  /** Starts an export process so that the first export need not wait for it. */
  warmUp(): void;
}

const stopping = () =>
  new Problem('shutting-down', 'The server is stopping; ask again in a moment.', [], { connection: 'close' });

/** Handles the events that Node would otherwise answer itself, without a problem document. */
function takeOver(server: FastifyInstance, logger: Logger): void {
  server.server.on('checkExpectation', (request, response) => server.server.emit('request', request, response));
  server.server.on('connect', (_request, socket) => {
    const id = newId();
    const detail = `This service accepts ${allowedMethods}; it is not a proxy.`;
    answerOnSocket(new Problem('method-not-allowed', detail, [], { allow: allowedMethods }), socket, id);
    logRefusal(logger, id, 405);
  });
}

/** Opens a database session for each request and records how the request ended. */
function requestTracker(database: Database, recorder: Recorder, connections: Connections) {
  return (request: FastifyRequest, reply: FastifyReply): void => {
    request.startedAt = performance.now();
    request.db = database.session();
    // Emitted even if the response is cut off; Fastify's own hook runs only once it was sent in full.
    const { socket } = request.raw;
    connections.begin(socket);
    reply.raw.on('close', () => {
      recorder.note(request, reply);
      connections.end(socket);
      if (isCut(reply)) request.db.abandon();
    });
  };
}

function addHooks(server: FastifyInstance, begin: ReturnType<typeof requestTracker>, draining: () => boolean): void {
  server.decorateRequest('db');
  server.decorateRequest('startedAt', 0);
  server.decorateRequest('template', null);
  server.addHook('onRequest', (request, reply, done) => {
    begin(request, reply);
    try {
      if (draining()) throw stopping();
      refuseHead(request);
      // No endpoint reads a body, so its content type is ignored; for QUERY the framework requires one.
      const { method, headers } = request.raw;
      if (method === 'QUERY') headers['content-type'] = 'application/octet-stream';
      else if (headers['content-type'] !== undefined) delete headers['content-type'];
      done();
    } catch (cause) {
      done(cause as Error);
    }
  });
}

/** The framework's logger, limited to errors: its listening messages are dropped, leaving one line per request. */
const quiet = (logger: Logger): Logger =>
  logger.isLevelEnabled('error') ? logger.child({}, { level: 'error' }) : logger;

/** The Fastify instance with its limits, and our problem documents in place of its own errors. */
function newServer(
  { config, logger }: AppOptions,
  begin: ReturnType<typeof requestTracker>,
  connections: Connections,
): FastifyInstance {
  const server = fastify({
    loggerInstance: quiet(logger),
    logController: new LogController({ disableRequestLogging: true }),
    // One logger for all requests: our log lines carry the request id themselves.
    childLoggerFactory: (shared) => shared,
    genReqId: (raw) => requestId(raw),
    requestIdHeader: false,
    exposeHeadRoutes: false,
    return503OnClosing: false,
    forceCloseConnections: false,
    bodyLimit: 1024,
    // A connection may be idle for as long as a query may take, plus a margin.
    connectionTimeout: Math.max(120_000, config.queryTimeoutMs + 30_000),
    requestTimeout: 30_000,
    keepAliveTimeout: 72_000,
    rewriteUrl: ({ url = '' }) => ownUrl(url),
    http: { maxHeaderSize: largestHead, headersTimeout: 30_000, requireHostHeader: false },
    clientErrorHandler: (cause, socket) => {
      const id = newId();
      // A response is in flight; an error in the middle would corrupt it, and a clean close would make it look complete.
      if (connections.isBusy(socket)) return void socket.resetAndDestroy();
      const status = answerParserError(cause, socket, id);
      if (status !== null) logRefusal(logger, id, status);
    },
    frameworkErrors: (cause, request, reply) => {
      begin(request, reply);
      void sendProblem(cause, request, reply);
    },
    routerOptions: { maxParamLength: longestUrl, querystringParser: (text) => text as never },
  }) as unknown as FastifyInstance;
  server.setValidatorCompiler(validatorCompiler as never);
  server.setSerializerCompiler(() => JSON.stringify);
  server.setErrorHandler((cause, request, reply) => sendProblem(cause, request, reply));
  server.removeAllContentTypeParsers();
  server.addContentTypeParser('*', (_request, payload, done) => {
    payload.resume();
    done(null);
  });
  return server;
}

/** Adds every route, in the order of the documentation. */
async function addRoutes(server: FastifyInstance, service: Service, metrics: Metrics): Promise<void> {
  for (const collection of collections.values()) {
    listRoute(server, service, collection);
    if (collection.type === null) recordRoute(server, service, collection);
  }
  aggregateRoutes(server, service);
  codeRoutes(server, service);
  rootRoute(server, service);
  documentRoutes(server, service);
  await docsRoutes(server, service);
  healthRoutes(server, service, metrics);
}

/** Builds the server with every route, hook and error handler; the caller makes it listen. */
export async function buildApp(options: AppOptions): Promise<App> {
  const { config, database, logger } = options;
  let draining = false;
  const metrics = new Metrics(options.peers);
  const recorder = new Recorder(logger, metrics);
  const connections = new Connections();
  const begin = requestTracker(database, recorder, connections);
  const server = newServer(options, begin, connections);
  connections.watch(server.server);
  server.addHook('preClose', async () => connections.close());
  takeOver(server, logger);
  addHooks(server, begin, () => draining);
  const document = options.document ?? committedDocument();
  const exports = new Exports(config);
  server.addHook('onClose', () => exports.close());
  const service: Service = { database, config, state: new StateReader(), exports, build: version, document };
  await options.beforeRoutes?.(server);
  const isRoute = watchRoutes(server);
  await addRoutes(server, service, metrics);
  addFallback(server, isRoute);
  return {
    server,
    drain: () => {
      draining = true;
    },
    warmUp: () => exports.start(),
  };
}
