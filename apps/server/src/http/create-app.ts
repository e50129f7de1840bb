import { type FastifyInstance, fastify, LogController } from "fastify";
import pretty from "pino-pretty";
import type { Tls } from "../settings/read-tls.js";
import type { AnswerUnroutable } from "./pages.js";
import { problemAnswers } from "./problem-answers.js";

/** The largest body of a REST call: Markdown of a long book. */
const MAX_BODY_BYTES = 8 * 1024 * 1024;
/** A document id has up to 255 bytes, three characters each when percent-encoded. */
const MAX_PARAM_LENGTH = 3 * 255;
const REQUEST_TIMEOUT_MS = 60_000;
/** A connection that has not sent its request by then is dropped; how late that is noticed at most. */
const HEADERS_TIMEOUT_MS = 8_000;
const LOOK_FOR_IDLE_AFTER_MS = 2_000;

export interface AppOptions {
  readonly logLevel: string;
  /** Null: plain http. */
  readonly tls: Tls | null;
  readonly trustedProxies: readonly string[];
  readonly answerUnroutable: AnswerUnroutable;
}

/** Fastify without any route. Its log goes to stderr: stdout belongs to the line that says where Motet is. */
export const createApp = ({
  logLevel,
  tls,
  trustedProxies,
  answerUnroutable,
}: AppOptions): FastifyInstance => {
  const connections = {
    headersTimeout: HEADERS_TIMEOUT_MS,
    connectionsCheckingInterval: LOOK_FOR_IDLE_AFTER_MS,
  };
  const app: FastifyInstance = fastify({
    logger: {
      level: logLevel,
      // The sync server's name for what pino calls `err`.
      serializers: { error: toLogged },
      stream: process.stderr.isTTY
        ? pretty({ destination: 2, sync: true, ignore: "pid,hostname" })
        : process.stderr,
    },
    // Failures are logged where they are answered; a line for every request would bury them.
    logController: new LogController({ disableRequestLogging: true }),
    bodyLimit: MAX_BODY_BYTES,
    requestTimeout: REQUEST_TIMEOUT_MS,
    ...(tls === null ? { http: connections } : ({ https: { ...connections, ...tls } } as object)),
    // Whoever is not trusted may claim what it likes in X-Forwarded headers.
    trustProxy: trustedProxies.length === 0 ? false : [...trustedProxies],
    routerOptions: { maxParamLength: MAX_PARAM_LENGTH },
    frameworkErrors: answerUnroutable,
    forceCloseConnections: "idle",
  });
  // JSON only: what an HTML form of another site can send is not understood.
  app.removeContentTypeParser("text/plain");
  problemAnswers(app);
  return app;
};

const toLogged = (error: unknown): unknown =>
  error instanceof Error ? { type: error.name, message: error.message, stack: error.stack } : error;
