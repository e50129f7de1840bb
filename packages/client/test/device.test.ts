import "fake-indexeddb/auto";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import * as Y from "yjs";
import { databaseName } from "../src/device/database-name.js";
import { DeviceDatabase } from "../src/device/device-database.js";
import { forgetDevice, type ProviderOptions } from "../src/index.js";
import { ModelServer } from "./model-server.js";
import { Stage } from "./stage.js";

/** Tabs of one browser, which share its storage; the network moves by hand, the storage by itself. */

const ADDRESS = "ws://stage/sync/stage";
let owner = "";
let owners = 0;
const tabs: Stage[] = [];
const until = (check: () => void | Promise<void>) => vi.waitFor(check, { timeout: 5_000, interval: 2 });
const text = ({ ydoc }: Stage) => ydoc.getText("body").toString();
const kept = (...stages: Stage[]) =>
  until(() =>
    expect(stages.map(({ provider }) => provider.status.onDevice)).toEqual(stages.map(() => "kept")),
  );

beforeEach(() => {
  owners += 1;
  owner = `person-${owners}`;
});
afterEach(async () => {
  vi.restoreAllMocks();
  await Promise.all(tabs.splice(0).map(({ provider }) => provider.close()));
});

async function tab(
  options: Partial<ProviderOptions> & { readonly server?: ModelServer } = {},
): Promise<Stage> {
  const stage = new Stage({ device: { owner }, lazyWriteMs: 5, ...options });
  tabs.push(stage);
  await until(() => expect(stage.network.sockets).not.toEqual([]));
  return stage;
}

/** As the browser does when it is killed: nothing is written any more, and nobody is told. */
function kill(stage: Stage): void {
  stage.ydoc.destroy();
  tabs.splice(tabs.indexOf(stage), 1);
}

async function online(stage: Stage): Promise<void> {
  if (stage.network.last.readyState !== 0) stage.provider.reconnect();
  stage.open();
  stage.settle();
  await until(() => {
    stage.settle();
    expect(stage.kind).toBe("saved");
  });
}

async function onDevice(address = ADDRESS): Promise<string> {
  const database = await DeviceDatabase.open(databaseName(owner), {
    yielded: () => database.close(),
    lost() {},
  });
  const { entries } = await database.load(address);
  database.close();
  const ydoc = new Y.Doc();
  for (const { update } of entries) Y.applyUpdate(ydoc, update);
  return ydoc.getText("body").toString();
}

describe("a document on the device", () => {
  test("opens before the network answers, also one that was only read", async () => {
    const server = new ModelServer();
    server.memory.getText("body").insert(0, "from the server");
    const first = await tab({ server });
    await online(first);
    await until(async () => expect(await onDevice()).toBe("from the server"));
    await first.provider.close();

    const second = await tab();
    expect(second.provider.loaded).toBe(true);
    expect(text(second)).toBe("from the server");
    expect(second.kind).toBe("connecting");
    expect(second.provider.status.unsavedEdits).toBe(0);
  });

  test("that the device does not have is not taken for loaded", async () => {
    const stage = await tab();
    expect(stage.provider.loaded).toBe(false);
    await online(stage);
    expect(stage.provider.loaded).toBe(true);
  });

  test("is kept, and called kept, only when it has been written", async () => {
    const stage = await tab();
    stage.network.last.fail();
    expect(stage.kind).toBe("offline-kept");
    stage.type("x");
    expect(stage.kind).toBe("offline-not-kept");
    expect(stage.provider.status.onDevice).toBe("keeping");
    expect(stage.provider.hasUnsaved).toBe(true);
    await until(() => expect(stage.kind).toBe("offline-kept"));
    expect(stage.provider.hasUnsaved).toBe(false);
    expect(await onDevice()).toBe("x");
  });

  test("with edits from an earlier page is unsaved until the server has them on its disk", async () => {
    const server = new ModelServer();
    const first = await tab({ server });
    await online(first);
    first.cut();
    first.type("b");
    first.type("a");
    await kept(first);
    const since = first.provider.status.unsavedSince;
    kill(first);

    const second = await tab({ server });
    expect(second.provider.status).toMatchObject({
      kind: "connecting",
      unsavedEdits: 2,
      unsavedSince: since,
    });
    second.open();
    second.exchange();
    expect(server.memory.getText("body").toString()).toBe("ab");
    expect(second.kind).toBe("saving");
    await online(second);
    expect(server.disk.getText("body").toString()).toBe("ab");
    await second.provider.close();

    const third = await tab();
    expect(third.provider.status.unsavedEdits).toBe(0);
    expect(text(third)).toBe("ab");
  });

  test("what was there before the provider is kept too", async () => {
    const ydoc = new Y.Doc();
    ydoc.getText("body").insert(0, "before");
    await kept(await tab({ ydoc }));
    expect(await onDevice()).toBe("before");
  });

  test("stays small however much is written", async () => {
    const stage = await tab({ foldAfterEntries: 10 });
    for (let n = 0; n < 40; n += 1) {
      stage.type("x");
      await kept(stage);
    }
    const database = await DeviceDatabase.open(databaseName(owner), { yielded() {}, lost() {} });
    const { entries } = await database.load(ADDRESS);
    database.close();
    expect(entries.length).toBeLessThanOrEqual(11);
    expect(entries.reduce((total, { edits }) => total + edits, 0)).toBe(40);
    expect(await onDevice()).toBe("x".repeat(40));
  });

  test("an entry that cannot be read hides nothing else", async () => {
    const first = await tab();
    first.type("a");
    await kept(first);
    kill(first);
    const database = await DeviceDatabase.open(databaseName(owner), { yielded() {}, lost() {} });
    const { epoch, position } = await database.load(ADDRESS);
    await database.exchange(ADDRESS, { epoch, position }, "", () => ({
      entry: { update: Uint8Array.of(1, 2, 3, 255), edits: 1, since: 1 },
      isWhole: false,
    }));
    database.close();
    expect(text(await tab())).toBe("a");
  });
});

describe("the device key", () => {
  const EARLIER = "0123456789abcdef";
  const keyOf = ({ network }: Stage) => network.last.protocols.at(-1);

  test("of a copy outlives the browser's own, which a crash may take", async () => {
    const ydoc = new Y.Doc();
    ydoc.getText("body").insert(0, "a");
    const entry = { update: Y.encodeStateAsUpdate(ydoc), edits: 1, since: 1 };
    const database = await DeviceDatabase.open(databaseName(owner), { yielded() {}, lost() {} });
    await database.exchange(ADDRESS, { epoch: null, position: 0 }, EARLIER, () => ({
      entry,
      isWhole: false,
    }));
    database.close();

    const first = await tab();
    expect(keyOf(first)).toBe(`motet.device.${EARLIER}`);
    first.type("b");
    await kept(first);
    kill(first);
    expect(keyOf(await tab())).toBe(`motet.device.${EARLIER}`);
  });

  test("is the browser's own for a copy that is begun now", async () => {
    const first = await tab();
    first.type("a");
    await kept(first);
    kill(first);
    expect(keyOf(await tab())).toBe(keyOf(first));
    expect(keyOf(await tab({ device: { owner: "somebody else" } }))).toBe(keyOf(first));
  });
});

describe("several tabs", () => {
  test("one that has a network sends what another wrote without one", async () => {
    const server = new ModelServer();
    const [offline, connected] = [await tab({ server }), await tab({ server })];
    await online(connected);
    offline.network.last.fail();
    offline.type("alone");
    await until(() => expect(text(connected)).toBe("alone"));
    expect(connected.kind).toBe("saving");
    await online(connected);
    expect(server.disk.getText("body").toString()).toBe("alone");
    expect(offline.kind).toBe("offline-kept");
  });

  test("write into the same copy, also while it is folded", async () => {
    const [a, b] = [await tab({ foldAfterEntries: 3 }), await tab({ foldAfterEntries: 5 })];
    for (let n = 0; n < 20; n += 1) {
      a.type("a");
      b.type("b");
      if (n % 3 === 0) await kept(a, b);
    }
    await until(() => expect(text(a)).toBe(text(b)));
    await kept(a, b);
    expect(await onDevice()).toBe(text(a));
    expect(text(a)).toHaveLength(40);
  });

  test("of another person see nothing of it", async () => {
    const mine = await tab();
    mine.type("mine");
    await kept(mine);
    const theirs = await tab({ device: { owner: `${owner}'s guest` } });
    expect(theirs.provider.loaded).toBe(false);
    expect(text(theirs)).toBe("");
    mine.type("more ");
    await kept(mine);
    expect(text(theirs)).toBe("");
    await forgetDevice(`${owner}'s guest`);
  });

  test("forget a document together, and a person's whole device", async () => {
    const [a, b] = [await tab(), await tab()];
    a.type("secret");
    await kept(a, b);
    await a.provider.forgetOnDevice();
    await until(() => expect([a, b].map(({ provider }) => provider.status.onDevice)).toEqual(["off", "off"]));
    b.type("x");
    expect(b.provider.hasUnsaved).toBe(true);
    expect(await onDevice()).toBe("");

    const c = await tab();
    c.type("again");
    await kept(c);
    await forgetDevice(owner);
    await until(() => expect(c.provider.status.onDevice).toBe("off"));
    expect((await indexedDB.databases()).map(({ name }) => name)).not.toContain(databaseName(owner));
  });

  test("a copy that was evicted meanwhile is written anew as a whole", async () => {
    const stage = await tab();
    stage.type("whole ");
    await kept(stage);
    const database = await DeviceDatabase.open(databaseName(owner), { yielded() {}, lost() {} });
    await database.forget(ADDRESS);
    database.close();
    stage.type("not ");
    await kept(stage);
    expect(await onDevice()).toBe("not whole ");
  });
});

describe("a device that does not want to", () => {
  test("denies storage: nothing is called kept", async () => {
    vi.spyOn(indexedDB, "open").mockImplementation(() => {
      throw new DOMException("denied", "SecurityError");
    });
    const stage = await tab();
    stage.network.last.fail();
    expect(stage.kind).toBe("offline-not-kept");
    stage.type("x");
    expect(stage.provider.status).toMatchObject({ kind: "offline-not-kept", onDevice: "denied" });
    expect(stage.provider.hasUnsaved).toBe(true);
  });

  test("is full: nothing is called kept until it takes all of it", async () => {
    const stage = await tab({ retryDeviceAfterMs: 5 });
    stage.network.last.fail();
    const adding = vi.spyOn(IDBObjectStore.prototype, "add").mockImplementation(() => {
      throw new DOMException("no room", "QuotaExceededError");
    });
    stage.type("a");
    await until(() => expect(stage.provider.status.onDevice).toBe("full"));
    stage.type("b");
    expect(stage.kind).toBe("offline-not-kept");
    expect(stage.provider.hasUnsaved).toBe(true);
    await until(() => expect(adding.mock.calls.length).toBeGreaterThan(2));
    expect(stage.kind).toBe("offline-not-kept");
    adding.mockRestore();
    await until(() => expect(stage.kind).toBe("offline-kept"));
    expect(await onDevice()).toBe("ba");
  });

  test("does not answer: the connection does not wait for it for ever", async () => {
    vi.spyOn(indexedDB, "open").mockImplementation(() => new EventTarget() as IDBOpenDBRequest);
    const stage = await tab({ deviceReadTimeoutMs: 1 });
    expect(stage.kind).toBe("connecting");
    tabs.splice(tabs.indexOf(stage), 1);
  });

  test("makes room by forgetting what was opened longest ago, and nothing unsaved", async () => {
    const unsaved = await tab({ documentId: "unsaved" });
    unsaved.type("x");
    await kept(unsaved);
    await unsaved.provider.close();
    for (const documentId of ["old", "young"]) {
      const stage = await tab({ documentId });
      await online(stage);
      stage.type("x");
      await online(stage);
      await kept(stage);
      await stage.provider.close();
    }
    await tab({ documentId: "new", maxKeptDocuments: 2 });
    await until(async () => expect(await onDevice("ws://stage/sync/old")).toBe(""));
    expect(await onDevice("ws://stage/sync/unsaved")).toBe("x");
    expect(await onDevice("ws://stage/sync/young")).not.toBe("");
  });
});
