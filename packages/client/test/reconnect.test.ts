import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { DEFAULTS } from "../src/index.js";
import { closeStages, Stage } from "./stage.js";

beforeEach(() => void vi.useFakeTimers());
afterEach(async () => {
  await closeStages();
  vi.restoreAllMocks();
  vi.unstubAllGlobals();
  vi.useRealTimers();
});

describe("while the socket is down", () => {
  test("it is connecting until the first attempt has failed, and offline from then on, with the next attempt's time", () => {
    vi.spyOn(Math, "random").mockReturnValue(0.5);
    vi.setSystemTime(1_000);
    const stage = new Stage();
    expect(stage.kind).toBe("connecting");
    stage.cut();
    const nextAttemptAt = 1_000 + DEFAULTS.minBackoffMs / 2;
    expect(stage.provider.status).toMatchObject({ kind: "offline-not-kept", nextAttemptAt, unsavedEdits: 0 });
    vi.setSystemTime(nextAttemptAt);
    vi.advanceTimersByTime(DEFAULTS.minBackoffMs / 2);
    expect(stage.network.sockets).toHaveLength(2);
    expect(stage.provider.status).toMatchObject({ kind: "offline-not-kept", nextAttemptAt: null });
  });

  test("the waits are spread over a window that doubles up to its limit, and begin anew after a connection that worked", () => {
    const waits = (random: number) => {
      vi.spyOn(Math, "random").mockReturnValue(random);
      const stage = new Stage();
      const found: number[] = [];
      for (let failure = 0; failure < 8; failure += 1) {
        const at = Date.now();
        stage.cut();
        const { status } = stage.provider;
        if (status.kind !== "offline-not-kept" || status.nextAttemptAt === null) throw new Error(status.kind);
        found.push(status.nextAttemptAt - at);
        vi.advanceTimersByTime(status.nextAttemptAt - at);
      }
      stage.open();
      stage.settle();
      const at = Date.now();
      stage.cut();
      const { status } = stage.provider;
      found.push(status.kind === "offline-not-kept" ? (status.nextAttemptAt ?? 0) - at : -1);
      return found;
    };
    expect(waits(0)).toEqual([0, 0, 0, 0, 0, 0, 0, 0, 0]);
    expect(waits(0.5)).toEqual([125, 250, 500, 1_000, 2_000, 4_000, 5_000, 5_000, 125]);
  });

  test("a server that accepts and closes at once is backed off like one that refuses", () => {
    vi.spyOn(Math, "random").mockReturnValue(1);
    const stage = new Stage();
    for (const wait of [250, 500, 1_000]) {
      stage.open();
      stage.cut();
      vi.advanceTimersByTime(wait - 1);
      const sockets = stage.network.sockets.length;
      vi.advanceTimersByTime(1);
      expect(stage.network.sockets).toHaveLength(sockets + 1);
    }
  });

  test("reconnect() does not wait", () => {
    vi.spyOn(Math, "random").mockReturnValue(1);
    const stage = new Stage();
    stage.cut();
    stage.provider.reconnect();
    expect(stage.network.sockets).toHaveLength(2);
    stage.provider.reconnect();
    expect(stage.network.sockets).toHaveLength(2);
  });
});

describe("a connection that hangs", () => {
  test("is given up after 10 s when it does not open", () => {
    const stage = new Stage();
    vi.advanceTimersByTime(DEFAULTS.attemptTimeoutMs - 1);
    expect(stage.kind).toBe("connecting");
    vi.advanceTimersByTime(1);
    expect(stage.provider.status).toMatchObject({
      kind: "offline-not-kept",
      problem: "The server did not answer in time.",
    });
    vi.advanceTimersByTime(DEFAULTS.minBackoffMs);
    expect(stage.network.sockets).toHaveLength(2);
  });

  test("is noticed within 30 s when it dies without a word", () => {
    const stage = Stage.connected();
    vi.advanceTimersByTime(30_000);
    expect(stage.kinds.slice(0, 2)).toEqual(["saved", "offline-not-kept"]);
  });

  test("is noticed within 30 s when it opens and carries nothing", () => {
    const stage = new Stage();
    stage.network.last.open();
    vi.advanceTimersByTime(30_000);
    expect(stage.kinds).toEqual(["offline-not-kept"]);
  });

  test("is noticed within 30 s also at a stock server, and while a question is under way", () => {
    const stage = new Stage();
    stage.server.acknowledges = false;
    stage.open();
    stage.settle();
    stage.type();
    vi.advanceTimersByTime(30_000);
    expect(stage.kind).toBe("offline-not-kept");
  });

  test("an idle one that answers is kept, at the cost of one small message now and then", () => {
    const stage = Stage.connected();
    stage.network.last.toServer.splice(0);
    let bytes = 0;
    for (let second = 0; second < 600; second += 1) {
      vi.advanceTimersByTime(1_000);
      bytes += stage.network.last.toServer.reduce((sum, message) => sum + message.length, 0);
      stage.settle();
    }
    expect(stage.network.sockets).toHaveLength(1);
    expect(stage.kinds).toEqual(["saved"]);
    expect(bytes).toBeLessThan(2_000);
  });

  test("a server whose disk hangs, but which answers, is not taken for a dead one", () => {
    const stage = Stage.connected();
    stage.type();
    for (let second = 0; second < 120; second += 1) {
      vi.advanceTimersByTime(1_000);
      stage.exchange();
    }
    expect(stage.network.sockets).toHaveLength(1);
    expect(stage.kind).toBe("saving");
  });

  test("a hidden tab, whose timers fire once a minute, keeps its connection", () => {
    const stage = Stage.connected();
    for (let minute = 0; minute < 10; minute += 1) {
      vi.setSystemTime(Date.now() + 60_000);
      vi.advanceTimersByTime(1);
      stage.settle();
    }
    expect(stage.network.sockets).toHaveLength(1);
  });
});

describe("in a browser", () => {
  function browser() {
    const window = new EventTarget();
    const document = Object.assign(new EventTarget(), { visibilityState: "visible" });
    vi.stubGlobal("window", window);
    vi.stubGlobal("document", document);
    return { window, document };
  }

  test("it connects at once when the network returns, and when the page becomes visible", () => {
    vi.spyOn(Math, "random").mockReturnValue(1);
    const { window, document } = browser();
    const stage = new Stage();
    stage.cut();
    window.dispatchEvent(new Event("online"));
    expect(stage.network.sockets).toHaveLength(2);
    stage.cut();
    document.visibilityState = "hidden";
    document.dispatchEvent(new Event("visibilitychange"));
    expect(stage.network.sockets).toHaveLength(2);
    document.visibilityState = "visible";
    document.dispatchEvent(new Event("visibilitychange"));
    expect(stage.network.sockets).toHaveLength(3);
  });

  test("a refusal is not taken up again by the network's return", () => {
    const { window } = browser();
    const stage = Stage.connected();
    stage.cut(4403);
    window.dispatchEvent(new Event("online"));
    expect(stage.network.sockets).toHaveLength(1);
  });

  test.each(["online", "offline"])("an open connection is asked for a sign of life on %s", (name) => {
    const { window } = browser();
    const stage = Stage.connected();
    window.dispatchEvent(new Event(name));
    vi.advanceTimersByTime(DEFAULTS.answerTimeoutMs);
    expect(stage.kind).toBe("offline-not-kept");
  });
});

describe("the credential", () => {
  test("is asked for at each attempt and travels as a subprotocol, never in the address", async () => {
    const tokens = ["first", null, "third.x-y_z"];
    const stage = new Stage({ token: async () => tokens.shift() ?? null });
    const offered: unknown[] = [];
    for (let attempt = 0; attempt < 3; attempt += 1) {
      await vi.advanceTimersByTimeAsync(0);
      offered.push(stage.network.last.protocols);
      expect(stage.network.last.url).toBe("ws://stage/sync/stage");
      stage.cut();
      stage.provider.reconnect();
    }
    const device = expect.stringMatching(/^motet\.device\.[A-Za-z0-9_-]{16,64}$/);
    expect(offered).toEqual([
      ["motet", "motet.bearer.first", device],
      ["motet", device],
      ["motet", "motet.bearer.third.x-y_z", device],
    ]);
  });

  test.each([
    ["cannot be had", async () => Promise.reject(new Error("secret detail"))],
    [
      "is thrown at",
      () => {
        throw new Error("secret detail");
      },
    ],
    ["has characters that no subprotocol has", async () => "a b\r\nX: y"],
    ["does not come in time", () => new Promise<string>(() => {})],
  ])("that %s is a failed attempt, which is repeated", async (_what, token) => {
    const asked = vi.fn(token);
    const stage = new Stage({ token: asked });
    await vi.advanceTimersByTimeAsync(DEFAULTS.attemptTimeoutMs);
    expect(stage.kinds).toEqual(["offline-not-kept"]);
    expect(JSON.stringify(stage.statuses)).not.toContain("secret");
    await vi.advanceTimersByTimeAsync(DEFAULTS.maxBackoffMs);
    expect(asked.mock.calls.length).toBeGreaterThan(1);
    expect(stage.network.sockets).toHaveLength(0);
  });

  test("that comes after its attempt was given up is not used", async () => {
    let give: (token: string) => void = () => {};
    const stage = new Stage({
      token: () =>
        new Promise((resolve) => {
          give = resolve;
        }),
    });
    await vi.advanceTimersByTimeAsync(0);
    const late = give;
    await vi.advanceTimersByTimeAsync(DEFAULTS.attemptTimeoutMs + DEFAULTS.minBackoffMs);
    late("old");
    await vi.advanceTimersByTimeAsync(0);
    give("new");
    await vi.advanceTimersByTimeAsync(0);
    expect(stage.network.sockets.map(({ protocols }) => protocols[1])).toEqual(["motet.bearer.new"]);
  });
});

describe("a refusal before the upgrade", () => {
  function answering(status: number, body: string, type = "application/problem+json; charset=utf-8") {
    const fetch = vi.fn(async () => new Response(body, { status, headers: { "content-type": type } }));
    vi.stubGlobal("fetch", fetch);
    return fetch;
  }

  test.each([400, 401, 403, 404])(
    "with %i is found out over HTTP and denied, with the credential of the attempt",
    async (status) => {
      const fetch = answering(status, JSON.stringify({ title: "There is no such document", status }));
      const stage = new Stage({ token: async () => "jwt" });
      const closed = vi.fn();
      stage.provider.on("closed", closed);
      await vi.advanceTimersByTimeAsync(0);
      stage.cut();
      await vi.advanceTimersByTimeAsync(3_600_000);
      const refusal = { code: 4000 + status, reason: "There is no such document" };
      expect(stage.provider.status).toMatchObject({ kind: "denied", ...refusal });
      expect(closed).toHaveBeenCalledExactlyOnceWith({ by: "server", ...refusal });
      expect(fetch).toHaveBeenCalledExactlyOnceWith(
        "http://stage/sync/stage",
        expect.objectContaining({ headers: { authorization: "Bearer jwt" } }),
      );
    },
  );

  test.each([
    ["a proxy's page", 404, "<html>", "text/html"],
    ["a server that cannot tell", 503, "{}", undefined],
    ["a problem that is no JSON", 404, "{", undefined],
  ])("%s is none: it is tried again", async (_what, status, body, type) => {
    answering(status, body, type);
    const stage = new Stage();
    stage.cut();
    await vi.advanceTimersByTimeAsync(DEFAULTS.maxBackoffMs);
    expect(stage.network.sockets.length).toBeGreaterThan(1);
    expect(stage.kind).toBe("offline-not-kept");
  });

  test("that is heard after the connection has opened is forgotten", async () => {
    let answer: (response: Response) => void = () => {};
    vi.stubGlobal(
      "fetch",
      vi.fn(
        () =>
          new Promise<Response>((resolve) => {
            answer = resolve;
          }),
      ),
    );
    const stage = new Stage();
    stage.cut();
    stage.provider.reconnect();
    stage.open();
    stage.settle();
    answer(new Response("{}", { status: 404, headers: { "content-type": "application/problem+json" } }));
    await vi.advanceTimersByTimeAsync(1_000);
    expect(stage.kind).toBe("saved");
  });
});
