import { CloseCode, encodeBroadcast } from "@motet/protocol";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { createSyncServer, type SyncServer } from "../src/index.js";
import { ManualClock, MemoryDocumentStore, PairClient, settle } from "../src/testing/index.js";

const IDLE_MS = 60_000;

let clock: ManualClock;
let server: SyncServer;
beforeEach(() => {
  clock = new ManualClock();
  server = createSyncServer({
    store: new MemoryDocumentStore(),
    clock,
    authorizer: { authorize: () => Promise.resolve({ kind: "not-found" }) },
    limits: { idleTimeoutMs: IDLE_MS, broadcastsPerSecond: 2, maxBroadcastBurst: 3 },
  });
});
afterEach(() => server.close());

const client = async () => {
  const joined = new PairClient(server);
  await settle();
  return joined;
};
const say = (who: PairClient, clock: number, state: object) =>
  who.sayWhereIAm([{ clientId: who.ydoc.clientID, clock, state: JSON.stringify(state) }]);
const isIdle = (who: PairClient) => who.socket.closedWith?.code === CloseCode.IDLE;

describe("5.3 A session whose client is away", () => {
  it("is closed when it has shown no sign for the time, and not before", async () => {
    const ada = await client();
    say(ada, 1, { away: true });
    clock.advance(IDLE_MS - 1);
    expect(isIdle(ada)).toBe(false);
    say(ada, 2, { away: true });
    clock.advance(1);
    await settle();
    expect(isIdle(ada)).toBe(true);
  });

  it("stays while it edits or moves, and when it is there again", async () => {
    const [ada, ben, cleo] = [await client(), await client(), await client()];
    for (const who of [ada, ben, cleo]) say(who, 1, { away: true });
    clock.advance(IDLE_MS - 1);
    ada.type("still here");
    say(ben, 2, { away: true, cursor: 1 });
    say(cleo, 2, {});
    await settle();
    clock.advance(IDLE_MS - 1);
    await settle();
    expect([ada, ben, cleo].map(isIdle)).toEqual([false, false, false]);
    clock.advance(IDLE_MS);
    await settle();
    expect([ada, ben, cleo].map(isIdle)).toEqual([true, true, false]);
  });

  it("is not closed for what others are", async () => {
    const [ada, ben] = [await client(), await client()];
    say(ada, 1, {});
    ben.sayWhereIAm([{ clientId: ada.ydoc.clientID, clock: 9, state: '{"away":true}' }]);
    clock.advance(2 * IDLE_MS);
    await settle();
    expect(isIdle(ada)).toBe(false);
  });
});

describe("5.4 A broadcast", () => {
  const data = Uint8Array.of(1, 2, 3);
  const heard = (who: PairClient) =>
    who.messages.flatMap((message) =>
      message.kind === "broadcast" ? [`${message.by}: ${message.topic}`] : [],
    );

  it("reaches those who understand it, except its author, and says who has sent it", async () => {
    const [ada, ben, stock] = [await client(), await client(), await client()];
    ben.askForSaved(1);
    ada.socket.send(encodeBroadcast({ topic: "price", data, by: "server" }));
    server.broadcast("plan", "notice", { in: "5 min" });
    server.broadcast("elsewhere", "notice", {});
    await settle();
    expect([ada, ben, stock].map(heard)).toEqual([["server: notice"], ["peer: price", "server: notice"], []]);
    const late = await client();
    late.askForSaved(1);
    await settle();
    expect(heard(late)).toEqual([]);
  });

  it("is not passed on beyond the rate", async () => {
    const [ada, ben] = [await client(), await client()];
    ben.askForSaved(1);
    const frame = encodeBroadcast({ topic: "x", data, by: "peer" });
    for (let n = 0; n < 10; n++) ada.socket.send(frame);
    await settle();
    expect(heard(ben)).toHaveLength(3);
    clock.advance(1_000);
    for (let n = 0; n < 10; n++) ada.socket.send(frame);
    await settle();
    expect(heard(ben)).toHaveLength(5);
    expect(ada.socket.closedWith).toBeNull();
  });

  it("of the server that is too large throws", () => {
    expect(() => server.broadcast("plan", "", {})).toThrow(RangeError);
    expect(() => server.broadcast("plan", "x", "x".repeat(20_000))).toThrow(RangeError);
  });
});
