import { encodeUpdate } from "@motet/protocol";
import { createSyncServer } from "@motet/server";
import { MemoryDocumentStore } from "@motet/server/testing";
import { expect, onTestFinished, test, vi } from "vitest";
import { WebSocket } from "ws";
import { WebsocketProvider } from "y-websocket";
import * as Y from "yjs";
import { GRANTED } from "./fake-server.js";
import { connect, ended, listening } from "./listening.js";

const MEGABYTE = 1024 * 1024;

const serving = async () => {
  const server = createSyncServer({
    store: new MemoryDocumentStore(),
    authorizer: { authorize: async () => GRANTED },
  });
  const { url, app } = await listening({ server });
  onTestFinished(() => server.close());
  return { url, app, server };
};

type StockOptions = NonNullable<ConstructorParameters<typeof WebsocketProvider>[3]>;

const join = async (url: string) => {
  const ydoc = new Y.Doc();
  const provider = new WebsocketProvider(`${url}/sync`, "plan", ydoc, {
    WebSocketPolyfill: WebSocket as unknown as NonNullable<StockOptions["WebSocketPolyfill"]>,
    disableBc: true,
  });
  onTestFinished(() => provider.destroy());
  await vi.waitFor(() => expect(provider.synced).toBe(true));
  return { ydoc, provider, text: ydoc.getText("body") };
};

test("2.11 a flood of edits ends with 4429; people who type meanwhile lose nothing and stay", async () => {
  const { url } = await serving();
  const [ada, ben] = [await join(url), await join(url)];
  const flooder = await connect(`${url}/sync/plan`);
  const ending = ended(flooder);
  const ydoc = new Y.Doc();
  const frames: Uint8Array[] = [];
  ydoc.on("update", (update: Uint8Array) => frames.push(encodeUpdate(update)));
  for (let time = 0; time < 30_000; time++) ydoc.getText("flood").insert(time, "x");
  for (const frame of frames) flooder.send(frame);
  for (const key of "typed meanwhile") ada.text.insert(ada.text.length, key);
  expect((await ending).code).toBe(4429);
  await vi.waitFor(() => expect(ben.text.toString()).toBe("typed meanwhile"));
  expect(ben.ydoc.getText("flood").length).toBeLessThan(30_000);
});

test("3.3 what waits for readers who do not read stays small while much is written, and they get all of it when they do", async () => {
  const { url, app, server } = await serving();
  const readers = [await join(url), await join(url), await join(url)];
  for (const { provider } of readers) (provider.ws as unknown as WebSocket).pause();
  const writer = await join(url);
  const map = writer.ydoc.getMap<Uint8Array>("blobs");
  for (let time = 0; time < 40; time++) {
    map.set("latest", new Uint8Array(MEGABYTE).fill(time));
    await vi.waitFor(() => expect((writer.provider.ws as unknown as WebSocket).bufferedAmount).toBe(0));
  }
  await vi.waitFor(() => expect(server.stats().behind).toBe(3));
  const waiting = [...app.websocketServer.clients].map(({ bufferedAmount }) => bufferedAmount);
  // Above the mark nothing is queued: what crosses it is one flush.
  expect(Math.max(...waiting)).toBeLessThan(8 * MEGABYTE);
  for (const { provider } of readers) (provider.ws as unknown as WebSocket).resume();
  await vi.waitFor(() => {
    for (const { ydoc } of readers) expect(ydoc.getMap<Uint8Array>("blobs").get("latest")?.[0]).toBe(39);
  }, 20_000);
  expect(server.stats().behind).toBe(0);
});
