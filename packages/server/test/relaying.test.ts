import { type AwarenessEntry, encodeSyncStep1, type Message } from "@motet/protocol";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import * as Y from "yjs";
import { createSyncServer, type SyncServer } from "../src/index.js";
import { ManualClock, MemoryDocumentStore, PairClient, settle } from "../src/testing/index.js";

const EVERYTHING = { role: "owner", userId: null, expiresAt: null } as const;
const authorizer = { authorize: () => Promise.resolve({ kind: "granted" as const, access: EVERYTHING }) };

let clock: ManualClock;
let server: SyncServer;
beforeEach(() => {
  clock = new ManualClock();
  server = createSyncServer({ store: new MemoryDocumentStore(), authorizer, clock });
});
afterEach(() => server.close());

async function open(options?: ConstructorParameters<typeof PairClient>[1]): Promise<PairClient> {
  const client = new PairClient(server, options);
  await settle();
  return client;
}

const state = (clientId: number, at: number): AwarenessEntry => ({
  clientId,
  clock: at,
  state: `{"at":${at}}`,
});
const heard = (client: PairClient, kind: Message["kind"]) =>
  client.messages.filter((message) => message.kind === kind).length;

/** Moves the caret of a client every 10 ms for a second; returns how often another one heard of it. */
async function movesHeard(mover: PairClient, listener: PairClient): Promise<number> {
  clock.advance(10_000);
  const before = heard(listener, "awareness");
  for (let at = 1; at <= 100; at++) {
    mover.sayWhereIAm([state(1, clock.now() % 1e9)]);
    clock.advance(10);
    await settle(2);
  }
  return heard(listener, "awareness") - before;
}

describe("3.4 awareness", () => {
  it("of one who moves all the time is sent 20 times a second to a few, and its last state always", async () => {
    const [ada, ben] = [await open(), await open()];
    const count = await movesHeard(ada, ben);
    expect(count).toBeGreaterThanOrEqual(20);
    expect(count).toBeLessThanOrEqual(26);
    ada.sayWhereIAm([state(1, 2e9)]);
    clock.advance(1_000);
    await settle();
    expect(ben.present.get(1)).toBe('{"at":2000000000}');
  });

  it("is sent twice a second where 1,000 listen", async () => {
    const clients = Array.from({ length: 1_000 }, () => new PairClient(server));
    await settle();
    const [ada, ben] = clients as [PairClient, PairClient];
    const count = await movesHeard(ada, ben);
    expect(count).toBeGreaterThanOrEqual(2);
    expect(count).toBeLessThanOrEqual(8);
  });

  it("that is not due does not keep updates waiting", async () => {
    const [ada, ben] = [await open(), await open()];
    for (let at = 1; at < 20; at++) {
      ada.sayWhereIAm([state(1, at)]);
      await settle();
    }
    ada.type("now");
    await settle();
    expect(ben.text).toBe("now");
    expect(ben.present.get(1)).not.toBe('{"at":19}');
    clock.advance(100);
    await settle();
    expect(ben.present.get(1)).toBe('{"at":19}');
  });

  it("goes out in one write with the updates of its turn", async () => {
    const [ada, ben] = [await open(), await open()];
    const writes: number[] = [];
    ben.near.sendAll = (messages) => writes.push(messages.length);
    ada.type("x");
    ada.sayWhereIAm([state(1, 1)]);
    await settle();
    expect(writes).toEqual([2]);
  });
});

describe("3.1 one flush a turn", () => {
  it("among 50 the first goes out at once, and what comes in the next 10 ms in one more", async () => {
    const [ada] = await Promise.all(Array.from({ length: 50 }, () => open()));
    if (ada === undefined) throw new Error("nobody is here");
    for (const key of "1234") {
      ada.type(key);
      await settle();
    }
    expect(heard(ada, "update")).toBe(1);
    clock.advance(10);
    await settle();
    expect(heard(ada, "update")).toBe(2);
  });

  it("after a dear one the next waits as long as that took, at most 25 ms, and carries more", async () => {
    const [ada, ben] = [await open(), await open()];
    ben.near.sendAll = () => clock.advance(8);
    ada.type("1");
    await settle();
    expect(heard(ada, "update")).toBe(1);
    for (const key of "234") {
      ada.type(key);
      await settle();
    }
    expect(heard(ada, "update")).toBe(1);
    clock.advance(8);
    await settle();
    expect(heard(ada, "update")).toBe(2);
  });
});

describe("1.5 who comes", () => {
  const answersTo = async (ydoc: Y.Doc): Promise<Message[]> => {
    const client = await open();
    client.messages.length = 0;
    client.socket.send(encodeSyncStep1(Y.encodeStateVector(ydoc)));
    return [...client.messages];
  };
  const bytesOf = (messages: readonly Message[]) =>
    messages.reduce((sum, message) => sum + ("update" in message ? message.update.length : 0), 0);

  async function written(): Promise<PairClient> {
    const writer = await open();
    for (let time = 0; time < 50; time++) {
      writer.type(`paragraph ${time} `);
      await settle(2);
    }
    return writer;
  }

  it("with everything gets deletions alone", async () => {
    const writer = await written();
    expect(bytesOf(await answersTo(writer.ydoc))).toBe(2);
    writer.ydoc.getText("body").delete(3, 4);
    await settle();
    const [answer] = await answersTo(writer.ydoc);
    expect(answer?.kind).toBe("sync-step-2");
    expect(answer && bytesOf([answer])).toBeLessThan(20);
  });

  it("slightly behind gets the tail, and deletions that its state vector does not tell of", async () => {
    const writer = await written();
    await open();
    const behind = new Y.Doc();
    Y.applyUpdate(behind, Y.encodeStateAsUpdate(writer.ydoc));
    writer.ydoc.getText("body").delete(0, 5);
    writer.type("the end");
    await settle();
    const messages = await answersTo(behind);
    expect(bytesOf(messages)).toBeLessThan(60);
    for (const message of messages) if ("update" in message) Y.applyUpdate(behind, message.update);
    expect(behind.getText("body").toString()).toBe(writer.text);
  });

  it("with nothing is synced with the last message, and then has everything", async () => {
    const writer = await written();
    await open();
    writer.type("more");
    await settle();
    const messages = await answersTo(new Y.Doc());
    expect(messages.map(({ kind }) => kind)).toEqual(["update", "sync-step-2"]);
    const fresh = new Y.Doc();
    for (const message of messages) if ("update" in message) Y.applyUpdate(fresh, message.update);
    expect(fresh.getText("body").toString()).toBe(writer.text);
  });

  it("at any point of a document's life gets the document: 200 states of it, each brought up to date", async () => {
    const writer = await open();
    const text = writer.ydoc.getText("body");
    const past: Uint8Array[] = [];
    for (let time = 0; time < 200; time++) {
      past.push(Y.encodeStateAsUpdate(writer.ydoc));
      text.insert((time * 7) % (text.length + 1), `${time} `);
      if (time % 3 === 0) text.delete((time * 5) % text.length, 1);
      if (time % 5 === 0) await settle(3);
      if (time % 40 === 0) await open();
    }
    await settle();
    for (const [index, update] of past.entries()) {
      const ydoc = new Y.Doc();
      if (index > 0) Y.applyUpdate(ydoc, update);
      for (const message of await answersTo(ydoc))
        if ("update" in message) Y.applyUpdate(ydoc, message.update);
      expect(ydoc.store.pendingStructs, String(index)).toBeNull();
      expect(ydoc.getText("body").toString(), String(index)).toBe(writer.text);
    }
  });
});
