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

/** What the service is made of; tests give a silent logger. */
export interface AppOptions {
  readonly config: Config;
  readonly database: Database;
  readonly logger: Logger;
  /** The OpenAPI document to serve; the committed one when left out. */
  readonly document?: object;
  /** The other processes that serve the same. */
  readonly peers?: Peers | undefined;
  /** Called before any route is added, for tools that watch which are. */
  readonly beforeRoutes?: (server: FastifyInstance) => void | Promise<void>;
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

/** The logger as the framework has it: without its note of each address it listens on, one line a request is all there is. */
const quiet = (logger: Logger): Logger =>
  logger.isLevelEnabled('error') ? logger.child({}, { level: 'error' }) : logger;

/** The framework with its limits, and with our words where it would use its own. */
function newServer(
  { config, logger }: AppOptions,
  begin: ReturnType<typeof beginner>,
  connections: Connections,
): FastifyInstance {
  const server = fastify({
    loggerInstance: quiet(logger),
    logController: new LogController({ disableRequestLogging: true }),
    // One for all requests: whatever is written of one names it itself.
    childLoggerFactory: (shared) => shared,
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

/** Every route there is, in the order of the documentation. */
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
