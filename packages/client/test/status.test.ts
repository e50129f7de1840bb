import { SyncType } from "@motet/protocol";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import * as Y from "yjs";
import { DEFAULTS } from "../src/index.js";
import { closeStages, Stage } from "./stage.js";

beforeEach(() => void vi.useFakeTimers());
afterEach(async () => {
  await closeStages();
  vi.unstubAllGlobals();
  vi.useRealTimers();
});

describe("saved and saving", () => {
  test("a new document is connecting, and saved once the server has confirmed that nothing is owed", () => {
    const stage = new Stage();
    expect(stage.kind).toBe("connecting");
    stage.open();
    stage.exchange();
    stage.server.answer(stage.network.last.server);
    stage.exchange();
    expect(stage.kinds).toEqual(["saved"]);
  });

  test("an edit is saving with its figures until it is on the disk, not until it has arrived", () => {
    const stage = Stage.connected();
    vi.setSystemTime(5_000);
    stage.type("abc");
    vi.setSystemTime(6_000);
    stage.type("d");
    stage.exchange();
    expect(stage.server.memory.getText("body").toString()).toBe("dabc");
    expect(stage.provider.status).toMatchObject({ kind: "saving", unsavedEdits: 2, unsavedSince: 5_000 });
    expect(stage.provider.status.unsavedBytes).toBeGreaterThan(20);
    expect(stage.provider.hasUnsaved).toBe(true);
    stage.settle();
    expect(stage.provider.status).toEqual({
      kind: "saved",
      onDevice: "off",
      transport: "websocket",
      unsavedEdits: 0,
      unsavedBytes: 0,
      unsavedSince: null,
    });
    expect(stage.provider.hasUnsaved).toBe(false);
  });

  test("the status is already saving when the edit's own event is heard", () => {
    const stage = Stage.connected();
    const heard: string[] = [];
    stage.ydoc.on("update", () => heard.push(stage.kind));
    stage.type();
    expect(heard).toEqual(["saving"]);
  });

  test("an acknowledgement settles what came before its question, and the later edits keep their own figures", () => {
    const stage = Stage.connected();
    stage.type();
    stage.exchange();
    stage.server.flush();
    vi.setSystemTime(9_000);
    stage.type();
    stage.server.answer(stage.network.last.server);
    stage.exchange();
    expect(stage.provider.status).toMatchObject({ kind: "saving", unsavedEdits: 1, unsavedSince: 9_000 });
  });

  test("few questions are under way, however many edits there are", () => {
    const stage = Stage.connected();
    for (let edit = 0; edit < 1_000; edit += 1) stage.type();
    const questions = stage.network.last.toServer.filter((message) => message[0] === 102);
    expect(questions).toHaveLength(DEFAULTS.maxInFlight);
    stage.settle();
    stage.settle();
    expect(stage.kind).toBe("saved");
  });

  test("what was in the document before the provider counts as one edit and is sent", () => {
    const ydoc = new Y.Doc();
    ydoc.getText("body").insert(0, "before");
    const stage = new Stage({ ydoc });
    expect(stage.provider.status).toMatchObject({ kind: "connecting", unsavedEdits: 1 });
    stage.open();
    stage.settle();
    expect(stage.kind).toBe("saved");
    expect(stage.server.disk.getText("body").toString()).toBe("before");
  });

  test("what is typed during the handshake goes with the answer to the server's question, not before it", () => {
    const stage = Stage.connected();
    stage.cut();
    stage.type("offline ");
    stage.provider.reconnect();
    stage.open();
    for (let edit = 0; edit < 10; edit += 1) stage.type();
    const syncTypes = () => stage.network.last.toServer.flatMap(([type, kind]) => (type === 0 ? [kind] : []));
    expect(syncTypes()).toEqual([SyncType.step1]);
    stage.network.last.deliver();
    expect(syncTypes()).toEqual([SyncType.step1, SyncType.step2]);
    stage.settle();
    expect(stage.kind).toBe("saved");
    expect(stage.server.disk.getText("body").toString()).toBe("aaaaaaaaaaoffline ");
  });

  test("edits made offline are saving after the reconnect, and saved when the disk has them", () => {
    const stage = Stage.connected();
    stage.cut();
    stage.type("offline");
    expect(stage.provider.status).toMatchObject({ kind: "offline-not-kept", unsavedEdits: 1 });
    stage.provider.reconnect();
    stage.open();
    stage.exchange();
    expect(stage.kind).toBe("saving");
    stage.settle();
    expect(stage.kind).toBe("saved");
    expect(stage.server.disk.getText("body").toString()).toBe("offline");
  });
});

describe("a server that cannot save", () => {
  test("says so by message 103, and saving goes on when it recovers", () => {
    const stage = Stage.connected();
    stage.server.setCannotSave(true);
    stage.exchange();
    expect(stage.kind).toBe("server-cannot-save");
    stage.type();
    stage.exchange();
    expect(stage.provider.status).toMatchObject({ kind: "server-cannot-save", unsavedEdits: 1 });
    stage.server.setCannotSave(false);
    stage.settle();
    expect(stage.kind).toBe("saved");
  });

  test("even when it has forgotten the questions of the bad time", () => {
    const stage = Stage.connected();
    stage.server.setCannotSave(true);
    for (let edit = 0; edit < 10; edit += 1) stage.type();
    stage.exchange();
    stage.server.sessions.get(stage.network.last.server)?.splice(0);
    stage.server.setCannotSave(false);
    stage.settle();
    expect(stage.kind).toBe("saved");
  });
});

describe("a stock y-websocket server", () => {
  function stock(): Stage {
    const stage = new Stage();
    stage.server.acknowledges = false;
    stage.open();
    stage.settle();
    return stage;
  }

  test("is synced after the time for an answer, and never saved", () => {
    const stage = stock();
    vi.advanceTimersByTime(DEFAULTS.acknowledgeTimeoutMs);
    expect(stage.kind).toBe("synced");
    stage.type();
    stage.settle();
    expect(stage.kind).toBe("synced");
    expect(stage.kinds).not.toContain("saved");
  });

  test("does not make the page ask before it is left, unless the connection is down", () => {
    const stage = stock();
    vi.advanceTimersByTime(DEFAULTS.acknowledgeTimeoutMs);
    stage.type();
    expect(stage.provider.hasUnsaved).toBe(false);
    stage.cut();
    expect(stage.provider.hasUnsaved).toBe(true);
  });

  test("that turns out to answer, only late, is believed", () => {
    const stage = stock();
    vi.advanceTimersByTime(DEFAULTS.acknowledgeTimeoutMs);
    stage.server.acknowledges = true;
    stage.cut();
    stage.provider.reconnect();
    stage.open();
    stage.settle();
    expect(stage.kind).toBe("saved");
  });
});

describe("a server that refuses for good", () => {
  test.each([4400, 4401, 4403, 4404, 4413, 4499])(
    "closes with %i: denied with code and reason, and no retry",
    (code) => {
      const stage = Stage.connected();
      const closed = vi.fn();
      stage.provider.on("closed", closed);
      stage.cut(code, "no more");
      vi.advanceTimersByTime(3_600_000);
      expect(stage.provider.status).toMatchObject({ kind: "denied", code, reason: "no more" });
      expect(closed).toHaveBeenCalledExactlyOnceWith({ by: "server", code, reason: "no more" });
      expect(stage.network.sockets).toHaveLength(1);
    },
  );

  test.each([1000, 1001, 1006, 1009, 4399, 4500, 4503])("but %i is retried", (code) => {
    const stage = Stage.connected();
    stage.cut(code);
    vi.advanceTimersByTime(DEFAULTS.minBackoffMs);
    expect(stage.network.sockets).toHaveLength(2);
  });

  test("is asked again by reconnect()", () => {
    const stage = Stage.connected();
    stage.cut(4403);
    stage.type();
    stage.provider.reconnect();
    expect(stage.kind).toBe("connecting");
    stage.open();
    stage.settle();
    expect(stage.kind).toBe("saved");
  });
});

describe("loaded", () => {
  test("is said once, when the server's document has been applied", () => {
    const first = Stage.connected();
    first.type("theirs");
    first.settle();
    const second = new Stage({ server: first.server });
    const seen: string[] = [];
    second.provider.on("loaded", () => seen.push(second.ydoc.getText("body").toString()));
    second.open();
    expect(second.provider.loaded).toBe(false);
    second.settle();
    expect(second.provider.loaded).toBe(true);
    second.cut();
    second.provider.reconnect();
    second.open();
    second.settle();
    expect(seen).toEqual(["theirs"]);
  });
});

describe("garbage from the server", () => {
  test.each([
    ["a message that is cut off", new Uint8Array([0, 2, 200, 1])],
    ["an update that is none", new Uint8Array([0, 1, 3, 255, 255, 255])],
    ["a state vector that is none", new Uint8Array([0, 0, 1, 255])],
    ["a sync message of an unknown kind", new Uint8Array([0, 9, 0])],
  ])("in the document: %s ends the connection, not the program, and it is tried again", (_what, data) => {
    const stage = Stage.connected();
    stage.network.last.deliver(data);
    expect(stage.kind).toBe("offline-not-kept");
    vi.advanceTimersByTime(DEFAULTS.minBackoffMs);
    expect(stage.network.sockets).toHaveLength(2);
  });

  test.each([
    ["an empty message", new Uint8Array()],
    ["text", "hello"],
    ["nothing", null],
    ["a message of a later version", new Uint8Array([104, 1, 2, 3])],
    ["an awareness state that is no JSON", new Uint8Array([1, 5, 1, 7, 1, 1, 123])],
    ["a number without end", new Uint8Array(40).fill(255)],
  ])("elsewhere: %s is passed over", (_what, data) => {
    const stage = Stage.connected();
    stage.network.last.deliver(data);
    stage.type();
    stage.settle();
    expect(stage.kinds).toEqual(["saved", "saving", "saved"]);
  });

  test("before the document is loaded does not make it loaded", () => {
    const stage = new Stage();
    stage.open();
    stage.network.last.deliver(new Uint8Array([0, 1, 3, 255, 255, 255]));
    expect(stage.provider.loaded).toBe(false);
  });

  test("acknowledgements that nobody asked for save nothing", () => {
    const stage = Stage.connected();
    stage.type();
    for (const ticket of [0, 1, 2, 3, 77]) {
      if (ticket !== 2) stage.network.last.deliver(new Uint8Array([102, 1, ticket]));
    }
    stage.network.last.deliver(new Uint8Array([102, 0]));
    expect(stage.kind).toBe("saving");
  });
});
