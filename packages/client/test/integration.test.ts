import { createSyncServer, type SyncServer } from "@motet/server";
import { FaultyDocumentStore, MemoryDocumentStore } from "@motet/server/testing";
import { motetSync } from "@motet/server-fastify";
import fastify from "fastify";
import { afterEach, describe, expect, test, vi } from "vitest";
import { WebSocket } from "ws";
import * as Y from "yjs";
import { createProvider, type Provider, type ProviderOptions } from "../src/index.js";
import { seeded } from "./random.js";

/** With the server of this project, over real sockets. */

const disposers: (() => Promise<void>)[] = [];

afterEach(async () => {
  for (const dispose of disposers.splice(0).reverse()) await dispose();
});

interface House {
  readonly url: string;
  readonly port: number;
  readonly sync: SyncServer;
  close(): Promise<void>;
}

const OPEN = { kind: "granted", access: { role: "editor", userId: null, expiresAt: null } } as const;

async function open(store: MemoryDocumentStore | FaultyDocumentStore, port = 0): Promise<House> {
  const sync = createSyncServer({
    store,
    authorizer: {
      authorize: async ({ documentId, credential }) => {
        if (documentId === "secret" && credential !== "key") return { kind: "unauthenticated" };
        return documentId === "missing" ? { kind: "not-found" } : OPEN;
      },
    },
  });
  const app = fastify();
  await app.register(motetSync, { server: sync, allowedOrigins: [] });
  await app.listen({ host: "127.0.0.1", port });
  let isOpen = true;
  const close = async () => {
    if (!isOpen) return;
    isOpen = false;
    await sync.close();
    await app.close();
  };
  disposers.push(close);
  const address = app.server.address() as { port: number };
  return { url: `http://127.0.0.1:${address.port}`, port: address.port, sync, close };
}

function provide(url: string, options: Partial<ProviderOptions> = {}): Provider {
  const ydoc = new Y.Doc();
  const provider = createProvider({
    url,
    documentId: "plan",
    ydoc,
    WebSocketPolyfill: WebSocket,
    maxBackoffMs: 100,
    ...options,
  });
  disposers.push(() => provider.close());
  return provider;
}

const until = (check: () => void | Promise<void>) => vi.waitFor(check, { timeout: 10_000, interval: 10 });
const saved = (...providers: Provider[]) =>
  until(() => expect(providers.map(({ status }) => status.kind)).toEqual(providers.map(() => "saved")));
const body = (ydoc: Y.Doc) => ydoc.getText("body");

async function textInStore(
  store: MemoryDocumentStore | FaultyDocumentStore,
  documentId = "plan",
): Promise<string> {
  const ydoc = new Y.Doc();
  const { checkpoint, entries } = await store.load(documentId);
  if (checkpoint) Y.applyUpdate(ydoc, checkpoint.state);
  for (const { update } of entries) Y.applyUpdate(ydoc, update);
  return body(ydoc).toString();
}

describe("with @motet/server", () => {
  test("two people write in one document, see each other, and saved is what the store holds", async () => {
    const store = new MemoryDocumentStore();
    const { url } = await open(store);
    const ada = provide(url, { user: { name: "Ada" } });
    const ben = provide(url, { user: { name: "Ben" } });
    await saved(ada, ben);
    for (let n = 0; n < 50; n += 1) {
      body(ada.ydoc).insert(0, "a");
      body(ben.ydoc).insert(body(ben.ydoc).length, "b");
    }
    await saved(ada, ben);
    await until(() => expect(body(ada.ydoc).toString()).toBe(body(ben.ydoc).toString()));
    expect(await textInStore(store)).toBe(body(ada.ydoc).toString());
    expect(body(ada.ydoc).toString()).toHaveLength(100);
    await until(() => expect(ada.people.map(({ user }) => user.name)).toEqual(["Ada", "Ben"]));
    await ben.close();
    await until(() => expect(ada.people.map(({ user }) => user.name)).toEqual(["Ada"]));
  });

  test("the server goes and comes back while both write: nothing is lost, and both see each other at once", async () => {
    const store = new MemoryDocumentStore();
    const first = await open(store);
    const ada = provide(first.url, { user: { name: "Ada" } });
    const ben = provide(first.url, { user: { name: "Ben" } });
    await saved(ada, ben);
    body(ada.ydoc).insert(0, "one ");
    await saved(ada);
    await first.close();
    await until(() =>
      expect([ada.status.kind, ben.status.kind]).toEqual(["offline-not-kept", "offline-not-kept"]),
    );
    for (let n = 0; n < 20; n += 1) {
      body(ada.ydoc).insert(0, "a");
      body(ben.ydoc).insert(0, "b");
    }
    await open(store, first.port);
    await saved(ada, ben);
    await until(() => expect(body(ada.ydoc).toString()).toBe(body(ben.ydoc).toString()));
    await saved(ada, ben);
    expect(await textInStore(store)).toBe(body(ada.ydoc).toString());
    expect(body(ada.ydoc).toString()).toHaveLength(44);
    await vi.waitFor(() => expect(ada.people.map(({ user }) => user.name)).toEqual(["Ada", "Ben"]), 2_000);
    await vi.waitFor(() => expect(ben.people.map(({ user }) => user.name)).toEqual(["Ben", "Ada"]), 2_000);
  });

  test("a credential is wanted: refused without it, let in with it", async () => {
    const { url } = await open(new MemoryDocumentStore());
    const without = provide(url, { documentId: "secret" });
    await until(() => expect(without.status).toMatchObject({ kind: "denied", code: 4401 }));
    const missing = provide(url, { documentId: "missing" });
    await until(() => expect(missing.status).toMatchObject({ kind: "denied", code: 4404 }));
    await saved(provide(url, { documentId: "secret", token: async () => "key" }));
  });

  test("a disk that fails is told, what is typed meanwhile is kept, and saved when the disk works again", async () => {
    const store = new FaultyDocumentStore(new MemoryDocumentStore());
    const { url } = await open(store);
    const provider = provide(url);
    await saved(provider);
    store.fail();
    body(provider.ydoc).insert(0, "meanwhile");
    await until(() => expect(provider.status).toMatchObject({ kind: "server-cannot-save", unsavedEdits: 1 }));
    store.hang();
    body(provider.ydoc).insert(0, "still ");
    store.work();
    await saved(provider);
    expect(await textInStore(store)).toBe("still meanwhile");
  });

  test("a document that is deleted under its readers is gone", async () => {
    const { url, sync } = await open(new MemoryDocumentStore());
    const provider = provide(url);
    await saved(provider);
    await sync.remove("plan");
    await until(() => expect(provider.status).toMatchObject({ kind: "denied", code: 4404 }));
  });

  test("sockets are cut again and again while three people write: saved is never said too early, and all is kept", async () => {
    const random = seeded(20);
    const store = new MemoryDocumentStore();
    const { url } = await open(store);
    const sockets = new Set<WebSocket>();
    class Tracked extends WebSocket {
      constructor(...args: ConstructorParameters<typeof WebSocket>) {
        super(...args);
        sockets.add(this);
        this.on("close", () => sockets.delete(this));
      }
    }
    const people = [1, 2, 3].map(() => provide(url, { WebSocketPolyfill: Tracked }));
    const typed = new Set<string>();
    let isSafe = true;
    for (const provider of people) {
      provider.on("status", ({ kind, unsavedEdits }) => {
        if (kind === "saved" && unsavedEdits > 0) isSafe = false;
      });
    }
    for (let n = 0; n < 300; n += 1) {
      const person = Math.floor(random() * people.length);
      const mark = `[${n}]`;
      typed.add(mark);
      body((people[person] as Provider).ydoc).insert(0, mark);
      if (random() < 0.1) for (const socket of sockets) if (random() < 0.5) socket.terminate();
      if (random() < 0.3) await new Promise((resolve) => setImmediate(resolve));
      if (people[person]?.status.kind === "saved") isSafe = false;
    }
    await saved(...people);
    expect(isSafe).toBe(true);
    await until(() => {
      for (const { ydoc } of people) expect(body(ydoc).toString()).toHaveLength([...typed].join("").length);
    });
    await saved(...people);
    const kept = await textInStore(store);
    for (const mark of typed) expect(kept.split(mark)).toHaveLength(2);
  }, 30_000);
});

describe("what is said once", () => {
  test("reaches the others who are there, from peers and from the server", async () => {
    const house = await open(new MemoryDocumentStore());
    const [ada, ben] = [provide(house.url), provide(house.url)];
    const heard: unknown[] = [];
    ben.on("message", (message) => heard.push(message));
    ada.on("message", () => heard.push("her own"));
    await saved(ada, ben);
    expect(ada.broadcast("price", { EUR: 1.07 })).toBe(true);
    await until(() => expect(heard).toEqual([{ topic: "price", data: { EUR: 1.07 }, by: "peer" }]));
    heard.length = 0;
    house.sync.broadcast("plan", "notice", "restart in 5 min");
    await until(() => expect(heard).toHaveLength(2));
    expect(heard).toContainEqual({ topic: "notice", data: "restart in 5 min", by: "server" });
  });

  test("is not sent without a connection, and not what is no JSON or too much of it", async () => {
    const house = await open(new MemoryDocumentStore());
    const ada = provide(house.url);
    expect(ada.broadcast("x", 1)).toBe(false);
    await saved(ada);
    expect(() => ada.broadcast("", 1)).toThrow(RangeError);
    expect(() => ada.broadcast("x", "x".repeat(16 * 1024))).toThrow(RangeError);
    expect(() => ada.broadcast("x", undefined)).toThrow(TypeError);
    expect(ada.status.kind).toBe("saved");
  });
});
