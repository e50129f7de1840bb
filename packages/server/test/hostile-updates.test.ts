import { CloseCode, encodeQueryAwareness, encodeUpdate } from "@motet/protocol";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import * as Y from "yjs";
import { createSyncServer, type SyncServer } from "../src/index.js";
import {
  FaultyDocumentStore,
  ManualClock,
  MemoryDocumentStore,
  PairClient,
  settle,
} from "../src/testing/index.js";
import { collectedStruct, encodeBlocks, nestedStruct, textStruct } from "./support/forge-update.js";

const EVERYTHING = { role: "owner", userId: null, expiresAt: null } as const;
const authorizer = { authorize: () => Promise.resolve({ kind: "granted" as const, access: EVERYTHING }) };

let disk: MemoryDocumentStore;
let store: FaultyDocumentStore;
let server: SyncServer;
beforeEach(() => {
  disk = new MemoryDocumentStore();
  store = new FaultyDocumentStore(disk);
  server = createSyncServer({
    store,
    authorizer,
    clock: new ManualClock(),
    limits: { maxOwedClients: 100, messageBurst: 1e6 },
  });
});
afterEach(() => {
  store.work();
  return server.close();
});

async function open(): Promise<PairClient> {
  const client = new PairClient(server);
  await settle();
  return client;
}

async function freshText(): Promise<string> {
  const reader = createSyncServer({ store: new MemoryDocumentStore(disk.disk), authorizer });
  const ydoc = new Y.Doc();
  Y.applyUpdate(ydoc, await reader.read("plan"));
  expect(ydoc.store.pendingStructs).toBeNull();
  return ydoc.getText("body").toString();
}

const oneBlock = (client: number, clock: number, text: string) => ({
  client,
  clock,
  structs: [textStruct(text)],
});

describe("Updates that Yjs can read and that would ruin a document", () => {
  it.each([
    // Yjs forgets the first of the two and waits for it for ever.
    ["one client twice", encodeBlocks([oneBlock(7, 0, "a"), oneBlock(7, 1, "b")])],
    [
      "one client again, with nothing",
      encodeBlocks([oneBlock(7, 0, "a"), { client: 7, clock: 1, structs: [] }]),
    ],
    // Merged with others, these become one client twice.
    ["the lower client first", encodeBlocks([oneBlock(5, 0, "a"), oneBlock(9, 0, "b")])],
    ["a clock beyond 2^31", encodeBlocks([{ client: 7, clock: 0, structs: [collectedStruct(2 ** 31 + 1)] }])],
    [
      "a length that no sum can hold",
      encodeBlocks([{ client: 7, clock: 0, structs: [collectedStruct(2 ** 53 - 1)] }]),
    ],
    // Read, but never written again: the stack of whoever merges it overflows.
    ["a value of 20,000 levels", encodeBlocks([{ client: 7, clock: 0, structs: [nestedStruct(20_000)] }])],
    ["a value of 101 levels", encodeBlocks([{ client: 7, clock: 0, structs: [nestedStruct(101)] }])],
  ])("2.2 %s closes its session with 4400 and nobody else notices", async (_, update) => {
    const [victim, attacker] = [await open(), await open()];
    victim.type("mine");
    attacker.socket.send(encodeUpdate(update));
    victim.type("!");
    await settle();
    expect(attacker.socket.closedWith?.code).toBe(CloseCode.BAD_MESSAGE);
    expect(victim.text).toBe("mine!");
    expect(await freshText()).toBe("mine!");
  });

  it("2.2 a value of 100 levels is an ordinary one: merged, stored and read", async () => {
    const [writer, reader] = [await open(), await open()];
    writer.socket.send(encodeUpdate(encodeBlocks([{ client: 7, clock: 0, structs: [nestedStruct(100)] }])));
    writer.type("beside it");
    await settle();
    expect(reader.text).toBe("beside it");
    expect(await freshText()).toBe("beside it");
  });

  it("2.3 one who owes edits of too many clients is closed with 4400", async () => {
    const attacker = await open();
    // It answers nothing, and goes on about clients whose beginnings it never brings.
    attacker.socket.onMessage(() => {});
    for (let client = 1; client <= 100; client++)
      attacker.socket.send(encodeUpdate(encodeBlocks([oneBlock(client, 5, "x")])));
    await settle();
    expect(attacker.socket.isOpen).toBe(true);
    attacker.socket.send(encodeUpdate(encodeBlocks([oneBlock(101, 5, "x")])));
    expect(attacker.socket.closedWith?.code).toBe(CloseCode.BAD_MESSAGE);
  });

  it("1.2 what waits for a loading room is bounded also when it is many small messages", async () => {
    store.hang();
    const attacker = await open();
    let sent = 0;
    for (; attacker.socket.isOpen && sent < 1_000_000; sent++) attacker.socket.send(encodeQueryAwareness());
    expect(attacker.socket.closedWith?.code).toBe(CloseCode.OVERLOADED);
    expect(sent).toBeLessThan(200_000);
  });

  it("1.5 those who have nothing are sent the same bytes", async () => {
    const writer = await open();
    writer.type("text");
    await settle();
    const [one, two] = [await open(), await open()];
    expect(one.text).toBe("text");
    expect(one.socket.received).toEqual(two.socket.received);
    writer.type(" and more");
    await settle();
    expect((await open()).text).toBe("text and more");
  });
});
