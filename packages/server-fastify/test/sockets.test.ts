import { once } from "node:events";
import { describe, expect, test, vi } from "vitest";
import { FakeServer } from "./fake-server.js";
import { connect, ended, listening } from "./listening.js";
import { closeCodeIn, frame, rawConnection, upgradeRequest } from "./raw-connection.js";

const acceptedOne = async (server: FakeServer) => {
  await vi.waitFor(() => expect(server.accepted).toHaveLength(1));
  const [first] = server.accepted;
  if (first === undefined) throw new Error("nobody was accepted");
  return first.socket;
};

describe("messages", () => {
  test("a message that comes in one packet with the upgrade is not missed", async () => {
    const server = new FakeServer();
    const { port } = await listening({ server });
    const request = Buffer.concat([Buffer.from(upgradeRequest("/sync/plan")), frame(0x82, [1, 2, 3])]);
    await rawConnection(port, request);
    await vi.waitFor(() => expect(server.received.map((message) => [...message])).toEqual([[1, 2, 3]]));
  });

  test("bytes pass both ways, in order; what is received shares no memory with the connection", async () => {
    const server = new FakeServer();
    const { url } = await listening({ server });
    const client = await connect(`${url}/sync/plan`);
    const socket = await acceptedOne(server);
    for (let n = 0; n < 20; n += 1) client.send(Uint8Array.of(n));
    await vi.waitFor(() => expect(server.received).toHaveLength(20));
    expect(server.received.map(([n]) => n)).toEqual([...Array(20).keys()]);
    expect(server.received[0]?.buffer.byteLength).toBe(1);

    const message = once(client, "message");
    socket.send(Uint8Array.of(9, 8));
    const [data, isBinary] = (await message) as [Buffer, boolean];
    expect([[...data], isBinary]).toEqual([[9, 8], true]);
  });

  test("many messages go out whole and in order, of every length that a frame counts in its own way", async () => {
    const server = new FakeServer();
    const { url } = await listening({ server });
    const clients = await Promise.all([connect(`${url}/sync/plan`), connect(`${url}/sync/plan`)]);
    await vi.waitFor(() => expect(server.accepted).toHaveLength(2));
    const messages = [0, 1, 125, 126, 65_535, 65_536, 300_000].map((length) =>
      new Uint8Array(length).fill(length),
    );
    const received = clients.map((client) => {
      const list: Uint8Array[] = [];
      client.on("message", (data: Buffer) => list.push(new Uint8Array(data)));
      return list;
    });
    for (const { socket } of server.accepted) {
      socket.sendAll?.(messages);
      socket.sendAll?.(messages.slice(0, 3));
      socket.send(Uint8Array.of(1));
      socket.close(1000, "");
    }
    await Promise.all(clients.map((client) => ended(client)));
    for (const list of received)
      expect(list.map(({ length }) => length)).toEqual([
        0, 1, 125, 126, 65_535, 65_536, 300_000, 0, 1, 125, 1,
      ]);
    for (const list of received) expect(list[6]?.every((byte) => byte === 300_000 % 256)).toBe(true);
  });

  test("a text frame ends its socket with 4400", async () => {
    const server = new FakeServer();
    const { url } = await listening({ server });
    const client = await connect(`${url}/sync/plan`);
    client.send("hello");
    client.send(Uint8Array.of(1));
    expect(await ended(client)).toEqual({ code: 4400, reason: "text frame: messages are binary" });
    expect(server.received).toEqual([]);
    await vi.waitFor(() => expect(server.closed).toBe(1));
  });

  test("a message above the limit ends its socket with 1009", async () => {
    const server = new FakeServer();
    const { url } = await listening({ server, maxMessageBytes: 1_000 });
    const client = await connect(`${url}/sync/plan`);
    client.send(new Uint8Array(1_001));
    expect((await ended(client)).code).toBe(1009);
    await vi.waitFor(() => expect(server.closed).toBe(1));
  });
});

describe("a socket", () => {
  test("closes with code and reason, once; afterwards it takes anything in silence", async () => {
    const server = new FakeServer();
    const { url } = await listening({ server });
    const client = await connect(`${url}/sync/plan`);
    const socket = await acceptedOne(server);
    socket.close(4404, "ä".repeat(100));
    socket.close(4400, "again");
    socket.send(Uint8Array.of(1));
    expect(await ended(client)).toEqual({ code: 4404, reason: "ä".repeat(61) });
    await vi.waitFor(() => expect(server.closed).toBe(1));
    socket.send(Uint8Array.of(1));
    socket.close(1000, "");
    expect(server.closed).toBe(1);
  });

  test("a peer that does not answer a close is cut off", async () => {
    const server = new FakeServer();
    const { port } = await listening({ server, closeTimeoutMs: 50 });
    const connection = await rawConnection(port, upgradeRequest("/sync/plan"));
    const socket = await acceptedOne(server);
    socket.close(4404, "gone");
    await connection.closed;
    expect(closeCodeIn(connection.text())).toBe(4404);
    await vi.waitFor(() => expect(server.closed).toBe(1));
  });

  test("a peer that leaves two pings unanswered is cut off; one that answers stays", async () => {
    const server = new FakeServer();
    const { url, port } = await listening({ server, pingIntervalMs: 30 });
    const silent = await rawConnection(port, upgradeRequest("/sync/silent"));
    const client = await connect(`${url}/sync/answering`);
    let pings = 0;
    client.on("ping", () => {
      pings += 1;
    });
    await silent.closed;
    await vi.waitFor(() => expect(pings).toBeGreaterThanOrEqual(4));
    expect(client.readyState).toBe(client.OPEN);
    expect(server.closed).toBe(1);
  });
});

describe("violations of the WebSocket protocol end their own socket and nobody else's", () => {
  test.each<[string, Buffer, number]>([
    ["reserved bits", frame(0xf2, [1]), 1002],
    ["an unknown opcode", frame(0x83, [1]), 1002],
    ["an unmasked frame", Buffer.from([0x82, 1, 1]), 1002],
    ["a continuation of nothing", frame(0x80, [1]), 1002],
    ["a fragmented control frame", frame(0x09, [1]), 1002],
    [
      "a length beyond all bounds",
      Buffer.from([0x82, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0, 0, 0, 0]),
      1009,
    ],
    ["a length beyond the limit", Buffer.from([0x82, 0xff, 0, 0, 0, 0, 0x40, 0, 0, 0, 0, 0, 0, 0]), 1009],
    ["a close code that may not be sent", frame(0x88, [0x03, 0xed]), 1002],
    ["a close of one byte", frame(0x88, [1]), 1002],
    ["text that is no UTF-8", frame(0x81, [0xff, 0xfe]), 1007],
  ])("%s", async (_name, bytes, code) => {
    const server = new FakeServer();
    const { url, port } = await listening({ server, closeTimeoutMs: 100 });
    const bystander = await connect(`${url}/sync/plan`);
    const connection = await rawConnection(port, upgradeRequest("/sync/plan"));
    await vi.waitFor(() => expect(server.accepted).toHaveLength(2));
    connection.socket.write(bytes);
    await connection.closed;
    expect(closeCodeIn(connection.text())).toBe(code);
    await vi.waitFor(() => expect(server.closed).toBe(1));

    bystander.send(Uint8Array.of(7));
    await vi.waitFor(() => expect(server.received.map(([n]) => n)).toEqual([7]));
  });

  test("a connection that is reset in the middle of its upgrade, or of a message, is nobody's harm", async () => {
    const server = new FakeServer();
    const { url, port } = await listening({ server });
    const half = await rawConnection(port, upgradeRequest("/sync/plan").slice(0, 60));
    half.socket.resetAndDestroy();
    const cut = await rawConnection(port, upgradeRequest("/sync/plan"));
    await vi.waitFor(() => expect(server.accepted).toHaveLength(1));
    cut.socket.write(Buffer.from([0x82, 0xfe, 0x10, 0x00, 0, 0, 0, 0, 1, 2]));
    cut.socket.resetAndDestroy();
    await vi.waitFor(() => expect(server.closed).toBe(1));
    await connect(`${url}/sync/plan`);
  });
});

describe("a stop", () => {
  test("closes every socket with 1001 and does not wait for those that do not answer", async () => {
    const server = new FakeServer();
    const { app, url, port } = await listening({ server, stopTimeoutMs: 100 });
    const client = await connect(`${url}/sync/plan`);
    const silent = await rawConnection(port, upgradeRequest("/sync/plan"));
    await vi.waitFor(() => expect(server.accepted).toHaveLength(2));
    const ending = ended(client);
    const began = performance.now();
    await app.close();
    expect(performance.now() - began).toBeLessThan(3_000);
    expect((await ending).code).toBe(1001);
    await silent.closed;
    expect(closeCodeIn(silent.text())).toBe(1001);
    expect(server.closed).toBe(2);
  });

  test("does not wait for a peer who asks meanwhile and leaves when it is refused", async () => {
    const server = new FakeServer();
    const { app, port } = await listening({ server, stopTimeoutMs: 300, handshakeTimeoutMs: 120_000 });
    const silent = await rawConnection(port, upgradeRequest("/sync/plan"));
    const late = await rawConnection(port, "");
    await vi.waitFor(() => expect(server.accepted).toHaveLength(1));
    const closed = app.close();
    // The silent one has been told: the stop is under way.
    await vi.waitFor(() => expect(closeCodeIn(silent.text())).toBe(1001));
    late.socket.on("data", () => late.socket.end());
    late.socket.write(upgradeRequest("/sync/plan"));
    await closed;
  });

  test("without any socket ends at once", async () => {
    const { app } = await listening({ server: new FakeServer() });
    await app.close();
  });
});
