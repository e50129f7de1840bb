import { CloseCode } from "@motet/protocol";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type * as Y from "yjs";
import { createSyncServer, InProcessCompactor, StoreError, type SyncServer } from "../src/index.js";
import {
  FaultyDocumentStore,
  ManualClock,
  MemoryDocumentStore,
  PairClient,
  settle,
} from "../src/testing/index.js";

const EVERYTHING = { role: "owner", userId: null, expiresAt: null } as const;
const authorizer = { authorize: () => Promise.resolve({ kind: "granted" as const, access: EVERYTHING }) };
const EVICT_AFTER_MS = 60_000;
const LARGE = "x".repeat(20_000);

class CountingStore extends FaultyDocumentStore {
  loads = 0;

  override load(documentId: string, olderThan?: number) {
    this.loads += 1;
    return super.load(documentId, olderThan);
  }
}

let clock: ManualClock;
let disk: MemoryDocumentStore;
let store: CountingStore;
let server: SyncServer;
let reader: PairClient;

/** Somebody has a large document open, of which a checkpoint has been made, and does nothing. */
beforeEach(async () => {
  clock = new ManualClock();
  disk = new MemoryDocumentStore();
  store = new CountingStore(disk);
  server = createSyncServer({
    store,
    authorizer,
    compactor: new InProcessCompactor(),
    clock,
    limits: { evictAfterMs: EVICT_AFTER_MS, checkpointAfterBytes: 10_000, checkpointAfterEntries: 5 },
  });
  reader = await open();
  reader.type(LARGE);
  await settle();
  expect(disk.disk.get("plan")?.checkpoints).toHaveLength(1);
});
afterEach(() => {
  store.work();
  return server.close();
});

async function open(ydoc?: Y.Doc): Promise<PairClient> {
  const client = new PairClient(server, ydoc ? { ydoc } : {});
  await settle();
  return client;
}

async function rest(): Promise<void> {
  clock.advance(EVICT_AFTER_MS);
  await settle();
}

describe("6.4 a document that nobody asks for", () => {
  it("is read again for who comes, once for all who come together, and is whole", async () => {
    clock.advance(EVICT_AFTER_MS - 1);
    await open();
    expect(store.loads).toBe(1);
    await rest();
    const readers = [new PairClient(server), new PairClient(server), new PairClient(server)];
    await settle();
    expect(store.loads).toBe(2);
    expect(readers.map((client) => client.isSynced && client.text === LARGE)).toEqual([true, true, true]);
    await open();
    expect(store.loads).toBe(2);
    await rest();
    await server.read("plan");
    expect(store.loads).toBe(3);
  });

  it("is never “synced” before it has been read", async () => {
    await rest();
    store.hang();
    const late = await open();
    expect(late.isSynced).toBe(false);
    store.work();
    await settle();
    expect(late.text).toBe(LARGE);
  });

  it("takes edits meanwhile, tells everybody, and keeps them", async () => {
    const before = await open();
    await rest();
    reader.type("one ");
    reader.askForSaved(1);
    await settle();
    expect(reader.saved).toEqual([1]);
    expect(before.text).toBe(`${LARGE}one `);
    expect(store.loads).toBe(1);
    const late = await open();
    expect(late.text).toBe(`${LARGE}one `);
    expect(store.loads).toBe(2);
  });

  it("is read again for a checkpoint", async () => {
    await rest();
    for (const key of "abcdefgh".repeat(60)) {
      reader.type(key.repeat(20));
      await settle(2);
    }
    await settle();
    expect(disk.disk.get("plan")?.checkpoints.length).toBeGreaterThan(1);
    expect((await open()).text).toBe(reader.text);
  });

  it("comes back with what somebody lacks who was away", async () => {
    const away = await open();
    away.close();
    reader.type("since then");
    await settle();
    await rest();
    const back = await open(away.ydoc);
    expect(back.text).toBe(`${LARGE}since then`);
  });

  it("closes who asks with 4503 while the store fails, and nobody else", async () => {
    await rest();
    store.fail();
    const late = await open();
    expect(late.socket.closedWith?.code).toBe(CloseCode.OVERLOADED);
    expect(reader.socket.isOpen).toBe(true);
    store.work();
    expect((await open()).text).toBe(LARGE);
  });

  it("is opened anew where the store has lost it meanwhile, and those who have it bring it back", async () => {
    await rest();
    const load = store.load.bind(store);
    store.load = () => Promise.reject(new StoreError("damaged", "Nothing of it can be read"));
    const late = await open();
    expect(late.socket.closedWith?.code).toBe(CloseCode.OVERLOADED);
    store.load = load;
    disk.disk.delete("plan");
    await open();
    expect(reader.socket.closedWith?.code).toBe(CloseCode.OVERLOADED);
    clock.advance(1_000);
    await settle();
    await open(reader.ydoc);
    expect((await open()).text).toBe(LARGE);
  });
});
