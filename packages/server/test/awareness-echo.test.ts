import { encodeAwareness } from "@motet/protocol";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { createSyncServer, type SyncServer } from "../src/index.js";
import { ManualClock, MemoryDocumentStore, PairClient, settle } from "../src/testing/index.js";

const EVERYTHING = { role: "owner", userId: null, expiresAt: null } as const;
const authorizer = { authorize: () => Promise.resolve({ kind: "granted" as const, access: EVERYTHING }) };
const [ADA, BEN] = [1, 2];
const state = (clientId: number, clock = 1) => ({ clientId, clock, state: `{"user":${clientId}}` });

let clock: ManualClock;
let server: SyncServer;
let watcher: PairClient;
beforeEach(async () => {
  clock = new ManualClock();
  server = createSyncServer({ store: new MemoryDocumentStore(), authorizer, clock });
  watcher = await open();
});
afterEach(() => server.close());

async function open(): Promise<PairClient> {
  const client = new PairClient(server);
  await settle();
  return client;
}

/** Says again what it has been told of others, as y-websocket's clients do. */
async function openEchoing(): Promise<PairClient> {
  const client = await open();
  client.sayWhereIAm([state(BEN)]);
  let repeated = 0;
  const repeat = () => {
    for (const message of client.messages.slice(repeated))
      if (message.kind === "awareness") client.socket.send(encodeAwareness(message.entries));
    repeated = client.messages.length;
  };
  repeat();
  await settle();
  repeat();
  return client;
}

describe("A stock client that repeats what it hears of others", () => {
  it("5.1 does not become somebody who has been silent for long", async () => {
    const ada = await open();
    ada.sayWhereIAm([state(ADA, 5)]);
    await settle();
    clock.advance(60_000);
    const ben = await openEchoing();
    await settle();
    expect(new Set(watcher.present.keys())).toEqual(new Set([ADA, BEN]));
    ben.close();
    await settle();
    expect([...watcher.present.keys()]).toEqual([ADA]);
    ada.sayWhereIAm([state(ADA, 6)]);
    await settle();
    expect([...(await open()).present.keys()]).toEqual([ADA]);
  });

  it("5.1 does not become somebody who has been silent for long where it has no state of its own either", async () => {
    const ada = await open();
    ada.sayWhereIAm([state(ADA, 5)]);
    await settle();
    clock.advance(60_000);
    const bot = await open();
    bot.sayWhereIAm([state(ADA, 5)]);
    bot.close();
    await settle();
    expect([...watcher.present.keys()]).toEqual([ADA]);
  });

  it("5.1 does not bring back somebody who has left, nor lose its own place for it", async () => {
    const [ada, ben] = [await open(), await open()];
    ben.sayWhereIAm([state(BEN)]);
    ada.sayWhereIAm([state(ADA)]);
    await settle();
    ada.close();
    await settle();
    ben.sayWhereIAm([state(ADA)]);
    await settle();
    expect([...watcher.present.keys()]).toEqual([BEN]);
  });

  it("5.1 one whose client has left may introduce another", async () => {
    const ben = await open();
    ben.sayWhereIAm([state(BEN)]);
    ben.sayWhereIAm([{ clientId: BEN, clock: 2, state: "null" }]);
    ben.sayWhereIAm([state(3)]);
    await settle();
    expect([...watcher.present.keys()]).toEqual([3]);
  });
});
