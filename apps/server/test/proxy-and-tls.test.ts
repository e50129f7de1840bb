import { once } from "node:events";
import { request } from "node:https";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { WebSocket } from "ws";
import { running } from "./running.js";

const TLS = {
  certFile: join(import.meta.dirname, "tls/cert.pem"),
  keyFile: join(import.meta.dirname, "tls/key.pem"),
};

describe("TLS_CERT and TLS_KEY", () => {
  test("give https and wss without a proxy", async () => {
    const motet = await running({ config: { tls: TLS } });
    await motet.app.listen({ port: 0, host: "127.0.0.1" });
    const { port } = motet.app.server.address() as AddressInfo;
    const status = await new Promise((resolve, reject) => {
      const sent = request(`https://127.0.0.1:${port}/healthz`, { rejectUnauthorized: false }, (answer) => {
        answer.resume();
        resolve(answer.statusCode);
      });
      sent.on("error", reject).end();
    });
    expect(status).toBe(200);
    const socket = new WebSocket(`wss://127.0.0.1:${port}/sync/plan`, { rejectUnauthorized: false });
    await once(socket, "message");
    socket.terminate();
  });

  test.each([
    [
      "a file that is not there",
      { ...TLS, keyFile: "/nowhere/key.pem" },
      /^TLS_KEY \/nowhere\/key\.pem cannot be read: ENOENT/,
    ],
    [
      "a file that is no certificate",
      { ...TLS, certFile: import.meta.filename },
      /^TLS_CERT .* cannot be used/,
    ],
  ])("%s stops the start, and is named", async (_what, tls, message) => {
    await expect(running({ config: { tls } })).rejects.toThrow(message);
  });
});

describe("X-Forwarded headers", () => {
  const ask = async (trustedProxies: readonly string[], headers: Record<string, string>) => {
    const { app } = await running({ config: { trustedProxies } });
    const answer = await app.inject({
      method: "POST",
      url: "/api/documents",
      headers: { host: "127.0.0.1:3000", ...headers },
      payload: { title: "x" },
    });
    return answer.statusCode;
  };
  const ours = { origin: "http://localhost:8443", "x-forwarded-host": "localhost:8443" };

  test("are believed from a trusted address", async () => {
    expect(await ask(["127.0.0.1"], ours)).toBe(201);
    expect(await ask(["127.0.0.0/8"], ours)).toBe(201);
  });

  test("count for nothing from any other", async () => {
    expect(await ask([], ours)).toBe(403);
    expect(await ask(["10.0.0.0/8"], ours)).toBe(403);
  });
});
