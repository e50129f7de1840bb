import { createSyncServer } from "@motet/server";
import { MemoryDocumentStore } from "@motet/server/testing";
import { expect, onTestFinished, test, vi } from "vitest";
import { WebSocket } from "ws";
import { WebsocketProvider } from "y-websocket";
import * as Y from "yjs";
import { GRANTED } from "./fake-server.js";
import { listening } from "./listening.js";

const serving = async () => {
  const server = createSyncServer({
    store: new MemoryDocumentStore(),
    authorizer: { authorize: async () => GRANTED },
  });
  const { url } = await listening({ server });
  onTestFinished(() => server.close());
  return { url, server };
};

type StockOptions = NonNullable<ConstructorParameters<typeof WebsocketProvider>[3]>;

/** A y-websocket client as it comes from the registry. */
const stockClient = (url: string, documentId: string, ydoc = new Y.Doc()) => {
  const provider = new WebsocketProvider(`${url}/sync`, documentId, ydoc, {
    WebSocketPolyfill: WebSocket as unknown as StockOptions["WebSocketPolyfill"],
    disableBc: true,
    params: { user: "ada" },
  });
  onTestFinished(() => provider.destroy());
  return { ydoc, provider, text: ydoc.getText("body"), awareness: provider.awareness };
};

test("two stock y-websocket clients that type at once see the same text", async () => {
  const { url } = await serving();
  const ada = stockClient(url, "plan");
  const bea = stockClient(url, "plan");
  await vi.waitFor(() => expect([ada.provider.synced, bea.provider.synced]).toEqual([true, true]));
  for (let n = 0; n < 50; n += 1) {
    ada.text.insert(ada.text.length, "a");
    bea.text.insert(0, "b");
  }
  await vi.waitFor(() => {
    expect(ada.text.toJSON()).toHaveLength(100);
    expect(bea.text.toJSON()).toBe(ada.text.toJSON());
  });
});

test("what was written before it connected is there too, and a late reader gets all of it", async () => {
  const { url } = await serving();
  const offline = new Y.Doc();
  offline.getText("body").insert(0, "written offline");
  const ada = stockClient(url, "a/b", offline);
  await vi.waitFor(() => expect(ada.provider.synced).toBe(true));
  const bea = stockClient(url, "a/b");
  await vi.waitFor(() => expect(bea.text.toJSON()).toBe("written offline"));
  const elsewhere = stockClient(url, "a");
  await vi.waitFor(() => expect(elsewhere.provider.synced).toBe(true));
  expect(elsewhere.text.toJSON()).toBe("");
});

test("stock clients see each other come and go", async () => {
  const { url } = await serving();
  const ada = stockClient(url, "plan");
  const bea = stockClient(url, "plan");
  ada.awareness.setLocalStateField("user", { name: "Ada" });
  await vi.waitFor(() =>
    expect(bea.awareness.getStates().get(ada.ydoc.clientID)).toEqual({ user: { name: "Ada" } }),
  );
  ada.provider.disconnect();
  await vi.waitFor(() => expect(bea.awareness.getStates().has(ada.ydoc.clientID)).toBe(false));
});
