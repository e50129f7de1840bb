import { createSyncServer } from "@motet/server";
import { FaultyDocumentStore, MemoryDocumentStore } from "@motet/server/testing";
import { describe, expect, onTestFinished, test, vi } from "vitest";
import { WebSocket } from "ws";
import { WebsocketProvider as Version3 } from "y-websocket";
import { WebsocketProvider as Version1 } from "y-websocket-1";
import { WebsocketProvider as Version2 } from "y-websocket-2";
import * as Y from "yjs";
import { GRANTED } from "./fake-server.js";
import { listening } from "./listening.js";

type Provider = Version1 | Version2 | Version3;
type Options = NonNullable<ConstructorParameters<typeof Version3>[3]>;

const VERSIONS: readonly (readonly [
  string,
  new (url: string, room: string, ydoc: Y.Doc, options: Options) => Provider,
])[] = [
  ["1.5.4", Version1],
  ["2.1.0", Version2],
  ["3.1.0", Version3],
];

const serving = async () => {
  const disk = new MemoryDocumentStore();
  const store = new FaultyDocumentStore(disk);
  const server = createSyncServer({ store, authorizer: { authorize: async () => GRANTED } });
  const { url, app } = await listening({ server, pingIntervalMs: 50 });
  onTestFinished(() => server.close());
  const stored = async (): Promise<string> => {
    const ydoc = new Y.Doc();
    const reader = createSyncServer({
      store: new MemoryDocumentStore(disk.disk),
      authorizer: { authorize: async () => GRANTED },
    });
    Y.applyUpdate(ydoc, await reader.read("plan"));
    return ydoc.getText("body").toString();
  };
  return { url, app, server, store, stored };
};

const OPTIONS: Options = {
  WebSocketPolyfill: WebSocket as unknown as NonNullable<Options["WebSocketPolyfill"]>,
  disableBc: true,
};

describe.each(VERSIONS)("y-websocket %s as it comes from the registry", (_, Provider) => {
  const join = (url: string, ydoc = new Y.Doc()) => {
    const provider = new Provider(`${url}/sync`, "plan", ydoc, OPTIONS);
    onTestFinished(() => provider.destroy());
    const { awareness } = provider;
    return { provider, ydoc, awareness, text: ydoc.getText("body") };
  };
  const synced = (...clients: readonly ReturnType<typeof join>[]) =>
    vi.waitFor(() => expect(clients.every(({ provider }) => provider.synced)).toBe(true));

  test("types with others at once, and everybody and the disk have the same text", async () => {
    const { url, stored } = await serving();
    const clients = [join(url), join(url), join(url)];
    await synced(...clients);
    for (let key = 0; key < 100; key++)
      for (const [index, { text }] of clients.entries())
        text.insert((key * 7) % (text.length + 1), String(index));
    await vi.waitFor(async () => {
      const [first] = clients.map(({ text }) => text.toString());
      expect(first).toHaveLength(300);
      expect(clients.map(({ text }) => text.toString())).toEqual([first, first, first]);
      expect(await stored()).toBe(first);
    });
  });

  test("comes back after a lost connection with what it wrote meanwhile, and gets what others wrote", async () => {
    const { url, app } = await serving();
    const [ada, ben] = [join(url), join(url)];
    await synced(ada, ben);
    ada.text.insert(0, "before ");
    await vi.waitFor(() => expect(ben.text.toString()).toBe("before "));
    ada.provider.disconnect();
    ada.text.insert(ada.text.length, "offline ");
    ben.text.insert(0, "meanwhile ");
    ada.provider.connect();
    await vi.waitFor(() =>
      expect([ada.text.toString(), ben.text.toString()]).toEqual(Array(2).fill("meanwhile before offline ")),
    );
    for (const socket of app.websocketServer.clients) socket.terminate();
    ben.text.insert(ben.text.length, "again");
    await vi.waitFor(() => expect(ada.text.toString()).toBe("meanwhile before offline again"));
  });

  test("is not synced before the document has been loaded, and then has all of it", async () => {
    const { url, store, server } = await serving();
    const written = new Y.Doc();
    for (let time = 0; time < 400; time++) written.getText("body").insert(0, `paragraph ${time} `.repeat(20));
    await server.write("plan", Y.encodeStateAsUpdate(written), null);
    await server.disconnect("plan", 1000, "");
    store.hang();
    const late = join(url);
    const seen: number[] = [];
    // Its own word, at the very moment: what it shows when it says that it is synced.
    (late.provider as Version3).on("sync", (isSynced: boolean) => {
      if (isSynced) seen.push(late.text.length);
    });
    await vi.waitFor(() => expect(late.provider.wsconnected).toBe(true));
    store.work();
    await synced(late);
    expect(seen[0]).toBe(written.getText("body").length);
    expect(late.text.toString()).toBe(written.getText("body").toString());
  });

  test("sees who is there, who moves and who has gone", async () => {
    const { url } = await serving();
    const [ada, ben] = [join(url), join(url)];
    await synced(ada, ben);
    ada.awareness.setLocalStateField("user", { name: "Ada" });
    for (let at = 0; at <= 30; at++) ada.awareness.setLocalStateField("cursor", at);
    const adasState = () => ben.awareness.getStates().get(ada.ydoc.clientID);
    await vi.waitFor(() => expect(adasState()).toEqual({ user: { name: "Ada" }, cursor: 30 }));
    const late = join(url);
    await vi.waitFor(() =>
      expect(late.awareness.getStates().get(ada.ydoc.clientID)).toMatchObject({ cursor: 30 }),
    );
    ada.provider.destroy();
    await vi.waitFor(() => expect(adasState()).toBeUndefined());
  });

  test("works together with every other version", async () => {
    const { url } = await serving();
    const ours = join(url);
    const others = VERSIONS.map(([name, Other]) => {
      const ydoc = new Y.Doc();
      const provider = new Other(`${url}/sync`, "plan", ydoc, OPTIONS);
      onTestFinished(() => provider.destroy());
      return { name, provider, text: ydoc.getText("body") };
    });
    await vi.waitFor(() => expect([ours, ...others].every(({ provider }) => provider.synced)).toBe(true));
    ours.text.insert(0, "*");
    for (const { name, text } of others) text.insert(text.length, `<${name}>`);
    await vi.waitFor(() => {
      const text = ours.text.toString();
      expect(text).toHaveLength(1 + 3 * 7);
      expect(others.map((other) => other.text.toString())).toEqual([text, text, text]);
    });
  });
});
