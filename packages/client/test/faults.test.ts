import "./soak/wall-clock.js";
import { createSyncServer, type Decision, type SyncServer } from "@motet/server";
import { MemoryDocumentStore } from "@motet/server/testing";
import { motetSync } from "@motet/server-fastify";
import fastify from "fastify";
import { afterEach, describe, expect, test, vi } from "vitest";
import { WebSocket } from "ws";
import * as Y from "yjs";
import { createProvider, type Provider, type ProviderOptions } from "../src/index.js";
import { seeded } from "./random.js";
import { BadProxy } from "./soak/bad-proxy.js";
import { jump } from "./soak/wall-clock.js";

/** Each fault once, with this project's server over real sockets. */

const DAY_MS = 86_400_000;

// y-websocket has one "exit" listener for each provider.
process.setMaxListeners(100);
const disposers: (() => Promise<void>)[] = [];

afterEach(async () => {
  for (const dispose of disposers.splice(0).reverse()) await dispose();
});

interface House {
  readonly store: MemoryDocumentStore;
  readonly port: number;
  readonly url: string;
  readonly sync: SyncServer;
  close(): Promise<void>;
}

interface HouseOptions {
  readonly store?: MemoryDocumentStore;
  readonly port?: number;
  readonly decide?: (credential: string | null) => Decision;
  readonly maxDocumentBytes?: number;
}

const granted = (expiresAt: number | null = null): Decision => ({
  kind: "granted",
  access: { role: "editor", userId: "ada", expiresAt },
});

async function open({
  store = new MemoryDocumentStore(),
  port = 0,
  decide = () => granted(),
  ...limits
}: HouseOptions = {}): Promise<House> {
  const sync = createSyncServer({
    store,
    authorizer: { authorize: async ({ credential }) => decide(credential) },
    limits,
  });
  const app = fastify({ forceCloseConnections: true });
  await app.register(motetSync, { server: sync });
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
  return { store, port: address.port, url: `http://127.0.0.1:${address.port}`, sync, close };
}

function provide(url: string, options: Partial<ProviderOptions> = {}): Provider {
  const provider = createProvider({
    url,
    documentId: "plan",
    ydoc: new Y.Doc(),
    WebSocketPolyfill: WebSocket,
    maxBackoffMs: 100,
    ...options,
  });
  disposers.push(() => provider.close());
  return provider;
}

const until = (check: () => void | Promise<void>) => vi.waitFor(check, { timeout: 20_000, interval: 10 });
const saved = (...providers: Provider[]) =>
  until(() => expect(providers.map(({ status }) => status.kind)).toEqual(providers.map(() => "saved")));
const body = ({ ydoc }: Pick<Provider, "ydoc">) => ydoc.getText("body");

async function textAt({ sync }: House): Promise<string> {
  const ydoc = new Y.Doc();
  Y.applyUpdate(ydoc, await sync.read("plan"));
  return body({ ydoc }).toString();
}

/** Types the sentence a character a turn and does `what` in its middle. */
async function typeAround(provider: Provider, sentence: string, what: () => void): Promise<void> {
  for (const [n, character] of [...sentence].entries()) {
    if (n === Math.floor(sentence.length / 2)) what();
    body(provider).insert(body(provider).length, character);
    await new Promise((resolve) => setImmediate(resolve));
  }
}

const SENTENCE = "What was begun before is ended after, and nobody has typed it twice.";

describe("nothing is lost, doubled or called saved too early", () => {
  test("behind 300 ms and loss", async () => {
    const house = await open();
    const proxy = new BadProxy(() => house.port, seeded(7));
    disposers.push(() => proxy.close());
    const url = await proxy.listen();
    proxy.weather = "slow";
    const [ada, ben] = [provide(url), provide(url)];
    await saved(ada, ben);
    await typeAround(ada, SENTENCE, () => body(ben).insert(0, "Ben. "));
    expect(ada.status.kind).toBe("saving");
    await saved(ada, ben);
    await until(() => expect(body(ben).toString()).toBe(body(ada).toString()));
    expect(await textAt(house)).toBe(body(ada).toString());
    expect(body(ada).toString()).toHaveLength(`Ben. ${SENTENCE}`.length);
  });

  test.each([
    ["ahead, as after a day's sleep", DAY_MS],
    ["back", -DAY_MS],
  ])("when the clock jumps %s", async (_what, byMs) => {
    const house = await open();
    const [ada, ben] = [provide(house.url), provide(house.url)];
    await saved(ada, ben);
    disposers.push(async () => jump(-byMs));
    await typeAround(ada, SENTENCE, () => jump(byMs));
    body(ben).insert(0, "Ben. ");
    await saved(ada, ben);
    await until(async () => expect(await textAt(house)).toHaveLength(`Ben. ${SENTENCE}`.length));
    await until(() => expect(body(ben).toString()).toBe(body(ada).toString()));
  });

  test("when the credential expires in the middle of a sentence: the next one heals it", async () => {
    let asked = 0;
    const house = await open({ decide: (credential) => granted(Number(credential)) });
    const ada = provide(house.url, {
      token: async () => {
        asked += 1;
        return `${Date.now() + (asked === 1 ? 1_000 : DAY_MS)}`;
      },
    });
    await saved(ada);
    const [first, second] = [SENTENCE.slice(0, 30), SENTENCE.slice(30)];
    body(ada).insert(0, first);
    await until(() => expect(asked).toBe(2));
    body(ada).insert(first.length, second);
    await saved(ada);
    expect(await textAt(house)).toBe(SENTENCE);
  });

  test("when rights are taken in the middle of a sentence and given back: what was typed meanwhile is kept, told, and sent then", async () => {
    let isRevoked = false;
    const house = await open({ decide: () => (isRevoked ? { kind: "not-found" } : granted()) });
    const ada = provide(house.url);
    await saved(ada);
    await typeAround(ada, SENTENCE, () => {
      isRevoked = true;
      void house.sync.disconnect("plan", 4403, "no longer yours");
    });
    await until(() => expect(ada.status).toMatchObject({ kind: "denied", code: 4403 }));
    body(ada).insert(0, "Meanwhile. ");
    expect(ada.status.unsavedEdits).toBeGreaterThan(0);
    expect(ada.hasUnsaved).toBe(true);
    ada.reconnect();
    await until(() => expect(ada.status).toMatchObject({ kind: "denied", code: 4404 }));
    isRevoked = false;
    ada.reconnect();
    await saved(ada);
    expect(await textAt(house)).toBe(`Meanwhile. ${SENTENCE}`);
  });
});

test("a server that restarts under 50 clients is not stormed: first attempts are spread over the window", async () => {
  const first = await open();
  const clients = Array.from({ length: 50 }, () =>
    provide(first.url, { minBackoffMs: 1_000, maxBackoffMs: 10_000 }),
  );
  await saved(...clients);
  const waits: number[] = [];
  for (const client of clients) {
    const stop = client.on("status", (status) => {
      if (!("nextAttemptAt" in status) || status.nextAttemptAt === null) return;
      waits.push(status.nextAttemptAt - Date.now());
      stop();
    });
  }
  await first.close();
  await until(() => expect(waits).toHaveLength(50));
  for (const [n, client] of clients.entries()) body(client).insert(0, `[${n}]`);
  // Full jitter over one second: of 50, each quarter has some. That one has none is a chance of 1 : 400,000.
  for (const quarter of [0, 1, 2, 3])
    expect(
      waits.filter((wait) => wait > quarter * 250 - 50 && wait <= (quarter + 1) * 250),
      `waits ${waits.map(Math.round).join(", ")}`,
    ).not.toHaveLength(0);
  const again = await open({ store: first.store, port: first.port });
  await saved(...clients);
  const text = await textAt(again);
  for (const n of clients.keys()) expect(text.split(`[${n}]`)).toHaveLength(2);
});

describe("is explained, and what is local stays", () => {
  test("a document over its budget", async () => {
    const house = await open({ maxDocumentBytes: 2_000 });
    const ada = provide(house.url);
    await saved(ada);
    body(ada).insert(0, "x".repeat(5_000));
    await saved(ada);
    body(ada).insert(0, "one more");
    await until(() => expect(ada.status).toMatchObject({ kind: "denied", code: 4413 }));
    expect(ada.status).toMatchObject({ reason: expect.stringMatching(/\w+/), unsavedEdits: 1 });
    expect(ada.hasUnsaved).toBe(true);
    expect(body(ada).toString()).toMatch(/^one morex{5000}$/);
  });

  test("a room that does not exist", async () => {
    const house = await open({ decide: () => ({ kind: "not-found" }) });
    const ydoc = new Y.Doc();
    body({ ydoc }).insert(0, "mine");
    const ada = provide(house.url, { ydoc });
    await until(() => expect(ada.status).toMatchObject({ kind: "denied", code: 4404, unsavedEdits: 1 }));
    expect([ada.hasUnsaved, ada.loaded, body(ada).toString()]).toEqual([true, false, "mine"]);
  });
});
