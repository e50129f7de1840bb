import { once } from "node:events";
import { connect } from "node:net";
import { expect, test } from "vitest";
import { listening } from "./running.js";

test("a connection that sends nothing, or half a request, is dropped", async () => {
  const { host } = await listening();
  const [address, port] = host.split(":");
  const sent = ["", "GET /sync/plan HTTP/1.1\r\nHost: 127.0.0.1\r\n"];
  const sockets = sent.map((text) => {
    const socket = connect(Number(port), address);
    socket.write(text);
    return socket.resume();
  });
  // Some eight seconds of real time; what would wait for ever is ended by the guard of the test.
  await Promise.all(sockets.map((socket) => once(socket, "close")));
  expect(sockets.every(({ destroyed }) => destroyed)).toBe(true);
});
