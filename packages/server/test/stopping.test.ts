import { describe, expect, it } from "vitest";
import * as Y from "yjs";
import { SYSTEM_CLOCK } from "../src/clock.js";
import { createSyncServer, InProcessCompactor } from "../src/index.js";
import {
  FaultyDocumentStore,
  ManualClock,
  MemoryDocumentStore,
  PairClient,
  settle,
} from "../src/testing/index.js";

const EVERYTHING = { role: "owner", userId: null, expiresAt: null } as const;
const authorizer = { authorize: () => Promise.resolve({ kind: "granted" as const, access: EVERYTHING }) };
const CLOSED = { name: "StoreError", code: "closed" };

function edit(): Uint8Array {
  const ydoc = new Y.Doc();
  ydoc.getText("body").insert(0, "x");
  return Y.encodeStateAsUpdate(ydoc);
}

describe("Stopping", () => {
  it("6.2 what is asked of a closed server rejects with “closed”", async () => {
    const server = createSyncServer({ store: new MemoryDocumentStore(), authorizer });
    await server.read("warm");
    await server.close();
    for (const documentId of ["warm", "cold"]) {
      await expect(server.write(documentId, edit(), null)).rejects.toMatchObject(CLOSED);
      await expect(server.read(documentId)).rejects.toMatchObject(CLOSED);
    }
  });

  it("6.2 a write that the store never took rejects with “closed” instead of waiting for ever", async () => {
    const clock = new ManualClock();
    const store = new FaultyDocumentStore(new MemoryDocumentStore());
    const server = createSyncServer({ store, authorizer, clock });
    await server.read("plan");
    store.fail();
    const written = server.write("plan", edit(), null);
    await settle();
    const closed = server.close();
    clock.advance(60_000);
    await closed;
    await expect(written).rejects.toMatchObject(CLOSED);
  });

  it("6.2 a write whose room is still loading when the server stops rejects with “closed”", async () => {
    const store = new FaultyDocumentStore(new MemoryDocumentStore());
    const server = createSyncServer({ store, authorizer, clock: new ManualClock() });
    store.hang();
    const written = server.write("plan", edit(), null);
    await server.close();
    store.work();
    await expect(written).rejects.toMatchObject(CLOSED);
  });
});

describe("Checkpoints that cannot be written", () => {
  it("4.6 are not tried again at every commit, and after a while they are", async () => {
    const clock = new ManualClock();
    const store = new MemoryDocumentStore();
    const write = store.checkpoint.bind(store);
    let tries = 0;
    store.checkpoint = () => {
      tries += 1;
      return Promise.reject(new Error("No space left on device"));
    };
    const limits = { checkpointAfterEntries: 5, retryCheckpointAfterMs: 30_000 };
    const server = createSyncServer({
      store,
      authorizer,
      compactor: new InProcessCompactor(),
      clock,
      limits,
    });
    const client = new PairClient(server);
    await settle();
    const typeAndSave = async (count: number) => {
      for (let key = 0; key < count; key++) {
        client.type("x");
        await settle();
      }
    };
    await typeAndSave(20);
    expect(tries).toBe(1);
    store.checkpoint = write;
    clock.advance(30_000);
    await typeAndSave(1);
    expect(store.disk.get("plan")?.checkpoints.at(-1)?.upTo).toBe(21);
    await server.close();
  });
});

describe("Commits", () => {
  it("4.5 have their interval: the first does not wait, what comes meanwhile shares the next, and a stop does not wait for it", async () => {
    const clock = new ManualClock();
    const store = new FaultyDocumentStore(new MemoryDocumentStore());
    const server = createSyncServer({ store, authorizer, clock, limits: { commitIntervalMs: 10 } });
    const client = new PairClient(server);
    await settle();
    client.type("a");
    await settle();
    expect(store.commits).toBe(1);
    for (const key of "bcd") {
      client.type(key);
      await settle();
    }
    expect(store.commits).toBe(1);
    clock.advance(10);
    await settle();
    expect(store.commits).toBe(2);
    client.type("e");
    await settle();
    await server.close();
    expect(store.commits).toBe(3);
  });
});

describe("The system's clock", () => {
  it("waits for what lies beyond the longest timeout of Node instead of calling at once", async () => {
    let isCalled = false;
    const cancel = SYSTEM_CLOCK.after(40 * 24 * 3_600_000, () => {
      isCalled = true;
    });
    // Set to 1 ms, as Node does with such a length, it would come before this one.
    await new Promise<void>((resolve) => {
      setTimeout(resolve, 5);
    });
    cancel();
    expect(isCalled).toBe(false);
  });
});
