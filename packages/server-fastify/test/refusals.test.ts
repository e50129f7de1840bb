import { describe, expect, test, vi } from "vitest";
import { FakeServer, GRANTED } from "./fake-server.js";
import { connect, listening, refusal } from "./listening.js";
import { rawConnection, upgradeRequest } from "./raw-connection.js";

describe("before the upgrade", () => {
  test("an id that no document can have is refused with 400", async () => {
    const server = new FakeServer();
    const { url, port } = await listening({ server });
    for (const id of ["", "%00", "a%0Ab", "a".repeat(256), "%C3%A4".repeat(128), "?x=y"]) {
      expect(await refusal(`${url}/sync/${id}`), id).toMatchObject({ status: 400, code: "bad-document-id" });
    }
    for (const id of ["%", "%zz", "%ff", "a%e0%a4%a"]) {
      const connection = await rawConnection(port, upgradeRequest(`/sync/${id}`));
      await vi.waitFor(() => expect(connection.text()).toMatch(/^HTTP\/1\.1 400 /));
    }
    expect(server.asked).toEqual([]);
  });

  test("no credential is 401, what may not be seen is 404, an authorizer that fails is 503", async () => {
    const server = new FakeServer(async ({ documentId }) => {
      if (documentId === "secret") return { kind: "not-found" };
      if (documentId === "broken") throw new Error("the authorizer's database is away");
      return { kind: "unauthenticated" };
    });
    const { url } = await listening({ server });
    const type = expect.stringContaining("application/problem+json");
    expect(await refusal(`${url}/sync/plan`)).toEqual({ status: 401, code: "unauthenticated", type });
    expect(await refusal(`${url}/sync/secret`)).toEqual({ status: 404, code: "document-not-found", type });
    expect(await refusal(`${url}/sync/broken`)).toEqual({ status: 503, code: "unavailable", type });
    expect(server.accepted).toEqual([]);
  });

  test("the app has the last word: false is 404, a failure 503", async () => {
    const server = new FakeServer();
    const admit = async (documentId: string) => {
      if (documentId === "broken") throw new Error("away");
      return documentId === "living";
    };
    const { url } = await listening({ server, admit });
    expect(await refusal(`${url}/sync/trashed`)).toMatchObject({ status: 404, code: "document-not-found" });
    expect(await refusal(`${url}/sync/broken`)).toMatchObject({ status: 503 });
    await connect(`${url}/sync/living`);
  });

  test("pages of other origins are refused with 403; our own, those allowed and programs come in", async () => {
    const server = new FakeServer();
    const { url, port } = await listening({ server, allowedOrigins: ["https://docs.example.com"] });
    const bad = [
      "https://evil.example",
      "null",
      "http://127.0.0.1",
      `http://127.0.0.1:${port}.evil.example`,
      "file://",
    ];
    for (const origin of bad) {
      expect(await refusal(`${url}/sync/plan`, { headers: { origin } }), origin).toMatchObject({
        status: 403,
      });
    }
    expect(server.asked).toEqual([]);
    for (const origin of [
      `http://127.0.0.1:${port}`,
      `https://127.0.0.1:${port}`,
      "https://docs.example.com",
    ]) {
      await connect(`${url}/sync/plan`, { headers: { origin } });
    }
    await connect(`${url}/sync/plan`);
  });

  test("a plain HTTP request is told to upgrade", async () => {
    const { app } = await listening({ server: new FakeServer() });
    const answer = await app.inject({ url: "/sync/plan" });
    expect(answer.statusCode).toBe(426);
    expect(answer.headers.upgrade).toBe("websocket");
    expect(answer.json()).toMatchObject({ code: "upgrade-required" });
  });

  test("a WebSocket to a plain route, or to none, gets an answer and no upgrade", async () => {
    const { url, app } = await listening({ server: new FakeServer() }, (fastify) => {
      fastify.get("/plain", async () => "hello");
    });
    expect(await refusal(`${url}/plain`)).toMatchObject({ status: 404, code: "not-a-websocket" });
    expect(await refusal(`${url}/nowhere`)).toMatchObject({ status: 404, code: "not-a-websocket" });
    expect((await app.inject({ url: "/plain" })).body).toBe("hello");
  });

  test("a refused connection is closed, also where its peer leaves it open", async () => {
    const { port } = await listening({ server: new FakeServer(), handshakeTimeoutMs: 50 });
    for (const target of ["/sync/%00", "/sync/%zz", "/nowhere"]) {
      const connection = await rawConnection(port, upgradeRequest(target));
      await connection.closed;
      expect(connection.text()).toMatch(/^HTTP\/1\.1 4/);
    }
  });
});

describe("which document", () => {
  test("is everything after the prefix, decoded once, without the query", async () => {
    const server = new FakeServer();
    const { port } = await listening({ server });
    const ids: Record<string, string> = {
      "/sync/plan": "plan",
      "/sync/plan?user=ada&x=%2F": "plan",
      "/sync/a/b": "a/b",
      "/sync/a%2Fb": "a/b",
      "/sync/a%252Fb": "a%2Fb",
      "/sync//a": "/a",
      "/sync/a//b/": "a//b/",
      "/sync/../x": "../x",
      "/sync/..%2Fx": "../x",
      "/sync/%2e%2e": "..",
      "/sync/__proto__": "__proto__",
      "/sync/%C3%A4%20%3F%23": "ä ?#",
      "/sync/a;b": "a;b",
      "/sync/a+b": "a+b",
      "/sync/a:b": "a:b",
      "/sync/*": "*",
      [`/sync/${"%C3%A4".repeat(127)}`]: "ä".repeat(127),
      [`/sync/${"a".repeat(255)}`]: "a".repeat(255),
      "http://elsewhere.example/sync/absolute": "absolute",
    };
    for (const [target, documentId] of Object.entries(ids)) {
      const { text, socket } = await rawConnection(port, upgradeRequest(target));
      await vi.waitFor(() => expect(text(), target).toMatch(/^HTTP\/1\.1 101 /));
      expect(server.accepted.at(-1)?.documentId).toBe(documentId);
      expect(server.asked.at(-1)?.documentId).toBe(documentId);
      socket.destroy();
    }
  });

  test("the prefix can be another", async () => {
    const server = new FakeServer();
    const { url } = await listening({ server, prefix: "/my/docs" });
    await connect(`${url}/my/docs/plan`);
    expect(server.accepted[0]?.documentId).toBe("plan");
    expect((await refusal(`${url}/sync/plan`)).status).toBe(404);
  });
});

describe("the credential", () => {
  test("comes from the header or from a subprotocol, which is never the one that is answered", async () => {
    const server = new FakeServer(async () => GRANTED);
    const { url } = await listening({ server });
    const byHeader = await connect(`${url}/sync/plan`, { headers: { authorization: "Bearer abc.def-g" } });
    expect(server.asked.at(-1)?.credential).toBe("abc.def-g");
    expect(byHeader.protocol).toBe("");

    const byProtocol = await connect(`${url}/sync/plan`, { protocols: ["motet", "motet.bearer.abc.def-g"] });
    expect(server.asked.at(-1)?.credential).toBe("abc.def-g");
    expect(byProtocol.protocol).toBe("motet");

    await connect(`${url}/sync/plan`, { headers: { authorization: "Basic eDp5" } });
    expect(server.asked.at(-1)?.credential).toBeNull();
    await connect(`${url}/sync/plan?token=abc`);
    expect(server.asked.at(-1)?.credential).toBeNull();
  });
});

describe("too many", () => {
  test("attempts from one address are refused with 429, and are let in again later", async () => {
    const { url, app } = await listening({
      server: new FakeServer(),
      connectsPerSecond: 20,
      connectBurst: 3,
    });
    for (let time = 0; time < 3; time++) await connect(`${url}/sync/plan`);
    expect(await refusal(`${url}/sync/plan`)).toMatchObject({ status: 429, code: "too-many-connections" });
    const elsewhere = await app.inject({ url: "/sync/plan", remoteAddress: "10.0.0.9" });
    expect(elsewhere.statusCode).toBe(426);
    await vi.waitFor(() => connect(`${url}/sync/plan`));
  });
});

describe("the device key", () => {
  test("comes from a subprotocol or a header, never from the URL, and what is no key is none", async () => {
    const server = new FakeServer();
    const { url } = await listening({ server });
    const key = "abcdefghijklmnop_-1";
    const client = await connect(`${url}/sync/plan`, { protocols: ["motet", `motet.device.${key}`] });
    expect(client.protocol).toBe("motet");
    await connect(`${url}/sync/plan`, { headers: { "motet-device": key } });
    for (const none of ["short", "x".repeat(65), "bad.key.bad.key.bad"])
      await connect(`${url}/sync/plan`, { protocols: ["motet", `motet.device.${none}`] });
    await connect(`${url}/sync/plan?device=${key}`);
    expect(server.accepted.map(({ deviceKey }) => deviceKey)).toEqual([key, key, null, null, null, null]);
  });
});
