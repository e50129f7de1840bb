import {
  CloseCode,
  decode,
  encodeAwareness,
  encodeCondition,
  encodeSyncStep1,
  encodeSyncStep2,
  encodeUpdate,
} from "@motet/protocol";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import * as Y from "yjs";
import {
  type Access,
  createSyncServer,
  InProcessCompactor,
  type SyncServer,
  type SyncServerOptions,
} from "../src/index.js";
import {
  FaultyDocumentStore,
  ManualClock,
  MemoryDocumentStore,
  PairClient,
  settle,
} from "../src/testing/index.js";

const SEED_CLIENT = 1;
const seedDoc = new Y.Doc();
seedDoc.clientID = SEED_CLIENT;
seedDoc.getText("body").insert(0, "¶");
const SEED = Y.encodeStateAsUpdate(seedDoc);

const access = (
  role: Access["role"],
  userId: string | null = null,
  expiresAt: number | null = null,
): Access => ({ role, userId, expiresAt });
const authorizer = {
  authorize: () => Promise.resolve({ kind: "granted" as const, access: access("owner") }),
};

let clock: ManualClock;
let disk: MemoryDocumentStore;
let store: FaultyDocumentStore;
let server: SyncServer;
function start(options: Partial<SyncServerOptions> = {}): SyncServer {
  clock = new ManualClock();
  store = new FaultyDocumentStore(disk);
  server = createSyncServer({
    store,
    authorizer,
    compactor: new InProcessCompactor(),
    clock,
    seed: SEED,
    ...options,
  });
  return server;
}
beforeEach(() => {
  disk = new MemoryDocumentStore();
  start();
});
afterEach(() => {
  store.work();
  return server.close();
});

/** What a fresh program reads from the disk, through a store of its own. */
async function freshText(documentId = "plan"): Promise<string> {
  const reader = createSyncServer({ store: new MemoryDocumentStore(disk.disk), authorizer, seed: SEED });
  const ydoc = new Y.Doc();
  Y.applyUpdate(ydoc, await reader.read(documentId));
  expect(ydoc.store.pendingStructs).toBeNull();
  return ydoc.getText("body").toString();
}

async function open(options?: ConstructorParameters<typeof PairClient>[1]): Promise<PairClient> {
  const client = new PairClient(server, options);
  await settle();
  return client;
}

/** From now on the client answers nothing by itself. */
function ignoreQuestions(client: PairClient): void {
  client.ydoc.destroy();
  client.messages.length = 0;
  client.socket.onMessage((frame) => client.messages.push(decode(frame)));
}

const update = (change: (ydoc: Y.Doc) => void, clientId = 77): Uint8Array => {
  const ydoc = new Y.Doc();
  ydoc.clientID = clientId;
  change(ydoc);
  return Y.encodeStateAsUpdate(ydoc);
};

describe("1. Opening", () => {
  it("1.1 a room is loaded once, however many ask for it", async () => {
    let loads = 0;
    const counting = new FaultyDocumentStore(disk);
    counting.hang();
    const load = counting.load.bind(counting);
    counting.load = (id) => {
      loads += 1;
      return load(id);
    };
    start({ store: counting });
    const clients = [new PairClient(server), new PairClient(server)];
    const read = server.read("plan");
    counting.work();
    await read;
    await settle();
    expect(loads).toBe(1);
    expect(clients.map((client) => client.isSynced)).toEqual([true, true]);
  });

  it("1.2 nobody is synced before everything is loaded, and what was said meanwhile is not lost", async () => {
    const writer = await open();
    writer.type("stored");
    await server.close();
    start();
    store.hang();
    const reader = await open();
    reader.type("early ", 0);
    await settle();
    expect(reader.messages).toEqual([]);
    store.work();
    await settle();
    expect(reader.isSynced).toBe(true);
    expect(reader.text).toContain("stored");
    expect(await freshText()).toContain("early ");
  });

  it("1.3 a document that cannot be loaded closes its session with 4503 and is tried anew", async () => {
    store.fail();
    const refused = await open();
    expect(refused.socket.closedWith?.code).toBe(CloseCode.OVERLOADED);
    store.work();
    expect((await open()).isSynced).toBe(true);
  });

  it("1.4 every document begins with the seed, under which nobody writes", async () => {
    const client = await open();
    expect(client.text).toBe("¶");
    const forged = new Y.Doc();
    Y.applyUpdate(forged, SEED);
    forged.clientID = SEED_CLIENT;
    forged.getText("body").insert(1, "forged");
    client.socket.send(encodeUpdate(Y.encodeStateAsUpdate(forged)));
    expect(client.socket.closedWith?.code).toBe(CloseCode.BAD_MESSAGE);
    expect((await open()).text).toBe("¶");
  });

  it("1.5 who comes gets step 1 first, and exactly what it lacks", async () => {
    const writer = await open();
    writer.type("one");
    await settle();
    const known = new Y.Doc();
    Y.applyUpdate(known, Y.encodeStateAsUpdate(writer.ydoc));
    writer.type(" two");
    await settle();
    const returning = await open({ ydoc: known });
    expect(returning.messages[0]?.kind).toBe("sync-step-1");
    const step2 = returning.messages.find((message) => message.kind === "sync-step-2");
    expect(step2?.update.length).toBeLessThan(40);
    expect(returning.text).toBe("¶one two");
  });
});

describe("2. Receiving", () => {
  const item = update((ydoc) => ydoc.getText("body").insert(0, "x"));
  const zeroLengthGc = Uint8Array.of(1, 1, 77, 0, 0, 0, 0);

  it.each([
    ["nothing", new Uint8Array()],
    ["an unknown type", Uint8Array.of(99)],
    ["a message that only a server sends", encodeCondition(true)],
    ["an update that is none", encodeUpdate(Uint8Array.of(1, 2, 3))],
    ["an empty update", encodeUpdate(new Uint8Array())],
    ["bytes after the update's end", encodeUpdate(Uint8Array.of(...item, 0))],
    ["a struct without length", encodeUpdate(zeroLengthGc)],
    ["a deletion without length", encodeUpdate(Uint8Array.of(0, 1, 1, 1, 0, 0))],
    ["a subdocument", encodeUpdate(update((ydoc) => ydoc.getMap("m").set("d", new Y.Doc())))],
    ["a state vector that is none", encodeSyncStep1(Uint8Array.of(5, 1))],
  ])("2.1, 2.2 %s closes its session with 4400 and nobody else notices", async (_, frame) => {
    const [victim, attacker] = [await open(), await open()];
    victim.type("mine");
    attacker.socket.send(frame);
    expect(attacker.socket.closedWith?.code).toBe(CloseCode.BAD_MESSAGE);
    victim.type("!");
    await settle();
    expect(victim.socket.isOpen).toBe(true);
    expect(await freshText()).toBe("¶mine!");
  });

  it("2.3 one who sends a later edit first is asked for the earlier, and nothing is lost", async () => {
    const client = await open();
    const other = new Y.Doc();
    Y.applyUpdate(other, SEED);
    const updates: Uint8Array[] = [];
    other.on("update", (bytes: Uint8Array) => updates.push(bytes));
    other.getText("body").insert(1, "a");
    other.getText("body").insert(2, "b");
    ignoreQuestions(client);
    client.socket.send(encodeUpdate(updates[1] as Uint8Array));
    expect(client.messages.map(({ kind }) => kind)).toEqual(["sync-step-1"]);
    client.socket.send(encodeSyncStep2(Y.encodeStateAsUpdate(other)));
    await settle();
    expect(await freshText()).toBe("¶ab");
  });

  it("2.3 one who types on before the question arrives is asked once, and not blamed", async () => {
    const client = await open();
    const other = new Y.Doc();
    Y.applyUpdate(other, SEED);
    other.getText("body").insert(1, "offline ");
    ignoreQuestions(client);
    other.on("update", (bytes: Uint8Array) => client.socket.send(encodeUpdate(bytes)));
    for (const key of "typing on") other.getText("body").insert(other.getText("body").length, key);
    await settle();
    expect(client.messages.map(({ kind }) => kind)).toEqual(["sync-step-1"]);
    client.socket.send(encodeSyncStep2(Y.encodeStateAsUpdate(other)));
    await settle();
    expect(await freshText()).toBe("¶offline typing on");
    expect(client.socket.isOpen).toBe(true);
  });

  it("2.3 one who never brings what is missing is closed with 4400", async () => {
    const client = await open();
    const dangling = Y.diffUpdate(
      update((ydoc) => {
        ydoc.getText("body").insert(0, "a");
        ydoc.getText("body").insert(1, "b");
      }),
      Y.encodeStateVector(new Map([[77, 1]])),
    );
    client.socket.send(encodeUpdate(dangling));
    client.askForSaved(1);
    expect(client.socket.closedWith?.code).toBe(CloseCode.BAD_MESSAGE);
    expect(client.saved).toEqual([]);
    expect(await freshText()).toBe("¶");
  });

  it("2.4 a known struct with other content changes nothing for anybody", async () => {
    const writer = await open();
    writer.ydoc.clientID = 77;
    writer.type("true");
    await settle();
    const attacker = await open();
    const forged = new Y.Doc();
    Y.applyUpdate(forged, SEED);
    forged.clientID = 77;
    forged.getText("body").insert(1, "liar");
    forged.getText("body").insert(5, "+");
    attacker.socket.send(encodeUpdate(Y.encodeStateAsUpdate(forged)));
    await settle();
    expect(await freshText()).toBe("¶true+");
    expect(writer.text).toBe("¶true+");
  });

  it("2.5 what is known already is neither logged nor relayed", async () => {
    const [one, two] = [await open(), await open()];
    one.type("hello");
    one.ydoc.getText("body").delete(1, 2);
    await settle();
    const entries = disk.disk.get("plan")?.entries.length;
    two.messages.length = 0;
    one.socket.send(encodeSyncStep2(Y.encodeStateAsUpdate(one.ydoc)));
    await settle();
    expect(disk.disk.get("plan")?.entries.length).toBe(entries);
    expect(two.messages).toEqual([]);
  });

  it("2.7 a viewer reads, may repeat what is known, and is closed with 4403 for something new", async () => {
    const [editor, viewer] = [await open(), await open({ access: access("viewer", "vera") })];
    editor.type("text");
    await settle();
    expect(viewer.text).toBe("¶text");
    viewer.socket.send(encodeSyncStep2(Y.encodeStateAsUpdate(editor.ydoc)));
    expect(viewer.socket.isOpen).toBe(true);
    viewer.type("mine");
    expect(viewer.socket.closedWith?.code).toBe(CloseCode.FORBIDDEN);
    await settle();
    expect(await freshText()).toBe("¶text");
  });

  it("a credential that expires closes its session with 4401", async () => {
    const client = await open({ access: access("editor", "ada", clock.now() + 1_000) });
    clock.advance(999);
    expect(client.socket.isOpen).toBe(true);
    clock.advance(1);
    expect(client.socket.closedWith?.code).toBe(CloseCode.UNAUTHENTICATED);
  });
});

describe("3. Relaying", () => {
  it("3.1 the updates of one turn travel as one frame, to their author too", async () => {
    const [one, two] = [await open(), await open()];
    for (const client of [one, two]) client.messages.length = 0;
    one.type("a");
    one.type("b");
    two.type("c", 0);
    await settle();
    for (const client of [one, two]) expect(client.messages.map(({ kind }) => kind)).toEqual(["update"]);
    expect(one.text).toBe(two.text);
    expect(one.socket.received.at(-1)).toEqual(two.socket.received.at(-1));
  });

  it("3.2 relaying does not wait for the disk", async () => {
    const [one, two] = [await open(), await open()];
    store.hang();
    one.type("quick");
    await settle();
    expect(two.text).toBe("¶quick");
  });
});

describe("4. Durability", () => {
  it("4.1 102 comes back when what was sent before it is durable, and not before", async () => {
    const client = await open();
    store.hang();
    client.type("text");
    client.askForSaved(7);
    await settle();
    expect(client.saved).toEqual([]);
    store.work();
    await settle();
    expect(client.saved).toEqual([7]);
    expect(await freshText()).toBe("¶text");
  });

  it("4.1 also for what only repeats an edit of somebody else that is not durable yet", async () => {
    const [writer, repeater] = [await open(), await open()];
    store.hang();
    writer.type("text");
    await settle();
    repeater.socket.send(encodeSyncStep2(Y.encodeStateAsUpdate(writer.ydoc)));
    repeater.askForSaved(1);
    await settle();
    expect(repeater.saved).toEqual([]);
    store.work();
    await settle();
    expect(repeater.saved).toEqual([1]);
  });

  it("4.2 102 waits behind an update that was not taken, until the rest has come", async () => {
    const client = await open();
    const other = new Y.Doc();
    Y.applyUpdate(other, SEED);
    other.getText("body").insert(1, "a");
    const before = Y.encodeStateVector(other);
    other.getText("body").insert(2, "b");
    const later = Y.encodeStateAsUpdate(other, before);
    ignoreQuestions(client);
    client.socket.send(encodeUpdate(later));
    client.askForSaved(1);
    await settle();
    expect(client.messages.map(({ kind }) => kind)).toEqual(["sync-step-1"]);
    client.socket.send(encodeSyncStep2(Y.encodeStateAsUpdate(other)));
    await settle();
    expect(client.messages.map(({ kind }) => kind)).toEqual(expect.arrayContaining(["saved"]));
    expect(await freshText()).toBe("¶ab");
  });

  it("4.3 a failing store acknowledges nothing, is tried again, and those who asked are told", async () => {
    const [asking, quiet] = [await open(), await open()];
    asking.askForSaved(0);
    store.fail();
    asking.type("text");
    asking.askForSaved(1);
    await settle();
    expect(asking.saved).toEqual([0]);
    expect(asking.messages.at(-1)).toEqual({ kind: "condition", cannotSave: true });
    expect(quiet.text).toBe("¶text");
    for (let time = 0; time < 5; time++) {
      clock.advance(10_000);
      await settle();
    }
    expect(store.refusals).toBeGreaterThan(3);
    store.work();
    clock.advance(10_000);
    await settle();
    expect(asking.saved).toEqual([0, 1]);
    expect(asking.messages.filter(({ kind }) => kind === "condition").at(-1)).toEqual({
      kind: "condition",
      cannotSave: false,
    });
    expect(quiet.messages.filter(({ kind }) => kind === "condition")).toEqual([]);
    expect(await freshText()).toBe("¶text");
  });

  it("4.4 beyond the backlog's limit an update is refused with 4503 and the client keeps it", async () => {
    await server.close();
    start({ limits: { maxBacklogBytes: 1_000 } });
    const client = await open();
    store.fail();
    for (let time = 0; time < 50; time++) client.type("x".repeat(100));
    expect(client.socket.closedWith?.code).toBe(CloseCode.OVERLOADED);
    expect(server.stats().backlogBytes).toBeLessThan(1_500);
    store.work();
    clock.advance(10_000);
    await settle();
    const again = await open({ ydoc: client.ydoc });
    await settle();
    expect(again.text).toHaveLength(5_001);
    expect(await freshText()).toHaveLength(5_001);
  });

  it("4.5 entries are numbered without gaps, and many share one commit", async () => {
    const clients = [await open(), await open({ documentId: "other" })];
    const commits = store.commits;
    store.hang();
    for (let time = 0; time < 20; time++) for (const client of clients) client.type(String(time));
    await settle();
    store.work();
    await settle();
    for (const documentId of ["plan", "other"]) {
      expect(disk.disk.get(documentId)?.entries.map(({ seq }) => seq)).toEqual(
        Array.from({ length: 20 }, (_, index) => index + 1),
      );
    }
    expect(store.commits - commits).toBeLessThanOrEqual(2);
  });

  it("4.6, 7.1 a long log becomes a checkpoint, later entries stay, and deleted text is gone", async () => {
    await server.close();
    start({ limits: { checkpointAfterEntries: 20 } });
    const client = await open();
    client.type("secret");
    client.ydoc.getText("body").delete(1, 6);
    for (let time = 0; time < 30; time++) {
      client.type("y");
      await settle(2);
    }
    await settle();
    const stored = disk.disk.get("plan");
    expect(stored?.checkpoints.at(-1)?.upTo).toBeGreaterThanOrEqual(20);
    expect(stored?.entries.length).toBeLessThan(20);
    expect(Buffer.from(stored?.checkpoints.at(-1)?.state ?? []).includes("secret")).toBe(false);
    expect(await freshText()).toBe(`¶${"y".repeat(30)}`);
    expect(await open().then((fresh) => fresh.text)).toBe(`¶${"y".repeat(30)}`);
  });
});

describe("5. Awareness", () => {
  const state = (clientId: number, clock = 1, name = "Ada") => ({
    clientId,
    clock,
    state: JSON.stringify({ user: { name } }),
  });

  it("5.1 a session speaks for one client, and neither for nor against another's", async () => {
    const [ada, ben, eve] = [await open(), await open(), await open()];
    ada.sayWhereIAm([state(1)]);
    await settle();
    eve.sayWhereIAm([state(1, 9, "Eve"), { clientId: 1, clock: 10, state: "null" }]);
    await settle();
    expect([...ben.present]).toEqual([[1, '{"user":{"name":"Ada"}}']]);
    eve.sayWhereIAm([state(3), state(4)]);
    await settle();
    expect([...ben.present.keys()]).toEqual([1, 3]);
  });

  it("5.1 who reconnects takes the place of its silent ghost, another user does not", async () => {
    const ghost = await open({ access: access("editor", "ada") });
    ghost.sayWhereIAm([state(1)]);
    const eve = await open({ access: access("editor", "eve") });
    clock.advance(5_000);
    eve.sayWhereIAm([state(1, 2, "Eve")]);
    const back = await open({ access: access("editor", "ada") });
    back.sayWhereIAm([state(1, 2, "Ada again")]);
    await settle();
    expect([...eve.present.values()]).toEqual(['{"user":{"name":"Ada again"}}']);
    ghost.close();
    await settle();
    expect([...eve.present.keys()]).toEqual([1]);
  });

  it("5.2 a state ends with its session, and who comes later sees who is here", async () => {
    const [ada, ben] = [await open(), await open()];
    ada.sayWhereIAm([state(1)]);
    ben.sayWhereIAm([state(2)]);
    await settle();
    const late = await open();
    expect(new Set(late.present.keys())).toEqual(new Set([1, 2]));
    ada.close();
    await settle();
    expect([...late.present.keys()]).toEqual([2]);
    expect([...(await open()).present.keys()]).toEqual([2]);
  });

  it("the client is told of its own limits only: an oversized state closes the session", async () => {
    const client = await open();
    client.socket.send(
      encodeAwareness([{ clientId: 5, clock: 1, state: JSON.stringify("x".repeat(5_000)) }]),
    );
    expect(client.socket.closedWith?.code).toBe(CloseCode.BAD_MESSAGE);
  });
});

describe("6. Closing", () => {
  it("6.1 an unused room closes after its last write; opening it meanwhile waits", async () => {
    const client = await open();
    client.type("text");
    client.close();
    store.hang();
    await settle();
    clock.advance(60_000);
    await settle();
    expect(server.stats().rooms).toBe(1);
    const back = await open();
    expect(back.text).toBe("¶text");
    store.work();
    await settle();
    back.close();
    await settle();
    clock.advance(60_000);
    await settle();
    expect(server.stats()).toMatchObject({ rooms: 0, sessions: 0 });
    expect((await open()).text).toBe("¶text");
  });

  it("6.1 many leave and come back while saving is slow, and nothing is lost", async () => {
    let expected = "¶";
    for (let time = 0; time < 100; time++) {
      store.hang();
      const client = new PairClient(server);
      store.work();
      await settle(3);
      client.type(String(time % 10));
      expected += time % 10;
      store.hang();
      client.close();
      clock.advance(60_000);
      await settle(2);
      store.work();
      await settle(3);
    }
    expect(await freshText()).toBe(expected);
  });

  it("6.2 close says 1001 to everybody and waits for what is being written", async () => {
    const client = await open();
    store.hang();
    client.type("last words");
    await settle();
    let isClosed = false;
    const closed = server.close().then(() => {
      isClosed = true;
    });
    await settle();
    expect(client.socket.closedWith?.code).toBe(CloseCode.GOING_AWAY);
    expect(isClosed).toBe(false);
    store.work();
    await closed;
    expect(await freshText()).toBe("¶last words");
    const late = await open();
    expect(late.socket.closedWith?.code).toBe(CloseCode.GOING_AWAY);
  });

  it("6.2 close gives up on a store that does not come back", async () => {
    const client = await open();
    store.fail();
    client.type("lost");
    await settle();
    const closed = server.close();
    await settle();
    clock.advance(8_000);
    await closed;
    expect(client.saved).toEqual([]);
  });

  it("6.3 changes are told when they are durable, the last one always", async () => {
    const told: string[] = [];
    server.on("documentChanged", ({ documentId, author }) => told.push(`${documentId} by ${author}`));
    const client = await open({ access: access("editor", "ada") });
    store.hang();
    client.type("a");
    clock.advance(5_000);
    await settle();
    expect(told).toEqual([]);
    store.work();
    await settle();
    client.type("b");
    await settle();
    clock.advance(500);
    expect(told).toEqual(["plan by ada"]);
    client.type("c");
    await settle();
    client.close();
    await settle();
    await server.close();
    expect(told).toEqual(["plan by ada", "plan by ada"]);
  });

  it("6.3 a change says whether it touched the title, also where it stands in the middle of it or deletes", async () => {
    const told: boolean[] = [];
    const reopen = (): SyncServer => {
      const titled = createSyncServer({ store, authorizer, clock, titleRoot: "title" });
      titled.on("documentChanged", ({ isTitleTouched }) => told.push(isTitleTouched));
      return titled;
    };
    let titled = reopen();
    const ydoc = new Y.Doc();
    const [title, body] = [ydoc.getText("title"), ydoc.getText("body")];
    const isTouchedBy = async (edit: () => void): Promise<boolean | undefined> => {
      const updates: Uint8Array[] = [];
      const collect = (update: Uint8Array): number => updates.push(update);
      ydoc.on("update", collect);
      edit();
      ydoc.off("update", collect);
      await titled.write("plan", Y.mergeUpdates(updates), null);
      clock.advance(500);
      return told.pop();
    };
    expect(await isTouchedBy(() => body.insert(0, "text"))).toBe(false);
    expect(await isTouchedBy(() => title.insert(0, "Title"))).toBe(true);
    expect(await isTouchedBy(() => title.insert(2, "t"))).toBe(true);
    expect(await isTouchedBy(() => body.insert(2, "t"))).toBe(false);
    expect(await isTouchedBy(() => title.delete(0, 1))).toBe(true);
    const colleague = new Y.Doc();
    // Lower than the first one's: in an update of both it stands behind what builds on it.
    colleague.clientID = 0;
    Y.applyUpdate(colleague, Y.encodeStateAsUpdate(ydoc));
    colleague.getText("title").insert(1, "of a colleague");
    const both = Y.encodeStateAsUpdate(colleague);
    expect(await isTouchedBy(() => Y.applyUpdate(ydoc, both))).toBe(true);
    await titled.close();
    titled = reopen();
    expect(await isTouchedBy(() => body.delete(0, 1))).toBe(false);
    expect(await isTouchedBy(() => title.insert(5, "t"))).toBe(true);
    expect(await isTouchedBy(() => title.delete(5, 1))).toBe(true);
    expect(await isTouchedBy(() => body.insert(1, "t"))).toBe(false);
    await titled.close();
  });

  it("remove closes the sessions with 4404 and deletes the document", async () => {
    const client = await open();
    client.type("text");
    await settle();
    await server.remove("plan");
    expect(client.socket.closedWith?.code).toBe(CloseCode.GONE);
    expect(disk.disk.has("plan")).toBe(false);
    expect((await open()).text).toBe("¶");
  });

  it("the server's own code reads and writes through the same rules", async () => {
    const client = await open();
    const ydoc = new Y.Doc();
    Y.applyUpdate(ydoc, await server.read("plan"));
    ydoc.getText("body").insert(1, "from the server");
    await server.write("plan", Y.encodeStateAsUpdate(ydoc), "robot");
    await settle();
    expect(client.text).toBe("¶from the server");
    await expect(server.write("plan", Uint8Array.of(1, 2), null)).rejects.toMatchObject({
      name: "WriteRefused",
      code: "malformed",
    });
  });
});
