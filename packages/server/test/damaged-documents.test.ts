import { CloseCode } from "@motet/protocol";
import { expect, it } from "vitest";
import { createSyncServer, StoreError } from "../src/index.js";
import { ManualClock, MemoryDocumentStore, PairClient, settle } from "../src/testing/index.js";

const EVERYTHING = { role: "owner", userId: null, expiresAt: null } as const;
const authorizer = { authorize: () => Promise.resolve({ kind: "granted" as const, access: EVERYTHING }) };

/** A document of three edits by Ada, of which the disk has lost the second. */
async function withLostEdit() {
  const disk = new MemoryDocumentStore();
  const before = createSyncServer({ store: disk, authorizer, clock: new ManualClock() });
  const ada = new PairClient(before, { deviceKey: "ada's-device-key" });
  await settle();
  for (const text of ["one ", "two ", "three"]) {
    ada.type(text);
    await settle();
  }
  await before.close();
  const store = new MemoryDocumentStore(disk.disk);
  const load = store.load.bind(store);
  store.load = async (documentId) => {
    const stored = await load(documentId);
    const entries = stored.entries.filter(({ seq }) => seq !== 2);
    return { ...stored, entries, damage: { lost: [{ from: 2, through: 2 }], setAside: 1 } };
  };
  return { ydoc: ada.ydoc, store };
}

it("1.6 what can be read is served, and an entry that builds on a lost one is taken when somebody brings that", async () => {
  const { ydoc, store } = await withLostEdit();
  const server = createSyncServer({ store, authorizer, clock: new ManualClock() });
  const reader = new PairClient(server);
  await settle();
  expect(reader.text).toBe("one ");
  const ada = new PairClient(server, { deviceKey: "ada's-device-key", ydoc });
  await settle();
  expect([reader.text, ada.text]).toEqual(["one two three", "one two three"]);
  await server.close();
});

it("1.6, 2.9 others who have the lost edit may bring it, when its author has had the first turn", async () => {
  const { ydoc, store } = await withLostEdit();
  const clock = new ManualClock();
  const server = createSyncServer({ store, authorizer, clock });
  const ben = new PairClient(server, { deviceKey: "ben's-device-key", ydoc });
  await settle();
  expect(ben.socket.isOpen).toBe(true);
  clock.advance(10_000);
  await settle();
  const reader = new PairClient(server);
  await settle();
  expect(reader.text).toBe("one two three");
  await server.close();
});

it("1.6 a document of which nothing is left to begin with is refused, never served empty", async () => {
  const store = new MemoryDocumentStore();
  store.load = () => Promise.reject(new StoreError("damaged", "Nothing of it can be read"));
  const server = createSyncServer({ store, authorizer, clock: new ManualClock() });
  const client = new PairClient(server);
  await settle();
  expect(client.isSynced).toBe(false);
  expect(client.socket.closedWith?.code).toBe(CloseCode.OVERLOADED);
  await server.close();
});
