import { createRequire } from "node:module";
import type { AddressInfo } from "node:net";
import { dirname } from "node:path";
import fastifyStatic from "@fastify/static";
import { createSyncServer, type SyncServer } from "@motet/server";
import { MemoryDocumentStore } from "@motet/server/testing";
import { motetSync } from "@motet/server-fastify";
import { fastify } from "fastify";
import * as Y from "yjs";

const PAGE = createRequire(import.meta.url).resolve("@motet/example-drawing/dist/index.html");

/** The example app with a server of its own, which wants tokens and can withdraw them. */
export interface DrawingServer {
  readonly url: string;
  readonly sync: SyncServer;
  /** Tokens given so far. */
  readonly tokensGiven: number;
  /** How long a token is good for. */
  tokenLifeMs: number;
  /** Whether anybody may still have the sheet. */
  isAllowed: boolean;
  /** The lines on the server's disk, as SVG writes them. */
  lines(documentId: string): Promise<readonly string[]>;
  close(): Promise<void>;
}

export async function startDrawingServer(): Promise<DrawingServer> {
  const tokens = new Map<string, number>();
  const sync = createSyncServer({
    store: new MemoryDocumentStore(),
    authorizer: {
      authorize: async ({ credential }) => {
        const expiresAt = credential === null ? undefined : tokens.get(credential);
        if (expiresAt === undefined || expiresAt <= Date.now()) return { kind: "unauthenticated" };
        if (!server.isAllowed) return { kind: "not-found" };
        return { kind: "granted", access: { role: "editor", userId: "somebody", expiresAt } };
      },
    },
  });
  const app = fastify({ forceCloseConnections: true });
  await app.register(motetSync, { server: sync });
  await app.register(fastifyStatic, { root: dirname(PAGE) });
  app.get("/token", async (_request, reply) => {
    const token = `token-${tokens.size + 1}`;
    tokens.set(token, Date.now() + server.tokenLifeMs);
    return reply.type("text/plain").send(token);
  });
  await app.listen({ host: "127.0.0.1", port: 0 });
  const server: DrawingServer = {
    tokenLifeMs: 3_600_000,
    isAllowed: true,
    url: `http://127.0.0.1:${(app.server.address() as AddressInfo).port}`,
    sync,
    get tokensGiven() {
      return tokens.size;
    },
    async lines(documentId: string) {
      const ydoc = new Y.Doc();
      Y.applyUpdate(ydoc, await sync.read(documentId));
      const strokes = ydoc.getArray("strokes").toJSON() as number[][][];
      return strokes.map((points) => points.map((point) => point.join(",")).join(" "));
    },
    async close() {
      await sync.close();
      await app.close();
    },
  };
  return server;
}
