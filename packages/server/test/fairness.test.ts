import { CloseCode, encodeQueryAwareness, encodeUpdate } from "@motet/protocol";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import * as Y from "yjs";
import { createSyncServer, type SyncServer, type SyncServerOptions } from "../src/index.js";
import { ManualClock, MemoryDocumentStore, PairClient, settle } from "../src/testing/index.js";

const EVERYTHING = { role: "owner", userId: null, expiresAt: null } as const;
const authorizer = { authorize: () => Promise.resolve({ kind: "granted" as const, access: EVERYTHING }) };

let clock: ManualClock;
let disk: MemoryDocumentStore;
let server: SyncServer;
function start(limits: SyncServerOptions["limits"] = {}): void {
  clock = new ManualClock();
  disk = new MemoryDocumentStore();
  server = createSyncServer({ store: disk, authorizer, clock, limits });
}
beforeEach(() => start());
afterEach(() => server.close());

async function open(options?: ConstructorParameters<typeof PairClient>[1]): Promise<PairClient> {
  const client = new PairClient(server, options);
  await settle();
  return client;
}

/** The next turn of the event loop. */
const turn = () => new Promise<void>((resolve) => setImmediate(resolve));

const edits = (count: number): Uint8Array[] => {
  const ydoc = new Y.Doc();
  const frames: Uint8Array[] = [];
  ydoc.on("update", (update: Uint8Array) => frames.push(encodeUpdate(update)));
  for (let time = 0; time < count; time++) ydoc.getText("flood").insert(time, "x");
  return frames;
};

describe("2.10 a share of each turn", () => {
  it("who sends a thousand edits at once waits for the later ones, and nobody waits for them", async () => {
    const [busy, honest] = [await open(), await open()];
    for (const frame of edits(1_000)) busy.socket.send(frame);
    honest.type("me");
    await turn();
    await turn();
    expect(honest.messages.at(-1)?.kind).toBe("update");
    const entries = disk.disk.get("plan")?.entries ?? [];
    const written = new Y.Doc();
    for (const { update } of entries) Y.applyUpdate(written, update);
    expect(written.getText("body").toString()).toBe("me");
    expect(written.getText("flood").length).toBeLessThan(300);
    await settle(40);
    expect(honest.ydoc.getText("flood").length).toBe(1_000);
    expect(busy.socket.isOpen).toBe(true);
  });

  it("what waits is handled in its order, and the socket is not read meanwhile", async () => {
    const busy = await open();
    const calls: string[] = [];
    busy.near.pause = () => calls.push("pause");
    busy.near.resume = () => calls.push("resume");
    for (const frame of edits(200)) busy.socket.send(frame);
    busy.askForSaved(1);
    expect(new Set(calls)).toEqual(new Set(["pause"]));
    await settle(20);
    expect(calls.at(-1)).toBe("resume");
    expect(busy.saved).toEqual([1]);
    expect((await open()).ydoc.getText("flood").length).toBe(200);
  });
});

describe("2.11 floods", () => {
  it("more messages than anybody sends who means well close with 4429", async () => {
    const flooder = await open();
    for (let sent = 0; sent <= 10_000; sent++) flooder.socket.send(encodeQueryAwareness());
    expect(flooder.socket.closedWith?.code).toBe(CloseCode.TOO_FAST);
  });

  it("five hundred a second do not", async () => {
    const busy = await open();
    for (let second = 0; second < 30; second++) {
      for (let sent = 0; sent < 500; sent++) busy.socket.send(encodeQueryAwareness());
      await settle(20);
      clock.advance(1_000);
    }
    expect(busy.socket.isOpen).toBe(true);
  });

  it("who sends too many bytes is not closed but slowed down, and nothing is lost", async () => {
    await server.close();
    start({ byteBurst: 1_000, bytesPerSecond: 1_000 });
    const busy = await open();
    for (let time = 0; time < 20; time++) busy.type("x".repeat(500));
    busy.askForSaved(1);
    await settle();
    expect(busy.saved).toEqual([]);
    for (let second = 0; second < 15; second++) {
      clock.advance(1_000);
      await settle();
    }
    expect(busy.saved).toEqual([1]);
    expect((await open()).text).toHaveLength(10_000);
  });

  it("the sockets of one address are slowed down together, those of others are not", async () => {
    await server.close();
    start({ addressMessageBurst: 100, addressMessagesPerSecond: 100 });
    const [one, two] = [await open({ address: "10.0.0.1" }), await open({ address: "10.0.0.1" })];
    const other = await open({ address: "10.0.0.2" });
    for (const frame of edits(100)) one.socket.send(frame);
    two.type("held");
    two.type(" up");
    other.type("free");
    await settle();
    expect(other.text).toContain("free");
    expect(other.text).not.toContain("up");
    clock.advance(2_000);
    await settle();
    expect(other.text).toContain("held up");
    expect([one, two, other].map(({ socket }) => socket.isOpen)).toEqual([true, true, true]);
  });
});

describe("2.12 who says nothing", () => {
  it("at all is closed with 4408 after 10 s; who has spoken may be silent", async () => {
    const silent: number[] = [];
    const socket = {
      bufferedAmount: 0,
      send: () => {},
      close: (code: number) => void silent.push(code),
      onMessage: () => {},
      onClose: () => {},
    };
    server.accept(socket, { documentId: "plan", access: EVERYTHING });
    const quiet = await open();
    clock.advance(9_999);
    expect(silent).toEqual([]);
    clock.advance(1);
    expect(silent).toEqual([CloseCode.IDLE]);
    expect(quiet.socket.isOpen).toBe(true);
  });
});

describe("2.13 the size of a document", () => {
  it("above its budget nothing is added, its senders are closed with 4413, and it is read and cut as before", async () => {
    await server.close();
    start({ maxDocumentBytes: 2_000 });
    const writer = await open();
    for (let time = 0; time < 5; time++) writer.type("x".repeat(500));
    await settle();
    expect(writer.socket.closedWith?.code).toBe(CloseCode.OVER_BUDGET);
    const reader = await open();
    expect(reader.text).toHaveLength(2_000);
    reader.ydoc.getText("body").delete(0, 1_000);
    await settle();
    expect(reader.socket.isOpen).toBe(true);
    expect((await open()).text).toHaveLength(1_000);
  });
});
