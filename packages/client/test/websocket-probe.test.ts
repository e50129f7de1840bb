import { expect, test, vi } from "vitest";
import { WebSocketProbe } from "../src/fallback/websocket-probe.js";
import { DEFAULTS } from "../src/options.js";
import type { SocketClass } from "../src/socket-like.js";
import { FakeNetwork } from "./fake-network.js";

test("a change of the network while a WebSocket is being tried begins another attempt at once", async () => {
  const network = new FakeNetwork();
  const works = vi.fn();
  const probe = new WebSocketProbe({
    Socket: network.Socket as unknown as SocketClass,
    address: "ws://127.0.0.1/sync/a",
    protocols: async () => [],
    limits: DEFAULTS,
    works,
  });
  probe.tryNow();
  await vi.waitFor(() => expect(network.sockets).toHaveLength(1));
  probe.tryNow();
  await vi.waitFor(() => expect(network.sockets).toHaveLength(2));
  const [first, second] = network.sockets;
  await vi.waitFor(() => expect(first?.readyState).toBe(3));
  expect(works).not.toHaveBeenCalled();
  second?.open();
  second?.deliver(Uint8Array.of(0));
  await vi.waitFor(() => expect(works).toHaveBeenCalledOnce());
  expect(network.sockets).toHaveLength(2);
  probe.dispose();
});
