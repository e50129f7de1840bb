import { afterEach, describe, expect, test, vi } from "vitest";
import * as Y from "yjs";
import { endpointOf } from "../src/endpoint.js";
import { createProvider, DEFAULTS } from "../src/index.js";

describe("the address", () => {
  test.each([
    ["ws://host:1", "plan", "ws://host:1/sync/plan"],
    ["wss://host/", "plan", "wss://host/sync/plan"],
    ["http://host", "plan", "ws://host/sync/plan"],
    ["https://host/base/?x=1#y", "plan", "wss://host/base/sync/plan"],
    ["ws://host", "a/b ü?#", "ws://host/sync/a%2Fb%20%C3%BC%3F%23"],
    ["ws://host", "../x", "ws://host/sync/..%2Fx"],
    ["ws://host", "__proto__", "ws://host/sync/__proto__"],
    ["ws://[::1]:3000", "é".repeat(127), `ws://[::1]:3000/sync/${"%C3%A9".repeat(127)}`],
  ])("of %s and the document %s", (url, documentId, address) => {
    const { server, room } = endpointOf(url, documentId);
    expect(`${server}/${room}`).toBe(address);
    expect(new URL(address).pathname.endsWith(`/sync/${room}`)).toBe(true);
  });

  test.each(["", "a\u0000b", "a\nb", "\u007f", "\ud800", "x".repeat(256), "é".repeat(128), ".", ".."])(
    "the document id %j is refused by name",
    (documentId) => expect(() => endpointOf("ws://host", documentId)).toThrow(/document id/),
  );

  test.each(["", "host", "ftp://host", "javascript:alert(1)", "//host"])(
    "the url %j is refused by name",
    (url) => expect(() => endpointOf(url, "plan")).toThrow(/url/),
  );
});

describe("options", () => {
  afterEach(() => void vi.unstubAllGlobals());
  const options = { url: "ws://127.0.0.1:1", documentId: "plan", ydoc: new Y.Doc() };

  test.each([Number.NaN, -1, Number.POSITIVE_INFINITY])(
    "a limit of %d is refused by name",
    (maxBackoffMs) => {
      expect(() =>
        createProvider({ ...options, WebSocketPolyfill: class {} as never, maxBackoffMs }),
      ).toThrow(/maxBackoffMs/);
    },
  );

  test("without any WebSocket it says what to pass", () => {
    vi.stubGlobal("WebSocket", undefined);
    expect(() => createProvider(options)).toThrow(/WebSocketPolyfill/);
  });

  test("a dead connection is noticed within 30 s", () => {
    expect(DEFAULTS.probeAfterMs + DEFAULTS.answerTimeoutMs).toBeLessThan(30_000);
  });
});
