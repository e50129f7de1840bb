import type { AddressInfo } from "node:net";
import { type FastifyInstance, fastify } from "fastify";
import { onTestFinished } from "vitest";
import { WebSocket } from "ws";
import { type MotetSyncOptions, motetSync } from "../src/index.js";

export interface Listening {
  readonly app: FastifyInstance;
  readonly port: number;
  /** `ws://127.0.0.1:<port>` */
  readonly url: string;
}

/** A Fastify app with the plugin on a free port, until the end of the test. */
export const listening = async (
  options: MotetSyncOptions,
  addRoutes: (app: FastifyInstance) => void = () => {},
): Promise<Listening> => {
  const app = fastify({ forceCloseConnections: true });
  onTestFinished(() => app.close());
  await app.register(motetSync, options);
  addRoutes(app);
  await app.listen({ port: 0, host: "127.0.0.1" });
  const { port } = app.server.address() as AddressInfo;
  return { app, port, url: `ws://127.0.0.1:${port}` };
};

export interface Ended {
  readonly code: number;
  readonly reason: string;
}

/** An open client, or a rejection whose message holds the status that refused it. */
export const connect = (
  url: string,
  options: { protocols?: string[]; headers?: Record<string, string> } = {},
): Promise<WebSocket> => {
  const client = new WebSocket(url, options.protocols ?? [], { headers: options.headers ?? {} });
  onTestFinished(() => client.terminate());
  return new Promise((resolve, reject) => {
    client.once("open", () => resolve(client));
    client.on("error", reject);
  });
};

export interface Refused {
  readonly status: number;
  readonly code: string;
  readonly type: string | undefined;
}

/** How an upgrade was refused; rejects when it was not. */
export const refusal = (
  url: string,
  options: { protocols?: string[]; headers?: Record<string, string> } = {},
): Promise<Refused> => {
  const client = new WebSocket(url, options.protocols ?? [], { headers: options.headers ?? {} });
  onTestFinished(() => client.terminate());
  return new Promise((resolve, reject) => {
    client.once("open", () => reject(new Error("it was let in")));
    client.on("error", reject);
    client.once("unexpected-response", (_request, response) => {
      let body = "";
      response.on("data", (chunk: Buffer) => {
        body += chunk.toString();
      });
      response.on("end", () => {
        const code = (JSON.parse(body) as { code: string }).code;
        resolve({ status: response.statusCode ?? 0, code, type: response.headers["content-type"] });
      });
    });
  });
};

export const ended = (client: WebSocket): Promise<Ended> =>
  new Promise((resolve) => {
    client.once("close", (code, reason) => resolve({ code, reason: reason.toString() }));
  });
