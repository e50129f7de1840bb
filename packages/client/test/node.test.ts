import { afterEach, describe, expect, test, vi } from "vitest";
import { WebSocket } from "ws";
import { WebsocketProvider } from "y-websocket";
import * as Y from "yjs";
import { createProvider, type Provider, type ProviderOptions } from "../src/index.js";
import { type LiveServer, startLiveServer } from "./live-server.js";

/** In Node, over real sockets. */

const disposers: (() => Promise<void> | void)[] = [];

afterEach(async () => {
  for (const dispose of disposers.splice(0).reverse()) await dispose();
});

async function serverOn(options?: Parameters<typeof startLiveServer>[0]): Promise<LiveServer> {
  const server = await startLiveServer(options);
  let isAlive = true;
  const kill = async () => {
    if (isAlive) await server.kill();
    isAlive = false;
  };
  disposers.push(kill);
  return { ...server, kill };
}

function provide(server: LiveServer, options: Partial<ProviderOptions> = {}): Provider {
  const ydoc = new Y.Doc();
  const url = server.url;
  const provider = createProvider({
    url,
    documentId: "plan",
    ydoc,
    WebSocketPolyfill: WebSocket,
    ...options,
  });
  disposers.push(() => provider.close());
  return provider;
}

const textOf = (ydoc: Y.Doc) => ydoc.getText("body").toString();
const saved = (...providers: Provider[]) =>
  vi.waitFor(
    () => expect(providers.map(({ status }) => status.kind)).toEqual(providers.map(() => "saved")),
    5_000,
  );

describe("in Node", () => {
  test("two providers and a stock y-websocket client end with the same document and see each other", async () => {
    const server = await serverOn();
    const ada = provide(server, { user: { name: "Ada" } });
    const ben = provide(server, { user: { name: "Ben" } });
    const stock = new WebsocketProvider(`${server.url}/sync`, "plan", new Y.Doc(), {
      WebSocketPolyfill: WebSocket as never,
      disableBc: true,
    });
    disposers.push(() => stock.destroy());
    await saved(ada, ben);
    await vi.waitFor(() => expect(stock.synced).toBe(true));
    ada.ydoc.getText("body").insert(0, "Ada. ");
    ben.ydoc.getText("body").insert(0, "Ben. ");
    stock.doc.getText("body").insert(0, "Stock. ");
    await vi.waitFor(() => expect(textOf(ada.ydoc)).toHaveLength("Ada. Ben. Stock. ".length));
    await vi.waitFor(() =>
      expect([textOf(ben.ydoc), textOf(stock.doc)]).toEqual([textOf(ada.ydoc), textOf(ada.ydoc)]),
    );
    await saved(ada, ben);
    stock.awareness.setLocalStateField("user", { name: "Cyd", color: "#123456" });
    ada.setUser({ name: "Ada" });
    await vi.waitFor(() => expect(ben.people.map(({ user }) => user.name)).toEqual(["Ben", "Ada", "Cyd"]));
    const states = () => [...stock.awareness.getStates().values()].map((state) => state.user?.name);
    await vi.waitFor(() => expect(states()).toContain("Ada"));
  });

  test("a server that is killed and comes back is found again, and what was typed meanwhile is saved", async () => {
    const server = await serverOn();
    const provider = provide(server, { maxBackoffMs: 50 });
    provider.ydoc.getText("body").insert(0, "before ");
    await saved(provider);
    await server.kill();
    await vi.waitFor(() => expect(provider.status.kind).toBe("offline-not-kept"));
    provider.ydoc.getText("body").insert(7, "meanwhile");
    expect(provider.hasUnsaved).toBe(true);
    const again = await serverOn({ port: server.port, model: server.model });
    await saved(provider);
    expect(textOf(again.model.disk)).toBe("before meanwhile");
  });

  test("nobody there: offline, with the reason in words", async () => {
    const server = await serverOn();
    await server.kill();
    const provider = provide(server);
    await vi.waitFor(() => expect(provider.status).toMatchObject({ kind: "offline-not-kept" }));
    expect(provider.status).toMatchObject({ problem: expect.stringContaining("ECONNREFUSED") });
  });

  test("the server's final close code is a refusal", async () => {
    const server = await serverOn();
    const provider = provide(server);
    await saved(provider);
    for (const socket of server.sockets) socket.close(4403, "not you");
    await vi.waitFor(() =>
      expect(provider.status).toMatchObject({ kind: "denied", code: 4403, reason: "not you" }),
    );
  });

  test("the credential arrives as a subprotocol", async () => {
    const server = await serverOn();
    const provider = provide(server, { token: async () => "a.b-c_d" });
    await saved(provider);
    expect([...server.sockets].map(({ protocol }) => protocol)).toEqual(["motet"]);
  });

  test("close() lets what was sent arrive, and leaves no socket and no timer", async () => {
    const server = await serverOn();
    const count = () => process.getActiveResourcesInfo().filter((kind) => kind === "Timeout").length;
    const before = count();
    const provider = provide(server);
    await saved(provider);
    provider.ydoc.getText("body").insert(0, "last words");
    await provider.close();
    await vi.waitFor(() => expect(server.sockets.size).toBe(0));
    expect(textOf(server.model.disk)).toBe("last words");
    expect(count()).toBeLessThanOrEqual(before);
  });
});
