import { CloseCode, encodeUpdate } from "@motet/protocol";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import * as Y from "yjs";
import {
  createSyncServer,
  InProcessCompactor,
  type SyncServer,
  type SyncServerOptions,
} from "../src/index.js";
import { ManualClock, MemoryDocumentStore, PairClient, settle } from "../src/testing/index.js";

const EVERYTHING = { role: "owner", userId: null, expiresAt: null } as const;
const authorizer = { authorize: () => Promise.resolve({ kind: "granted" as const, access: EVERYTHING }) };
const [ADA, EVE] = ["ada's-device-key", "eve's-device-key"];
const user = (userId: string) => ({ role: "editor", userId, expiresAt: null }) as const;

let clock: ManualClock;
let disk: MemoryDocumentStore;
let server: SyncServer;
function start(options: Partial<SyncServerOptions> = {}): void {
  clock = new ManualClock();
  server = createSyncServer({
    store: disk,
    authorizer,
    compactor: new InProcessCompactor(),
    clock,
    ...options,
  });
}
beforeEach(() => {
  disk = new MemoryDocumentStore();
  start();
});
afterEach(() => server.close());

async function open(options: ConstructorParameters<typeof PairClient>[1] = {}): Promise<PairClient> {
  const client = new PairClient(server, options);
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

/** What somebody would send who writes under the next clock of the same clientID. */
function squat(ydoc: Y.Doc, text = "squatted"): Uint8Array {
  const forged = new Y.Doc();
  Y.applyUpdate(forged, Y.encodeStateAsUpdate(ydoc));
  forged.clientID = ydoc.clientID;
  forged.getText("body").insert(forged.getText("body").length, text);
  return encodeUpdate(Y.encodeStateAsUpdate(forged, Y.encodeStateVector(ydoc)));
}

const copyOf = (ydoc: Y.Doc): Y.Doc => {
  const copy = new Y.Doc();
  Y.applyUpdate(copy, Y.encodeStateAsUpdate(ydoc));
  return copy;
};

describe("2.8 a clientID belongs to the identity that first wrote with it", () => {
  it.each([
    ["another device", { deviceKey: ADA }, { deviceKey: EVE }],
    ["a stock client", { deviceKey: ADA }, {}],
    ["another user", { access: user("ada") }, { access: user("eve") }],
    [
      "another user of the same device",
      { access: user("ada"), deviceKey: ADA },
      { access: user("eve"), deviceKey: ADA },
    ],
  ])(
    "%s that writes under its next clock is closed with 4403, and the owner's edits are kept",
    async (_, owner, other) => {
      const ada = await open(owner);
      ada.type("mine");
      await settle();
      ada.close();
      const squatter = await open(other);
      squatter.socket.send(squat(ada.ydoc));
      squatter.askForSaved(1);
      await settle();
      expect(squatter.socket.closedWith?.code).toBe(CloseCode.FORBIDDEN);
      expect(squatter.saved).toEqual([]);
      ada.type(", offline too");
      const back = await open({ ...owner, ydoc: ada.ydoc });
      back.askForSaved(2);
      await settle();
      expect(back.saved).toEqual([2]);
      expect(await freshText()).toBe("mine, offline too");
    },
  );

  it("after unloading, after a checkpoint and after a restart", async () => {
    await server.close();
    start({ limits: { checkpointAfterEntries: 3, unloadAfterMs: 1_000 } });
    const ada = await open({ deviceKey: ADA });
    const refusedNow = async () => {
      const eve = await open({ deviceKey: EVE });
      eve.socket.send(squat(ada.ydoc));
      expect(eve.socket.closedWith?.code).toBe(CloseCode.FORBIDDEN);
      await settle();
    };
    ada.type("a");
    await settle();
    ada.close();
    await settle();
    clock.advance(5_000);
    await settle();
    expect(server.stats().rooms).toBe(0);
    await refusedNow();
    const again = await open({ deviceKey: ADA, ydoc: ada.ydoc });
    for (const key of "bcdef") {
      again.type(key);
      await settle();
    }
    expect(disk.disk.get("plan")?.checkpoints.at(-1)?.upTo).toBeGreaterThanOrEqual(3);
    await server.close();
    start();
    await refusedNow();
    expect(await freshText()).toBe("abcdef");
  });

  it("another tab of the same device brings what the first one wrote, and goes on with it", async () => {
    const first = await open({ deviceKey: ADA });
    first.type("online");
    await settle();
    first.close();
    first.type(", offline");
    const second = await open({ deviceKey: ADA, ydoc: copyOf(first.ydoc) });
    second.socket.send(squat(first.ydoc, "!"));
    await settle();
    expect(second.socket.isOpen).toBe(true);
    expect(await freshText()).toBe("online, offline!");
  });

  it("what a stock client first wrote with belongs to nobody: it may come back as it likes", async () => {
    const stock = await open();
    stock.type("a");
    await settle();
    stock.close();
    stock.type("b");
    await open({ deviceKey: EVE, ydoc: copyOf(stock.ydoc) });
    expect(await freshText()).toBe("ab");
  });

  it("one that nobody has written with yet is kept for the session that shows it in awareness", async () => {
    const ada = await open({ deviceKey: ADA });
    ada.sayWhereIAm([{ clientId: ada.ydoc.clientID, clock: 1, state: "{}" }]);
    const eve = await open({ deviceKey: EVE });
    eve.socket.send(squat(ada.ydoc));
    expect(eve.socket.closedWith?.code).toBe(CloseCode.FORBIDDEN);
    ada.type("first");
    await settle();
    expect(await freshText()).toBe("first");
  });

  it("5.1 nobody else may show it in awareness", async () => {
    const ada = await open({ deviceKey: ADA });
    ada.type("a");
    ada.close();
    const [eve, watcher] = [await open({ deviceKey: EVE }), await open()];
    eve.sayWhereIAm([{ clientId: ada.ydoc.clientID, clock: 9, state: '{"user":"Ada"}' }]);
    await settle();
    expect([...watcher.present]).toEqual([]);
  });

  it("the server's own code may write with any", async () => {
    const ada = await open({ deviceKey: ADA });
    ada.type("a");
    const forged = copyOf(ada.ydoc);
    forged.clientID = ada.ydoc.clientID;
    forged.getText("body").insert(1, "b");
    await server.write("plan", Y.encodeStateAsUpdate(forged), null);
    expect(await freshText()).toBe("ab");
  });

  it("a key costs no bytes more in the log than it did", async () => {
    const ada = await open({ deviceKey: ADA });
    ada.type("a");
    ada.type("b");
    await settle();
    expect(disk.disk.get("plan")?.entries.map((entry) => "owner" in entry)).toEqual([true, false]);
  });
});

describe("2.9 after a crash others may bring back what was relayed and had not reached the disk", () => {
  /** Ada's edit has reached Ben and not the disk; Ben has gone on from it. */
  async function afterCrash(isFirstUse: boolean) {
    const ada = await open({ deviceKey: ADA });
    if (!isFirstUse) ada.type("safe, ");
    await settle();
    const before = new MemoryDocumentStore(structuredClone(disk.disk));
    ada.type("relayed");
    await settle();
    const ben = await open({ deviceKey: EVE });
    ada.close();
    ben.close();
    ben.type(", and more");
    await server.close();
    disk = before;
    start({ isRecovering: true });
    return { ada: ada.ydoc, ben: ben.ydoc };
  }

  it("the author has the first turn, then whoever has it; nothing is called saved before", async () => {
    const { ben: ydoc } = await afterCrash(false);
    const ben = await open({ deviceKey: EVE, ydoc });
    ben.askForSaved(1);
    await settle();
    expect(ben.saved).toEqual([]);
    expect(await freshText()).toBe("safe, ");
    clock.advance(10_000);
    await settle();
    expect(ben.saved).toEqual([1]);
    expect(await freshText()).toBe("safe, relayed, and more");
  });

  it("an author who comes back meanwhile brings it, and both go on", async () => {
    const { ada, ben: ydoc } = await afterCrash(false);
    const ben = await open({ deviceKey: EVE, ydoc });
    const author = await open({ deviceKey: ADA, ydoc: ada });
    author.askForSaved(1);
    await settle();
    expect(author.saved).toEqual([1]);
    clock.advance(10_000);
    ben.askForSaved(2);
    author.type("!");
    await settle();
    expect(ben.saved).toEqual([2]);
    expect([...(await freshText())].sort()).toEqual([..."safe, relayed, and more!"].sort());
    expect([author.text, ben.text]).toEqual([await freshText(), await freshText()]);
  });

  it("who brings another's first edits does not come to own that clientID", async () => {
    const { ada, ben: ydoc } = await afterCrash(true);
    await open({ deviceKey: EVE, ydoc });
    const author = await open({ deviceKey: ADA, ydoc: ada });
    author.type("!");
    author.askForSaved(1);
    await settle();
    expect(author.saved).toEqual([1]);
    expect(await freshText()).toBe("relayed, and more!");
  });

  it("that ends after a while", async () => {
    const { ada } = await afterCrash(false);
    clock.advance(120_000);
    const eve = await open({ deviceKey: EVE });
    eve.socket.send(squat(ada));
    // Its beginning is missing too: asked for that, it cannot bring what is not its own.
    await settle();
    const brought = await open({ deviceKey: EVE, ydoc: copyOf(ada) });
    expect(brought.socket.closedWith?.code).toBe(CloseCode.FORBIDDEN);
  });

  /** Ada, Ben and Cleo have typed by turns, each behind the others' last word, and none of it has reached the disk. */
  async function afterCrashInTurns() {
    const keys = ["ada's-key", "ben's-key", "cleo's-key"];
    const people = await Promise.all(keys.map((deviceKey) => open({ deviceKey })));
    for (const person of people) {
      person.type(".");
      await settle();
    }
    const before = new MemoryDocumentStore(structuredClone(disk.disk));
    for (const word of ["one ", "two ", "three "]) {
      for (const [i, person] of people.entries()) {
        person.type(`${"abc"[i]}:${word}`);
        await settle();
      }
    }
    for (const person of people) person.close();
    await server.close();
    disk = before;
    start({ isRecovering: true });
    const comeBack = async (i: number) => {
      const { ydoc } = people[i] as PairClient;
      const person = await open({ deviceKey: keys[i] as string, ydoc });
      person.sayWhereIAm([{ clientId: ydoc.clientID, clock: 1, state: "{}" }]);
      person.askForSaved(1);
      await settle();
      return person;
    };
    return { comeBack, whole: people[0]?.text };
  }

  it("edits that were built on each other's fit as soon as all authors are back, in whatever order", async () => {
    for (const order of [
      [0, 1, 2],
      [2, 0, 1],
    ]) {
      disk = new MemoryDocumentStore();
      start();
      const { comeBack, whole } = await afterCrashInTurns();
      const back: PairClient[] = [];
      for (const i of order) back.push(await comeBack(i));
      expect(back.map(({ saved }) => saved)).toEqual([[1], [1], [1]]);
      expect(await freshText()).toBe(whole);
    }
  });

  it("those who are back wait for the one who is not, and bring it in the end", async () => {
    const { comeBack, whole } = await afterCrashInTurns();
    const back = [await comeBack(0), await comeBack(2)];
    expect(back.map(({ saved }) => saved)).toEqual([[], []]);
    expect(await freshText()).toBe("...a:one ");
    clock.advance(10_000);
    await settle();
    expect(back.map(({ saved }) => saved)).toEqual([[1], [1]]);
    expect(await freshText()).toBe(whole);
  });

  it("who means harm keeps nobody from it", async () => {
    const { comeBack, whole } = await afterCrashInTurns();
    const eve = await open({ deviceKey: EVE });
    const nonsense = new Y.Doc();
    nonsense.getText("body").insert(0, "never brought");
    const missing = Y.encodeStateVector(nonsense);
    nonsense.clientID += 1;
    nonsense.getText("body").insert(5, "built on it");
    const back = [await comeBack(0), await comeBack(1)];
    eve.socket.send(squat((back[0] as PairClient).ydoc));
    eve.socket.send(encodeUpdate(Y.encodeStateAsUpdate(nonsense, missing)));
    await settle();
    back.push(await comeBack(2));
    expect(back.map(({ saved }) => saved)).toEqual([[1], [1], [1]]);
    expect(await freshText()).toBe(whole);
  });

  it("who holds something of somebody who is here may try again after the owners' turn", async () => {
    const { ben: ydoc, ada } = await afterCrash(false);
    const holder = await open({ deviceKey: ADA });
    holder.sayWhereIAm([{ clientId: ada.clientID, clock: 1, state: "{}" }]);
    const ben = await open({ deviceKey: EVE, ydoc });
    ben.askForSaved(1);
    clock.advance(15_000);
    await settle();
    expect(ben.saved).toEqual([]);
    holder.close();
    clock.advance(1_000);
    await settle();
    expect(ben.saved).toEqual([1]);
    expect(await freshText()).toBe("safe, relayed, and more");
  });
});
