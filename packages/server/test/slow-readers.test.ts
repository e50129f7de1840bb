import { CloseCode, encodeQueryAwareness, encodeSyncStep1 } from "@motet/protocol";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import * as Y from "yjs";
import { createSyncServer, InProcessCompactor, type SyncServer } from "../src/index.js";
import { ManualClock, MemoryDocumentStore, PairClient, settle } from "../src/testing/index.js";

const EVERYTHING = { role: "owner", userId: null, expiresAt: null } as const;
const authorizer = { authorize: () => Promise.resolve({ kind: "granted" as const, access: EVERYTHING }) };
const MEGABYTE = 1024 * 1024;

let clock: ManualClock;
let server: SyncServer;
let writer: PairClient;
let slow: PairClient;
beforeEach(async () => {
  clock = new ManualClock();
  server = createSyncServer({
    store: new MemoryDocumentStore(),
    authorizer,
    compactor: new InProcessCompactor(),
    clock,
    limits: { checkpointAfterEntries: 30 },
  });
  [writer, slow] = [await open(), await open()];
});
afterEach(() => server.close());

async function open(): Promise<PairClient> {
  const client = new PairClient(server);
  await settle();
  return client;
}

async function passes(ms: number): Promise<void> {
  clock.advance(ms);
  await settle();
}

async function typeMany(count: number): Promise<void> {
  for (let time = 0; time < count; time++) {
    writer.type(String(time % 10));
    await settle(3);
  }
}

/** The reader's network takes no more. */
function jam(reader: PairClient): number {
  reader.near.bufferedAmount = 2 * MEGABYTE;
  return reader.socket.received.length;
}

describe("3.3 a reader whose network takes no more", () => {
  it.each([[5], [100]])(
    "is queued nothing, and gets %i edits as one difference when it has drained",
    async (edits) => {
      await typeMany(3);
      const before = jam(slow);
      await typeMany(edits);
      expect(slow.socket.received.length).toBe(before);
      expect((await open()).text).toBe(writer.text);
      slow.near.bufferedAmount = 0;
      slow.messages.length = 0;
      await passes(100);
      expect(slow.messages.map(({ kind }) => kind)).toEqual(["update"]);
      expect(slow.text).toBe(writer.text);
      writer.type("and on");
      await settle();
      expect(slow.text).toBe(writer.text);
    },
  );

  it("is not sent a difference where there is none", async () => {
    jam(slow);
    slow.socket.send(encodeQueryAwareness());
    slow.near.bufferedAmount = 0;
    const before = slow.socket.received.length;
    await passes(100);
    expect(slow.socket.received.length).toBe(before);
  });

  it("misses nothing of what waited to be sent when it fell behind", async () => {
    writer.type("on its way");
    jam(slow);
    slow.socket.send(encodeQueryAwareness());
    await settle();
    slow.near.bufferedAmount = 0;
    await passes(100);
    expect(slow.text).toBe("on its way");
  });

  it("is answered once however often it asks, and acknowledged when it has drained", async () => {
    await typeMany(3);
    const before = jam(slow);
    slow.type("mine");
    for (let time = 0; time < 100; time++)
      slow.socket.send(encodeSyncStep1(Y.encodeStateVector(new Y.Doc())));
    slow.askForSaved(1);
    slow.askForSaved(2);
    await settle();
    expect(slow.socket.received.length).toBe(before);
    slow.near.bufferedAmount = 0;
    slow.messages.length = 0;
    await passes(100);
    expect(slow.messages.filter(({ kind }) => kind === "sync-step-2")).toHaveLength(1);
    expect(slow.saved).toEqual([1, 2]);
    expect(slow.text).toBe(writer.text);
  });

  it("is closed with 4503 where it does not read and asks for ever more acknowledgements", async () => {
    jam(slow);
    for (let time = 0; time < 1_000; time++) slow.askForSaved(1);
    await settle(20);
    expect(slow.socket.closedWith?.code).toBe(CloseCode.OVERLOADED);
  });

  it("hears who has come and gone meanwhile", async () => {
    const [gone, stays] = [await open(), await open()];
    gone.sayWhereIAm([{ clientId: 1, clock: 1, state: "{}" }]);
    stays.sayWhereIAm([{ clientId: 2, clock: 1, state: "{}" }]);
    await settle();
    jam(slow);
    gone.close();
    writer.sayWhereIAm([{ clientId: 3, clock: 1, state: "{}" }]);
    await settle();
    slow.near.bufferedAmount = 0;
    await passes(1_000);
    expect([...slow.present.keys()].sort()).toEqual([2, 3]);
  });

  it("is closed with 4503 when it has taken nothing for 30 s", async () => {
    jam(slow);
    writer.type("text");
    await settle();
    await passes(29_000);
    expect(slow.socket.isOpen).toBe(true);
    await passes(2_000);
    expect(slow.socket.closedWith?.code).toBe(CloseCode.OVERLOADED);
    expect(writer.socket.isOpen).toBe(true);
  });

  it("is left alone while it takes what waits, slow as it is", async () => {
    slow.near.bufferedAmount = 10 * MEGABYTE;
    writer.type("text");
    await settle();
    for (let left = 9; left > 0; left--) {
      await passes(20_000);
      slow.near.bufferedAmount = left * MEGABYTE;
    }
    slow.near.bufferedAmount = 0;
    await passes(100);
    expect(slow.text).toBe("text");
  });
});
