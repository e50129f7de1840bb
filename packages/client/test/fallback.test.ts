import { createServer, type IncomingMessage, request, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { CloseCode } from "@motet/protocol";
import { createSyncServer, type Decision, type SyncServer } from "@motet/server";
import { MemoryDocumentStore } from "@motet/server/testing";
import { motetSync } from "@motet/server-fastify";
import fastify, { type FastifyInstance } from "fastify";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { WebSocket } from "ws";
import * as Y from "yjs";
import { createProvider, type Provider, type ProviderOptions, type Status } from "../src/index.js";
import { FakeNetwork } from "./fake-network.js";
import { seeded } from "./random.js";

/** WebSockets that are fake and do not get through, polling that is real, and the project's own server. */

const GRANTED = { kind: "granted", access: { role: "editor", userId: null, expiresAt: null } } as const;
const until = (check: () => void) => vi.waitFor(check, { timeout: 10_000, interval: 5 });

let sync: SyncServer;
let app: FastifyInstance;
let url = "";
let decide: (credential: string | null) => Decision;
const providers: Provider[] = [];

beforeEach(async () => {
  decide = () => GRANTED;
  sync = createSyncServer({
    store: new MemoryDocumentStore(),
    authorizer: { authorize: async ({ credential }) => decide(credential) },
  });
  app = fastify({ forceCloseConnections: true });
  await app.register(motetSync, { server: sync });
  await app.listen({ host: "127.0.0.1", port: 0 });
  url = `http://127.0.0.1:${(app.server.address() as AddressInfo).port}`;
});
afterEach(async () => {
  await Promise.all(providers.splice(0).map((provider) => provider.close()));
  await app.close();
  await sync.close();
});

interface Blocked {
  readonly provider: Provider;
  readonly ydoc: Y.Doc;
  readonly network: FakeNetwork;
  readonly statuses: Status[];
}

function provide(options: Partial<ProviderOptions> = {}): Blocked {
  const ydoc = new Y.Doc();
  const network = new FakeNetwork();
  const statuses: Status[] = [];
  const provider = createProvider({
    url,
    documentId: "a/b",
    ydoc,
    WebSocketPolyfill: network.Socket,
    webSocketPatienceMs: 20,
    maxBackoffMs: 50,
    ...options,
  });
  provider.on("status", (status) => statuses.push(status));
  providers.push(provider);
  return { provider, ydoc, network, statuses };
}

const polled = ({ provider }: Blocked) =>
  until(() => expect(provider.status).toMatchObject({ kind: "saved", transport: "polling" }));
const text = ({ ydoc }: Pick<Blocked, "ydoc">) => ydoc.getText("body").toString();

/** Refuses every upgrade, as a proxy does that does not know them. */
function strip(blocked: Blocked): void {
  const { network } = blocked;
  const timer = setInterval(() => {
    for (const socket of network.sockets) if (socket.readyState === 0) socket.fail();
  }, 1);
  providers[0]?.on("closed", () => clearInterval(timer));
  blocked.provider.on("closed", () => clearInterval(timer));
}

describe("a WebSocket that carries nothing", () => {
  test("because its upgrade is refused: polling takes its place, with rights and acknowledgements", async () => {
    const ada = provide({ user: { name: "Ada" } });
    strip(ada);
    await polled(ada);
    ada.ydoc.getText("body").insert(0, "by polling");
    await polled(ada);
    const stored = new Y.Doc();
    Y.applyUpdate(stored, await sync.read("a/b"));
    expect(text({ ydoc: stored })).toBe("by polling");

    const ben = provide({ WebSocketPolyfill: WebSocket, webSocketPatienceMs: 10_000, user: { name: "Ben" } });
    await until(() => expect(text(ben)).toBe("by polling"));
    const names = ({ provider }: Blocked) => provider.people.map(({ user }) => user.name).sort();
    await until(() =>
      expect([names(ada), names(ben)]).toEqual([
        ["Ada", "Ben"],
        ["Ada", "Ben"],
      ]),
    );
    expect(ben.provider.status.transport).toBe("websocket");
  });

  test("because it never opens, or opens and stays silent", async () => {
    const hanging = provide();
    const silent = provide();
    await until(() => expect(silent.network.sockets).toHaveLength(1));
    silent.network.last.open();
    await Promise.all([polled(hanging), polled(silent)]);
  });

  test("of a server that is not there either is only offline", async () => {
    await app.close();
    const ada = provide();
    strip(ada);
    await until(() => expect(ada.network.sockets.length).toBeGreaterThan(3));
    expect(ada.provider.status).toMatchObject({ kind: "offline-not-kept", transport: "websocket" });
  });

  test("once, as when a server is just coming up, is tried again first", async () => {
    const ada = provide({ webSocketPatienceMs: 10_000 });
    ada.network.last.fail();
    await until(() => expect(ada.network.sockets).toHaveLength(2));
    expect(ada.statuses.every(({ transport }) => transport === "websocket")).toBe(true);
  });
});

describe("while polling", () => {
  test("a WebSocket that works again is gone back to, and nothing is lost or doubled on the way", async () => {
    class Working extends WebSocket {
      static isBlocked = true;
      constructor(address: string, protocols: string[] = []) {
        super(Working.isBlocked ? "ws://127.0.0.1:1" : address, protocols);
      }
    }
    const ada = provide({ WebSocketPolyfill: Working, webSocketPatienceMs: 500, probeWebSocketAfterMs: 20 });
    const ben = provide({ WebSocketPolyfill: WebSocket, webSocketPatienceMs: 10_000 });
    await polled(ada);
    const typing = setInterval(() => ada.ydoc.getText("body").insert(0, "x"), 2);
    await until(() => expect(text(ada).length).toBeGreaterThan(20));
    Working.isBlocked = false;
    await until(() => expect(ada.provider.status.transport).toBe("websocket"));
    clearInterval(typing);
    await until(() => expect(ada.provider.status).toMatchObject({ kind: "saved", transport: "websocket" }));
    await until(() => expect(text(ben)).toBe(text(ada)));
    expect(text(ben)).toMatch(/^x+$/);
  });

  test("the server's final word arrives with its code and reason", async () => {
    const ada = provide();
    await polled(ada);
    await sync.disconnect("a/b", CloseCode.GONE, "the document has been deleted");
    await until(() =>
      expect(ada.provider.status).toMatchObject({
        kind: "denied",
        code: CloseCode.GONE,
        reason: "the document has been deleted",
      }),
    );
  });

  test("an expired credential is replaced by a fresh one", async () => {
    let asked = 0;
    decide = (credential) =>
      credential === null
        ? { kind: "unauthenticated" }
        : {
            kind: "granted",
            access: { ...GRANTED.access, expiresAt: credential === "t1" ? Date.now() + 300 : null },
          };
    // The first is asked for twice: by the WebSocket and by the polling that takes its place.
    const token = async () => {
      asked += 1;
      return asked < 3 ? "t1" : "t2";
    };
    const ada = provide({ token });
    await polled(ada);
    await until(() => expect(asked).toBeGreaterThan(2));
    ada.ydoc.getText("body").insert(0, "healed");
    await polled(ada);
    expect(ada.statuses.map(({ kind }) => kind)).not.toContain("denied");
  });

  test("a reader may not write", async () => {
    decide = () => ({ kind: "granted", access: { role: "viewer", userId: null, expiresAt: null } });
    const ada = provide();
    await until(() => expect(ada.provider.loaded).toBe(true));
    ada.ydoc.getText("body").insert(0, "x");
    await until(() => expect(ada.provider.status.kind).toMatch(/denied|read-only/));
    const stored = new Y.Doc();
    Y.applyUpdate(stored, await sync.read("a/b"));
    expect(text({ ydoc: stored })).toBe("");
  });

  test("a server that stops is offline, and one that comes back is found", async () => {
    const ada = provide();
    strip(ada);
    await polled(ada);
    const { port } = app.server.address() as AddressInfo;
    await app.close();
    await until(() => expect(ada.provider.status.kind).toBe("offline-not-kept"));
    ada.ydoc.getText("body").insert(0, "meanwhile");
    app = fastify({ forceCloseConnections: true });
    await app.register(motetSync, { server: sync });
    await app.listen({ host: "127.0.0.1", port });
    await polled(ada);
  });
});

describe("HTTP that is not to be trusted", () => {
  let gateway: Server;
  afterEach(() => {
    gateway.closeAllConnections();
    gateway.close();
  });

  /** Passes everything on; `mangle` may say of a request that it is sent twice, answered without being sent, or cut. */
  async function gatewayWith(
    mangle: (isPost: boolean) => "pass" | "twice" | "swallow" | "cut",
    hold: () => Promise<void> = async () => {},
  ): Promise<string> {
    gateway = createServer((incoming, outgoing) => void pass(incoming, outgoing));
    const pass = async (incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> => {
      const body: Buffer[] = [];
      for await (const chunk of incoming) body.push(chunk as Buffer);
      const what = incoming.url?.includes("sid=") ? mangle(incoming.method === "POST") : "pass";
      if (what === "cut") {
        outgoing.destroy();
      } else if (what === "swallow" && incoming.method === "POST") {
        outgoing.end("ok");
      } else {
        if (what === "twice" && incoming.method === "POST") await send(incoming, body, null);
        await send(incoming, body, outgoing);
      }
    };
    const send = (incoming: IncomingMessage, body: Buffer[], outgoing: ServerResponse | null) =>
      new Promise<void>((resolve) => {
        const { method, headers } = incoming;
        const sent = request(
          `${url}${incoming.url}`,
          { method: method ?? "GET", headers },
          (answer) => void back(answer),
        );
        const back = async (answer: IncomingMessage) => {
          if (method === "GET") await hold();
          outgoing?.writeHead(answer.statusCode ?? 500, answer.headers);
          if (outgoing) answer.pipe(outgoing);
          else answer.resume();
          answer.on("end", resolve).on("error", () => resolve());
        };
        sent.on("error", () => {
          outgoing?.destroy();
          resolve();
        });
        outgoing?.on("close", () => sent.destroy());
        sent.end(Buffer.concat(body));
      });
    await new Promise<void>((resolve) => gateway.listen(0, "127.0.0.1", resolve));
    return `http://127.0.0.1:${(gateway.address() as AddressInfo).port}`;
  }

  test("an edit whose request was answered and never passed on is not taken for saved by the next question", async () => {
    let posts: "pass" | "swallow" = "pass";
    let seen = 0;
    let release = () => {};
    let held: Promise<void> = Promise.resolve();
    const through = await gatewayWith(
      (isPost) => {
        if (isPost) seen += 1;
        return isPost ? posts : "pass";
      },
      () => held,
    );
    const ada = provide({ url: through, webSocketPatienceMs: 1, maxInFlight: 1 });
    await polled(ada);
    held = new Promise((resolve) => {
      release = resolve;
    });
    // The first edit's question is under way, so the second travels without one.
    const before = seen;
    ada.ydoc.getText("body").insert(0, "a");
    await until(() => expect(seen).toBeGreaterThan(before));
    posts = "swallow";
    ada.ydoc.getText("body").insert(1, "b");
    await until(() => expect(seen).toBeGreaterThan(before + 1));
    posts = "pass";
    const claims: string[] = [];
    ada.provider.on("status", ({ kind }) => {
      if (kind !== "saved") return;
      void sync.read("a/b").then((state) => {
        const stored = new Y.Doc();
        Y.applyUpdate(stored, state);
        claims.push(text({ ydoc: stored }));
      });
    });
    release();
    await until(() => expect(claims.length).toBeGreaterThan(0));
    expect(claims).toEqual(["ab"]);
  });

  test.each([1, 2, 3])(
    "requests that come twice, are answered and never passed on, or are cut: nothing is lost, doubled, or called saved too early (seed %i)",
    async (seed) => {
      const random = seeded(seed);
      let isCalm = false;
      const through = await gatewayWith(() => {
        const roll = random();
        if (isCalm || roll > 0.3) return "pass";
        return roll < 0.1 ? "twice" : roll < 0.2 ? "swallow" : "cut";
      });
      const ada = provide({ url: through, webSocketPatienceMs: 1 });
      const written: string[] = [];
      const lies: string[] = [];
      const checks: Promise<void>[] = [];
      ada.provider.on("status", ({ kind }) => {
        if (kind !== "saved") return;
        const expected = text(ada);
        checks.push(
          sync.read("a/b").then((state) => {
            const stored = new Y.Doc();
            Y.applyUpdate(stored, state);
            const found = text({ ydoc: stored });
            if (!found.includes(expected)) lies.push(`${expected} is not in ${found}`);
          }),
        );
      });
      for (let n = 0; n < 60; n += 1) {
        written.push(String.fromCharCode(97 + (n % 26)));
        ada.ydoc.getText("body").insert(n, written[n] as string);
        // As fast as the server answers, so that many requests are needed.
        await fetch(url);
      }
      isCalm = true;
      await polled(ada);
      await Promise.all(checks);
      const stored = new Y.Doc();
      Y.applyUpdate(stored, await sync.read("a/b"));
      expect(text({ ydoc: stored }), `seed ${seed}`).toBe(written.join(""));
      expect(lies, `seed ${seed}`).toEqual([]);
    },
    30_000,
  );
});
