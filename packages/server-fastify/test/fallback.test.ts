import { decode, encodeQueryAwareness, Numbering } from "@motet/protocol";
import { Socket } from "engine.io-client";
import { describe, expect, onTestFinished, test, vi } from "vitest";
import { FakeServer } from "./fake-server.js";
import { listening } from "./listening.js";

const QUERY = "EIO=4&transport=polling";
const DEVICE = "k".repeat(20);

/** Polls by hand: the id of a fresh socket. */
async function handshake(url: string, headers: Record<string, string> = {}): Promise<string> {
  const response = await fetch(`${url}?${QUERY}`, { headers });
  const { sid } = JSON.parse((await response.text()).slice(1)) as { sid: string };
  return sid;
}

function client(port: number, path: string, extraHeaders: Record<string, string> = {}): Socket {
  const socket = new Socket({
    hostname: "127.0.0.1",
    port,
    path,
    addTrailingSlash: false,
    transports: ["polling"],
    upgrade: false,
    extraHeaders,
  });
  socket.binaryType = "arraybuffer";
  onTestFinished(() => void socket.close());
  return socket;
}

const http = (url: string) => url.replace(/^ws/, "http");

describe("by polling", () => {
  test("a socket is let in as over a WebSocket: document, credential, device", async () => {
    const server = new FakeServer();
    const { port } = await listening({ server });
    client(port, "/sync-fallback/a%2Fb", { authorization: "Bearer jwt", "motet-device": DEVICE });
    await vi.waitFor(() => expect(server.accepted).toHaveLength(1));
    expect(server.asked).toEqual([{ documentId: "a/b", credential: "jwt" }]);
    expect(server.accepted[0]).toMatchObject({ documentId: "a/b", deviceKey: DEVICE });
  });

  test("messages go both ways, whole and in order", async () => {
    const server = new FakeServer();
    const { port } = await listening({ server });
    const socket = client(port, "/sync-fallback/plan");
    const [out, back] = [new Numbering(), new Numbering()];
    const received: (Uint8Array | null)[] = [];
    socket.on("message", (data: unknown) => received.push(back.receive(new Uint8Array(data as ArrayBuffer))));
    await vi.waitFor(() => expect(server.accepted).toHaveLength(1));
    for (let n = 0; n < 50; n++) {
      socket.send(out.number(Uint8Array.of(n)));
      server.accepted[0]?.socket.send(Uint8Array.of(n, n));
    }
    socket.send(out.number(encodeQueryAwareness()));
    const numbers = Array.from({ length: 50 }, (_, n) => n);
    await vi.waitFor(() => expect(received).toEqual(numbers.map((n) => Uint8Array.of(n, n))));
    await vi.waitFor(() => expect(server.received).toHaveLength(51));
    expect(server.received.slice(0, 50)).toEqual(numbers.map((n) => Uint8Array.of(n)));
    expect(decode(server.received[50] as Uint8Array)).toEqual({ kind: "query-awareness" });
    await vi.waitFor(() => expect(server.accepted[0]?.socket.bufferedAmount).toBe(0));
  });

  test.each([
    ["text", "hello"],
    ["a gap", Uint8Array.of(7, 1)],
    ["no number", Uint8Array.of(0x80)],
  ])("%s ends that socket only, and says why", async (_what, message) => {
    const server = new FakeServer();
    const { port } = await listening({ server });
    const [bad, good] = [client(port, "/sync-fallback/plan"), client(port, "/sync-fallback/plan")];
    const said: unknown[] = [];
    bad.on("message", (data: unknown) => said.push(data));
    await vi.waitFor(() => expect(server.accepted).toHaveLength(2));
    bad.send(message);
    await vi.waitFor(() => expect(said).toEqual([expect.stringMatching(/^\{"code":4(400|503),"reason":"/)]));
    await vi.waitFor(() => expect(server.closed).toBe(1));
    expect(good.readyState).toBe("open");
    expect(server.received).toEqual([]);
  });
});

describe("refused", () => {
  test("for the same reasons as a WebSocket, with the same answers", async () => {
    const server = new FakeServer(async ({ documentId }) =>
      documentId === "secret" ? { kind: "not-found" } : { kind: "unauthenticated" },
    );
    const { url } = await listening({ server });
    const status = async (path: string, headers: Record<string, string> = {}) =>
      (await fetch(`${http(url)}/sync-fallback/${path}?${QUERY}`, { headers })).status;
    expect(await status("%00")).toBe(400);
    expect(await status("plan")).toBe(401);
    expect(await status("secret")).toBe(404);
    expect(await status("plan", { origin: "https://evil.example" })).toBe(403);
    expect(server.accepted).toEqual([]);
  });

  test("the id of a socket alone opens nothing", async () => {
    const server = new FakeServer();
    const { url } = await listening({ server });
    const base = `${http(url)}/sync-fallback/plan`;
    const own = { authorization: "Bearer ada", "motet-device": DEVICE, cookie: "a=b" };
    const sid = await handshake(base, own);
    const poll = async (path: string, headers: Record<string, string>) =>
      (await fetch(`${path}?${QUERY}&sid=${sid}`, { method: "POST", body: "3", headers })).status;
    expect(await poll(base, {})).toBe(400);
    expect(await poll(base, { ...own, authorization: "Bearer eve" })).toBe(400);
    expect(await poll(base, { ...own, "motet-device": "x".repeat(20) })).toBe(400);
    expect(await poll(`${http(url)}/sync-fallback/other`, own)).toBe(400);
    expect(await poll(base, { ...own, origin: "https://evil.example" })).toBe(403);
    expect(await poll(base, own)).toBe(200);
    expect(server.closed).toBe(0);
  });

  test("what is too large ends its socket, and is not kept in memory", async () => {
    const server = new FakeServer();
    const { url } = await listening({ server, maxMessageBytes: 1_000 });
    const base = `${http(url)}/sync-fallback/plan`;
    const sid = await handshake(base);
    const response = await fetch(`${base}?${QUERY}&sid=${sid}`, { method: "POST", body: "4".repeat(10_000) });
    expect(response.status).toBe(413);
    expect(server.received).toEqual([]);
  });

  test("where it is not wanted it is not there", async () => {
    const { url } = await listening({ server: new FakeServer(), fallbackPrefix: null });
    expect((await fetch(`${http(url)}/sync-fallback/plan?${QUERY}`)).status).toBe(404);
  });
});

test("pages of origins that may connect are told so, others are not", async () => {
  const { url } = await listening({ server: new FakeServer(), allowedOrigins: ["https://docs.example.com"] });
  for (const path of ["/sync/plan", "/sync-fallback/plan"]) {
    const ask = (origin: string, method: string) =>
      fetch(`${http(url)}${path}?${QUERY}`, { method, headers: { origin } });
    for (const method of ["OPTIONS", "GET"]) {
      const [ours, theirs] = [
        await ask("https://docs.example.com", method),
        await ask("https://evil.example", method),
      ];
      expect(ours.headers.get("access-control-allow-origin")).toBe("https://docs.example.com");
      expect(theirs.headers.get("access-control-allow-origin")).toBeNull();
    }
    const preflight = await ask("https://docs.example.com", "OPTIONS");
    expect(preflight.headers.get("access-control-allow-headers")).toContain("authorization");
  }
});
