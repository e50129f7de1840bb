import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { type Provider, type Status, warnBeforeUnload } from "../src/index.js";
import { ReadyState } from "../src/socket-like.js";
import { closeStages, Stage } from "./stage.js";

beforeEach(() => void vi.useFakeTimers());
afterEach(async () => {
  await closeStages();
  vi.unstubAllGlobals();
  vi.useRealTimers();
});

async function close(stage: Stage): Promise<void> {
  const closing = stage.provider.close();
  await vi.advanceTimersByTimeAsync(5_000);
  await closing;
}

describe("close()", () => {
  const lives: readonly (readonly [what: string, live: () => Stage | Promise<Stage>])[] = [
    ["at once", () => new Stage()],
    ["while the credential is awaited", () => new Stage({ token: () => new Promise(() => {}) })],
    [
      "in the middle of the handshake",
      () => {
        const stage = new Stage();
        stage.open();
        return stage;
      },
    ],
    ["when all is saved", () => Stage.connected()],
    [
      "with a question under way",
      () => {
        const stage = Stage.connected();
        stage.type();
        return stage;
      },
    ],
    [
      "while offline",
      () => {
        const stage = Stage.connected();
        stage.cut();
        return stage;
      },
    ],
    [
      "after a refusal",
      () => {
        const stage = Stage.connected();
        stage.cut(4403);
        return stage;
      },
    ],
    [
      "with a connection that died silently",
      () => {
        const stage = Stage.connected();
        stage.network.last.close = () => {
          stage.network.last.readyState = ReadyState.closing;
        };
        return stage;
      },
    ],
  ];

  test.each(lives)("%s leaves no timer and no listener behind", async (_when, live) => {
    const stage = await live();
    await close(stage);
    expect(vi.getTimerCount()).toBe(0);
    const { length } = stage.network.sockets;
    const status = stage.provider.status;
    stage.type();
    stage.provider.reconnect();
    await vi.advanceTimersByTimeAsync(120_000);
    expect(stage.network.sockets).toHaveLength(length);
    expect(stage.provider.status).toBe(status);
    expect(status).toMatchObject({ kind: "offline-not-kept", nextAttemptAt: null });
  });

  test("is idempotent, tells it once, and what was sent before still arrives", async () => {
    const stage = Stage.connected();
    const closed = vi.fn();
    stage.provider.on("closed", closed);
    stage.type("last words");
    expect(stage.provider.close()).toBe(stage.provider.close());
    await vi.advanceTimersByTimeAsync(5_000);
    await stage.provider.close();
    expect(closed).toHaveBeenCalledExactlyOnceWith({ by: "provider" });
    for (const message of stage.network.last.toServer.splice(0))
      stage.server.receive(stage.network.last.server, message);
    expect(stage.server.memory.getText("body").toString()).toBe("last words");
  });

  test("comes with the end of the ydoc", async () => {
    const stage = Stage.connected();
    const closed = vi.fn();
    stage.provider.on("closed", closed);
    stage.ydoc.destroy();
    await vi.advanceTimersByTimeAsync(5_000);
    expect(closed).toHaveBeenCalledOnce();
    expect(vi.getTimerCount()).toBe(0);
  });

  test("leaves the window alone", async () => {
    const window = new EventTarget();
    const document = Object.assign(new EventTarget(), { visibilityState: "visible" });
    const balance = new Map<string, number>();
    for (const target of [window, document]) {
      const add = target.addEventListener.bind(target);
      const remove = target.removeEventListener.bind(target);
      target.addEventListener = (...args: Parameters<typeof add>) => {
        balance.set(args[0], (balance.get(args[0]) ?? 0) + 1);
        add(...args);
      };
      target.removeEventListener = (...args: Parameters<typeof remove>) => {
        balance.set(args[0], (balance.get(args[0]) ?? 0) - 1);
        remove(...args);
      };
    }
    vi.stubGlobal("window", window);
    vi.stubGlobal("document", document);
    const stage = Stage.connected();
    expect(balance.size).toBeGreaterThan(0);
    expect(new Set(balance.values())).toEqual(new Set([1]));
    await close(stage);
    expect(new Set(balance.values())).toEqual(new Set([0]));
  });
});

describe("events", () => {
  test("on() returns what ends the subscription", () => {
    const stage = new Stage();
    const heard = vi.fn();
    const off = stage.provider.on("status", heard);
    stage.cut();
    expect(heard).toHaveBeenCalledOnce();
    off();
    off();
    stage.provider.reconnect();
    expect(heard).toHaveBeenCalledOnce();
  });

  test("come in order to every listener, also when one of them causes the next", () => {
    const stage = new Stage();
    let hasTyped = false;
    stage.provider.on("status", ({ kind }) => {
      if (kind !== "saved" || hasTyped) return;
      hasTyped = true;
      stage.type();
    });
    const heard: string[] = [];
    stage.provider.on("status", ({ kind }) => heard.push(kind));
    stage.open();
    stage.exchange();
    stage.server.answer(stage.network.last.server);
    stage.network.last.deliver();
    expect(heard).toEqual(["saved", "saving"]);
  });

  test("a listener that throws keeps nobody else from hearing, and its error is not swallowed", async () => {
    const stage = new Stage();
    const heard = vi.fn();
    const uncaught = vi.fn();
    vi.stubGlobal("queueMicrotask", (task: () => void) => {
      try {
        task();
      } catch (error) {
        uncaught(error);
      }
    });
    stage.provider.on("status", () => {
      throw new Error("of the listener");
    });
    stage.provider.on("status", heard);
    stage.cut();
    expect(heard).toHaveBeenCalledOnce();
    expect(uncaught).toHaveBeenCalledWith(new Error("of the listener"));
  });

  test("an event that does not exist is an error that names those that do", () => {
    const { provider } = new Stage();
    expect(() => provider.on("synced" as "status", () => {})).toThrow(
      /"synced".*status, people, loaded, closed/,
    );
  });
});

describe("warnBeforeUnload", () => {
  function page(unsaved: boolean) {
    const window = new EventTarget();
    vi.stubGlobal("window", window);
    const listeners = new Set<() => void>();
    const provider = {
      hasUnsaved: unsaved,
      on: ((_event: "status", listener: (status: Status) => void) => {
        const call = () => listener({} as Status);
        listeners.add(call);
        return () => listeners.delete(call);
      }) as unknown as Provider["on"],
    };
    const asksBeforeLeaving = () => {
      const event = new Event("beforeunload", { cancelable: true });
      // A BeforeUnloadEvent's can be written, a plain Event's cannot.
      return !window.dispatchEvent(
        Object.defineProperty(event, "returnValue", { writable: true, value: "" }),
      );
    };
    const become = (hasUnsaved: boolean) => {
      provider.hasUnsaved = hasUnsaved;
      for (const listener of listeners) listener();
    };
    return { provider, asksBeforeLeaving, become, listeners };
  }

  test("asks while something is unsaved, and not otherwise", () => {
    const { provider, asksBeforeLeaving, become } = page(false);
    warnBeforeUnload(provider);
    expect(asksBeforeLeaving()).toBe(false);
    become(true);
    expect(asksBeforeLeaving()).toBe(true);
    become(false);
    expect(asksBeforeLeaving()).toBe(false);
  });

  test("ends with its disposer", () => {
    const { provider, asksBeforeLeaving, listeners } = page(true);
    warnBeforeUnload(provider)();
    expect(asksBeforeLeaving()).toBe(false);
    expect(listeners.size).toBe(0);
  });

  test("does nothing where there is no window", () => {
    const { provider } = page(true);
    vi.unstubAllGlobals();
    expect(() => warnBeforeUnload(provider)()).not.toThrow();
  });
});
