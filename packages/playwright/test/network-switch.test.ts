import { once } from "node:events";
import { type AddressInfo, connect, createServer, type Socket } from "node:net";
import { expect, onTestFinished, test, vi } from "vitest";
import { createNetworkSwitch } from "../src/network-switch.js";

/** A server that says back what it hears. */
async function echo(): Promise<number> {
  const server = createServer((socket) => socket.on("error", () => {}).pipe(socket));
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  onTestFinished(() => void server.close());
  return (server.address() as AddressInfo).port;
}

/** Connects as a browser does: greeting, then where to. */
async function through(server: string, port: number): Promise<Socket> {
  const socket = connect(Number(new URL(server).port), "127.0.0.1");
  socket.on("error", () => {});
  onTestFinished(() => void socket.destroy());
  await once(socket, "connect");
  socket.write(Buffer.from([5, 1, 0]));
  await once(socket, "data");
  socket.write(Buffer.from([5, 1, 0, 1, 127, 0, 0, 1, port >> 8, port & 255]));
  const [answer] = (await once(socket, "data")) as [Buffer];
  if (answer[1] !== 0) throw new Error(`refused with ${answer[1]}`);
  return socket;
}

async function say(socket: Socket, word: string): Promise<string> {
  socket.write(word);
  const [heard] = (await once(socket, "data")) as [Buffer];
  return heard.toString();
}

test("what is sent passes, and is counted", async () => {
  const network = await createNetworkSwitch();
  onTestFinished(() => network.close());
  const socket = await through(network.server, await echo());
  expect(await say(socket, "hello")).toBe("hello");
  expect(network.bytesPassed).toBe(10);
});

test("switched off, open connections end, new ones are refused and no byte passes; switched on, all is as before", async () => {
  const network = await createNetworkSwitch();
  onTestFinished(() => network.close());
  const port = await echo();
  const socket = await through(network.server, port);
  expect(await say(socket, "hello")).toBe("hello");
  const closed = new Promise((resolve) => socket.once("close", resolve));

  await network.turnOff();
  await closed;
  expect(network.openConnections).toBe(0);
  await expect(Promise.race([through(network.server, port), refusal(network.server)])).rejects.toThrow();
  expect(network.bytesPassed).toBe(10);

  network.turnOn();
  expect(await say(await through(network.server, port), "again")).toBe("again");
});

/** Rejects once the proxy has closed a fresh connection in our face. */
async function refusal(server: string): Promise<never> {
  const socket = connect(Number(new URL(server).port), "127.0.0.1");
  socket.on("error", () => {});
  await new Promise((resolve) => socket.once("close", resolve));
  throw new Error("closed");
}

test("a server that is not there is told as refused", async () => {
  const network = await createNetworkSwitch();
  onTestFinished(() => network.close());
  await expect(through(network.server, 1)).rejects.toThrow("refused with 5");
});

test("garbage ends its own connection only; closing is idempotent", async () => {
  const network = await createNetworkSwitch();
  const port = await echo();
  const socket = connect(Number(new URL(network.server).port), "127.0.0.1");
  socket.on("error", () => {});
  socket.write("GET / HTTP/1.1\r\n\r\n");
  await new Promise((resolve) => socket.once("close", resolve));
  expect(await say(await through(network.server, port), "still here")).toBe("still here");
  await network.close();
  await network.close();
  await vi.waitFor(() => expect(network.openConnections).toBe(0));
});
