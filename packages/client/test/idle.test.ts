import { CloseCode } from "@motet/protocol";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { closeStages, Stage } from "./stage.js";

let window: EventTarget;
let document: EventTarget & { visibilityState: string };

beforeEach(() => {
  vi.useFakeTimers();
  window = new EventTarget();
  document = Object.assign(new EventTarget(), { visibilityState: "visible" });
  vi.stubGlobal("window", window);
  vi.stubGlobal("document", document);
});
afterEach(async () => {
  await closeStages();
  vi.unstubAllGlobals();
  vi.useRealTimers();
});

function show(visibilityState: "visible" | "hidden"): void {
  document.visibilityState = visibilityState;
  document.dispatchEvent(new Event("visibilitychange"));
}

const awayOf = (stage: Stage) => stage.provider.awareness.getLocalState()?.away;

describe("a page that is hidden", () => {
  test("says so to the server, and no longer once it is seen again; what else it says of itself stays", () => {
    const stage = Stage.connected({ user: { name: "Ada" } });
    expect(awayOf(stage)).toBeUndefined();
    show("hidden");
    expect(awayOf(stage)).toBe(true);
    show("visible");
    expect(awayOf(stage)).toBeUndefined();
    expect(stage.provider.people[0]?.user.name).toBe("Ada");
  });

  test.each([
    ["it is seen again", () => show("visible")],
    ["a key is pressed", () => window.dispatchEvent(new Event("keydown"))],
    ["it is pointed at", () => window.dispatchEvent(new Event("pointerdown"))],
    ["something is edited", (stage: Stage) => stage.type()],
    ["it is asked to", (stage: Stage) => stage.provider.reconnect()],
  ])("and closed by the server for idleness rests, until %s", async (_what, stir) => {
    const stage = Stage.connected();
    show("hidden");
    stage.cut(CloseCode.IDLE, "nobody was here for a while");
    await vi.advanceTimersByTimeAsync(3_600_000);
    expect(stage.network.sockets).toHaveLength(1);
    expect(stage.provider.status).toMatchObject({ kind: "offline-not-kept", nextAttemptAt: null });
    stir(stage);
    expect(stage.network.sockets).toHaveLength(2);
    stage.open();
    stage.settle();
    expect(stage.kind).toBe("saved");
  });
});

describe("a credential that expires", () => {
  test("on a connection that has worked is asked for anew", async () => {
    const token = vi.fn(async () => "jwt");
    const stage = new Stage({ token });
    await vi.advanceTimersByTimeAsync(0);
    stage.open();
    stage.settle();
    stage.type("x");
    stage.cut(CloseCode.UNAUTHENTICATED, "the credential has expired");
    await vi.advanceTimersByTimeAsync(1_000);
    expect(token).toHaveBeenCalledTimes(2);
    stage.open();
    stage.settle();
    expect(stage.kind).toBe("saved");
    expect(stage.server.disk.getText("body").toString()).toBe("x");
  });

  test("where a fresh one is refused as well, it is final", async () => {
    const stage = new Stage({ token: async () => "jwt" });
    await vi.advanceTimersByTimeAsync(0);
    stage.network.last.open();
    stage.cut(CloseCode.UNAUTHENTICATED);
    expect(stage.provider.status).toMatchObject({ kind: "denied", code: CloseCode.UNAUTHENTICATED });
  });

  test("where there is none to ask for, it is final", () => {
    const stage = Stage.connected();
    stage.cut(CloseCode.UNAUTHENTICATED);
    expect(stage.kind).toBe("denied");
  });
});
