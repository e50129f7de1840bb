import websocket from "@fastify/websocket";
import type { Admission, SyncServer } from "@motet/server";
import type { FastifyInstance } from "fastify";
import fastifyPlugin from "fastify-plugin";
import { admit } from "./admit.js";
import { closeAll } from "./close-all.js";
import { ConnectRate } from "./connect-rate.js";
import { allowOrigins } from "./cors.js";
import { serveFallback } from "./fallback.js";
import { watchHandshakes } from "./handshakes.js";
import { watchLiveness } from "./liveness.js";
import { sendRefusal } from "./refusal.js";
import { refuseStrayUpgrades } from "./stray-upgrades.js";
import { selectSubprotocol } from "./subprotocols.js";
import { toSocket } from "./web-socket.js";

export interface MotetSyncOptions {
  readonly server: Pick<SyncServer, "authorize" | "accept">;
  /** Where the documents' sockets are: `<prefix>/<documentId>`. */
  readonly prefix?: string;
  /** Where the same documents are by HTTP long polling, for those whose WebSockets do not get through; null: nowhere. */
  readonly fallbackPrefix?: string | null;
  /**
   * Origins (`https://docs.example.com`) whose pages may connect, beside the server's own; "*": all. Requests without an Origin do not
   * come from a page of somebody else's and are let through.
   */
  readonly allowedOrigins?: readonly string[] | "*";
  /** A last word on a document that the authorizer has granted: false refuses with 404. Rejecting means "cannot tell": 503. */
  readonly admit?: (documentId: string) => Promise<boolean>;
  /** Messages above this size end their socket with 1009. */
  readonly maxMessageBytes?: number;
  /** How often a peer is asked whether it is there; one that leaves two questions unanswered is cut off. */
  readonly pingIntervalMs?: number;
  /**
   * Attempts to connect from one address (Fastify's `request.ip`: behind a proxy set `trustProxy`), so many a second and so many at once; beyond it 429. Low
   * figures spare the server, high ones the people who share an address.
   */
  readonly connectsPerSecond?: number;
  readonly connectBurst?: number;
  /** How long a connection may take from its first byte to the end of the upgrade. */
  readonly handshakeTimeoutMs?: number;
  /** How long a peer may take to answer a close of ours. */
  readonly closeTimeoutMs?: number;
  /** The same when the server stops. */
  readonly stopTimeoutMs?: number;
}

export const DEFAULTS = {
  prefix: "/sync",
  fallbackPrefix: "/sync-fallback",
  allowedOrigins: [],
  maxMessageBytes: 16 * 1024 * 1024,
  pingIntervalMs: 10_000,
  connectsPerSecond: 100,
  connectBurst: 5_000,
  handshakeTimeoutMs: 10_000,
  closeTimeoutMs: 5_000,
  stopTimeoutMs: 1_000,
} as const satisfies Partial<MotetSyncOptions>;

declare module "fastify" {
  interface FastifyRequest {
    /** Set by the sync route between its check and the upgrade. */
    motetAdmission: Admission | null;
  }
}

/**
 * Serves `<prefix>/<documentId>` for y-websocket clients. Everything that can be refused is refused before the upgrade, with a status and
 * `application/problem+json`. Register it before the app's own routes: a WebSocket to a plain route registered later is answered 404.
 */
export const motetSync = fastifyPlugin(
  async (fastify: FastifyInstance, given: MotetSyncOptions): Promise<void> => {
    const options = { ...DEFAULTS, ...given };
    const { server, prefix } = options;

    const connects = new ConnectRate({ ...options, now: () => performance.now() });
    const allowsConnect = (address: string): boolean => connects.allows(address);
    const handshakes = watchHandshakes(fastify.server, options.handshakeTimeoutMs);
    const webSocketOptions = {
      maxPayload: options.maxMessageBytes,
      // Edits are small and already compact; a deflate context costs 100 KB or more for each socket.
      perMessageDeflate: false,
      handleProtocols: selectSubprotocol,
      // Known to ws 8.19 and later, not yet to its types.
      closeTimeout: options.closeTimeoutMs,
    };
    await fastify.register(websocket, {
      options: webSocketOptions,
      preClose: async () => {
        handshakes.abandon();
        await closeAll(fastify.websocketServer, options.stopTimeoutMs);
      },
      // A violation of the WebSocket protocol ends its own socket: ws has sent the close code, the peer gets a moment to read it.
      errorHandler: (error, socket, request) => {
        request.log.debug({ err: error }, "A WebSocket ended with an error");
        socket.close();
      },
    });
    handshakes.handOverTo(fastify.websocketServer);
    refuseStrayUpgrades(fastify);
    watchLiveness(fastify, options.pingIntervalMs);

    allowOrigins(fastify, prefix, options.allowedOrigins);
    if (options.fallbackPrefix !== null)
      await serveFallback(fastify, { ...options, prefix: options.fallbackPrefix, allowsConnect });

    fastify.decorateRequest("motetAdmission", null);
    fastify.route({
      method: "GET",
      url: `${prefix}/*`,
      exposeHeadRoute: false,
      websocket: true,
      preValidation: async (request, reply) => {
        const outcome = await admit(request, { ...options, allowsConnect });
        if (typeof outcome === "string") return sendRefusal(reply, outcome);
        if (!request.ws) return sendRefusal(reply, "upgrade-required");
        request.motetAdmission = outcome;
      },
      handler: (webSocket, request) => {
        // From here to the listeners everything is synchronous: a message that arrives with the upgrade is not missed.
        const socket = toSocket(webSocket, request.raw.socket);
        if (request.motetAdmission === null) socket.close(1011, "not admitted");
        else server.accept(socket, request.motetAdmission);
      },
    });
  },
  { name: "@motet/server-fastify", fastify: "5.x" },
);
