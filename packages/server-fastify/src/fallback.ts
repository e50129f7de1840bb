import { randomBytes, timingSafeEqual } from "node:crypto";
import type { IncomingMessage } from "node:http";
import { setTimeout } from "node:timers/promises";
import type { Admission, SyncServer } from "@motet/server";
import { Server as PollingServer, type Socket as PollingSocket } from "engine.io";
import type { FastifyInstance } from "fastify";
import { type AdmitOptions, admit } from "./admit.js";
import { allowOrigins, corsHeaders } from "./cors.js";
import { credentialOf } from "./credential.js";
import { deviceKeyOf } from "./device-key.js";
import { isAllowedOrigin } from "./origin.js";
import { toPolledSocket } from "./polling-socket.js";
import { sendRefusal } from "./refusal.js";

export interface FallbackOptions extends AdmitOptions {
  readonly server: Pick<SyncServer, "authorize" | "accept">;
  readonly maxMessageBytes: number;
  readonly pingIntervalMs: number;
  readonly closeTimeoutMs: number;
  readonly stopTimeoutMs: number;
}

const GOING_AWAY = 1001;
/** Base64, and the number before each frame. */
const onTheWire = (bytes: number): number => Math.ceil(bytes / 3) * 4 + 1024;

/** Who began a polled socket: every later request of it has to come from the same. */
interface Origin {
  readonly path: string;
  readonly secret: string;
}

/**
 * HTTP long polling at `<prefix>/<documentId>`, for those whose WebSockets do not get through. The polling is engine.io's; what
 * passes is the same as over a WebSocket, to the same `Session`, after the same checks. The socket's id stands in the URL, so it alone opens
 * nothing: each request brings the credential and the device key with which the socket was begun.
 */
export const serveFallback = async (fastify: FastifyInstance, options: FallbackOptions): Promise<void> => {
  const { server, prefix, allowedOrigins } = options;
  const admissions = new WeakMap<IncomingMessage, Admission>();
  const ids = new WeakMap<IncomingMessage, string>();
  const origins = new Map<string, Origin>();
  const sockets = new Set<PollingSocket>();
  const polling = new PollingServer({
    transports: ["polling"],
    allowUpgrades: false,
    maxHttpBufferSize: onTheWire(options.maxMessageBytes),
    pingInterval: options.pingIntervalMs,
    pingTimeout: options.pingIntervalMs,
    httpCompression: false,
  });
  polling.generateId = (request: IncomingMessage) => {
    const id = randomBytes(24).toString("base64url");
    ids.set(request, id);
    return id;
  };
  polling.on("headers", (headers: Record<string, string>, request: IncomingMessage) => {
    const { origin } = request.headers;
    Object.assign(headers, { "x-content-type-options": "nosniff" }, corsHeaders(origin, allowedOrigins));
  });
  polling.on("connection", (socket: PollingSocket) => {
    const admission = admissions.get(socket.request);
    const id = ids.get(socket.request);
    if (admission === undefined || id === undefined) {
      socket.close(true);
      return;
    }
    // How long it waits for the poll that would fetch its last words.
    Object.assign(socket.transport, { closeTimeout: options.closeTimeoutMs });
    origins.set(id, originOf(socket.request));
    sockets.add(socket);
    socket.once("close", () => {
      origins.delete(id);
      sockets.delete(socket);
    });
    server.accept(toPolledSocket(socket), admission);
  });

  await fastify.register(async (scope) => {
    // engine.io reads the body itself.
    scope.removeAllContentTypeParsers();
    scope.addContentTypeParser("*", (_request, _payload, done) => done(null));
    allowOrigins(scope, prefix, allowedOrigins);
    scope.route({
      method: ["GET", "POST"],
      url: `${prefix}/*`,
      exposeHeadRoute: false,
      preValidation: async (request, reply) => {
        const { origin } = request.headers;
        const sid = new URL(request.raw.url ?? "", "http://localhost").searchParams.get("sid");
        if (sid === null) {
          const outcome = await admit(request, options);
          if (typeof outcome === "string") return sendRefusal(reply, outcome);
          admissions.set(request.raw, outcome);
        } else if (!isAllowedOrigin({ origin, host: request.host, allowed: allowedOrigins })) {
          return sendRefusal(reply, "origin-not-allowed");
        } else if (!isSame(origins.get(sid), originOf(request.raw))) {
          return sendRefusal(reply, "no-such-socket");
        }
      },
      handler: (request, reply) => {
        reply.hijack();
        polling.handleRequest(request.raw as Parameters<PollingServer["handleRequest"]>[0], reply.raw);
      },
    });
  });

  fastify.addHook("preClose", async () => {
    const closed = [...sockets].map(
      (socket) =>
        new Promise<void>((resolve) => {
          socket.once("close", () => resolve());
          socket.send(JSON.stringify({ code: GOING_AWAY, reason: "server is stopping" }));
          socket.close();
        }),
    );
    await Promise.race([Promise.all(closed), setTimeout(options.stopTimeoutMs, null, { ref: false })]);
    polling.close();
  });
};

const originOf = (request: IncomingMessage): Origin => ({
  path: (request.url ?? "").replace(/[?#].*$/s, ""),
  secret: JSON.stringify([
    credentialOf(request.headers),
    deviceKeyOf(request.headers),
    request.headers.cookie ?? null,
  ]),
});

const isSame = (one: Origin | undefined, other: Origin): boolean => {
  if (one === undefined || one.path !== other.path) return false;
  const [a, b] = [Buffer.from(one.secret), Buffer.from(other.secret)];
  return a.length === b.length && timingSafeEqual(a, b);
};
